"""Certificates from the terminal: look one up, withdraw it, have its files tried again."""

import tempfile
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import force_locale

from lms.content.catalogue import UnknownEditionError
from lms.core import clock
from lms.core.db import db
from lms.core.errors import NotFoundError, RefusedError
from lms.credentials import queries, services
from lms.credentials.cli.archive import archive, verify_archive
from lms.credentials.cli.auditing import audit
from lms.credentials.cli.keys import keys
from lms.credentials.cli.templates import preflight
from lms.credentials.cli.verifying import verify
from lms.credentials.codes import MalformedCodeError, grouped, normalise_code
from lms.credentials.errors import ElementsMissingError
from lms.credentials.formats.labels import NINE_LANGUAGES
from lms.credentials.models import Credential, CredentialFile
from lms.credentials.printing.samples import write_sample
from lms.credentials.rules import RevocationReason
from lms.credentials.wording.refusals import CODE_TEXTS
from lms.web.catalogue import current_catalogue

credentials = AppGroup("credentials", help="Certificates.")
for command in (keys, audit, archive, verify, verify_archive, preflight):
    credentials.add_command(command)

REASONS = [reason.value for reason in RevocationReason]


def _credential(code: str) -> Credential:
    try:
        found = queries.with_code(normalise_code(code))
    except MalformedCodeError as error:
        with force_locale("en"):
            raise click.ClickException(str(CODE_TEXTS[error.problem])) from None
    if found is None:
        raise click.ClickException(f"No certificate has the code {code}.")
    return found


@credentials.command()
@click.argument("code")
def show(code: str) -> None:
    """Show what is registered under a code, without the holder's name."""
    found = _credential(code)
    lines = {
        "code": grouped(found.code),
        "title": found.title,
        "module": found.achievement_slug,
        "issuer": found.issuer_name,
        "standing": queries.standing_of(found, clock.now()).value,
        "trial": "yes" if found.is_trial else "no",
        "awarded": found.awarded_on.isoformat(),
        "issued": found.issued_at.isoformat(timespec="seconds"),
        "record": found.record_sha256,
    }
    for name, value in lines.items():
        click.echo(f"{name:<10}{value}")
    for file in queries.files_of(found.id):
        click.echo(f"{' '.join(filter(None, (file.form.value, file.language))):<10}{_state(file)}")
    for event in queries.events_of(found.id):
        click.echo(f"{event.happened_at.isoformat(timespec='seconds')}  {event.kind.value}")


def _state(file: CredentialFile) -> str:
    if file.sha256 is None:
        return "being prepared" if file.due_at else "given up"
    return file.sha256 if file.stored_sha256 else f"{file.sha256} (removed)"


@credentials.command()
@click.argument("code")
@click.option("--reason", required=True, type=click.Choice(REASONS))
def revoke(code: str, reason: str) -> None:
    """Withdraw a certificate for good; its holder is told by mail."""
    found = _credential(code)
    if found.revoked_at is not None:
        raise click.ClickException("This certificate was withdrawn before.")
    services.revoke(found.id, RevocationReason(reason), actor_id=None)
    db.session.commit()
    click.echo(f"{grouped(found.code)} is withdrawn.")


@credentials.command()
@click.argument("code")
@click.option(
    "--present-edition",
    is_flag=True,
    help="Word it as the module is now, not as it was when it was completed.",
)
def reissue(code: str, present_edition: bool) -> None:
    """Issue a certificate again with a mistake put right; the earlier one leads to it. Its holder is told.

    Everything is taken as it is recorded now: name, results, issuer, signatories, logos.
    """
    found = _credential(code)
    try:
        new = services.reissue(
            found.id, current_catalogue(), takes_present_edition=present_edition, actor_id=None
        )
    except (NotFoundError, RefusedError, ElementsMissingError, UnknownEditionError) as refusal:
        raise click.ClickException(_why_not(refusal)) from None
    db.session.commit()
    click.echo(f"{grouped(found.code)} is replaced by {grouped(new.code)}.")


def _why_not(refusal: Exception) -> str:
    if isinstance(refusal, ElementsMissingError):
        return f"It would lack: {', '.join(refusal.elements)}."
    if isinstance(refusal, RefusedError):
        return "It was withdrawn or replaced before: only the one that stands can be issued again."
    return "Only the certificate of a module can be issued again, while its holder is known."


@credentials.command()
@click.argument("code")
def render(code: str) -> None:
    """Have files of a certificate tried again that were given up."""
    count = services.render_again(_credential(code).id)
    db.session.commit()
    click.echo("The worker will try again." if count else "No file of this certificate was given up.")


@credentials.command(with_appcontext=False)
@click.option(
    "--language",
    default="en",
    show_default=True,
    type=click.Choice(NINE_LANGUAGES),
    help="Of the certificate.",
)
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the files.",
)
def sample(language: str, folder: Path) -> None:
    """Write a specimen in all its forms, to be put to validators; needs no installation."""
    with tempfile.TemporaryDirectory(prefix="campus-fonts-") as fonts:
        for path in write_sample(language, folder, Path(fonts)):
            click.echo(path)
