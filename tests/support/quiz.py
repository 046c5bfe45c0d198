"""Taking final tests in tests: right and wrong answers as the forms of the pages carry them."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from config import ROOT
from lms.content.item_views import keys_from_response
from lms.content.items import (
    CategoriseItem,
    ChoiceItem,
    ClozeItem,
    Gap,
    HotspotItem,
    Item,
    MarkWordsItem,
    MatchingItem,
    MatrixItem,
    NumericItem,
    OrderingItem,
    ShortTextItem,
    Word,
)
from lms.content.outline import Module
from lms.core.db import db
from lms.people.models import User
from lms.quiz.models import Attempt, AttemptItem
from lms.quiz.rules.drawing import order_of
from lms.quiz.rules.keys import right_response
from lms.quiz.rules.responses import Response
from lms.web.catalogue import current_catalogue
from tests.factories.people import sign_in_token
from tests.support.application import make_app, make_postgresql_database, settings_for
from tests.support.pages import post

QUESTIONS = ROOT / "tests" / "courses" / "questions"
SLUG = "all-questions"
MODULE = f"/modules/{SLUG}"
TEST = f"{MODULE}/final-test"
PREPARED = "prepared"
"""A module with a preparation test."""

Form = dict[str, Any]

PARTS = {"pairs": "pair", "gaps": "gap", "categories": "group", "cells": "cell", "ratings": "rating"}
"""A part of an answer → what its inputs are called on the page, before their own key."""


def questions_app(folder: Path, server_url: str | None) -> Flask:
    """An application with the programme of `tests/courses/questions`."""
    url = make_postgresql_database(server_url) if server_url else None
    return make_app(settings_for(folder, courses=QUESTIONS, database_url=url))


def module(slug: str = SLUG) -> Module:
    """The module with one question of every type, or another one."""
    return current_catalogue().module(slug)


def wrong_response(item: Item) -> Form:
    """A response that earns nothing."""
    match item:
        case ChoiceItem():
            return {"chosen": [option.id for option in item.options if not option.is_correct]}
        case NumericItem():
            return {"value": "-1"}
        case ShortTextItem():
            return {"text": "nonsense"}
        case MatchingItem():
            wrong = item.rights[-1].id
            return {"pairs": {left.id: wrong for left in item.lefts}}
        case OrderingItem():
            return {"order": [entry.id for entry in reversed(item.entries)]}
        case ClozeItem():
            return {
                "gaps": {gap.id: "nonsense" for gap in item.segments if isinstance(gap, Gap) and gap.answers}
            }
        case HotspotItem():
            return {"chosen": [area.id for area in item.areas if not area.is_correct]}
        case CategoriseItem():
            others = {
                entry.id: [one.id for one in item.categories if one.id != entry.category_id]
                for entry in item.entries
            }
            return {"categories": {entry: groups[0] for entry, groups in others.items()}}
        case MatrixItem():
            columns = [column.id for column in item.columns]
            return {
                "cells": {
                    row.id: [next(one for one in columns if one not in row.right_column_ids)]
                    for row in item.rows
                }
            }
        case MarkWordsItem():
            words = [word for word in item.segments if isinstance(word, Word)]
            return {"marked": [word.id for word in words if not word.is_correct]}
        case _:
            raise ValueError(f"nothing is wrong in {item.type}")


def form_of(item: Item, response: Response, seed: str) -> Form:
    """A response as the inputs of the page for this seed send it."""
    keys = keys_from_response(item, response, order=order_of(item.id, seed))
    if "order" in keys:
        return {f"place-{entry}": str(place) for place, entry in enumerate(keys["order"], start=1)}
    for kind, name in PARTS.items():
        if kind in keys:
            return {f"{name}-{part}": given for part, given in keys[kind].items()}
    return keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A test under way in one browser."""

    app: Flask
    client: FlaskClient
    id: str
    slug: str = SLUG

    @property
    def url(self) -> str:
        """The address that all pages of this attempt begin with."""
        return f"/attempts/{self.id}"

    def on(self, client: FlaskClient) -> "Sitting":
        """The same test in another browser."""
        return replace(self, client=client)

    def page(self, position: int) -> TestResponse:
        """The page of a question."""
        return self.client.get(f"{self.url}/items/{position}")

    def post(self, path: str, data: Form | None = None, **options: Any) -> TestResponse:
        """Send a form of this attempt."""
        return post(self.client, f"{self.url}/{path}", data, page="/modules", **options)

    def rows(self) -> list[AttemptItem]:
        """The items of the attempt, as they lie in the database."""
        with self.app.app_context():
            query = db.select(AttemptItem).where(AttemptItem.attempt_id == self.id)
            rows = list(db.session.scalars(query.order_by(AttemptItem.position)))
            db.session.expunge_all()
            return rows

    def row(self, item_id: str) -> AttemptItem:
        """The row of one item."""
        return next(row for row in self.rows() if row.item_id == item_id)

    def attempt(self) -> Attempt:
        """The attempt as it lies in the database."""
        with self.app.app_context():
            attempt = db.session.get_one(Attempt, self.id)
            db.session.expunge(attempt)
            return attempt

    def form(self, row: AttemptItem, response: Response) -> Form:
        """A response to an item as its page sends it."""
        return form_of(self._item(row), response, self.attempt().seed)

    def right(self, row: AttemptItem) -> Form:
        """The right answer to an item as its page sends it."""
        return self.form(row, right_response(self._item(row), row.variant))

    def wrong(self, row: AttemptItem) -> Form:
        """A wrong answer to an item as its page sends it."""
        return self.form(row, wrong_response(self._item(row)))

    def _item(self, row: AttemptItem) -> Item:
        with self.app.app_context():
            return module(self.slug).text("en").test_items[row.item_id]

    def save(self, row: AttemptItem, form: Form, **more: Any) -> TestResponse:
        """Save an answer."""
        return self.post(f"items/{row.position}", {**form, **more})

    def answer_all(self, *, wrongly: tuple[str, ...] = ()) -> None:
        """Answer everything, all of it rightly but for the items named."""
        for row in self.rows():
            form = self.wrong(row) if row.item_id in wrongly else self.right(row)
            assert self.save(row, form).status_code == 303

    def submit(self) -> TestResponse:
        """Hand in."""
        return self.post("submit")


def join(client: FlaskClient, slug: str = SLUG) -> None:
    """Join a module."""
    assert post(client, f"/modules/{slug}/join", page="/modules").status_code == 303


def start(
    app: Flask, client: FlaskClient, slug: str = SLUG, quiz: str = "final-test", **form: str
) -> Sitting:
    """Start a test."""
    answer = post(client, f"/modules/{slug}/{quiz}/start", dict(form), page="/modules")
    assert answer.status_code == 303, answer.text
    return Sitting(app=app, client=client, id=answer.location.split("/")[2], slug=slug)


def again(app: Flask, email: str = "ilze@example.org") -> FlaskClient:
    """A new browser in which somebody who has an account is signed in, now."""
    with app.app_context():
        user = db.session.scalars(db.select(User).where(User.email == email)).one()
        token = sign_in_token(user)
        db.session.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    return client
