"""Are people whose account is closed or erased no longer taken for participants who are stuck?"""

from flask import Flask
from flask.testing import FlaskClient

from lms.core import clock
from lms.core.access import Role
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.learning.models import Enrolment, LessonCompletion
from lms.learning.queries import completion_of
from lms.people import services
from lms.people.models import User
from lms.people.services.erasing import erase_person
from lms.web.catalogue import current_catalogue
from tests.conftest import SignIn
from tests.factories.credentials import complete
from tests.factories.people import make_user
from tests.functional.teaching.conftest import PEOPLE, SLUG
from tests.support.pages import post

NAMES = ("Anna Under Way", "Berta Stuck", "Carl Stuck", "Dora Done")


def close(app: Flask, *enrolment_ids: str) -> None:
    with app.app_context():
        for one in enrolment_ids:
            services.disable_user(db.session.get_one(Enrolment, one).user_id, by=None)
        db.session.commit()


def reopen(app: Flask, enrolment_id: str) -> None:
    with app.app_context():
        services.enable_user(db.session.get_one(Enrolment, enrolment_id).user_id, by=None)
        db.session.commit()


def erase(app: Flask, *enrolment_ids: str) -> None:
    with app.app_context():
        for one in enrolment_ids:
            erase_person(db.session.get_one(Enrolment, one).user_id)
        db.session.commit()


def shown(client: FlaskClient, state: str = "") -> set[str]:
    page = client.get(f"{PEOPLE}{state}").text
    return {name for name in (*NAMES, "No name given") if name in page}


def test_who_is_closed_is_not_stuck_and_is_stuck_again_when_open(
    app: Flask, trainer: FlaskClient, people: dict[str, str]
) -> None:
    assert shown(trainer, "?state=stuck") == {"Berta Stuck", "Carl Stuck"}
    close(app, people["Berta"])
    assert shown(trainer, "?state=stuck") == {"Carl Stuck"}
    assert shown(trainer) == {"Anna Under Way", "Carl Stuck", "Dora Done"}
    assert trainer.get(f"{PEOPLE}/{people['Berta']}/note").status_code == 404
    reopen(app, people["Berta"])
    assert shown(trainer, "?state=stuck") == {"Berta Stuck", "Carl Stuck"}


def test_what_was_completed_stays_and_says_that_nobody_is_there(
    app: Flask, trainer: FlaskClient, people: dict[str, str]
) -> None:
    assert "Account closed" not in trainer.get(PEOPLE).text
    close(app, people["Dora"])
    assert "Account closed" in trainer.get(f"{PEOPLE}?state=completed").text
    page = trainer.get(f"{PEOPLE}/{people['Dora']}").text
    assert "Account closed" in page
    assert "Write a note" not in page
    path = f"{PEOPLE}/{people['Dora']}/note"
    assert trainer.get(path).status_code == 409
    assert post(trainer, path, {"text": "Hello", "do": "send"}).status_code == 409
    with app.app_context():
        assert db.session.query(OutboxMail).count() == 0


def test_whoever_left_before_the_account_was_closed_stays_away(app: Flask, people: dict[str, str]) -> None:
    with app.app_context():
        db.session.get_one(Enrolment, people["Anna"]).withdrawn_at = clock.now()
        db.session.commit()
    close(app, people["Anna"])
    reopen(app, people["Anna"])
    with app.app_context():
        assert db.session.get_one(Enrolment, people["Anna"]).withdrawn_at is not None


def test_what_was_graded_meanwhile_completes_the_module_when_the_account_is_open_again(app: Flask) -> None:
    with app.app_context():
        module = current_catalogue().module(SLUG)
        completion, enrolment = complete(make_user(), module)
        for lesson in module.lessons:
            done = LessonCompletion(enrolment_id=enrolment.id, lesson_slug=lesson.slug)
            done.completed_at, done.edition_digest = clock.now(), module.digest
            db.session.add(done)
        db.session.delete(completion)
        enrolment.idle_since = clock.now()  # all is done but for that
        db.session.commit()
        enrolment_id = enrolment.id
    close(app, enrolment_id)
    reopen(app, enrolment_id)
    with app.app_context():
        assert completion_of(enrolment_id) is not None


def test_the_erased_are_in_no_list_and_no_file(
    app: Flask, trainer: FlaskClient, people: dict[str, str], sign_in: SignIn
) -> None:
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    erase(app, people["Berta"], people["Dora"])
    assert shown(trainer) == {"Anna Under Way", "Carl Stuck"}
    assert shown(trainer, "?state=stuck") == {"Carl Stuck"}
    rows = post(trainer, f"{PEOPLE}/export", {"as": "csv"}).text
    assert len(rows.strip().splitlines()) == 3
    for state in ("", "?state=withdrawn", "?state=completed", "?module=small-clusters"):
        assert "erased.invalid" not in owner.get(f"/desk/enrolments{state}").text
    file = post(owner, "/desk/enrolments/export", {"as": "csv"}).text
    assert "erased.invalid" not in file
    assert len(file.strip().splitlines()) == 3
    assert owner.get(f"/desk/enrolments/{people['Berta']}").status_code == 404
    with app.app_context():
        erased = db.session.get_one(Enrolment, people["Berta"])
        assert (erased.idle_since, db.session.get_one(User, erased.user_id).certificate_name) == (None, None)
