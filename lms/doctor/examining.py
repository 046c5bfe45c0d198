"""All checks, one after the other; one that fails is a finding itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Flask

from config import Settings, SettingsError
from lms.content.problems import ContentErrors
from lms.core.alone import DatabaseInUseError
from lms.core.db import db
from lms.doctor.checks import database, online, safety, settings, work
from lms.doctor.rules import Finding, Level

Check = Callable[[Settings], Iterator[Finding]]
BEFORE: tuple[Check, ...] = (
    settings.check_settings,
    settings.check_rights,
    settings.check_space,
    settings.check_processes,
    settings.check_sqlite,
)
"""What needs no application."""
INSIDE: tuple[Check, ...] = (
    database.check_files,
    database.check_clock,
    work.check_people,
    work.check_mail,
    work.check_removal,
    work.check_certificates,
    work.check_courses,
    safety.check_keys,
    safety.check_backups,
)
"""What needs the application and a database with the right schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What was looked at, and what was found."""

    check_count: int
    findings: tuple[Finding, ...]


def examine(
    make_app: Callable[[Settings], Flask], *, is_thorough: bool = False, is_online: bool = False
) -> Examination:
    """Look at the installation that the environment names; online, at its public address too."""
    try:
        given = Settings.from_environ()
    except SettingsError as problem:
        return Examination(check_count=1, findings=(_broken("settings", str(problem), "Set it as it says."),))
    before = (*BEFORE, online.check_public_address) if is_online else BEFORE
    found = [finding for check in before for finding in _run(check, given)]
    inside = (*INSIDE, safety.check_log) if is_thorough else INSIDE
    found += _look_inside(given, make_app, inside)
    return Examination(check_count=len(before) + 1 + len(inside), findings=tuple(found))


def _look_inside(
    given: Settings, make_app: Callable[[Settings], Flask], checks: tuple[Check, ...]
) -> list[Finding]:
    try:
        app = make_app(given)
    except ContentErrors as problem:
        return [_broken("courses", f"The courses cannot be served: {problem}", "`bin/lms content check`")]
    except DatabaseInUseError as problem:
        return [_broken("database", str(problem), "Stop the server for as long as the doctor looks.")]
    with app.app_context():
        try:
            found = _run(database.check_database, given)
            if not any(one.level is Level.BROKEN for one in found):
                found += [finding for check in checks for finding in _run(check, given)]
        finally:
            db.session.remove()
            db.engine.dispose()
    return found


def _run(check: Check, given: Settings) -> list[Finding]:
    try:
        return list(check(given))
    except Exception as problem:  # the doctor must get to the end, whatever it meets
        name = check.__name__.removeprefix("check_")
        return [_broken(name, f"This could not be looked at: {problem!r}", "Read what stands above it.")]


def _broken(check: str, text: str, mend: str) -> Finding:
    return Finding(level=Level.BROKEN, check=check, text=text, mend=mend)
