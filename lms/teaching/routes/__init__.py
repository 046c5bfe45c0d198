"""Pages of the trainer's desk; importing this package attaches them all to the blueprint."""

from lms.teaching.routes import desk, modules, notes, participants, paths, stopping
from lms.teaching.routes.blueprint import bp

__all__ = ["bp", "desk", "modules", "notes", "participants", "paths", "stopping"]
