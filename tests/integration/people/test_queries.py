"""What can others ask about people, and how many round trips does it take?"""

import pytest
from flask import Flask
from sqlalchemy import event

from lms.core.access import Permission, Role
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.people import queries, services
from lms.people.errors import InvalidNameError
from lms.people.names import Refusal
from lms.people.queries import Holder
from lms.people.rules import NameShown
from tests.factories.people import make_user, sign_in_token


def test_an_actor_is_loaded_in_one_round_trip_with_all_roles(context: Flask) -> None:
    user = make_user(roles=[Role.TRAINER, Role.PROGRAMME_OWNER])
    token = sign_in_token(user)
    db.session.commit()
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    actor = queries.actor_of(token)
    assert actor is not None
    assert len([one for one in statements if one.lstrip().upper().startswith("SELECT")]) == 1
    assert actor.roles == {Role.PARTICIPANT, Role.TRAINER, Role.PROGRAMME_OWNER}
    assert actor.may(Permission.REVOKE_CREDENTIALS)
    assert (actor.id, actor.email, actor.name) == (user.id, "ilze@example.org", "Ilze Bērziņa")


def test_somebody_without_grants_is_a_participant(context: Flask) -> None:
    user = make_user(certificate_name=None)
    actor = queries.actor_of(sign_in_token(user))
    assert actor is not None
    assert actor.roles == {Role.PARTICIPANT}
    assert actor.name == ""
    assert not actor.may(Permission.GRANT_ROLES)


def test_a_holder_is_frozen_data(context: Flask) -> None:
    user = make_user(language="sv", name_shown=NameShown.HIDDEN)
    assert queries.holder(user.id) == Holder(
        id=user.id,
        certificate_name="Ilze Bērziņa",
        language="sv",
        name_shown=NameShown.HIDDEN,
        email="ilze@example.org",
    )


def test_nobody_is_not_found(context: Flask) -> None:
    for ask in (queries.user, queries.holder, queries.user_to_change):
        with pytest.raises(NotFoundError):
            ask("nobody")


def test_a_name_is_confirmed_or_refused_with_its_problem(context: Flask) -> None:
    user = make_user(certificate_name=None)
    assert services.confirm_certificate_name(user.id, "  Łukasz  Żółć ") == "Łukasz Żółć"
    assert queries.holder(user.id).certificate_name == "Łukasz Żółć"
    with pytest.raises(InvalidNameError) as caught:
        services.confirm_certificate_name(user.id, "Łukasz 😀")
    assert caught.value.problem.refusal is Refusal.CHARACTER
    assert queries.holder(user.id).certificate_name == "Łukasz Żółć"


def test_the_time_zone_and_language_of_a_new_person_have_defaults(context: Flask) -> None:
    services.register("new@example.org", "seven herons over Norrvik", language="sv")
    user = queries.user_with_email("new@example.org")
    assert user is not None
    assert (user.language, user.time_zone, user.languages) == ("sv", "Europe/Stockholm", [])
    assert user.email_confirmed_at is None
    assert user.name_shown is NameShown.MASKED
