"""What the crowd left behind: mails, entries of the audit log, invitations, looks."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table

from bench.lists.crowd import DAYS, Rows
from bench.lists.learning import School
from lms.core.audit import AuditEntry
from lms.core.mail import OutboxMail
from lms.people.models import Invitation
from lms.tables import metadata

MAILS_A_PERSON = 2
INVITED = 0.03
"""Share of the crowd that as many invitations wait for."""
KINDS = ("confirm-email", "certificate-expires", "assignment-graded", "reset-password", "invitation")


def mails(school: School) -> Rows:
    """Most went, a few wait, failed or are held."""
    crowd = school.crowd
    for number in range(crowd.count * MAILS_A_PERSON):
        created_at = crowd.before(DAYS)
        fate = crowd.draw.choices(("sent", "due", "failed", "held"), (0.985, 0.005, 0.007, 0.003))[0]
        yield {
            "id": crowd.id(),
            "kind": crowd.draw.choice(KINDS),
            "recipient": crowd.draw.choice(crowd.addresses),
            "subject": "A letter",
            "text": "",
            "language": "en",
            "message_id": f"<{number}@bench.example>",
            "created_at": created_at,
            "unsubscribe_url": None,
            "due_at": crowd.now + timedelta(hours=1) if fate == "due" else None,
            "attempt_count": 1,
            "sent_at": created_at if fate == "sent" else None,
            "failed_at": created_at if fate == "failed" else None,
            "held_at": created_at if fate == "held" else None,
            "last_error": "ConnectionRefusedError: no" if fate == "failed" else None,
        }


def audit_entries(school: School) -> Rows:
    """In the order in which things happened: accounts, sign-ins, enrolments, completions, certificates."""
    crowd = school.crowd
    people = list(zip(crowd.people, crowd.joined_at, strict=True))
    acts: list[tuple[datetime, str, str | None, str]] = [
        *((at, "person.registered", who, f"person:{who}") for who, at in people),
        *((crowd.before(60), "sign-in.begun", who, f"sign-in:{who}") for who, _at in people),
        *(
            (one.at, "enrolment.made", crowd.people[one.person], f"enrolment:{one.id}")
            for one in school.joined
        ),
        *(
            (one.last_step_at, "credential.issued", None, f"credential:{key}")
            for key, one in school.certified
        ),
    ]
    acts.sort(key=lambda act: (act[0], act[3]))
    for at, action, actor, subject in acts:
        yield {"happened_at": at, "action": action, "actor_id": actor, "subject": subject, "detail": {}}


def invitations(school: School) -> Rows:
    """Some wait, some have run out."""
    crowd = school.crowd
    for number in range(int(crowd.count * INVITED)):
        sent_at = crowd.before(60)
        yield {
            "id": crowd.id(),
            "token_digest": f"{number:064d}",
            "email": f"invited.{number}@harbour.example",
            "certificate_name": f"Anna Invited{number}",
            "country": crowd.draw.choice(crowd.places).country,
            "organisation": None,
            "organisation_id": crowd.draw.choice(crowd.places).id,
            "occupation": None,
            "language": "en",
            "module_slugs": [],
            "invited_by": None,
            "created_at": sent_at,
            "sent_at": sent_at,
            "expires_at": sent_at + timedelta(days=30),
        }


WRITTEN: Sequence[tuple[Table, Any]] = tuple(
    (metadata().tables[model.__tablename__], make)
    for model, make in ((OutboxMail, mails), (AuditEntry, audit_entries), (Invitation, invitations))
)
