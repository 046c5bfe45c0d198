"""Pages of the final test and the answering of self-checks; importing this registers the views."""

from lms.quiz.routes import handing_in, items, preparation, saving, self_checks, start, teaching
from lms.quiz.routes.blueprint import bp

__all__ = ["bp", "handing_in", "items", "preparation", "saving", "self_checks", "start", "teaching"]
