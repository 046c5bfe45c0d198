"""No list page asks the database more than six questions, whatever is looked for."""

from datetime import timedelta

import pytest
from flask import Flask, url_for

from bench.lists.addresses import Form, filters_on
from bench.lists.pages import list_pages
from lms.core import audit, clock
from lms.core.access import Grant
from lms.core.db import db
from lms.core.mail import queue
from lms.core.scopes import EVERYWHERE
from lms.people.models import Invitation
from lms.web.catalogue import current_catalogue
from tests.conftest import SignIn
from tests.factories.participants import make_participant
from tests.support.pages import counted_queries

MODULE = "small-clusters"


@pytest.fixture
def rows(app: Flask) -> None:
    """Something on most of the pages."""
    with app.app_context():
        module = current_catalogue().module(MODULE)
        for name in ("Anna Berg", "Ilze Ozola", "Nils Dal"):
            enrolment = make_participant(module, name)
            audit.record("enrolment.made", actor_id=enrolment.user_id, subject=f"enrolment:{enrolment.id}")
        queue(to="anna@example.org", subject="Welcome", text="Hello", kind="confirm-email", language="en")
        moment = clock.now()
        values = {"token_digest": "0" * 64, "email": "new@example.org", "language": "en"}
        invitation = Invitation(**values, created_at=moment, sent_at=moment, expires_at=moment + timedelta(1))
        db.session.add(invitation)
        db.session.commit()


def looked_for(form: Form) -> str:
    """An address behind which every filter is used that takes words, which cost a question more."""
    return "&".join(f"{name}=anna" for name in form.words)


def test_no_list_page_asks_more_than_six_questions(app: Flask, sign_in: SignIn, rows: None) -> None:
    clients = {}
    for page in list_pages(MODULE):
        role = page.roles[0]
        if role not in clients:
            clients[role] = sign_in(f"{role.value}@example.org", grants=[Grant(role, EVERYWHERE)])
        with app.test_request_context():
            path = url_for(page.endpoint, **page.values)
        words = looked_for(filters_on(path, clients[role].get(path).text))
        for address in (path, f"{path}?{words}"):
            with counted_queries(app) as statements:
                assert clients[role].get(address).status_code == 200, address
            asked = [one for one in statements if one.lstrip().startswith(("SELECT", "WITH"))]
            assert len(asked) <= page.most_queries, (address, asked)
