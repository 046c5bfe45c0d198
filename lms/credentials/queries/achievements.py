"""What is known of achievements."""

from sqlalchemy import func, select

from lms.core.db import db
from lms.credentials.models import Achievement


def achievement(slug: str, version: int) -> Achievement | None:
    """One version."""
    return db.session.get(Achievement, (slug, version))


def achievement_with_digest(slug: str, digest: str) -> Achievement | None:
    """The version with exactly this text."""
    query = select(Achievement).where(Achievement.slug == slug, Achievement.digest == digest)
    return db.session.scalar(query)


def latest_version(slug: str) -> int:
    """The number of the last version; 0 before there is one."""
    return db.session.scalar(select(func.max(Achievement.version)).where(Achievement.slug == slug)) or 0
