"""Example people at all stages, so that every page of an empty installation can be seen alive."""

from dataclasses import dataclass

import click
from flask import Flask
from sqlalchemy import select

from lms.content.catalogue import Catalogue
from lms.content.outline import Module
from lms.core import clock
from lms.core.access import Grant, Role
from lms.core.db import db
from lms.core.ids import new_id
from lms.core.settings import settings
from lms.credentials import services as credentials
from lms.demo_assignments import hand_in_examples
from lms.demo_preparation import let_questions_come_back, take_preparation
from lms.demo_tests import PEOPLE, add_tests
from lms.learning import services as learning
from lms.learning.models import Enrolment
from lms.people.models import User
from lms.people.passwords import hash_of
from lms.people.rules import Occupation
from lms.people.services import grant_role
from lms.quiz.queries.attempts import locked_attempt_with_items
from lms.quiz.rules.keys import right_response
from lms.quiz.services import attempts as quiz
from lms.tools import services as tools
from lms.web.catalogue import current_catalogue

PASSWORD = "harbour-example-lantern"
SIGN_IN_HINT = (
    "Example people sign in as joined@, halfway@, failed@, certified@, trainer@, official@ or "
    f"owner@example.org, password: {PASSWORD}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An invented person."""

    key: str
    name: str
    country: str
    occupation: Occupation
    lessons: int | None = None
    """Lessons done in the first open module; None: has not joined."""
    has_sheet: bool = False
    """Has filled in the module's tool with its example, and a blank sheet."""
    known_before: int | None = None
    """Items answered rightly in the preparation test; None: not taken."""
    right_items: int | None = None
    """Items answered rightly in a final test; None: none taken."""
    role: Role | None = None


EXAMPLES = (
    Example(
        key="joined", name="Jonna Example", country="FI", occupation=Occupation.CLUSTER_MANAGER, lessons=0
    ),
    Example(
        key="halfway",
        name="Halvar Example",
        country="SE",
        occupation=Occupation.BUSINESS_SUPPORT,
        lessons=3,
        has_sheet=True,
        known_before=4,
    ),
    Example(
        key="failed",
        name="Fausta Example",
        country="LT",
        occupation=Occupation.CLUSTER_MANAGER,
        lessons=6,
        right_items=9,
    ),
    Example(
        key="certified",
        name="Ķirsta Bērziņa-Example",
        country="LV",
        occupation=Occupation.CLUSTER_MANAGER,
        lessons=6,
        known_before=5,
        right_items=18,
    ),
    Example(
        key="trainer", name="Troels Example", country="DK", occupation=Occupation.TRAINER, role=Role.TRAINER
    ),
    Example(
        key="official",
        name="Oliwia Example",
        country="PL",
        occupation=Occupation.OFFICIAL_REGIONAL,
        lessons=2,
    ),
    Example(
        key="owner",
        name="Oskar Example",
        country="EE",
        occupation=Occupation.OFFICIAL_NATIONAL,
        role=Role.PROGRAMME_OWNER,
    ),
)


def fill(app: Flask) -> bool:
    """Put the example people into an empty instance; False, and nothing done, where anything is real.

    An instance that holds example people already is left as it is.
    """
    with app.app_context():
        if _holds_something_real():
            return False
        if db.session.scalar(select(User.id).limit(1)) is None:
            _add_all()
        db.session.rollback()
    return True


def _holds_something_real() -> bool:
    real = db.session.scalar(select(User.id).where(User.is_example.is_(False)).limit(1))
    return real is not None or not settings().is_trial


def _add_all() -> None:
    catalogue = current_catalogue()
    module = next(one for one in catalogue.modules.values() if one.is_open)
    password_hash = hash_of(PASSWORD)
    click.echo(f"Adding {len(EXAMPLES)} example people …")
    people = {one.key: _add(one, password_hash, catalogue, module) for one in EXAMPLES}
    hand_in_examples(module, people)
    click.echo(f"Letting {PEOPLE} more take the final test of {module.id} …")
    add_tests(module, password_hash)
    db.session.commit()


def _add(example: Example, password_hash: str, catalogue: Catalogue, module: Module) -> str:
    user = User(
        id=new_id(),
        email=f"{example.key}@example.org",
        email_confirmed_at=clock.now(),
        password_hash=password_hash,
        certificate_name=example.name,
        country=example.country,
        organisation="Example organisation (invented)",
        occupation=example.occupation,
        created_at=clock.now(),
        is_example=True,
    )
    db.session.add(user)
    db.session.flush()
    if example.role is not None:
        grant_role(user.id, Grant(example.role), by=None)
    if example.lessons is not None:
        _learn(example, user, catalogue, module)
    return user.id


def _learn(example: Example, user: User, catalogue: Catalogue, module: Module) -> None:
    enrolment = learning.enrol(module, user.id)
    done = module.lessons[: example.lessons]
    for lesson in done:
        learning.complete_lesson(enrolment, module, lesson.slug)
    if example.known_before is not None:
        take_preparation(enrolment, module, example.known_before)
    if example.right_items is not None:
        _take_test(enrolment, module, example.right_items)
    elif len(done) < len(module.lessons):
        learning.save_place(enrolment, module, module.lessons[len(done)].slug, "")
        if done:
            let_questions_come_back(enrolment, module)
    if example.has_sheet:
        _fill_in_tool(enrolment, module)
    credentials.confirm_name(user.id, example.name, catalogue)


def _fill_in_tool(enrolment: Enrolment, module: Module) -> None:
    tool = module.text(module.source_language).tool
    if tool is not None:
        tools.start_sheet(enrolment, module, tool, "My region")
        for filled_in in tool.examples[:1]:
            tools.open_example(enrolment, module, tool, filled_in)


def _take_test(enrolment: Enrolment, module: Module, right_items: int) -> None:
    attempt = quiz.start_attempt(enrolment, module)
    opened = locked_attempt_with_items(enrolment.user_id, attempt.id)
    if opened is None:
        raise RuntimeError("the attempt just started is not there")
    bank = module.text(module.source_language).test_items
    for item in opened.items[:right_items]:
        item.response = dict(right_response(bank[item.item_id], item.variant))
        item.saved_at = clock.now()
    quiz.submit_attempt(opened, module)
