"""Puts everybody of the world into one country, region and organisation, so that scopes can reach them."""

from lms.core import clock
from lms.core.db import db
from lms.core.ids import new_id
from lms.learning import services as learning
from lms.learning.models import Enrolment
from lms.people.models import Affiliation, Invitation, Organisation, User
from lms.people.rules import OrganisationKind
from lms.web.catalogue import current_catalogue
from tests.factories.people import make_user
from tests.functional.security.reaches import COUNTRY, REGION
from tests.functional.security.world import MODULE, World

MEMBERS = ("other@", "author@", "bystander@", "k.lepp@", "xanthippa.")
"""How the addresses begin of those who have something that can be acted on."""


def arrange(world: World) -> None:
    """They are members of an organisation; it has a double, and there is one elsewhere."""
    with world.app.app_context():
        home = db.session.get_one(Organisation, world.values["organisation_id"])
        home.region = REGION
        world.values["double_id"] = _organisation("Norrvik Clusters", COUNTRY, REGION)
        world.values["foreign_organisation_id"] = _organisation("Norrvik Abroad", "PL", "PL911")
        _settle(home.id)
        invitation = db.session.scalars(db.select(Invitation)).one()
        invitation.country, invitation.organisation_id = COUNTRY, home.id
        learning.enrol(current_catalogue().module(MODULE), world.user_ids["other"])
        abroad = make_user(email="abroad@example.org", country="PL")
        elsewhere = _in_another_module(abroad.id)
        world.values |= {"foreign_person_id": abroad.id, "foreign_enrolment_id": elsewhere.id}
        db.session.commit()


def _in_another_module(user_id: str) -> Enrolment:
    """Straight into the table: the module cannot be joined yet."""
    module, moment = current_catalogue().module("larger-clusters"), clock.now()
    row = Enrolment(user_id=user_id, module_slug=module.slug, edition_digest=module.digest)
    row.enrolled_at = row.idle_since = moment
    row.declarations = []
    db.session.add(row)
    db.session.flush()
    return row


def _organisation(name: str, country: str, region: str) -> str:
    row = Organisation(id=new_id(), name=name, name_key=name.lower(), country=country, region=region)
    row.kind, row.created_at = OrganisationKind.CLUSTER, clock.now()
    db.session.add(row)
    db.session.flush()
    return row.id


def _settle(organisation_id: str) -> None:
    moment = clock.now()
    for user in db.session.scalars(db.select(User)):
        if not user.email.startswith(MEMBERS):
            continue
        user.country = COUNTRY
        row = db.session.scalar(db.select(Affiliation).where(Affiliation.user_id == user.id))
        row = row or Affiliation(id=new_id(), user_id=user.id, organisation_id=organisation_id)
        row.proposed_at = row.agreed_at = moment
        db.session.add(row)
