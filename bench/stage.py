"""The stage of a benchmark: a data folder with people who have joined, and their signed-in cookies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask, render_template_string
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from config import Settings
from lms import migrate
from lms.app import create_app
from lms.core import clock
from lms.core.access import Grant
from lms.core.db import db, reading
from lms.core.ids import new_id, new_token
from lms.credentials import services as credentials
from lms.credentials.queries import held_by
from lms.credentials.rules import FileForm
from lms.credentials.services.key_changes import make_first_keys
from lms.learning import services as learning
from lms.people.models import RoleGrant, User
from lms.people.rules import Device, Occupation
from lms.people.services import begin_sign_in
from lms.quiz.models import Attempt, AttemptItem
from lms.quiz.queries.attempts import open_attempt_of
from lms.quiz.rules.keys import right_response
from lms.serving import make_secrets
from lms.web.catalogue import current_catalogue

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who is signed in and has joined the first open module."""

    user_id: str
    enrolment_id: str
    cookie: str
    csrf_token: str

    @property
    def headers(self) -> dict[str, str]:
        """Headers of a request of this person."""
        return {"Cookie": self.cookie, "Host": HOST}

    @property
    def form_headers(self) -> dict[str, str]:
        """Headers of a form that this person sends."""
        kind = "application/x-www-form-urlencoded"
        return {**self.headers, "Content-Type": kind, "X-CSRFToken": self.csrf_token}


def make_app(data: Path, database_url: str | None = None) -> Flask:
    """An application on a fresh data folder, and a fresh database where that is another than SQLite."""
    make_secrets(data)
    environ = {"CAMPUS_DATA": str(data), "CAMPUS_DATABASE_URL": database_url or ""}
    app = create_app(Settings.from_environ(environ))
    with app.app_context():
        migrate.upgrade(db.engine)
        make_first_keys(current_catalogue().programme.issuer)
        db.session.commit()
    return app


def add_people(app: Flask, count: int) -> tuple[Person, ...]:
    """People who have joined, done all lessons and confirmed their names, each signed in once."""
    with app.app_context():
        people = tuple(_add_person(app, number) for number in range(count))
        db.session.commit()
        db.engine.dispose()
    return people


def _add_person(app: Flask, number: int) -> Person:
    catalogue = current_catalogue()
    module = next(one for one in catalogue.modules.values() if one.is_open)
    user = User(
        id=new_id(),
        email=f"bench{number}@example.org",
        email_confirmed_at=clock.now(),
        certificate_name="Benchmark Example",
        occupation=Occupation.OTHER,
        created_at=clock.now(),
        is_example=True,
    )
    db.session.add(user)
    db.session.flush()
    enrolment = learning.enrol(module, user.id)
    for lesson in module.lessons:
        learning.complete_lesson(enrolment, module, lesson.slug)
    credentials.confirm_name(user.id, "Benchmark Example", catalogue)
    token = begin_sign_in(user.id, Device(network="127.0.0.0/24", agent="bench"))
    return Person(
        user_id=user.id,
        enrolment_id=enrolment.id,
        **_session_of(app, token),
    )


def signed_in(app: Flask, grants: Iterable[Grant]) -> Person:
    """Somebody new who was granted this, and has joined nothing."""
    with app.app_context():
        user_id = new_id()
        db.session.add(
            User(
                id=user_id,
                email=f"{user_id.lower()}@example.org",
                email_confirmed_at=clock.now(),
                created_at=clock.now(),
                is_example=True,
            )
        )
        db.session.flush()
        for one in grants:
            db.session.add(
                RoleGrant(
                    user_id=user_id,
                    role=one.role,
                    scope_kind=one.scope.kind,
                    scope_id=one.scope.id,
                    granted_at=clock.now(),
                )
            )
        return Person(user_id=user_id, enrolment_id="", **_new_session(app, user_id))


def signed_in_again(app: Flask, person: Person) -> Person:
    """The same person with a sign-in of now: one that nobody uses ends after half an hour."""
    with app.app_context():
        return replace(person, **_new_session(app, person.user_id))


def _new_session(app: Flask, user_id: str) -> dict[str, str]:
    token = begin_sign_in(user_id, Device(network="127.0.0.0/24", agent="bench"))
    db.session.commit()
    return _session_of(app, token)


def _session_of(app: Flask, token: str) -> dict[str, str]:
    """Cookie and CSRF token as the server itself would make them."""
    interface = app.session_interface
    assert isinstance(interface, SecureCookieSessionInterface)
    serializer = interface.get_signing_serializer(app)
    assert serializer is not None
    secret = new_token()
    cookie = serializer.dumps({"_user_id": token, "_fresh": True, "csrf_token": secret})
    signed = _csrf_serializer(app).dumps(secret)
    return {"cookie": f"{app.config['SESSION_COOKIE_NAME']}={cookie}", "csrf_token": str(signed)}


def _csrf_serializer(app: Flask) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")


def attempts_of(app: Flask, people: Iterable[Person]) -> dict[str, str]:
    """Person → the attempt that they have under way."""
    with app.app_context(), reading():
        found = {one.user_id: open_attempt_of(one.enrolment_id) for one in people}
        ids = {user_id: attempt.id for user_id, attempt in found.items() if attempt is not None}
    return ids


def answer_everything(app: Flask, attempts: Iterable[str]) -> None:
    """Write the right answers into attempts, so that handing them in passes."""
    with app.app_context():
        answer_everything_here(attempts)


def answer_everything_here(attempts: Iterable[str]) -> None:
    """The same where the application is at hand."""
    for attempt_id in attempts:
        attempt = db.session.get_one(Attempt, attempt_id)
        bank = current_catalogue().module(attempt.module_slug).text("en").test_items
        for row in db.session.scalars(select(AttemptItem).where(AttemptItem.attempt_id == attempt_id)):
            row.response = dict(right_response(bank[row.item_id], row.variant))
            row.saved_at = clock.now()
    db.session.commit()


def certificate_path(app: Flask, person: Person) -> str:
    """Where a person downloads the certificate."""
    with app.app_context(), reading():
        (held,) = held_by(person.user_id)
        path = f"/certificates/{held.credential.id}/certificate.pdf"
    return path


def certificate_of(app: Flask, person: Person) -> bytes:
    """A person's certificate as it is downloaded."""
    with app.app_context(), reading():
        (held,) = held_by(person.user_id)
        file = credentials.file_of(held.credential, FileForm.PDF, held.record.language)
    assert file is not None
    return file.data


def static_path(app: Flask, size: int) -> str:
    """Where the font is that comes nearest to a size."""
    fonts = (app.config["CAMPUS"].data / "build" / "fonts").glob("*.woff2")
    nearest = min(fonts, key=lambda one: abs(one.stat().st_size - size))
    with app.test_request_context():
        return render_template_string("{{ static_url(name) }}", name=f"fonts/{nearest.name}")


def slugs(app: Flask) -> tuple[str, Sequence[str]]:
    """Slug of the first open module, and of its lessons."""
    with app.app_context():
        module = next(one for one in current_catalogue().modules.values() if one.is_open)
        return module.slug, [lesson.slug for lesson in module.lessons]
