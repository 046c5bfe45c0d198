"""Is nothing left of somebody who was erased, in any table or file, and after an older backup came back?"""

import gzip
import io
import os
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import time_machine
from flask import Flask
from sqlalchemy import select

from lms.core import clock
from lms.core.db import db, may_write
from lms.core.extension import uploads
from lms.core.mail import OutboxMail
from lms.credentials import services as credentials
from lms.credentials.services.orphans import OrphanedFiles as OrphanedCertificates
from lms.people import services
from lms.people.rules.erasures import LAST_MAIL
from lms.people.services.erasing import LEDGER
from lms.people.services.sweep import Sweep
from lms.quiz.jobs.submissions import OrphanedFiles
from lms.quiz.models import Submission, SubmissionFile
from tests.conftest import SERVER_VARIABLE
from tests.factories.people import PASSWORD
from tests.functional.security.canaries import Name, write_canaries
from tests.functional.security.database import cells
from tests.functional.security.world import OWN_NAME, SECRETS_OF_OWNER, World
from tests.support.application import make_postgresql_database
from tests.support.backups import Installation, bring_back, close, opened

NEEDLES = ("cnry", "Pacific/Chatham", OWN_NAME, *SECRETS_OF_OWNER)
"""The words of all columns begin with the first; what is given out in their place begins otherwise."""
NOT_LOOKED_AT = {"build", "keys", "editions"}
"""Made from the courses alone, or random."""


def needles_in(data: bytes) -> set[str]:
    """Which of them are there in any of the codings that files have."""
    return {
        needle
        for needle in NEEDLES
        for coding in ("utf-8", "utf-16-le", "utf-16-be")
        if needle.encode(coding) in data
    }


def files_with_traces(data: Path) -> dict[str, set[str]]:
    """Every file in which a needle is found, opened where it is packed."""
    found = {}
    for path in data.rglob("*"):
        name = path.relative_to(data)
        if path.is_file() and name.parts[0] not in NOT_LOOKED_AT:
            needles = set().union(*map(needles_in, unpacked(path.read_bytes())))
            if needles:
                found[str(name)] = needles
    return found


def unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes as they are, and what is packed in them."""
    yield data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name))
    if data.startswith(b"\x1f\x8b"):
        yield from unpacked(gzip.decompress(data))


def columns_with_traces(app: Flask) -> set[Name]:
    """Every column in which a needle is found."""
    return {(table, column) for table, column, value in cells(app) if needles_in(value.encode())}


def work(app: Flask, *, days: float) -> None:
    """What the worker does some days from now, looking at everything anew as after its start."""
    with time_machine.travel(clock.now() + timedelta(days=days), tick=False), app.app_context():
        may_write.set(True)
        for sweep in (
            services.DueErasures(),
            credentials.remove_erased_files,
            OrphanedCertificates(),
            OrphanedFiles(),
            Sweep(),
            services.OldExports(),
        ):
            while sweep():
                pass
        db.session.remove()


def leave_traces(world: World) -> None:
    """A word in every row, in an archive and in a file that was handed in; then the wish to be erased."""
    write_canaries(world)
    owner = world.user_ids["owner"]
    with world.app.app_context():
        may_write.set(True)
        for name in _handed_in_by(owner):
            uploads().put_named(name, uploads().get_named(name) + b"cnry in a file")
        services.ask_for_export(owner)
        db.session.commit()
        while services.make_due_exports():
            pass
        services.ask_to_be_erased(owner, PASSWORD)
        db.session.commit()


def _handed_in_by(user_id: str) -> list[str]:
    query = select(SubmissionFile.stored_as).join(Submission).where(Submission.user_id == user_id)
    return [f"{name[:2]}/{name}" for name in db.session.scalars(query)]


def say_the_last_mail_went(app: Flask) -> None:
    with app.app_context():
        may_write.set(True)
        for mail in db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == LAST_MAIL)):
            mail.sent_at = clock.now()
        db.session.commit()


def test_nothing_is_left_in_any_table_or_file_nor_comes_back(
    world: World, backend: str, tmp_path: Path
) -> None:
    app, data = world.app, world.app.config["CAMPUS"].data
    leave_traces(world)
    assert len(columns_with_traces(app)) > 30  # what is looked for would be found
    assert {Path(name).parts[0] for name in files_with_traces(data)} >= {"exports", "files", "uploads"}
    Installation(app, ()).back_up(tmp_path / "campus.backup")

    work(app, days=13.1)
    work(app, days=14.1)
    say_the_last_mail_went(app)
    work(app, days=14.2)
    assert columns_with_traces(app) == set()
    close(app)
    assert files_with_traces(data) == {}

    url = make_postgresql_database(os.environ[SERVER_VARIABLE]) if backend == "postgresql" else None
    restored = bring_back(tmp_path / "campus.backup", tmp_path / "new", url, erasures=data / LEDGER)
    assert restored.aftermath.erased_count >= 1
    again = opened(tmp_path / "new", url)
    assert columns_with_traces(again) == set()
    work(again, days=0.1)
    close(again)
    assert files_with_traces(tmp_path / "new") == {}
