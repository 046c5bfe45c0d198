"""The page about the template: what is in use, what was found, and every example to look at."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.access import Role
from lms.core.extension import storage
from lms.credentials.rules.preflight import Check
from lms.credentials.services import templates
from lms.credentials.templates.preflight import Finding
from lms.credentials.templates.shelf import FOLDER
from lms.web.catalogue import EXTENSION
from tests.factories.print_templates import example
from tests.support.pages import counted_queries, post

PATH = "/teaching/certificate-template"


@pytest.fixture
def owner(sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    return sign_in("owner@example.org", Role.PROGRAMME_OWNER, name="Rasa Kalns")


@pytest.fixture
def found(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Finding]]:
    """The programme has the example for its template; what its proof finds."""
    said: list[Finding] = []
    monkeypatch.setattr(templates, "preflight", lambda *_: tuple(said))
    catalogue = app.extensions[EXTENSION].current()
    programme = replace(catalogue.programme, template=example())
    own = SimpleNamespace(programme=programme, modules=catalogue.modules)
    monkeypatch.setitem(app.extensions, EXTENSION, SimpleNamespace(current=lambda: own))
    yield said
    with app.app_context():
        for name in list(storage().names(FOLDER)):
            storage().discard_named(name)


def test_a_template_is_proven_on_the_page_and_then_in_use(owner: FlaskClient, found: list[Finding]) -> None:
    assert "“upright”, version 1, has not been proven" in owner.get(PATH).text
    assert post(owner, PATH).status_code == 303
    page = owner.get(PATH).text
    assert "“upright”, version 1, is in use" in page
    assert page.count("not passed") == 0
    assert "Nothing reaches beyond the paper" in page


def test_what_was_found_is_said_with_the_example_that_shows_it(
    owner: FlaskClient, found: list[Finding]
) -> None:
    found.append(Finding(check=Check.WIDTH.value, text="“Ģirts”", where=("longest", "lv")))
    post(owner, PATH)
    page = owner.get(PATH).text
    assert "“upright”, version 1, cannot be used yet" in page
    assert "issued by the built-in page" in page
    assert page.count("not passed") == 1
    assert f"{PATH}.pdf?example=longest&amp;language=lv" in page


def test_looking_writes_nothing_and_asks_the_database_once(
    app: Flask, owner: FlaskClient, found: list[Finding]
) -> None:
    with counted_queries(app) as statements:
        owner.get(PATH)
        answer = owner.get(f"{PATH}.pdf?example=shortest&language=pl")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    assert len(statements) == 2  # the sign-in, on each page
    with app.app_context():
        assert list(storage().names(FOLDER)) == []


def test_without_a_template_the_built_in_page_can_be_looked_at(owner: FlaskClient) -> None:
    assert "The built-in page is in use" in owner.get(PATH).text
    assert owner.get(f"{PATH}.pdf?example=letters&language=et").data.startswith(b"%PDF")
    assert post(owner, PATH).status_code == 404
    for wrong in ("example=x", "language=x"):
        assert owner.get(f"{PATH}.pdf?{wrong}").status_code == 404


def test_an_example_comes_in_nine_languages_at_once(
    owner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "lms.credentials.routes.templates.render_pdf", lambda document: document.html.encode()
    )
    answer = owner.get(f"{PATH}.zip?example=parts")
    assert answer.mimetype == "application/zip"
    assert answer.data.count(b"parts/") == 18  # each is named in front of its bytes and in the list
