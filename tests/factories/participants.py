"""Participants of a module for tests of the desks: who joined, how long ago they did something."""

from datetime import timedelta

from lms.content.outline import Module
from lms.core import clock
from lms.core.db import db
from lms.core.ids import new_id
from lms.learning.models import Completion, Enrolment, LessonCompletion, Place
from lms.people.models import Consent, ConsentText
from lms.people.rules import ConsentKind
from tests.factories.people import make_user


def make_participant(
    module: Module,
    name: str,
    *,
    idle_days: int = 0,
    lessons: int = 0,
    anchor: str | None = None,
    is_finished: bool = False,
    has_agreed: bool = False,
    organisation: str | None = "Norrvik Harbour Cluster",
) -> Enrolment:
    """Somebody who joined 60 days ago, did the first lessons one a day, and was last seen `idle_days` ago."""
    now = clock.now()
    joined, last = now - timedelta(days=60), now - timedelta(days=idle_days)
    email = f"{name.lower().replace(' ', '.')}@example.org"
    user = make_user(email=email, certificate_name=name, country="LV", organisation=organisation)
    enrolment = Enrolment(
        id=new_id(),
        user_id=user.id,
        module_slug=module.slug,
        edition_digest=module.digest,
        enrolled_at=joined,
        idle_since=last,
        declarations=[],
    )
    db.session.add(enrolment)
    db.session.flush()
    facts = {"enrolment_id": enrolment.id, "edition_digest": module.digest}
    for number, lesson in enumerate(module.lessons[:lessons], 1):
        done_at = joined + timedelta(days=number)
        db.session.add(LessonCompletion(lesson_slug=lesson.slug, completed_at=done_at, **facts))
    if anchor is not None:
        place = Place(enrolment_id=enrolment.id, lesson_slug=module.lessons[0].slug, anchor=anchor)
        place.saved_at = last
        db.session.add(place)
    if is_finished:
        enrolment.idle_since = None
        db.session.add(Completion.of(enrolment, completed_at=last, edition_digest=module.digest))
    if has_agreed:
        agree(user.id)
    db.session.flush()
    return enrolment


def agree(user_id: str) -> None:
    """The person lets trainers see their path."""
    if db.session.get(ConsentText, "c" * 64) is None:
        text = ConsentText(digest="c" * 64, kind=ConsentKind.PATH_TO_TRAINERS, language="en", text="Yes.")
        text.first_shown_at = clock.now()
        db.session.add(text)
        db.session.flush()
    consent = Consent(user_id=user_id, kind=ConsentKind.PATH_TO_TRAINERS, text_digest="c" * 64)
    consent.given_at = clock.now()
    db.session.add(consent)
