"""Installations for tests of backups: filled with a little of everything, backed up, restored, compared."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask

from config import Settings
from lms.app import create_app
from lms.backup.database.columns import dumped
from lms.backup.database.dumping import digest_of, snapshot
from lms.backup.folders import files_of
from lms.backup.services.making import NOT_KEPT, make_backup
from lms.backup.services.reading import BackupFile
from lms.backup.services.restoring import Restored, Target, restore
from lms.core import audit, mail
from lms.core.backups import MadeBackup
from lms.core.db import db
from lms.core.extension import uploads
from lms.credentials import services
from lms.tables import metadata
from lms.web.catalogue import current_catalogue
from tests.factories.credentials import complete, confirm_name
from tests.factories.people import make_user, sign_in_token
from tests.support.application import SECRET, make_app, settings_for
from tests.support.prebuilt import give_prebuilt

CHANGED_BY_RESTORE = {"audit_entry", "sign_in"}
"""Tables of `filled` to which a restore adds, or in which it ends what was open."""
PEOPLE = ("anna@example.org", "berta@example.org", "carla@example.org")


@dataclass(frozen=True, slots=True)
class Installation:
    """An application, and the ids of the people in it."""

    app: Flask
    people: tuple[str, ...]

    @property
    def settings(self) -> Settings:
        """How it is set up."""
        found: Settings = self.app.config["CAMPUS"]
        return found

    def back_up(self, out: Path, *recipients: str) -> MadeBackup:
        """A backup as the command makes it."""
        with self.app.app_context():
            made = make_backup(out, recipients)
            db.session.remove()
        return made

    def copy(self, data: Path) -> "Installation":
        """The same once more in another folder; for SQLite, and quicker than filling one."""
        close(self.app)
        shutil.copytree(self.settings.data, data)
        return Installation(create_app(settings_for(data)), self.people)


def filled(data: Path, database_url: str | None = None) -> Installation:
    """A new installation with three people of whom one has a certificate, mail and something handed in."""
    app = make_app(settings_for(data, database_url=database_url))
    (data / "settings.env").write_text("CAMPUS_PUBLIC_URL=https://campus.example.org\n")
    with app.app_context():
        catalogue = current_catalogue()
        module = next(iter(catalogue.modules.values()))
        people = tuple(make_user(email=email, certificate_name="Anna Bērziņa") for email in PEOPLE)
        sign_in_token(people[0])
        confirm_name(people[0])
        services.issue(*complete(people[0], module), module, catalogue.programme)
        mail.queue(to=PEOPLE[1], subject="Šodien", text="waits", kind="test", language="lv")
        audit.record("test.made", actor_id=None, subject="test:1")
        uploads().put_named("ab/abcdef", b"handed in")
        db.session.commit()
        while services.render_due():
            pass
        ids = tuple(person.id for person in people)
        db.session.remove()
    return Installation(app, ids)


def make_restored_app(settings: Settings) -> Flask:
    """The application on what was restored, without making anew what tests have made before."""
    give_prebuilt(settings.data)
    return create_app(settings)


def bring_back(file: Path, data: Path, database_url: str | None = None, **options: object) -> Restored:
    """A restore as the command does it."""
    secrets = {"CAMPUS_SECRET_KEY": SECRET, "CAMPUS_KEYS_PASSPHRASE": SECRET}
    given = {"identity": options.pop("identity", None)}
    target = Target(data=data, database_url=database_url, settings=secrets, **options)  # type: ignore[arg-type]
    return restore(BackupFile(path=file, **given), target, make_restored_app)  # type: ignore[arg-type]


def opened(data: Path, database_url: str | None = None) -> Flask:
    """The application on a folder that was restored."""
    settings = settings_for(data, courses=data / "courses")
    return create_app(replace(settings, database_url=database_url) if database_url else settings)


def digests(app: Flask) -> dict[str, tuple[int, str]]:
    """Table → what tells its rows apart."""
    with app.app_context(), snapshot(db.engine) as connection:
        tables = [dumped(table) for table in metadata().sorted_tables if table.name not in NOT_KEPT]
        found = {table.name: digest_of(connection, table) for table in tables}
    return {name: (digest.rows, digest.text) for name, digest in found.items()}


def differing(app: Flask, before: dict[str, tuple[int, str]]) -> set[str]:
    """Tables whose rows are others than before."""
    return {name for name, found in digests(app).items() if found != before[name]}


def files(settings: Settings) -> dict[str, bytes]:
    """All that a backup keeps of the disk, but for the settings, which a restore writes anew."""
    found = {name: path.read_bytes() for name, path in files_of(settings)}
    return {name: data for name, data in found.items() if name != "data/settings.env"}


def close(app: Flask) -> None:
    """Let go of the database."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
