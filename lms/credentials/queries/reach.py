"""Which certificates lie within somebody's reach."""

from sqlalchemy import ColumnElement, and_, or_, select, true

from lms.content.catalogue import Catalogue
from lms.core.db import db
from lms.core.planning import row_by_row
from lms.core.scopes import Reach, ScopeKind
from lms.credentials.models import Credential, CredentialRecord
from lms.credentials.rules import CredentialKind
from lms.people.models import User
from lms.people.queries.reaching import people_within


def credentials_within(reach: Reach, catalogue: Catalogue) -> ColumnElement[bool]:
    """The module or course lies within, or the holder does."""
    return credentials_of(reach.spelt_out({slug: one.course for slug, one in catalogue.modules.items()}))


def credentials_of(reach: Reach) -> ColumnElement[bool]:
    """The same for a reach that names the modules of its courses, as `lms.web.access.own_reach` gives it."""
    if reach.is_everywhere:
        return true()
    records = select(CredentialRecord.credential_id)
    if reach.ids(ScopeKind.COUNTRY):
        records = records.join(User, User.id == CredentialRecord.holder_id)
    is_held = (
        records.where(
            CredentialRecord.credential_id == Credential.id, people_within(reach, CredentialRecord.holder_id)
        )
        .correlate(Credential)
        .exists()
    )
    # Only what can be true: beside an alternative, PostgreSQL works out all that are held within.
    named = {
        CredentialKind.MODULE: reach.ids(ScopeKind.MODULE),
        CredentialKind.COURSE: reach.ids(ScopeKind.COURSE),
    }
    are_for = (_is_for(kind, slugs) for kind, slugs in named.items() if slugs)
    # Asked of each certificate: those of a whole country are many, and mostly a few are looked at.
    return or_(*are_for, row_by_row([is_held]))


def _is_for(kind: CredentialKind, slugs: frozenset[str]) -> ColumnElement[bool]:
    return and_(Credential.kind == kind, Credential.achievement_slug.in_(slugs))


def is_credential_within(credential_id: str, reach: Reach, catalogue: Catalogue) -> bool:
    """One of them lies within."""
    query = select(Credential.id).where(Credential.id == credential_id, credentials_within(reach, catalogue))
    return reach.is_everywhere or db.session.scalar(query) is not None
