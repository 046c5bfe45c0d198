"""Whom a form is about: somebody whom the page before named by an enrolment rather than an address."""

from flask import request

from lms.core.access import Permission
from lms.learning.queries import Enrolled, enrolled_person
from lms.web.access import signed_in
from lms.web.catalogue import current_catalogue


def preset_person(permission: Permission) -> Enrolled | None:
    """The person of the enrolment that `?enrolment=` names, where its module is within reach."""
    asked = request.args.get("enrolment")
    found = enrolled_person(asked) if asked else None
    module = current_catalogue().modules.get(found.module_slug) if found else None
    if module is None:
        return None
    reach = signed_in().reach(permission)
    return found if reach.covers_module(course=module.course, module=module.slug) else None
