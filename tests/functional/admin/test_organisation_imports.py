"""Organisations come as a list: a look at what will happen, then all or none, within one's own reach."""

from collections.abc import Callable
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.core.access import Grant, Role
from lms.core.db import db
from lms.core.scopes import Scope, ScopeKind
from lms.people.models import Organisation
from tests.support.pages import post

SignInAs = Callable[..., FlaskClient]
PAGE = "/desk/organisations/import"
LIST = """name;kind;country;region
Norrvik Harbour Cluster;cluster;SE;Norrbottens län
Lindhamn Region;other;LV;LV00C"""


def names(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Organisation.name).order_by(Organisation.name)))


def test_a_list_is_looked_at_and_then_added_once(app: Flask, sign_in: SignInAs) -> None:
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    sent = post(owner, PAGE, {"file": (BytesIO(LIST.encode("utf-8-sig")), "list.csv")})
    assert "Add 2 organisations" in sent.text
    assert "Norrbottens län (SE332)" in sent.text
    assert names(app) == []
    assert post(owner, f"{PAGE}/all", {"text": LIST}).status_code == 303
    assert names(app) == ["Lindhamn Region", "Norrvik Harbour Cluster"]
    assert "there is nothing to add" in post(owner, PAGE, {"text": LIST}).text
    assert post(owner, f"{PAGE}/all", {"text": LIST}).status_code == 303
    assert len(names(app)) == 2


def test_one_mistake_keeps_the_whole_list_out(app: Flask, sign_in: SignInAs) -> None:
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    for path in (PAGE, f"{PAGE}/all"):
        answer = post(owner, path, {"text": LIST + "\nSøderhavn;club;DK"})
        assert answer.status_code == 422
        assert "Line 4, column 2:" in answer.text
        assert "Lindhamn Region" in answer.text, "what was typed is still there"
    assert names(app) == []


def test_a_list_stays_within_the_reach_of_whoever_brings_it(app: Flask, sign_in: SignInAs) -> None:
    latvia = Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.COUNTRY, "LV"))
    owner = sign_in("ruta@example.org", grants=[latvia])
    refused = post(owner, f"{PAGE}/all", {"text": LIST})
    assert refused.status_code == 422
    assert "Norrvik Harbour Cluster lies outside" in refused.text
    assert names(app) == []
    assert post(owner, f"{PAGE}/all", {"text": LIST.splitlines()[2]}).status_code == 303
    assert names(app) == ["Lindhamn Region"]
