"""What happens when two requests want the same thing at the same moment?"""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from lms.core.access import Grant, Role
from lms.core.db import db, may_write
from lms.core.errors import CampusError
from lms.people import queries, services
from lms.people.errors import LastAdministratorError, LinkClosedError, OrganisationHereError
from lms.people.models import OneTimeToken, Organisation, RoleGrant, SignIn, User
from lms.people.rules import Device, OrganisationKind, Purpose
from lms.people.services.links import issue_link, use_link
from lms.people.services.organisations import OrganisationDetails, make_organisation
from tests.factories.people import PASSWORD, make_user

TIMES = 8


def all_at_once(app: Flask, works: list[Callable[[], object]]) -> list[object]:
    """Run each in a thread and a transaction of its own; gives results, or the errors that were raised."""
    outcomes: list[object] = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(number: int, work: Callable[[], object]) -> None:
        may_write.set(True)
        with app.app_context():
            start.wait()
            try:
                outcomes[number] = work()
                db.session.commit()
            except (CampusError, OperationalError) as error:
                db.session.rollback()
                outcomes[number] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def committed(app: Flask, **values: object) -> str:
    with app.app_context():
        user_id = make_user(**values).id  # type: ignore[arg-type]
        db.session.commit()
        return user_id


def test_the_same_registration_many_times_makes_one_account(app: Flask) -> None:
    works = [lambda: services.register("new@example.org", PASSWORD, language="en")] * TIMES
    outcomes = all_at_once(app, works)
    assert all(isinstance(outcome, services.Sent) for outcome in outcomes)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(User)) == 1
        is_open = OneTimeToken.used_at.is_(None)
        assert db.session.scalar(select(func.count()).select_from(OneTimeToken).where(is_open)) >= 1


def test_a_link_is_used_by_one_of_many(app: Flask) -> None:
    user_id = committed(app)
    with app.app_context():
        token = issue_link(Purpose.RESET_PASSWORD, user_id=user_id)
        db.session.commit()
    outcomes = all_at_once(app, [lambda: use_link(token, Purpose.RESET_PASSWORD).purpose] * TIMES)
    assert outcomes.count(Purpose.RESET_PASSWORD) == 1
    assert sum(isinstance(outcome, LinkClosedError) for outcome in outcomes) == TIMES - 1


def test_two_administrators_cannot_take_the_role_from_each_other(app: Flask) -> None:
    for _ in range(4):
        pair = [committed(app, email=f"{name}{_}@example.org", roles=[Role.ADMINISTRATOR]) for name in "ab"]
        works = [
            lambda user_id=user_id: services.withdraw_role(user_id, Grant(Role.ADMINISTRATOR), by=None)
            for user_id in pair
        ]
        outcomes = all_at_once(app, works)
        assert sum(isinstance(outcome, LastAdministratorError) for outcome in outcomes) == 1
        with app.app_context():
            left = queries.administrator_ids()
            assert len(left) == 1
            db.session.execute(db.delete(RoleGrant))
            db.session.commit()


def test_one_link_makes_one_first_administrator(app: Flask) -> None:
    with app.app_context():
        url = services.first_administrator_link()
        db.session.commit()
    assert url is not None
    token = url.rsplit("/", 1)[1]

    def create(number: int) -> str:
        return services.create_first_administrator(
            token,
            email=f"admin{number}@example.org",
            password=PASSWORD,
            certificate_name="Aino Virtanen",
            language="en",
            device=Device(),
        )

    outcomes = all_at_once(app, [lambda number=number: create(number) for number in range(TIMES)])
    assert sum(isinstance(outcome, str) for outcome in outcomes) == 1
    with app.app_context():
        assert len(queries.administrator_ids()) == 1
        assert db.session.scalar(select(func.count()).select_from(User)) == 1


def test_a_link_made_while_another_is_used_makes_no_second_administrator(app: Flask) -> None:
    with app.app_context():
        url = services.first_administrator_link()
        db.session.commit()
    assert url is not None
    token = url.rsplit("/", 1)[1]

    def create() -> str:
        return services.create_first_administrator(
            token,
            email="admin@example.org",
            password=PASSWORD,
            certificate_name="Aino Virtanen",
            language="en",
            device=Device(),
        )

    all_at_once(app, [create, services.first_administrator_link, services.first_administrator_link])
    with app.app_context():
        is_open = (OneTimeToken.purpose == Purpose.FIRST_ADMINISTRATOR) & OneTimeToken.used_at.is_(None)
        open_links = db.session.scalar(select(func.count()).select_from(OneTimeToken).where(is_open))
        administrators = len(queries.administrator_ids())
        # Either the account was made and no link is open, or a newer link took the older one's place.
        assert (administrators, open_links) in {(1, 0), (0, 1)}


def test_a_password_changed_while_signing_in_lets_nobody_in(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    user_id = committed(app)
    compare = services.entrance.passwords.compare

    def slow(password: str, kept: str | None) -> object:
        outcome = compare(password, kept)
        user = db.session.get_one(User, user_id)
        user.password_hash = "another"
        db.session.commit()
        return outcome

    monkeypatch.setattr(services.entrance.passwords, "compare", slow)
    with app.app_context():
        outcome = services.sign_in("ilze@example.org", PASSWORD, Device())
        assert isinstance(outcome, services.NotSignedIn)
        assert db.session.scalar(select(func.count()).select_from(SignIn)) == 0


def test_one_of_many_gives_a_name_to_an_organisation(app: Flask) -> None:
    details = OrganisationDetails(
        name="Norrvik", kind=OrganisationKind.CLUSTER, country="SE", region=None, sector=None, stage=None
    )
    outcomes = all_at_once(app, [lambda: make_organisation(details, by="somebody")] * TIMES)
    assert sum(isinstance(outcome, OrganisationHereError) for outcome in outcomes) == TIMES - 1
    with app.app_context():
        assert db.session.scalars(select(Organisation.id)).all() == [
            one for one in outcomes if isinstance(one, str)
        ]
