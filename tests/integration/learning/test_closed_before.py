"""Do accounts that were closed or erased in an earlier release end what they had begun, too?"""

from collections.abc import Mapping
from datetime import timedelta

from flask import Flask
from sqlalchemy import select, update

from lms import migrate
from lms.core import clock
from lms.core.db import db
from lms.learning.models import Enrolment
from lms.people.models import User
from tests.factories.modules import make_module
from tests.factories.participants import make_participant

BEFORE, AFTER = "7c2e90b4d1f8", "91d5b7e03ca6"
NAMES = ("Anna Open", "Berta Closed", "Carl Closed", "Dora Erased", "Egil Erased")


def standing(which: Mapping[str, str]) -> dict[str, tuple[bool, bool]]:
    """Name → is there, and goes on."""
    rows = db.session.execute(select(Enrolment.id, Enrolment.withdrawn_at, Enrolment.idle_since))
    found = {row.id: (row.withdrawn_at is None, row.idle_since is not None) for row in rows}
    db.session.remove()
    return {name: found[one] for name, one in which.items()}


def test_the_upgrade_ends_it_and_can_be_taken_back(context: Flask) -> None:
    module, moment, which = make_module(), clock.now() - timedelta(days=9), {}
    for name in NAMES:
        enrolment = make_participant(module, name, is_finished=name.startswith(("Carl", "Egil")))
        changes: dict[str, object] = {} if name.endswith("Open") else {"disabled_at": moment}
        if name.endswith("Erased"):
            changes["email"] = f"{enrolment.user_id.lower()}@erased.invalid"
        if changes:
            db.session.execute(update(User).where(User.id == enrolment.user_id).values(changes))
        which[name] = enrolment.id
    db.session.commit()
    db.session.remove()
    goes_on, completed, gone, left = (True, True), (True, False), (False, False), (False, True)
    before = dict(zip(NAMES, (goes_on, goes_on, completed, goes_on, completed), strict=True))
    assert standing(which) == before
    migrate.downgrade(db.engine, BEFORE)
    migrate.upgrade(db.engine, AFTER)
    assert standing(which) == dict(zip(NAMES, (goes_on, left, completed, gone, gone), strict=True))
    closed_at = db.session.scalar(select(Enrolment.withdrawn_at).where(Enrolment.id == which["Berta Closed"]))
    assert closed_at == moment
    db.session.remove()
    migrate.downgrade(db.engine, BEFORE)
    assert standing(which) == dict(zip(NAMES, (goes_on, goes_on, completed, gone, gone), strict=True))
    migrate.upgrade(db.engine)
