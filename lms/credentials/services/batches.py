"""What is done for many at once: reminding of names, issuing what can be issued."""

from dataclasses import dataclass

from lms.content.catalogue import Catalogue
from lms.core import audit, clock
from lms.core.db import db
from lms.credentials.queries import batches
from lms.credentials.rules.batches import PAUSE_BETWEEN_REMINDERS, REMINDED, to_issue, to_remind
from lms.credentials.services.issuing import issue_waiting
from lms.people import mails

MOST = 500
"""People looked at in one go."""
MOST_ISSUED = 50
"""People for whom certificates are issued in one request; the next one goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """What came of a batch."""

    issued_count: int
    refused_count: int
    """People for whom nothing could be issued."""


def remind_of_names(module_slug: str | None, *, by: str) -> int:
    """Mail everybody who has to confirm a name, at most once a week; gives how many."""
    waiting = batches.waiting_people(module_slug, limit=MOST)
    reminded = batches.reminded_since(clock.now() - PAUSE_BETWEEN_REMINDERS)
    chosen = to_remind(waiting.people, reminded)
    for person in chosen:
        mails.send(
            "confirm-certificate-name",
            to=person.email,
            language=person.language,
            url=mails.url_of("/certificates/name"),
        )
        audit.record(REMINDED, actor_id=by, subject=f"user:{person.user_id}")
    db.session.flush()
    return len(chosen)


def issue_batch(module_slug: str | None, catalogue: Catalogue, *, by: str) -> BatchResult:
    """Issue what can be issued now, for so many people at a time."""
    waiting = batches.waiting_people(module_slug, limit=MOST)
    results = [issue_waiting(user_id, catalogue) for user_id in to_issue(waiting.people, MOST_ISSUED)]
    issued = sum(len(one) for one in results)
    audit.record("credentials.issued-in-batch", actor_id=by, subject="programme", detail={"count": issued})
    return BatchResult(issued_count=issued, refused_count=sum(not one for one in results))
