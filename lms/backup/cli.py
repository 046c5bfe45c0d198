"""Backups from the terminal: made, looked through, restored, and the keys for them."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from config import Settings
from lms.backup.encryption import new_identity
from lms.backup.errors import BackupError
from lms.backup.rules.environment import is_set
from lms.backup.services.making import make_backup
from lms.backup.services.nightly import make_in_folder
from lms.backup.services.reading import BackupFile, Contents, look_through
from lms.backup.services.restoring import SETTINGS_FILE, Restored, Target, restore
from lms.core.backups import MadeBackup
from lms.core.settings import settings
from lms.people.services.erasing import LEDGER

MEGABYTE = 1e6
MOST_SHOWN = 20
OF_KEYS = ("CAMPUS_SECRET_KEY", "CAMPUS_KEYS_", "CAMPUS_SEAL_", "CAMPUS_TIMESTAMP_")
"""How the names of settings begin that keys need, wherever they come from."""
IN_THE_CLEAR = (
    "It is not encrypted: whoever has this file has everybody’s data and the keys of certificates. Keep it "
    "where nobody else can read it, or have backups encrypted: `bin/lms backup keys create` says how."
)
ABOUT_IDENTITY = """# The private key of backups of Cluster Campus: whoever has it can open them.
# Without it nobody can, and nobody can make it anew.
# Keep it apart from the server and from the backups: on paper, in a safe, in a password manager, twice.
# Public key: {recipient}
"""
ABOUT_KEEPING = """Put this into the settings, so that backups are made for this key:
  CAMPUS_BACKUP_RECIPIENT={recipient}
The private key is in {file}. Copy it to two places apart from this server and from the backups,
try it there with `bin/lms backup check BACKUP --identity FILE`, and then delete it here.
Without it no backup made for it can ever be opened again; nobody can make it anew."""

existing = click.Path(exists=True, dir_okay=False, path_type=Path)
identity_option = click.option("--identity", type=existing, help="The file with your private key.")


@click.group(invoke_without_command=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A new file.")
@click.option(
    "--recipient", "recipients", multiple=True, help="age1…: only its private key opens the backup."
)
@click.pass_context
def backup(ctx: click.Context, out: Path | None, recipients: tuple[str, ...]) -> None:
    """Write all that is kept into one file while the server runs: to --out, or as each night's."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(_make, out=out, recipients=recipients)


@click.command()
@with_appcontext
def _make(out: Path | None, recipients: tuple[str, ...]) -> None:
    with _plain_refusals():
        made = make_backup(out, recipients or settings().backup.recipients) if out else make_in_folder()
    _say_made(made)
    if made.missing_count:
        raise click.ClickException(
            f"{made.missing_count} files are missing that the database names; `bin/lms doctor` lists them."
        )


def _say_made(made: MadeBackup) -> None:
    click.echo(f"{made.file}: {made.size / MEGABYTE:.1f} MB in {made.seconds:.1f} s")
    click.echo(f"It holds the state of {_said(made.made_at)}. SHA-256 {made.sha256}")
    click.echo("It is encrypted." if made.is_encrypted else IN_THE_CLEAR)


@backup.command()
@click.argument("file", type=existing)
@identity_option
def check(file: Path, identity: Path | None) -> None:
    """Say whether a backup is whole, and what it holds. Needs no installation."""
    with _plain_refusals():
        found = look_through(BackupFile(path=file, identity=identity))
    for line in _about(found):
        click.echo(line)


def _about(found: Contents) -> Iterator[str]:
    header, manifest = found.header, found.manifest
    yield f"Whole. Made by release {header.release} from {header.database}, {_said(header.made_at)}."
    yield (
        f"{found.row_count} rows in {len(manifest.tables)} tables, {manifest.file_count} files, "
        f"{manifest.byte_count / MEGABYTE:.1f} MB."
    )
    if header.not_inside:
        yield f"Not inside, because the environment gave them: {', '.join(header.not_inside)}."
    yield from _about_missing(manifest.missing)


def _about_missing(missing: tuple[str, ...]) -> Iterator[str]:
    if missing:
        yield f"{len(missing)} files were missing already when it was made:"
        yield from (f"  {name}" for name in missing[:MOST_SHOWN])


@backup.group()
def keys() -> None:
    """Keys that backups are made for."""


@keys.command()
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="A new file.")
def create(out: Path) -> None:
    """Make a key pair, and say how to keep the private half apart."""
    with _plain_refusals():
        identity, recipient = new_identity()
        try:
            handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as problem:
            raise BackupError(f"{out} cannot be written: {problem.strerror}.") from None
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(ABOUT_IDENTITY.format(recipient=recipient) + identity + "\n")
    click.echo(ABOUT_KEEPING.format(recipient=recipient, file=out))


def restore_command(make_app: Callable[[Settings], Flask]) -> click.Command:
    """The command `restore`, with what makes the application on what was restored."""

    @click.command("restore")
    @click.argument("file", type=existing)
    @click.option(
        "--data", required=True, type=click.Path(path_type=Path), help="A folder that is empty or not there."
    )
    @click.option("--database-url", help="An empty PostgreSQL database; without it SQLite in the folder.")
    @identity_option
    @click.option(
        "--erasures", type=existing, help="The newest ledger of erasures (default: the one beside FILE)."
    )
    @click.option("--verify", "verifies", is_flag=True, help="Look at everything once it is there.")
    def command(
        file: Path,
        data: Path,
        database_url: str | None,
        identity: Path | None,
        erasures: Path | None,
        verifies: bool,
    ) -> None:
        """Bring a backup back, into an empty place: all of it, or nothing."""
        beside = file.parent / LEDGER
        newest = erasures or (beside if beside.is_file() else None)
        target = Target(
            data=data.absolute(),
            database_url=database_url,
            erasures=newest,
            verifies=verifies,
            settings={name: value for name, value in os.environ.items() if name.startswith(OF_KEYS)},
        )
        with _plain_refusals(), _for_its_owner_only():
            restored = restore(BackupFile(path=file, identity=identity), target, make_app)
        for line in _summary(restored, target):
            click.echo(line)
        sys.exit(1 if restored.aftermath.problems else 0)

    return command


def _summary(restored: Restored, target: Target) -> Iterator[str]:
    header, after = restored.header, restored.aftermath
    yield f"Restored to {target.data}: the state of {_said(header.made_at)}, release {header.release}."
    yield from (f"  {seconds:7.1f} s  {step}" for step, seconds in restored.seconds.items())
    rows = sum(count for count, _ in restored.manifest.tables.values())
    yield f"{rows} rows and {restored.manifest.file_count} files are as they were."
    yield from _about_erasures(restored, target)
    yield (
        f"{after.sign_in_count} sign-ins and {after.link_count} links in mails were ended. Roles withdrawn "
        "and accounts closed since then are as they were: `bin/lms people list`."
    )
    yield from _about_missing(restored.manifest.missing)
    if target.verifies:
        yield f"{after.verified_count} certificates were opened and verified; {len(after.problems)} problems."
        yield from (f"  {problem}" for problem in after.problems[:MOST_SHOWN])
    if still := _not_set(header.not_inside, target):
        yield f"Set in the environment again, or in settings.env there: {', '.join(still)}."
    if after.waiting_mail_count:
        yield f"{after.waiting_mail_count} mails wait, and go out when it is started with a mail server set."
    if os.geteuid() == 0:
        yield f"It belongs to root. Give it to the user that runs the server: chown -R USER: {target.data}"
    yield f"Start it with: bin/serve --data {target.data}"


def _not_set(names: Iterable[str], target: Target) -> list[str]:
    """Settings that the environment gave, and that the restore has not written itself."""
    written = (target.data / SETTINGS_FILE).read_text(encoding="utf-8")
    return [name for name in names if not is_set(written, name)]


def _about_erasures(restored: Restored, target: Target) -> Iterator[str]:
    if target.erasures is not None:
        yield f"{restored.aftermath.erased_count} people were erased again, by {target.erasures}."
        return
    yield f"{restored.aftermath.erased_count} people were erased again, by the ledger in the backup."
    yield (
        f"Whoever was erased after {_said(restored.header.made_at)} is back. Take the file `{LEDGER}` from "
        "the data folder of the installation, or from its folder of backups, before anyone signs in: "
        f"bin/lms --data {target.data} people replay-erasures --ledger FILE"
    )


@contextmanager
def _for_its_owner_only() -> Iterator[None]:
    """What is written meanwhile is nobody else's to read."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


@contextmanager
def _plain_refusals() -> Iterator[None]:
    try:
        yield
    except (BackupError, OSError) as problem:
        raise click.ClickException(str(problem)) from None
