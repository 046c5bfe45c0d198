"""Pages of the trainer's desk; importing this package attaches them all to the blueprint."""

from lms.teaching.routes import desk
from lms.teaching.routes.blueprint import bp

__all__ = ["bp", "desk"]
