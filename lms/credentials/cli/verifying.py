"""Verifying in the terminal, with the register of the installation or, without it, with an archive."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import ScriptInfo
from flask_babel import force_locale

from lms.core import clock
from lms.credentials.archive.reading import Archive, UnreadableArchiveError
from lms.credentials.archive.verifying import answer_for_code, answer_for_file
from lms.credentials.codes import MalformedCodeError, grouped, normalise_code
from lms.credentials.formats.reading import MAX_FILE
from lms.credentials.rules.verification import Answer, Entry, Verdict
from lms.credentials.services import keys
from lms.credentials.services.verifying import verify_by_code, verify_by_file
from lms.credentials.wording.checks import (
    FIELD_TEXTS,
    NOTE_TEXTS,
    OUTCOME_TEXTS,
    REASON_TEXTS,
    TOPIC_TEXTS,
    headline,
)
from lms.credentials.wording.refusals import CODE_TEXTS

ALL_STAND, NOT_ALL_STAND, NOT_CHECKED = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One file or code and what was found."""

    name: str
    answer: Answer
    is_file: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who answers: the installation or an archive."""

    of_file: Callable[[bytes], Answer]
    of_code: Callable[[str], Answer]
    asks_register: bool
    """It knows what stands; else only whether a file is as it was issued."""


@click.command("verify")
@click.argument(
    "files", nargs=-1, type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
)
@click.option("--code", "codes", multiple=True, help="A printed code to check as well; may be repeated.")
@click.option("--offline", is_flag=True, help="Ask no installation: use the folder named by --keys.")
@click.option(
    "--keys",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="An archive (`credentials archive`), or a folder with its keys/ and .well-known/ alone.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def verify(
    ctx: click.Context,
    files: tuple[Path, ...],
    codes: tuple[str, ...],
    offline: bool,
    folder: Path | None,
    form: str,
) -> None:
    """Check certificates: PDF, PNG, SVG, JSON or JWT files, and codes.

    Ends with 0 if each is genuine and stands today, 1 if one does not, 2 if something could not be checked.
    With a folder of keys alone, 0 says that each file is unaltered; whether it stands was not asked.
    """
    if offline != (folder is not None):
        raise click.UsageError("--offline and --keys DIR belong together.")
    if not files and not codes:
        raise click.UsageError("Name at least one file, or a --code.")
    if folder is None:
        with ctx.ensure_object(ScriptInfo).load_app().app_context(), force_locale("en"):
            sys.exit(_run(_installation(), files, codes, form))
    try:
        with force_locale("en"):
            status = _run(_of_archive(Archive(folder), clock.now()), files, codes, form)
    except UnreadableArchiveError as problem:
        raise _NotCheckedError(str(problem)) from None
    sys.exit(status)


class _NotCheckedError(click.ClickException):
    """Something could not be checked."""

    exit_code = NOT_CHECKED


def _installation() -> Desk:
    published = keys.published()
    return Desk(
        of_file=lambda data: verify_by_file(data, published).answer,
        of_code=lambda code: verify_by_code(code)[0],
        asks_register=True,
    )


def _of_archive(archive: Archive, now: datetime) -> Desk:
    _ = archive.keys  # a folder that is no archive is refused before anything is said
    return Desk(
        of_file=lambda data: answer_for_file(archive, data, now),
        of_code=lambda code: answer_for_code(archive, code, now),
        asks_register=archive.has_register,
    )


def _run(desk: Desk, files: tuple[Path, ...], codes: tuple[str, ...], form: str) -> int:
    told = list(_answers(desk, files, codes))
    if form == "json":
        click.echo(
            json.dumps({"checked": [_for_machines(one) for one in told]}, ensure_ascii=False, indent=1)
        )
    else:
        for one in told:
            click.echo("\n".join(_for_people(one)))
    return ALL_STAND if all(_stands(one.answer, desk) for one in told) else NOT_ALL_STAND


def _answers(desk: Desk, files: tuple[Path, ...], codes: tuple[str, ...]) -> Iterator[Told]:
    for path in files:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
        yield Told(name=str(path), answer=desk.of_file(data), is_file=True)
    for text in codes:
        if not desk.asks_register:
            raise _NotCheckedError("Codes need a register, and this folder has only keys.")
        yield Told(name=text, answer=desk.of_code(_code(text)), is_file=False)


def _code(text: str) -> str:
    try:
        return normalise_code(text)
    except MalformedCodeError as error:
        raise _NotCheckedError(f"{text}: {CODE_TEXTS[error.problem]}") from None


def _stands(answer: Answer, desk: Desk) -> bool:
    return answer.is_reliable or (not desk.asks_register and answer.verdict is Verdict.INTACT)


def _for_people(told: Told) -> Iterator[str]:
    answer = told.answer
    yield f"{told.name}: {headline(answer, is_file=told.is_file)}"
    if answer.entry is not None:
        yield f"    {_facts(answer.entry)}"
    for note in answer.notes:
        yield f"    {NOTE_TEXTS[note]}"
    for check in answer.checks:
        topic, outcome = TOPIC_TEXTS[check.topic], str(OUTCOME_TEXTS[check.outcome])
        yield f"    {outcome:<13}{topic}: {REASON_TEXTS[check.reason]}"
    for one in answer.differences:
        yield f"    differs: {FIELD_TEXTS[one.field]}: issued {one.issued or '–'}, here {one.found or '–'}"


def _facts(entry: Entry) -> str:
    dates = [f"issued {entry.issued_at.date()}"]
    if entry.expires_on:
        dates.append(f"valid until {entry.expires_on}")
    if entry.revoked_at and entry.revoked_reason:
        dates.append(f"withdrawn {entry.revoked_at.date()} ({entry.revoked_reason.value})")
    if entry.superseded_by:
        dates.append(f"replaced by {grouped(entry.superseded_by)}")
    return f"{entry.title}, {entry.issuer_name}, {', '.join(dates)}"


def _for_machines(told: Told) -> dict[str, Any]:
    answer = told.answer
    return {
        "file" if told.is_file else "code": told.name,
        "answer": answer.verdict.value,
        "reliable": answer.is_reliable,
        "notes": [note.value for note in answer.notes],
        "checks": [
            {"topic": check.topic.value, "outcome": check.outcome.value, "reason": check.reason.value}
            for check in answer.checks
        ],
        "differences": [
            {"field": one.field.value, "issued": one.issued, "found": one.found} for one in answer.differences
        ],
        "certificate": _certificate(answer.entry) if answer.entry else None,
    }


def _certificate(entry: Entry) -> dict[str, str | None]:
    return {
        "code": grouped(entry.code) or None,
        "title": entry.title,
        "issuer": entry.issuer_name,
        "hours": entry.hours,
        "awarded_on": entry.awarded_on.isoformat(),
        "issued_on": entry.issued_at.date().isoformat(),
        "expires_on": entry.expires_on.isoformat() if entry.expires_on else None,
        "revoked_on": entry.revoked_at.date().isoformat() if entry.revoked_at else None,
        "revocation_reason": entry.revoked_reason.value if entry.revoked_reason else None,
        "superseded_by": grouped(entry.superseded_by) if entry.superseded_by else None,
    }
