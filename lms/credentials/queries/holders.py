"""What is known of holders."""

from lms.core.db import db
from lms.credentials.models import HolderName
from lms.credentials.rules import NameStep
from lms.people import queries as people


def name_step(user_id: str) -> NameStep:
    """Whether the holder has settled how the name is to be printed."""
    kept = db.session.get(HolderName, user_id)
    present = people.holder(user_id).certificate_name or ""
    return NameStep(confirmed=kept.name if kept else None, present=present)
