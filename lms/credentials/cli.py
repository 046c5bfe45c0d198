"""Certificates from the terminal: look one up, withdraw it, have its PDF tried again."""

import click
from flask.cli import AppGroup
from flask_babel import force_locale

from lms.core import clock
from lms.core.db import db
from lms.credentials import queries, services
from lms.credentials.codes import MalformedCodeError, grouped, normalise_code
from lms.credentials.models import Credential
from lms.credentials.rules import RevocationReason
from lms.credentials.texts import CODE_TEXTS

credentials = AppGroup("credentials", help="Certificates.")

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
        "module": found.module_slug,
        "issuer": found.issuer_name,
        "standing": queries.standing_of(found, clock.now()).value,
        "trial": "yes" if found.is_trial else "no",
        "awarded": found.awarded_on.isoformat(),
        "issued": found.issued_at.isoformat(timespec="seconds"),
        "record": found.record_sha256,
        "PDF": found.pdf_sha256 or ("being prepared" if found.pdf_due_at else "given up"),
    }
    for name, value in lines.items():
        click.echo(f"{name:<10}{value}")
    for event in queries.events_of(found.id):
        click.echo(f"{event.happened_at.isoformat(timespec='seconds')}  {event.kind.value}")


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
def render(code: str) -> None:
    """Have the PDF of a certificate tried again after it was given up."""
    found = _credential(code)
    if found.pdf_sha256 is not None:
        raise click.ClickException("The PDF is there already; a certificate is never rendered twice.")
    services.render_again(found.id)
    db.session.commit()
    click.echo("The worker will try again.")
