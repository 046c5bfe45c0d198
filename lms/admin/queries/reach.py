"""Which enrolments lie within somebody's reach, as a part of queries over enrolments and people."""

from sqlalchemy import ColumnElement, or_, true

from lms.content.catalogue import Catalogue
from lms.core.scopes import Reach, ScopeKind
from lms.learning.models import Enrolment
from lms.people.queries.reaching import people_within


def enrolments_within(reach: Reach, catalogue: Catalogue) -> ColumnElement[bool]:
    """The module lies within, or the person does."""
    if reach.is_everywhere:
        return true()
    courses = reach.ids(ScopeKind.COURSE)
    slugs = {slug for slug, module in catalogue.modules.items() if module.course in courses}
    named = slugs | reach.ids(ScopeKind.MODULE)
    people = people_within(reach, Enrolment.user_id)
    # Alone, a database may begin with the people.
    return or_(Enrolment.module_slug.in_(named), people) if named else people
