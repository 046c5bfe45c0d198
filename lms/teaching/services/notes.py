"""A note of a trainer to a participant: one mail, and in the audit log that it went, without its words."""

from dataclasses import dataclass

from lms.content.outline import Module
from lms.core import audit
from lms.core.access import Actor
from lms.people import mails
from lms.people.queries import user
from lms.reports.queries.teaching_participants import Participant

KIND = "note-from-trainer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a trainer writes."""

    text: str
    shares_address: bool
    """The participant is told the trainer's address."""


def note_as_mail(note: Note, person: Participant, module: Module, writer: Actor) -> tuple[str, str]:
    """Subject and text of the mail, in the participant's language."""
    return mails.text_of(KIND, person.language, **_values(note, person, module, writer))


def send_note(note: Note, person: Participant, module: Module, writer: Actor) -> bool:
    """Put it into the outbox; False where the person wants no such mail: then nothing is sent."""
    to = user(person.user_id).email
    values = _values(note, person, module, writer)
    if mails.send_if_wanted(KIND, to=to, language=person.language, **values) is None:
        return False
    audit.record(
        "note.sent",
        actor_id=writer.id,
        subject=f"enrolment:{person.enrolment_id}",
        detail={"module": module.slug, "with_address": note.shares_address},
    )
    return True


def _values(note: Note, person: Participant, module: Module, writer: Actor) -> dict[str, str]:
    return {
        "title": module.text(person.language).title,
        "name": writer.name,
        "text": note.text,
        "address": writer.email if note.shares_address else "",
        "url": mails.url_of(f"/modules/{module.slug}"),
    }
