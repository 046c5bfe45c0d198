"""Proving in the terminal that nothing in the log of certificates was altered or removed."""

import json
from pathlib import Path

import click
from flask.cli import with_appcontext

from lms.core.db import reading
from lms.credentials.queries import auditing
from lms.credentials.rules.auditing import Head
from lms.credentials.services.auditing import log_problems


@click.command()
@click.option(
    "--heads",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Heads that somebody kept: what GET /log said on a day.",
)
@with_appcontext
def audit(file: Path | None) -> None:
    """Prove that no entry of the log was altered, removed, moved or cut off."""
    with reading():
        problems = log_problems(_read(file) if file else [])
        count = len(auditing.all_entries())
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise click.ClickException("The log of certificates is not as it was written.")
    click.echo(f"All {count} entries follow from each other and fit certificates, files and heads.")


def _read(file: Path) -> list[Head]:
    try:
        heads = json.loads(file.read_text(encoding="utf-8"))["heads"]
        return [
            Head(day=str(one["day"]), sequence=int(one["sequence"]), digest=str(one["digest"]))
            for one in heads
        ]
    except (ValueError, KeyError, TypeError):
        raise click.ClickException(f"{file} is not what GET /log gives.") from None
