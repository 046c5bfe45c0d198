"""A role over one module or country: nothing of another is in any page, list, count or act."""

import pytest
from flask.testing import FlaskClient

from lms.core.access import Grant, Role
from lms.core.db import db
from lms.core.scopes import Scope, ScopeKind
from tests.factories.people import make_user, sign_in_token
from tests.functional.security.routes import GETS, POSTS, Route
from tests.functional.security.world import OWN_EMAIL, SECRETS_OF_OWNER, World
from tests.support.pages import token_of

ELSEWHERE = Scope(ScopeKind.MODULE, "larger-clusters")
ABROAD = Scope(ScopeKind.COUNTRY, "PL")
LIMITED = ((Role.TRAINER, ELSEWHERE), (Role.PROGRAMME_OWNER, ELSEWHERE), (Role.PROGRAMME_OWNER, ABROAD))
OF_OTHERS = frozenset(
    {
        "quiz.take_submission",
        "quiz.withdraw_extra_time",
        "study.withdraw_recognition",
        "credentials.revoke",
        "credentials.take_cohort_files",
        "credentials.take_cohort_list",
        "credentials.try_cohort_again",
        "credentials.remove_cohort",
        "admin.close_account",
        "admin.erase_account",
        "admin.move_account",
        "admin.grant_role",
        "admin.withdraw_role",
        "admin.sign_person_out",
        "admin.send_invitation_again",
        "admin.withdraw_invitation",
    }
)
"""Acts on what belongs to the learner of the world, or to people without a country."""
FOR_ALL = frozenset({"credentials.show_verification", "credentials.show_shared"})


@pytest.fixture(autouse=True)
def _without_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.web.limits.limiter.enabled", False)


def browser(world: World, role: Role, scope: Scope) -> FlaskClient:
    """Somebody new with a role over a part."""
    with world.app.app_context():
        email = f"{role.value}.{scope.kind.value}.{scope.id}@example.org".lower()
        token = sign_in_token(make_user(email=email, grants=[Grant(role, scope)]))
        db.session.commit()
    client = world.app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def seen(world: World, client: FlaskClient) -> dict[str, str]:
    """Path → what a look at every page gives."""
    paths = {route.path(world) for route in GETS if route.endpoint not in FOR_ALL}
    return {path: client.get(path).data.decode("utf-8", "replace") for path in paths}


def do(world: World, client: FlaskClient, route: Route, token: str) -> int:
    """The status of an act."""
    form = {name: world.values.get(value, value) for name, value in route.form.items()}
    return client.post(route.path(world), data={**form, "csrf_token": token}, buffered=True).status_code


def test_nothing_of_a_learner_elsewhere_is_in_any_byte_or_can_be_acted_on(world: World) -> None:
    for role, scope in LIMITED:
        client = browser(world, role, scope)
        for path, text in seen(world, client).items():
            found = [secret for secret in (*SECRETS_OF_OWNER, OWN_EMAIL, "Jānis Ozols") if secret in text]
            assert found == [], (role, scope, path)
        token = token_of(client)
        acts = [route for route in POSTS if route.endpoint in OF_OTHERS]
        statuses = {route.id: do(world, client, route, token) for route in acts}
        assert set(statuses.values()) <= {403, 404}, (role, scope, statuses)
        assert len(statuses) >= len(OF_OTHERS)


def test_no_certificate_of_another_module_is_taken_along(world: World) -> None:
    client = browser(world, Role.PROGRAMME_OWNER, ELSEWHERE)
    route = next(one for one in POSTS if one.endpoint == "credentials.take_files")
    assert do(world, client, route, token_of(client)) == 404


def test_nobody_elsewhere_is_given_time_or_recognition_by_their_address(world: World) -> None:
    client = browser(world, Role.TRAINER, ELSEWHERE)
    token = token_of(client)
    for route in POSTS:
        if route.endpoint in {"quiz.grant_extra_time", "study.recognise"}:
            assert do(world, client, route, token) == 422, route.id


def test_whoever_has_the_course_sees_all_of_it_so_that_the_test_above_can_fail(world: World) -> None:
    client = browser(world, Role.PROGRAMME_OWNER, Scope(ScopeKind.COURSE, "basics"))
    whole = "".join(seen(world, client).values())
    assert "Quillfeather" in whole
    assert "A diploma" in whole
    code = world.values["code"]
    assert client.get(f"/credentials/{code}/revoke").status_code == 200
