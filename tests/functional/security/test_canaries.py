"""A word of its own in every personal text of one person: who finds which of them, in any byte?"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lms.core import clock
from lms.core.access import Grant, Role
from lms.core.db import db, may_write
from lms.core.ids import new_id
from lms.core.mail import OutboxMail
from lms.core.scopes import Scope, ScopeKind
from lms.learning.models import Recognition
from lms.people.models import Consent, ConsentText, Invitation, User
from lms.people.rules import ConsentKind
from lms.quiz.models import Submission, SubmissionFile
from tests.factories.people import make_user, sign_in_token
from tests.functional.security.canaries import Name, write_canaries
from tests.functional.security.placing import arrange
from tests.functional.security.reaches import COUNTRY, is_scoped, permissions
from tests.functional.security.routes import GETS, POSTS, SHOW_BY_LINK
from tests.functional.security.world import MODULE, World
from tests.support.pages import token_of
from tests.support.seen_fields import CONSENTED, WHO_SEES

HERE, ELSEWHERE = Scope(ScopeKind.MODULE, MODULE), Scope(ScopeKind.MODULE, "larger-clusters")
AT_HOME, ABROAD = Scope(ScopeKind.COUNTRY, COUNTRY), Scope(ScopeKind.COUNTRY, "PL")
MEMBERS = Scope(ScopeKind.ORGANISATION, "organisation_id")
FILES = ("csv", "excel-csv", "xlsx")

GRANTS: Mapping[str, Grant] = {
    "official abroad": Grant(Role.OFFICIAL, ABROAD),
    "official at home": Grant(Role.OFFICIAL, AT_HOME),
    "official of the organisation": Grant(Role.OFFICIAL, MEMBERS),
    "trainer of another module": Grant(Role.TRAINER, ELSEWHERE),
    "trainer of the module": Grant(Role.TRAINER, HERE),
    "owner of another module": Grant(Role.PROGRAMME_OWNER, ELSEWHERE),
    "owner abroad": Grant(Role.PROGRAMME_OWNER, ABROAD),
    "owner of the module": Grant(Role.PROGRAMME_OWNER, HERE),
    "owner at home": Grant(Role.PROGRAMME_OWNER, AT_HOME),
}
OF_THE_WORLD = {
    "visitor": "anonymous",
    "member of the same organisation": "other",
    "marker of their work": "trainer",
    "official of the programme": "official",
    "administrator": "administrator",
}
BY_CONSENT = (
    "official abroad",
    "official at home",
    "official of the organisation",
    "official of the programme",
    "trainer of the module",
)
"""Who look once more after the person has agreed to be seen by officials and trainers."""

NOT_TOLD_APART = {
    ("outbox_mail", "recipient"),
    ("invitation", "email"),
    ("user", "time_zone"),
}
"""The same word as the address of the account, or a choice that every form offers."""
SHORTEST = 4
"""Shorter words are codes of countries and languages, which stand everywhere."""


def texts_of(answer: TestResponse) -> Iterator[str]:
    """All that can be read in an answer: headers, body, what is packed in it."""
    yield str(answer.headers)
    yield from unpacked(answer.data)


def unpacked(data: bytes) -> Iterator[str]:
    """The text of a file, of those within it, and of the streams of a PDF."""
    yield data.decode("utf-8", "replace")
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name
                yield from unpacked(archive.read(name))
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            yield zlib.decompress(stream).decode("latin-1")
        except zlib.error:
            continue


def answers(world: World, client: FlaskClient, *, is_limited: bool) -> Iterator[tuple[str, TestResponse]]:
    """Every page, and every list as every kind of file; of somebody with a role only what the role opens."""
    asked = permissions(world.app, (*GETS, *POSTS))
    for route in GETS:
        if route.endpoint not in SHOW_BY_LINK and (not is_limited or is_scoped(asked[route.endpoint])):
            yield route.id, client.get(route.path(world), buffered=True)
    token = token_of(client)
    for route in POSTS:
        if ".export_" not in route.endpoint and not route.endpoint.startswith("credentials.take_"):
            continue
        for kind in FILES if "as" in route.form else ("",):
            form = {**route.form, "as": kind, "csrf_token": token}
            sent = {name: world.values.get(value, value) for name, value in form.items()}
            yield f"{route.id} {kind}", client.post(route.path(world), data=sent, buffered=True)


def browser(world: World, name: str, note: str = "") -> FlaskClient:
    """Of somebody who looks."""
    if name in OF_THE_WORLD:
        return world.browser(OF_THE_WORLD[name])
    grant = GRANTS[name]
    with world.app.app_context():
        scope = Scope(grant.scope.kind, world.values.get(grant.scope.id, grant.scope.id))
        user = make_user(
            email=f"{name}{note}@example.net".replace(" ", "."), grants=[Grant(grant.role, scope)]
        )
        token = sign_in_token(user)
        db.session.commit()
    client = world.app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


@pytest.fixture
def words(world: World) -> dict[Name, str]:
    """Table and column → the word in it; every page that can be about one person is about this one."""
    arrange(world)
    found = write_canaries(world)
    with world.app.app_context():
        may_write.set(True)
        owner = world.user_ids["owner"]
        db.session.get_one(User, owner).country = COUNTRY
        db.session.execute(db.delete(Consent))
        db.session.execute(db.update(Invitation).values(country=COUNTRY))
        mine = db.select(OutboxMail.id).where(OutboxMail.recipient == found["user", "email"])
        handed_in = db.update(Submission).where(Submission.user_id == owner)
        db.session.execute(handed_in.values(texts={"work": found["submission", "texts"]}))
        files = db.update(SubmissionFile).where(SubmissionFile.submission_id == world.values["submission_id"])
        db.session.execute(files.values(part="work"))
        decided = db.update(Recognition).where(Recognition.user_id == owner)
        db.session.execute(decided.values(module_slug=MODULE))
        world.values |= {
            "person_id": owner,
            "mail_id": db.session.scalars(mine).first() or "",
            "taken_id": world.values["submission_id"],
            "taken_file": world.values["file_id"],
        }
        db.session.commit()
    return {name: word for name, word in found.items() if is_told_apart(name, word)}


def is_told_apart(name: Name, word: str) -> bool:
    """Where the word stands, the field is shown."""
    return len(word) >= SHORTEST and name not in NOT_TOLD_APART


def agree(world: World) -> None:
    """The person lets officials see what they achieved, and trainers their path."""
    moment = clock.now()
    with world.app.app_context():
        may_write.set(True)
        for kind in ConsentKind:
            digest = kind.value.ljust(64, "0")[:64]
            shown = ConsentText(digest=digest, kind=kind, language="en", text="Yes", first_shown_at=moment)
            db.session.add(shown)
            db.session.flush()
            given = Consent(id=new_id(), user_id=world.user_ids["owner"], kind=kind, text_digest=digest)
            given.given_at = moment
            db.session.add(given)
        db.session.commit()


def seen_by(world: World, client: FlaskClient, words: Mapping[Name, str], *, is_limited: bool) -> set[Name]:
    """The fields that somebody finds anywhere; no page may fail over them."""
    found = set()
    for where, answer in answers(world, client, is_limited=is_limited):
        assert answer.status_code < 500, where
        text = "\n".join(texts_of(answer))
        found |= {name for name, word in words.items() if word in text}
    return found


def meant_for(name: str) -> set[Name]:
    """The fields that somebody may see, with or without the person's consent."""
    called = {name, name.removesuffix(CONSENTED)}
    return {field for field, (people, _why) in WHO_SEES.items() if called & people}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("outside")
def test_each_personal_field_is_seen_by_those_alone_who_are_meant_to(
    world: World,
    words: dict[Name, str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("lms.web.limits.limiter.enabled", False)
    caplog.set_level("DEBUG", logger="lms")
    seen = {}
    for name in (*OF_THE_WORLD, *GRANTS):
        is_limited = name in GRANTS
        seen[name] = seen_by(world, browser(world, name), words, is_limited=is_limited)
    agree(world)
    for name in BY_CONSENT:
        client = browser(world, name, ".later")
        seen[name + CONSENTED] = seen_by(world, client, words, is_limited=name in GRANTS)
    wrong = {name: fields ^ meant_for(name) for name, fields in seen.items()}
    assert {name: fields for name, fields in wrong.items() if fields} == {}
    assert [name for name, word in words.items() if word in caplog.text] == []
