"""Roles are given and taken by those who may, over what they look after, without seeing accounts."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.access import Grant, Role
from lms.core.db import db
from lms.core.scopes import Scope, ScopeKind
from lms.people import queries
from tests.factories.people import make_user
from tests.functional.admin.conftest import MODULE, person
from tests.support.pages import counted_queries, post

SignInAs = Callable[..., FlaskClient]
OF_MODULE = Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.MODULE, MODULE))
TRAINER = f"trainer:module:{MODULE}"
PAGE = "/desk/roles"


@pytest.fixture
def module_owner(sign_in: SignInAs) -> FlaskClient:
    """A browser of somebody who looks after one module."""
    return sign_in("module@example.org", grants=[OF_MODULE], name="Mara Modul")


def grants(app: Flask, user_id: str) -> frozenset[Grant]:
    with app.app_context():
        return queries.grants_of(user_id)


def test_whoever_owns_a_module_names_its_trainers_and_takes_that_again(
    app: Flask, module_owner: FlaskClient
) -> None:
    teacher = person(app, "teacher@example.org", certificate_name="Terese Kalniņa")
    page = module_owner.get(PAGE).text
    assert TRAINER in page
    assert "trainer:programme:" not in page
    assert "administrator" not in page
    assert "Your own role" in page
    assert "Take away<span" not in page
    named = post(
        module_owner, PAGE, {"email": "Teacher@example.org", "grant": TRAINER}, follow_redirects=True
    )
    assert "The role is given" in named.text
    assert "Terese Kalniņa" in named.text
    assert 'Take away<span class="visually-hidden">: Terese Kalniņa' in named.text
    assert grants(app, teacher) == {Grant(Role.TRAINER, Scope(ScopeKind.MODULE, MODULE))}
    taken = post(
        module_owner, f"{PAGE}/withdraw", {"person": teacher, "grant": TRAINER}, follow_redirects=True
    )
    assert "Terese Kalniņa" not in taken.text
    assert grants(app, teacher) == frozenset()
    with counted_queries(app) as statements:
        module_owner.get(PAGE)
    assert len(statements) <= 6


def test_never_more_than_ones_own_never_to_oneself_never_elsewhere(
    app: Flask, module_owner: FlaskClient
) -> None:
    teacher = person(app, "teacher@example.org")
    with app.app_context():
        boss = make_user(email="boss@example.org", roles=[Role.ADMINISTRATOR]).id
        db.session.commit()
    for grant in ("administrator:programme:", "trainer:programme:", "trainer:module:larger-clusters"):
        form = {"email": "teacher@example.org", "grant": grant}
        assert post(module_owner, PAGE, form).status_code == 403, grant
    own = {"email": "module@example.org", "grant": TRAINER}
    assert post(module_owner, PAGE, own).status_code == 403
    take = {"person": boss, "grant": "administrator:programme:"}
    assert post(module_owner, f"{PAGE}/withdraw", take).status_code == 403
    assert grants(app, teacher) == frozenset()
    assert "boss@example.org" not in module_owner.get(PAGE).text


def test_what_was_typed_is_shown_again_with_what_is_wrong(module_owner: FlaskClient) -> None:
    answer = post(module_owner, PAGE, {"email": "nobody@example.org", "grant": TRAINER})
    assert answer.status_code == 422
    assert "Nobody has an open account with this address." in answer.text
    assert 'value="nobody@example.org"' in answer.text
    assert post(module_owner, PAGE, {"email": "", "grant": "x"}).status_code == 422
