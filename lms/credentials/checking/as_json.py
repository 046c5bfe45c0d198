"""An answer as machines get it; `checking.openapi` describes it, and a test holds the two together."""

from datetime import datetime
from typing import Any

from lms.credentials.checking.views import Verification
from lms.credentials.codes import grouped
from lms.credentials.rules.verification import Answer, Entry
from lms.credentials.wording.checks import NOTE_TEXTS, REASON_TEXTS


def as_json(seen: Verification, now: datetime) -> dict[str, Any]:
    """The answer with its checks; of the holder no more than the page shows."""
    answer = seen.answer
    return {
        "answer": answer.verdict.value,
        "reliable": answer.is_reliable,
        "headline": seen.headline,
        "notes": [{"name": note.value, "text": str(NOTE_TEXTS[note])} for note in answer.notes],
        "checks": _checks(answer),
        "differences": [
            {"field": one.field.value, "issued": one.issued, "found": one.found} for one in answer.differences
        ],
        "certificate": _certificate(answer.entry, seen) if answer.entry is not None else None,
        "checked_at": now.isoformat(timespec="seconds"),
    }


def _checks(answer: Answer) -> list[dict[str, str]]:
    return [
        {
            "topic": check.topic.value,
            "outcome": check.outcome.value,
            "reason": check.reason.value,
            "text": str(REASON_TEXTS[check.reason]),
        }
        for check in answer.checks
    ]


def _certificate(entry: Entry, seen: Verification) -> dict[str, Any]:
    return {
        "code": grouped(entry.code),
        "title": seen.title,
        "issuer": entry.issuer_name,
        "hours": entry.hours,
        "awarded_on": entry.awarded_on.isoformat(),
        "issued_on": entry.issued_at.date().isoformat(),
        "expires_on": entry.expires_on.isoformat() if entry.expires_on else None,
        "revoked_on": entry.revoked_at.date().isoformat() if entry.revoked_at else None,
        "revocation_reason": entry.revoked_reason.value if entry.revoked_reason else None,
        "superseded_by": grouped(entry.superseded_by) if entry.superseded_by else None,
        "supersedes": grouped(entry.supersedes) if entry.supersedes else None,
        "holder": {"name": seen.holder, "shown": seen.name_shown.value},
    }
