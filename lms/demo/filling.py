"""A whole demonstration put into an empty installation: three months, told in the order they happened."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import click
from flask import Flask
from sqlalchemy import select

from lms.content.catalogue import Catalogue
from lms.content.outline import Module
from lms.core import clock
from lms.core.db import db
from lms.core.settings import settings
from lms.demo import leftovers, office
from lms.demo.assignments import hand_in_examples
from lms.demo.crowd import crowd
from lms.demo.examples import EXAMPLES, OFFICIAL, OWNER, PASSWORD, TRAINER
from lms.demo.learning import Stage, new_user, story_of
from lms.demo.organisations import make_organisations
from lms.demo.people import Person
from lms.demo.preparation import let_questions_come_back
from lms.demo.timeline import tell
from lms.learning import queries as learning
from lms.learning.models import Enrolment
from lms.people.models import User
from lms.people.passwords import hash_of
from lms.tools import services as tools
from lms.web.catalogue import current_catalogue

PEOPLE = 300
"""In a demonstration of the usual size; the example people with a known address are the first of them."""


def fill(app: Flask, people: int = PEOPLE) -> bool:
    """Put so many example people into an empty instance; False, and nothing done, where anything is real.

    An instance that holds example people already is left as it is.
    """
    with app.app_context():
        if _holds_something_real():
            return False
        if people and db.session.scalar(select(User.id).limit(1)) is None:
            click.echo(f"Adding {people} example people and what they did in three months …")
            with _quiet_mail():
                _add_all((*EXAMPLES, *crowd(max(0, people - len(EXAMPLES))))[:people])
            db.session.commit()
        db.session.rollback()
    return True


def _holds_something_real() -> bool:
    real = db.session.scalar(select(User.id).where(User.is_example.is_(False)).limit(1))
    return real is not None or not settings().is_trial


@contextmanager
def _quiet_mail() -> Iterator[None]:
    """Without a line on the console for each mail that is not sent."""
    outbox = logging.getLogger("lms.core.mail")
    level = outbox.level
    outbox.setLevel(logging.WARNING)
    try:
        yield
    finally:
        outbox.setLevel(level)


def _add_all(people: tuple[Person, ...]) -> None:
    catalogue, now = current_catalogue(), clock.now()
    stage = Stage(
        catalogue=catalogue,
        modules=_modules_by_id(catalogue),
        password_hash=hash_of(PASSWORD),
        staff=("", ""),
    )
    staff = [one for one in (OWNER, TRAINER) if one in people]
    with clock.telling_of(now - OWNER.came):
        ids = [new_user(one, stage).id for one in staff]
        stage.staff = (ids[0], ids[-1])
        stage.organisations = make_organisations(by=ids[0])
    stories = [story_of(one, stage, now - one.came) for one in people if one not in staff]
    stories += [
        office.withdrawals(stage, now),
        office.invitations(stage, now),
        office.looks(OFFICIAL.email, now),
    ]
    tell(stories, until=now - timedelta(minutes=1))
    first = stage.modules["B1"]
    with clock.telling_of(now - timedelta(hours=20)):
        hand_in_examples(first, _ids())
    _prepare_desks(first)
    _leave(stage, now)


def _modules_by_id(catalogue: Catalogue) -> dict[str, Module]:
    """The open modules; the first of them is begun with, whatever it is called."""
    modules = [one for one in catalogue.modules.values() if one.is_open]
    return {"B1": modules[0]} | {one.id: one for one in modules}


def _ids() -> dict[str, str]:
    """Ids of the example people, by the beginning of their address."""
    known = [one.email for one in EXAMPLES]
    rows = db.session.execute(select(User.email, User.id).where(User.email.in_(known)))
    return {email.partition("@")[0]: user_id for email, user_id in rows}


def _prepare_desks(module: Module) -> None:
    """Questions that come back today, and a sheet that is begun, for those who are looked at."""
    ids = _ids()
    for key in ("halfway", "official"):
        enrolment = learning.enrolment_of(ids[key], module.slug) if key in ids else None
        if enrolment is not None:
            let_questions_come_back(enrolment, module)
            if key == "halfway":
                _fill_in_tool(enrolment, module)


def _fill_in_tool(enrolment: Enrolment, module: Module) -> None:
    tool = module.text(module.source_language).tool
    if tool is not None:
        tools.start_sheet(enrolment, module, tool, "My region")
        for filled_in in tool.examples[:1]:
            tools.open_example(enrolment, module, tool, filled_in)


def _leave(stage: Stage, now: datetime) -> None:
    leftovers.settle_mail(now)
    leftovers.write_visits(stage.visits, now)
    leftovers.plan_files([one.email for one in EXAMPLES], now)
