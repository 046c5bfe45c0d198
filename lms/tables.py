"""All tables of all packages, for migrations and tests: importing this module fills the metadata."""

from sqlalchemy import MetaData

from lms.core import audit, mail, runtime_settings
from lms.core.db import Base
from lms.credentials import models as credentials_models
from lms.learning import models as learning_models
from lms.people import models as people_models
from lms.quiz import models as quiz_models
from lms.tools import models as tools_models
from lms.web import limits

MODULES = (
    audit, mail, runtime_settings, limits,
    people_models, learning_models, quiz_models, tools_models, credentials_models,
)  # fmt: skip


def metadata() -> MetaData:
    """The tables as the models describe them."""
    return Base.metadata
