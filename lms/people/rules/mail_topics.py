"""Which mails people may switch off; all others they get always. Pure."""

from enum import StrEnum


class MailTopic(StrEnum):
    """What a mail is about, as far as people may do without it."""

    REMINDERS = "reminders"
    """A certificate that is about to expire, or that waits for a name."""
    RESULTS = "results"
    """News of what was graded."""
    NOTES = "notes"
    """A trainer writes about a module that one is in."""


TOPICS: dict[str, MailTopic] = {
    "certificate-expires": MailTopic.REMINDERS,
    "confirm-certificate-name": MailTopic.REMINDERS,
    "assignment-graded": MailTopic.RESULTS,
    "result-improved": MailTopic.RESULTS,
    "note-from-trainer": MailTopic.NOTES,
}
"""Kind of mail → topic. What concerns safety, or a certificate that was withdrawn, has none."""


def topic_of(kind: str) -> MailTopic | None:
    """What a kind of mail is about; None for what cannot be switched off."""
    return TOPICS.get(kind)
