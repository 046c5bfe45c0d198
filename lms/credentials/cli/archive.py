"""The archive from the terminal: write it, and see whether a copy is whole and genuine."""

import sys
from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from lms.core import clock
from lms.core.errors import CampusError
from lms.credentials.archive.reading import Archive, UnreadableArchiveError
from lms.credentials.services.archiving import FolderInUseError, write_archive
from lms.web.identity import present_programme

MOST_SHOWN = 20
folder_option = click.Path(file_okay=False, path_type=Path)


@click.command("archive")
@click.option("--out", required=True, type=folder_option, help="A new or empty folder.")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day to state in it (default: today); the same register and day give the same files.",
)
@with_appcontext
def archive(out: Path, day: datetime | None) -> None:
    """Write a static site that verifies certificates without this installation."""
    made_on = (day or clock.now()).date()
    try:
        count = write_archive(out, present_programme().issuer.name, made_on)
    except FolderInUseError:
        raise click.ClickException(f"{out} is not empty: an archive is never written over another.") from None
    except CampusError as problem:
        raise click.ClickException(str(problem.message)) from None
    click.echo(f"{count} certificates are in {out}, as of {made_on}; README.md there says how to host it.")


@click.command("verify-archive")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def verify_archive(folder: Path) -> None:
    """Say whether a copy of an archive is whole and signed. Needs no installation.

    Ends with 0 if it is, 1 if something differs, 2 if it cannot be read.
    """
    found = Archive(folder)
    try:
        differing = found.parts_that_differ()
        signer = next((key for key in found.keys if found.is_signed_by(key)), None)
    except UnreadableArchiveError as problem:
        click.echo(f"lms: {problem}", err=True)
        sys.exit(2)
    for path in differing[:MOST_SHOWN]:
        click.echo(f"differs or is missing: {path}")
    if signer is None:
        click.echo("The manifest is not signed by any key in this folder.")
    else:
        click.echo(f"The manifest is signed by the key {signer.kid}. Compare that with one you know.")
    click.echo(f"{len(differing)} files differ.")
    sys.exit(1 if differing or signer is None else 0)
