"""Pages of the owner's desk; importing this package attaches them all to the blueprint."""

from lms.admin.routes import desk, enrolment, enrolments, invitations, people, person, state
from lms.admin.routes.blueprint import bp

__all__ = ["bp", "desk", "enrolment", "enrolments", "invitations", "people", "person", "state"]
