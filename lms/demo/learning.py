"""The story of one person: they register, say what they agree to, and go through modules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from lms.content.catalogue import Catalogue
from lms.content.outline import Module
from lms.core import audit, clock
from lms.core.access import Grant, Role
from lms.core.db import db
from lms.core.ids import new_id
from lms.core.scopes import Scope, ScopeKind
from lms.credentials import services as credentials
from lms.demo.assignments import hand_in_work, mark_work
from lms.demo.leftovers import Visit
from lms.demo.organisations import Founded
from lms.demo.people import Journey, Membership, Person
from lms.demo.preparation import take_preparation
from lms.demo.testing import take_test
from lms.demo.timeline import Story
from lms.learning import services as learning
from lms.learning.errors import PrerequisitesMissingError
from lms.learning.models import Enrolment, LessonCompletion
from lms.learning.rules import RecognisedPart, RecognitionKind
from lms.learning.services.recognitions import Decision
from lms.people import mails
from lms.people import services as people
from lms.people.consent_texts import consent_words
from lms.people.models import Affiliation, User
from lms.people.rules import Device
from lms.people.services.affiliations import end_membership, join_organisation, propose_member
from lms.people.services.roles import disable_user, grant_role
from lms.web.i18n import speaking

AGENTS = ("Firefox, Windows", "Chrome, Android", "Safari, macOS", "Edge, Windows", "Safari, iOS")


@dataclass(kw_only=True)
class Stage:
    """What the stories share."""

    catalogue: Catalogue
    modules: Mapping[str, Module]
    """By id."""
    password_hash: str
    staff: tuple[str, str]
    """Ids of the owner and of the trainer."""
    organisations: Sequence[Founded] = ()
    visits: list[Visit] = field(default_factory=list)


def new_user(person: Person, stage: Stage) -> User:
    """Make somebody's account, now."""
    moment = clock.now()
    organisation = _organisation_of(person, stage)
    user = User(
        id=new_id(),
        email=person.email,
        email_confirmed_at=moment if person.confirms_address else None,
        password_hash=stage.password_hash,
        certificate_name=person.name,
        country=person.country,
        organisation=organisation.details.name if organisation else "Example organisation (invented)",
        occupation=person.occupation,
        language=person.language,
        created_at=moment,
        is_example=True,
    )
    db.session.add(user)
    db.session.flush()
    audit.record("person.registered", actor_id=None, subject=f"person:{user.id}")
    url = mails.url_of("/sign-in")
    mails.send("confirm-email", to=user.email, language=user.language, url=url)
    if person.confirms_address:
        audit.record("person.email-confirmed", actor_id=user.id, subject=f"person:{user.id}")
    for grant in (*person.grants, *_as_official(person, organisation)):
        grant_role(user.id, grant, by=stage.staff[0] or None)
    return user


def _as_official(person: Person, organisation: Founded | None) -> Iterator[Grant]:
    if person.official_of is not None and organisation is not None:
        details = organisation.details
        ids = {ScopeKind.COUNTRY: person.country, ScopeKind.REGION: details.region}
        scope_id = ids.get(person.official_of) or organisation.id
        yield Grant(Role.OFFICIAL, Scope(person.official_of, scope_id))


def _organisation_of(person: Person, stage: Stage) -> Founded | None:
    return stage.organisations[person.organisation] if person.organisation is not None else None


def story_of(person: Person, stage: Stage, begins_at: datetime) -> Story:
    """All that somebody did since they came."""
    chance = Random(person.email)
    yield begins_at
    user_id = new_user(person, stage).id
    if not person.confirms_address:
        return
    _come_by(user_id, stage, chance)
    yield _later(hours=chance.uniform(0.2, 3))
    _say_what_is_agreed(person, user_id)
    yield from _membership(person, user_id, stage)
    for journey in person.journeys:
        module = stage.modules.get(journey.module)
        if module is not None:
            yield _later(hours=chance.uniform(1, 30 * person.pace))
            yield from _go_through(journey, module, person, user_id, stage, chance)
    if person.is_closed:
        yield _later(days=6)
        disable_user(user_id, by=stage.staff[0])


def _later(*, days: float = 0, hours: float = 0) -> datetime:
    return clock.now() + timedelta(days=days, hours=hours)


def _come_by(user_id: str, stage: Stage, chance: Random) -> None:
    """Sign in; the rows are written at the end, all at once."""
    device = Device(network=f"192.0.2.{chance.randrange(0, 4) * 64}/26", agent=chance.choice(AGENTS))
    stage.visits.append(Visit(user_id=user_id, moment=clock.now(), device=device))


def _say_what_is_agreed(person: Person, user_id: str) -> None:
    with speaking(person.language):
        for kind in person.consents:
            words = consent_words(kind, person.language)
            people.give_consent(user_id, kind, text=words.text, language=words.language)


def _membership(person: Person, user_id: str, stage: Stage) -> Story:
    organisation = _organisation_of(person, stage)
    if organisation is None or person.membership is Membership.NONE:
        return
    if person.membership is Membership.PROPOSED:
        propose_member(organisation.id, person.email, by=stage.staff[0])
        return
    join_organisation(user_id, organisation.id)
    if person.membership is Membership.ENDED:
        yield _later(days=9)
        present = (Affiliation.user_id == user_id, Affiliation.ended_at.is_(None))
        for one in db.session.scalars(select(Affiliation.id).where(*present)).all():
            end_membership(user_id, one)


def _go_through(
    journey: Journey, module: Module, person: Person, user_id: str, stage: Stage, chance: Random
) -> Story:
    if journey.recognised or journey.lessons_waived:
        _recognise(journey, module, user_id, stage)
    try:
        enrolment = learning.enrol(module, user_id, _declarations(module))
    except PrerequisitesMissingError:
        return
    _come_by(user_id, stage, chance)
    if person.confirms_name:
        credentials.confirm_name(user_id, person.name, stage.catalogue)
    if journey.recognised:
        return
    if journey.prepared is not None:
        take_preparation(enrolment, module, journey.prepared)
    yield from _read(journey, module, enrolment, person, chance)
    if journey.works and module.assignment is not None:
        yield from _work(journey, module, enrolment, stage)
    for share in journey.tests:
        yield _later(days=chance.uniform(2, 4))
        yield from take_test(
            enrolment, module, share, chance, language=person.language, guesses=person.guesses
        )
    if journey.leaves:
        yield _later(days=3)
        learning.withdraw(enrolment)


def _declarations(module: Module) -> frozenset[str]:
    return frozenset(one.or_declaration for one in module.prerequisites if one.or_declaration)


def _recognise(journey: Journey, module: Module, user_id: str, stage: Stage) -> None:
    kind = RecognitionKind.PRIOR_LEARNING if journey.recognised else RecognitionKind.WAIVER
    decision = Decision(
        module_slug=module.slug,
        part=RecognisedPart.MODULE if journey.recognised else RecognisedPart.LESSONS,
        kind=kind,
        evidence="Invented: a certificate of another academy, seen by the trainer.",
        reason="Invented: covers all learning outcomes of the module."
        if journey.recognised
        else "Invented: has taught these lessons for two years.",
    )
    learning.recognise(user_id, decision, stage.catalogue, by=stage.staff[1])


def _read(journey: Journey, module: Module, enrolment: Enrolment, person: Person, chance: Random) -> Story:
    done = round(journey.lessons * len(module.lessons)) if not journey.lessons_waived else 0
    for place, lesson in enumerate(module.lessons[:done], start=1):
        yield _later(days=person.pace * chance.uniform(0.5, 1.5))
        if place < len(module.lessons):
            _finish_lesson(enrolment, module, lesson.slug)
        else:  # perhaps the last thing that was missing
            learning.complete_lesson(enrolment, module, lesson.slug)
    if 0 < done < len(module.lessons):
        yield _later(hours=chance.uniform(2, 30))
        lesson = module.lessons[done]
        sections = module.text(module.source_language).lessons[lesson.slug].sections
        anchors = ["", *(one.anchor for one in sections[:2])]
        learning.save_place(enrolment, module, lesson.slug, chance.choice(anchors))


def _finish_lesson(enrolment: Enrolment, module: Module, slug: str) -> None:
    """As `learning.complete_lesson`, without asking whether the module is completed: far quicker."""
    moment = clock.now()
    db.session.add(
        LessonCompletion(
            enrolment_id=enrolment.id,
            lesson_slug=slug,
            completed_at=moment,
            edition_digest=module.digest,
        )
    )
    enrolment.idle_since = moment


def _work(journey: Journey, module: Module, enrolment: Enrolment, stage: Stage) -> Story:
    yield _later(days=2)
    submission = hand_in_work(enrolment, module)
    if journey.is_marked:
        yield _later(days=2, hours=4)
        mark_work(submission, stage.staff[1], module)
