"""A note of a trainer to a participant: kept for both, and sent as a mail."""

from dataclasses import dataclass

from lms.content.outline import Module
from lms.core.access import Actor
from lms.core.errors import RefusedError
from lms.learning import services as learning
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


class ReaderGoneError(RefusedError):
    """The account of whom the note is for is closed: nobody would read it."""


def require_reader(person: Participant) -> None:
    """Raise ReaderGoneError where nobody would read a note."""
    if person.is_closed:
        raise ReaderGoneError


def note_as_mail(note: Note, person: Participant, module: Module, writer: Actor) -> tuple[str, str]:
    """Subject and text of the mail, in the participant's language."""
    return mails.text_of(KIND, person.language, **_values(note, person, module, writer))


def send_note(note: Note, person: Participant, module: Module, writer: Actor) -> bool:
    """Keep it and put it into the outbox; False where the person wants no such mail: then it is only kept.

    Raises ReaderGoneError.
    """
    require_reader(person)
    learning.keep_note(person.enrolment_id, note.text, by=writer.id)
    to = user(person.user_id).email
    values = _values(note, person, module, writer)
    return mails.send_if_wanted(KIND, to=to, language=person.language, **values) is not None


def _values(note: Note, person: Participant, module: Module, writer: Actor) -> dict[str, str]:
    return {
        "title": module.text(person.language).title,
        "name": writer.name,
        "text": note.text,
        "address": writer.email if note.shares_address else "",
        "url": mails.url_of(f"/modules/{module.slug}"),
    }
