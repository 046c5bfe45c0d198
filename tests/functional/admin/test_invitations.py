"""Inviting: a list is looked at before anything goes, all or nobody, and the link makes the account."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lms.core import clock
from lms.core.access import Grant, Role
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.core.scopes import Scope, ScopeKind
from lms.learning.models import Enrolment
from lms.people import queries
from lms.people.models import Affiliation, Invitation, Organisation
from lms.people.rules import Occupation, OrganisationKind
from lms.people.services import withdraw_role
from tests.factories.people import make_user
from tests.support.pages import post

SignInAs = Callable[..., FlaskClient]
PASSWORD = "nine otters under Norrvik"
FORTY = "\n".join(f"guest{number}@example.org; Gāsts Viens; LV" for number in range(40))


@pytest.fixture
def owner(sign_in: SignInAs) -> FlaskClient:
    """A browser of somebody who owns the programme."""
    return sign_in("owner@example.org", Role.PROGRAMME_OWNER, name="Rasa Kalns")


def count_of(app: Flask, model: type[object]) -> int:
    """How many rows a table has."""
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def links(app: Flask) -> dict[str, str]:
    """Address → path of the link that was mailed there last."""
    with app.app_context():
        mails = db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "invitation"))
        texts = {mail.recipient: mail.text for mail in mails}
    return {to: text[text.index("/invitation/") :].split()[0] for to, text in texts.items()}


def test_forty_people_are_invited_after_a_look_at_what_will_happen(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        make_user(email="guest3@example.org")
        db.session.commit()
    seen = post(owner, "/desk/invite", {"text": FORTY})
    assert seen.status_code == 200
    assert "Invite 39 people" in seen.text
    assert "has an account" in seen.text
    assert count_of(app, OutboxMail) == count_of(app, Invitation) == 0
    assert post(owner, "/desk/invitations", {"text": FORTY}).status_code == 303
    assert count_of(app, OutboxMail) == count_of(app, Invitation) == 39
    assert post(owner, "/desk/invitations", {"text": FORTY}).status_code == 303
    assert count_of(app, OutboxMail) == 39
    assert "39 invitations" in owner.get("/desk/invitations").text


def test_one_wrong_line_keeps_everybody_from_being_invited_and_says_where_it_is(
    app: Flask, owner: FlaskClient
) -> None:
    text = "email,name,country\nanna@example.org,Anna,SE\nno address,J4nis,Atlantis\nanna@example.org,,\n"
    for path in ("/desk/invite", "/desk/invitations"):
        answer = post(owner, path, {"text": text})
        assert answer.status_code == 422
        assert "Line 3, column 1: “no address” is no e-mail address" in answer.text
        assert "Line 3, column 2: “J4nis”: The digit" in answer.text
        assert "Line 3, column 3: “Atlantis” is no country" in answer.text
        assert "Line 4, column 1: anna@example.org stands in line 2 already" in answer.text
        assert "J4nis,Atlantis" in answer.text
    assert count_of(app, Invitation) == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_counts_like_what_is_pasted(owner: FlaskClient, encoding: str) -> None:
    file = (BytesIO("Åsa@example.org;Åsa Öberg;Sverige".replace("Å", "a", 1).encode(encoding)), "list.csv")
    seen = post(owner, "/desk/invite", {"file": file})
    assert seen.status_code == 422 if "Sverige" in seen.text else 200
    file = (BytesIO("asa@example.org;Åsa Öberg;Sweden".encode(encoding)), "list.csv")
    assert "Åsa Öberg" in post(owner, "/desk/invite", {"file": file}).text
    broken = (BytesIO("asa@example.org;Åsa".encode("latin-1")), "list.csv")
    assert "CSV UTF-8" in post(owner, "/desk/invite", {"file": broken}).text


def test_the_link_makes_the_account_as_the_person_wants_it_once(
    app: Flask, owner: FlaskClient, client: FlaskClient
) -> None:
    with app.app_context():
        harbour = Organisation(
            name="Norrvik Hamn",
            name_key="norrvik hamn",
            kind=OrganisationKind.CLUSTER,
            country="SE",
            created_at=clock.now(),
        )
        db.session.add(harbour)
        db.session.commit()
    line = "guest@example.org; Aino Virtanen; FI; NORRVIK hamn; cluster-manager; sv; small-clusters"
    post(owner, "/desk/invitations", {"text": line})
    path = links(app)["guest@example.org"]
    page = client.get(path).text
    assert 'value="Aino Virtanen"' in page
    form = {
        "certificate_name": "Aino Maria Virtanen",
        "password": PASSWORD,
        "occupation": "trainer",
        "country": "FI",
        "joins": "y",
    }
    weak = post(client, path, {**form, "password": "short"})
    assert weak.status_code == 422
    assert 'value="Aino Maria Virtanen"' in weak.text
    assert post(client, path, form).status_code == 303
    assert client.get("/learning").status_code == 200
    assert client.get(path).status_code == post(client, path, form).status_code == 410
    with app.app_context():
        user = queries.user_with_email("guest@example.org")
        assert user is not None
        assert (user.certificate_name, user.language) == ("Aino Maria Virtanen", "sv")
        assert (user.occupation, user.organisation) == (Occupation.TRAINER, None)
        member = db.session.scalars(select(Affiliation)).one()
        assert (member.user_id, member.agreed_at) == (user.id, None)
        joined = db.session.scalars(select(Enrolment.module_slug)).all()
    assert set(joined) <= {"small-clusters"}
    assert count_of(app, Invitation) == 0


def test_an_invitation_is_sent_again_with_another_link_or_taken_back(
    app: Flask, owner: FlaskClient, client: FlaskClient
) -> None:
    post(owner, "/desk/invitations", {"text": "guest@example.org"})
    first = links(app)["guest@example.org"]
    with app.app_context():
        id_ = db.session.scalars(select(Invitation.id)).one()
    assert post(owner, f"/desk/invitations/{id_}/again").status_code == 303
    second = links(app)["guest@example.org"]
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200
    assert count_of(app, OutboxMail) == 1
    assert post(owner, f"/desk/invitations/{id_}/withdraw").status_code == 303
    assert client.get(second).status_code == 410
    assert count_of(app, OutboxMail) == count_of(app, Invitation) == 0
    assert post(owner, f"/desk/invitations/{id_}/again").status_code == 404


def test_whoever_has_an_account_by_then_is_told_to_sign_in(
    app: Flask, owner: FlaskClient, client: FlaskClient
) -> None:
    post(owner, "/desk/invitations", {"text": "guest@example.org"})
    with app.app_context():
        make_user(email="guest@example.org")
        db.session.commit()
    path = links(app)["guest@example.org"]
    assert "You have an account already" in client.get(path).text
    form = {"certificate_name": "Aino Virtanen", "password": PASSWORD}
    assert post(client, path, form).status_code == 409


def test_whoever_looks_after_a_part_invites_only_into_it_and_learns_of_no_account_elsewhere(
    app: Flask, owner: FlaskClient, sign_in: SignInAs
) -> None:
    scope = Scope(ScopeKind.COUNTRY, "LV")
    latvian = sign_in("latvian@example.org", grants=[Grant(Role.PROGRAMME_OWNER, scope)])
    with app.app_context():
        make_user(email="swede@example.org", country="SE")
        db.session.commit()
    outside = post(latvian, "/desk/invitations", {"text": "anna@example.org; ; SE"})
    assert outside.status_code == 422
    assert "lies outside of what you look after" in outside.text
    assert "Invite 1 person" in post(latvian, "/desk/invite", {"text": "swede@example.org; ; LV"}).text
    post(owner, "/desk/invitations", {"text": "anna@example.org; ; SE\njuris@example.org; ; LV"})
    shown = latvian.get("/desk/invitations").text
    assert "juris@" in shown
    assert "anna@" not in shown


def test_an_invitation_by_others_elsewhere_is_neither_told_nor_touched(
    app: Flask, owner: FlaskClient, sign_in: SignInAs
) -> None:
    post(owner, "/desk/invitations", {"text": "guest@example.org; Aino Virtanen; FI"})
    link = links(app)["guest@example.org"]
    scope = Scope(ScopeKind.COUNTRY, "LV")
    latvian = sign_in("latvian@example.org", grants=[Grant(Role.PROGRAMME_OWNER, scope)])
    line = "guest@example.org; Aino Virtanen; LV"
    assert "Invite 1 person" in post(latvian, "/desk/invite", {"text": line}).text
    answer = post(latvian, "/desk/invitations", {"text": line}, follow_redirects=True)
    assert "1 invitation is on its way" in answer.text
    assert links(app) == {"guest@example.org": link}
    with app.app_context():
        assert db.session.scalars(select(Invitation.country)).all() == ["FI"]


def test_a_list_gives_roles_within_ones_own_once_it_is_accepted(
    app: Flask, owner: FlaskClient, sign_in: SignInAs
) -> None:
    text = "email;roles\nnew@example.org;trainer: small-clusters + official: LV\n"
    seen = post(owner, "/desk/invite", {"text": text})
    assert seen.status_code == 200
    assert "Official (Latvia)" in seen.text
    wrong = post(owner, "/desk/invite", {"text": "email;roles\nnew@example.org;administrator\n"})
    assert wrong.status_code == 422
    assert "Line 2, column 2: “administrator” is no role that you may give" in wrong.text
    latvian = sign_in(
        "latvian@example.org", grants=[Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.COUNTRY, "LV"))]
    )
    poland = "email;country;roles\nnew@example.org;LV;official: PL\n"
    assert post(latvian, "/desk/invite", {"text": poland}).status_code == 422
    post(owner, "/desk/invitations", {"text": text})
    answer = {"certificate_name": "Nele New", "password": PASSWORD}
    path = links(app)["new@example.org"]
    assert post(app.test_client(), path, answer).status_code == 303
    with app.app_context():
        user = queries.user_with_email("new@example.org")
        assert user is not None
        assert queries.grants_of(user.id) == {
            Grant(Role.TRAINER, Scope(ScopeKind.MODULE, "small-clusters")),
            Grant(Role.OFFICIAL, Scope(ScopeKind.COUNTRY, "LV")),
        }


def test_no_role_comes_from_an_inviter_who_may_not_give_it_any_more(app: Flask, owner: FlaskClient) -> None:
    post(owner, "/desk/invitations", {"text": "email;roles\nnew@example.org;official: LV\n"})
    with app.app_context():
        boss = queries.user_with_email("owner@example.org")
        assert boss is not None
        withdraw_role(boss.id, Grant(Role.PROGRAMME_OWNER), by=None)
        db.session.commit()
    answer = {"certificate_name": "Nele New", "password": PASSWORD}
    assert post(app.test_client(), links(app)["new@example.org"], answer).status_code == 303
    with app.app_context():
        user = queries.user_with_email("new@example.org")
        assert user is not None
        assert queries.grants_of(user.id) == frozenset()


def test_a_list_as_excel_saves_it_is_read_and_five_thousand_lines_are_refused(owner: FlaskClient) -> None:
    rows = ["E-post;Namn;Land", "", "åsa@example.org;Åsa Öberg;Sweden", ";;", "bo@example.org;Bo Ek;SE", ""]
    rows[2] = rows[2].replace("åsa@", "asa@")
    file = (BytesIO("\r\n".join(rows).encode("cp1252")), "lista.csv")
    seen = post(owner, "/desk/invite", {"file": file}, content_type="multipart/form-data")
    assert seen.status_code == 200
    assert "Åsa Öberg" in seen.text
    assert "read as Western European" in seen.text
    many = "\n".join(f"p{number}@example.org" for number in range(5000)).encode("utf-8-sig")
    refused = post(
        owner, "/desk/invite", {"file": (BytesIO(many), "many.csv")}, content_type="multipart/form-data"
    )
    assert refused.status_code == 422
    assert "at most 1000 people at once" in refused.text
