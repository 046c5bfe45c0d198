"""What a participant's trainers see beside the facts of learning: that there are sheets and a certificate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from lms.core.db import db
from lms.credentials.models import Credential, CredentialRecord
from lms.credentials.rules import Standing, standing
from lms.learning.models import Completion
from lms.tools.models import ToolSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """How many sheets of a module's tool somebody has; never what stands in them."""

    count: int
    changed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFact:
    """A certificate was issued for a completion."""

    issued_on: date
    standing: Standing


def sheets_of(user_id: str, module_slug: str) -> Sheets:
    """The sheets of a person in a module, without the example; one round trip."""
    query = select(func.count(), func.max(ToolSheet.changed_at)).where(
        ToolSheet.user_id == user_id, ToolSheet.module_slug == module_slug, ToolSheet.is_example.is_(False)
    )
    count, changed_at = db.session.execute(query).one()
    return Sheets(count=count, changed_at=changed_at)


def certificates_of(enrolment_id: str, now: datetime) -> Sequence[CertificateFact]:
    """What was issued for the completion of an enrolment, first to last; one round trip."""
    query = (
        select(Credential)
        .join(CredentialRecord, CredentialRecord.credential_id == Credential.id)
        .join(Completion, Completion.id == CredentialRecord.completion_id)
        .where(Completion.enrolment_id == enrolment_id)
        .order_by(Credential.issued_at)
    )
    return [
        CertificateFact(
            issued_on=one.issued_at.date(),
            standing=standing(
                revoked_at=one.revoked_at,
                superseded_by=one.superseded_by,
                expires_on=one.expires_on,
                now=now,
            ),
        )
        for one in db.session.scalars(query)
    ]
