"""The desk leads each owner to what they can do there, and into no dead end."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from lms.core.access import Grant, Role
from lms.core.scopes import EVERYWHERE, Scope, ScopeKind
from tests.functional.admin.conftest import MODULE

SignInAs = Callable[..., FlaskClient]
OF_PEOPLE = ("/desk/people", "/desk/invite", "/desk/organisations", "/desk/people/find")
INVITE = 'href="/desk/invite"'
ADD = 'href="/desk/organisations/new"'


def owner_over(sign_in: SignInAs, scope: Scope) -> FlaskClient:
    """A browser of somebody who owns this part."""
    return sign_in("part@example.org", grants=[Grant(Role.PROGRAMME_OWNER, scope)])


def leads_to(page: str, path: str) -> bool:
    return f'="{path}"' in page


@pytest.mark.parametrize(
    "scope", [Scope(ScopeKind.MODULE, MODULE), Scope(ScopeKind.COURSE, "basic")], ids=lambda one: one.kind
)
def test_whoever_looks_after_modules_alone_is_not_led_to_people(sign_in: SignInAs, scope: Scope) -> None:
    client = owner_over(sign_in, scope)
    desk = client.get("/desk").text
    assert [path for path in OF_PEOPLE if leads_to(desk, path)] == []
    assert leads_to(desk, "/desk/roles")
    assert leads_to(desk, "/desk/enrolments")
    enrolling = client.get("/desk/enrolments/new").text
    assert INVITE not in enrolling
    assert "is invited by an owner of the whole programme" in enrolling
    people = client.get("/desk/people").text
    assert INVITE not in people
    assert leads_to(people, "/desk/enrolments")
    assert "that you look after" not in people
    assert ADD not in client.get("/desk/organisations").text


@pytest.mark.parametrize(
    ("scope", "may_add"),
    [
        (EVERYWHERE, True),
        (Scope(ScopeKind.COUNTRY, "LV"), True),
        (Scope(ScopeKind.REGION, "LV00"), True),
        (Scope(ScopeKind.ORGANISATION, "norrvik"), False),
    ],
    ids=lambda one: getattr(one, "kind", None),
)
def test_whoever_looks_after_people_is_led_to_them(sign_in: SignInAs, scope: Scope, may_add: bool) -> None:
    client = owner_over(sign_in, scope)
    desk = client.get("/desk").text
    assert [path for path in OF_PEOPLE if not leads_to(desk, path)] == []
    for path in ("/desk/people", "/desk/enrolments/new"):
        assert INVITE in client.get(path).text, path
    assert (ADD in client.get("/desk/organisations").text) is may_add
