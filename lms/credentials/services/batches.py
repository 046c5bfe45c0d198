"""What is done for many at once: reminding of names, issuing what can be issued."""

from collections import ChainMap
from dataclasses import dataclass
from datetime import timedelta

from lms.content.catalogue import Catalogue
from lms.core import audit, clock
from lms.core.db import db
from lms.core.scopes import Reach
from lms.credentials.errors import ElementsMissingError
from lms.credentials.queries import HeldFile, batches, waiting
from lms.credentials.rules.batches import (
    PAUSE_BETWEEN_REMINDERS,
    REFUSED,
    REMINDED,
    WaitingPerson,
    to_issue,
    to_remind,
)
from lms.credentials.services.issuing import try_waiting
from lms.credentials.services.printing import render_again
from lms.people import mails

MOST = 500
"""People looked at in one go."""
LATELY = timedelta(days=30)
MOST_FILES = 200
"""Certificates in one archive for handing out."""
MOST_ISSUED = 50
"""People for whom certificates are issued in one request; the next one goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """What came of a batch."""

    issued_count: int
    refused_count: int
    """People for whom nothing could be issued."""


def remind_of_names(module_slug: str | None, reach: Reach, *, by: str) -> int:
    """Mail everybody who has to confirm a name, at most once a week; gives how many."""
    reminded = batches.notes(clock.now() - PAUSE_BETWEEN_REMINDERS, ()).reminded
    chosen = to_remind(_longest_waiting(module_slug, reach), reminded)
    for person in chosen:
        mails.send_if_wanted(
            "confirm-certificate-name",
            to=person.email,
            language=person.language,
            url=mails.url_of("/certificates/name"),
        )
        audit.record(REMINDED, actor_id=by, subject=f"user:{person.user_id}")
    db.session.flush()
    return len(chosen)


def issue_batch(module_slug: str | None, reach: Reach, catalogue: Catalogue, *, by: str) -> BatchResult:
    """Issue what can be issued now, for so many people at a time."""
    chosen = to_issue(_longest_waiting(module_slug, reach), MOST_ISSUED)
    results = [try_waiting(user_id, catalogue) for user_id in chosen]
    issued = sum(len(one.issued) for one in results)
    for completion_id, refusal in ChainMap(*(dict(one.refused) for one in results)).items():
        detail = {"missing": _missing(refusal)}
        audit.record(REFUSED, actor_id=by, subject=f"completion:{completion_id}", detail=detail)
    audit.record("credentials.issued-in-batch", actor_id=by, subject="programme", detail={"count": issued})
    return BatchResult(issued_count=issued, refused_count=sum(bool(one.refused) for one in results))


def _longest_waiting(module_slug: str | None, reach: Reach) -> tuple[WaitingPerson, ...]:
    wanted = waiting.Wanted(reach=reach, module_slug=module_slug)
    return waiting.longest_waiting(wanted, limit=MOST)


def _missing(refusal: Exception) -> list[str]:
    return list(refusal.elements) if isinstance(refusal, ElementsMissingError) else []


def try_files_again(reach: Reach, *, by: str) -> int:
    """Have the files that were given up made after all; gives how many."""
    given_up = batches.files_given_up(reach, limit=MOST)
    for credential_id in sorted({one.credential_id for one in given_up}):
        render_again(credential_id)
    detail = {"count": len(given_up)}
    audit.record("credential-files.tried-again", actor_id=by, subject="programme", detail=detail)
    return len(given_up)


def take_files(module_slug: str, reach: Reach, *, by: str) -> tuple[HeldFile, ...]:
    """The certificates of a module that were issued lately, to be handed out; noted."""
    found = batches.files_of_module(module_slug, reach, since=clock.now() - LATELY, limit=MOST_FILES)
    detail = {"count": len(found)}
    audit.record("credential-files.taken", actor_id=by, subject=f"module:{module_slug}", detail=detail)
    return found
