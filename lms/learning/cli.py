"""Learning from the terminal: let prior learning count, or waive a part."""

import click
from flask.cli import AppGroup
from flask_babel import force_locale

from lms.core.db import db
from lms.core.errors import CampusError
from lms.learning import services
from lms.learning.rules import RecognisedPart, RecognitionKind
from lms.learning.services.recognitions import Decision
from lms.people.queries import user_with_email
from lms.web.catalogue import current_catalogue

learning = AppGroup("learning", help="What counts towards modules.")


def _person_id(email: str) -> str:
    found = user_with_email(email)
    if found is None:
        raise click.ClickException(f"Nobody has registered as {email}.")
    return found.id


@learning.command()
@click.argument("email")
@click.option("--module", "module_slug", required=True, help="Slug of the module.")
@click.option("--part", type=click.Choice([one.value for one in RecognisedPart]), default="module")
@click.option("--kind", type=click.Choice([one.value for one in RecognitionKind]), default="prior-learning")
@click.option("--evidence", required=True, help="What was shown, and who has seen it.")
@click.option("--reason", required=True, help="Why it counts.")
@click.option("--by", required=True, help="E-mail address of the person who decides.")
def recognise(
    email: str, module_slug: str, part: str, kind: str, evidence: str, reason: str, by: str
) -> None:
    """Let prior learning count for somebody, or waive a part."""
    decision = Decision(
        module_slug=module_slug,
        part=RecognisedPart(part),
        kind=RecognitionKind(kind),
        evidence=evidence,
        reason=reason,
    )
    if module_slug not in current_catalogue().modules:
        raise click.ClickException(f"There is no module {module_slug}.")
    with force_locale("en"):
        try:
            made = services.recognise(_person_id(email), decision, current_catalogue(), by=_person_id(by))
        except CampusError as refusal:
            raise click.ClickException(str(refusal.message)) from None
    db.session.commit()
    click.echo(f"It counts. To take it back: bin/lms learning withdraw-recognition {made.id}")


# An id may begin with a dash.
@learning.command("withdraw-recognition", context_settings={"ignore_unknown_options": True})
@click.argument("recognition_id")
def withdraw_recognition(recognition_id: str) -> None:
    """Take a decision back, as long as the module has not been completed with it."""
    with force_locale("en"):
        try:
            services.withdraw_recognition(recognition_id, by=None)
        except CampusError as refusal:
            raise click.ClickException(str(refusal.message) or "There is no such decision.") from None
    db.session.commit()
    click.echo("It no longer counts.")
