"""Keeping what was achieved, by version: written when the first credential of a version is issued."""

from dataclasses import replace

from sqlalchemy.exc import IntegrityError

from lms.core import clock
from lms.core.db import db
from lms.credentials import queries
from lms.credentials.formats.achievement import AchievementText, achievement_text_of
from lms.credentials.models import Achievement
from lms.credentials.records import Record


def with_achievement(record: Record) -> Record:
    """The record with the version of its achievement, which is kept from now on.

    The same text is the same version, whoever achieved it and in whatever language it is issued.
    """
    return replace(record, achievement_version=_version_of(achievement_text_of(record)))


def _version_of(text: AchievementText) -> int:
    kept = queries.achievement_with_digest(text.slug, text.digest)
    while kept is None:
        try:
            with db.session.begin_nested():
                kept = _next(text)
        except IntegrityError:  # another request kept one at the same moment
            kept = queries.achievement_with_digest(text.slug, text.digest)
    return kept.version


def _next(text: AchievementText) -> Achievement:
    row = Achievement(
        slug=text.slug,
        version=queries.latest_version(text.slug) + 1,
        text=text.canonical,
        digest=text.digest,
        first_used_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row
