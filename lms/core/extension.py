"""Where the parts that live as long as the application are found: storage, jobs, personal data, retention."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from flask import current_app

from lms.core.jobs import Jobs
from lms.core.privacy import PersonalData
from lms.core.retention import Category
from lms.core.storage import Storage


@dataclass(slots=True, kw_only=True)
class Campus:
    """What `create_app` puts together; kept in `app.extensions["campus"]`."""

    storage: Storage
    uploads: Storage
    jobs: Jobs = field(default_factory=Jobs)
    personal_data: list[PersonalData] = field(default_factory=list)
    retention: list[Category] = field(default_factory=list)
    """What is removed once it was kept long enough."""
    has_current_schema: Callable[[], bool] = lambda: True
    """The database has the schema of this release; filled in by `app`, which lies above migrations."""


def campus() -> Campus:
    """The parts of the running application."""
    return cast(Campus, current_app.extensions["campus"])


def storage() -> Storage:
    """Where files are kept."""
    return campus().storage


def uploads() -> Storage:
    """Where files are kept that people handed in: apart from ours, under names that say nothing."""
    return campus().uploads
