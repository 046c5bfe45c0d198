"""Pages of the owner's desk; importing this package attaches them all to the blueprint."""

from lms.admin.routes import (
    audit,
    credential,
    credentials,
    desk,
    enrolling,
    enrolment,
    enrolments,
    extending,
    invitations,
    mail,
    mail_texts,
    organisation_imports,
    organisations,
    people,
    person,
    settings,
    state,
)
from lms.admin.routes.blueprint import bp

__all__ = [
    "audit",
    "bp",
    "credential",
    "credentials",
    "desk",
    "enrolling",
    "enrolment",
    "enrolments",
    "extending",
    "invitations",
    "mail",
    "mail_texts",
    "organisation_imports",
    "organisations",
    "people",
    "person",
    "settings",
    "state",
]
