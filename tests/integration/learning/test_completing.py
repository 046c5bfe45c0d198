"""What a completion says of the enrolment that it completes."""

from flask import Flask
from sqlalchemy import update

from lms.content.outline import Component
from lms.core.db import db
from lms.learning import services
from lms.learning.models import Enrolment
from tests.factories.modules import make_module
from tests.factories.people import make_user

MODULE = make_module(slug="first", lessons=("one",), require=(Component.LESSONS,))


def test_it_is_of_whoever_the_enrolment_is_of_by_then(context: Flask) -> None:
    """Two accounts became one while somebody waited to go on with an enrolment read before."""
    gone, kept = make_user(), make_user(email="kept@example.org")
    enrolment = services.enrol(MODULE, gone.id)
    moved = update(Enrolment).where(Enrolment.id == enrolment.id).values(user_id=kept.id)
    db.session.execute(moved.execution_options(synchronize_session=False))
    assert enrolment.user_id == gone.id
    completion = services.complete_lesson(enrolment, MODULE, "one")
    assert completion is not None
    assert (completion.user_id, completion.module_slug) == (kept.id, "first")
