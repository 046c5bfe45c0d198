"""What is known of transcripts that were made."""

from sqlalchemy import select

from lms.core.db import db
from lms.credentials.models import Transcript


def transcript_with(code: str) -> Transcript | None:
    """The transcript with this code."""
    return db.session.get(Transcript, code)


def transcript_of_file(sha256: str) -> Transcript | None:
    """The transcript that was given out as the file with this digest."""
    return db.session.scalar(select(Transcript).where(Transcript.sha256 == sha256))
