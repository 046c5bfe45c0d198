"""Are settings seen before they are saved, do they have their effect, and is the change noted?"""

import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from lms.admin.wording.settings import is_changed_here, words_of
from lms.core import clock, runtime_settings
from lms.core.access import Role
from lms.core.db import db
from lms.core.runtime_settings import UnusableValueError
from lms.people.models import RetentionRun
from tests.conftest import SignIn
from tests.support.pages import post

PATH = "/desk/settings/front.title.en"


def test_a_text_is_seen_before_and_after_then_saved_shown_and_noted(app: Flask, sign_in: SignIn) -> None:
    administrator = sign_in("admin@example.org", Role.ADMINISTRATOR)
    assert "as shipped" in administrator.get("/desk/settings").text
    assert administrator.get(PATH).status_code == 200
    assert post(administrator, PATH, {"value": "x" * 81}).status_code == 422
    seen = post(administrator, PATH, {"value": "Learn <b>together</b>"})
    assert seen.status_code == 200
    assert "together" not in app.test_client().get("/").text
    save(administrator, PATH, {"value": "Learn <b>together</b>"})
    front = app.test_client().get("/").text
    assert "Learn &lt;b&gt;together&lt;/b&gt;" in front
    assert "changed the setting “Heading of the front page, English”" in administrator.get("/desk/audit").text
    save(administrator, PATH, {"value": ""})
    assert "together" not in app.test_client().get("/").text
    assert administrator.get("/desk/settings/mail.paused").status_code == 404
    assert administrator.get("/desk/settings/nothing").status_code == 404


def test_every_setting_has_words_and_refuses_what_it_cannot_take(context: Flask) -> None:
    for known in filter(is_changed_here, runtime_settings.known_settings().values()):
        with context.test_request_context():
            assert str(words_of(known).effect)
        with pytest.raises(UnusableValueError):
            runtime_settings.change(known.key, 10**9, by=None)


def revision(client: FlaskClient, path: str) -> str:
    """What the form knows of how the setting was when it was opened."""
    found = re.search(r'name="revision" value="([^"]*)"', client.get(path).text)
    assert found
    return found[1]


def test_who_is_slower_sees_what_the_other_has_saved_and_may_still_save(app: Flask, sign_in: SignIn) -> None:
    first = sign_in("first@example.org", Role.ADMINISTRATOR, name="Anna First")
    second = sign_in("second@example.org", Role.ADMINISTRATOR)
    seen = revision(second, PATH)
    data = {"value": "Anna’s words", "is_seen": "y", "revision": revision(first, PATH)}
    assert post(first, PATH, data).status_code == 303
    data = {"value": "My words", "is_seen": "y", "revision": seen}
    conflict = post(second, PATH, data)
    assert conflict.status_code == 409
    assert "Anna First saved it" in conflict.text
    assert "My words" in conflict.text
    newer = re.search(r'name="revision" value="([^"]*)"', conflict.text)
    assert newer
    assert post(second, PATH, {**data, "revision": newer[1]}).status_code == 303
    assert "My words" in app.test_client().get("/").text


def test_set_back_it_is_as_shipped_and_known_who_did_it(app: Flask, sign_in: SignIn) -> None:
    administrator = sign_in("admin@example.org", Role.ADMINISTRATOR, name="Anna First")
    save(administrator, PATH, {"value": "Our words"})
    assert post(administrator, PATH, {"is_reset": "y"}).status_code == 200
    save(administrator, PATH, {"is_reset": "y"})
    assert "Our words" not in app.test_client().get("/").text
    assert "by Anna First" in administrator.get("/desk/settings").text


def save(client: FlaskClient, path: str, data: dict[str, str]) -> None:
    """Save what was seen."""
    answer = post(client, path, {**data, "is_seen": "y", "revision": revision(client, path)})
    assert answer.status_code == 303, answer.text


def test_periods_have_limits_and_stand_on_the_page_of_what_is_kept(app: Flask, sign_in: SignIn) -> None:
    administrator = sign_in("admin@example.org", Role.ADMINISTRATOR)
    path = "/desk/settings/retention.looks"
    for typed in ("29", "3651", "many", ""):
        refused = post(administrator, path, {"value": typed, "is_seen": "y"})
        assert refused.status_code == 422
        assert f'value="{typed}"' in refused.text
    save(administrator, path, {"value": "31"})
    page = administrator.get("/desk/retention").text
    assert "31 days" in page
    assert "The worker has not looked yet" in page
    with app.app_context():
        before = clock.now() - timedelta(days=8)
        db.session.add(
            RetentionRun(ran_on=before.date(), started_at=before, finished_at=before, counts={"looks": 3})
        )
        db.session.commit()
    assert "Who looked at whose data: 3" in administrator.get("/desk/retention").text


def test_a_page_is_previewed_and_its_faults_are_named_by_line(app: Flask, sign_in: SignIn) -> None:
    administrator = sign_in("admin@example.org", Role.ADMINISTRATOR)
    path = "/desk/settings/page.privacy.lv"
    assert "Kas tiek glabāts" not in administrator.get(path).text
    faulty = "## Jūsu dati\n\n<script>alert(1)</script>\n\n[[nonsense]]"
    refused = post(administrator, path, {"value": faulty})
    assert refused.status_code == 422
    assert "Line 3" in refused.text
    assert "[[nonsense]]" in refused.text
    assert "<script>alert" not in refused.text
    good = "## Jūsu dati\n\nRakstiet: [[contact]].\n\n[[retention]]"
    preview = post(administrator, path, {"value": good})
    assert "<h2" in preview.text.partition("setting-page")[2]
    save(administrator, path, {"value": good})
    assert "Jūsu dati</h2>" in app.test_client().get("/privacy", headers={"Accept-Language": "lv"}).text


DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">
<title>{}</title><path d="M0 0h9v9z"/>{}</svg>"""
LOGOS = "/desk/settings/logos"


def test_a_logo_is_cleaned_seen_kept_shown_and_taken_away(app: Flask, sign_in: SignIn) -> None:
    administrator, visitor = sign_in("admin@example.org", Role.ADMINISTRATOR), app.test_client()
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', administrator.get(LOGOS).text)
    assert token

    def send(drawing: str, name: str = "logo.svg") -> str:
        form = {"csrf_token": token[1], "name": "Sea <Fund>", "kind": "funder", "alt": ""}
        file = (io.BytesIO(drawing.encode()), name)
        return str(administrator.post(LOGOS, data={**form, "file": file}).text)

    assert "is not allowed in a logo" in send(DRAWING.format("", "<script>1</script>"))
    assert "does not begin with an" in send("<svg/>")
    assert "an .svg or a .png file" in send(DRAWING.format("", ""), "logo.html")
    seen = send(DRAWING.format("Canary", ""))
    sha256 = re.search(r'name="sha256" value="([0-9a-f]{64})"', seen)
    assert sha256
    picture = administrator.get(f"{LOGOS}/{sha256[1]}")
    assert picture.mimetype == "image/svg+xml"
    assert b"Canary" not in picture.data
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    assert visitor.get(f"/logos/{sha256[1]}").status_code == 404
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', seen))
    fields |= {"csrf_token": token[1], "name": "Sea <Fund>", "alt": "Sea <Fund>"}
    assert administrator.post(LOGOS, data=fields).status_code == 303
    assert f'/logos/{sha256[1]}" alt="Sea &lt;Fund&gt;"' in visitor.get("/").text
    assert visitor.get(f"/logos/{sha256[1]}").data == picture.data
    assert post(administrator, f"{LOGOS}/{sha256[1]}/remove").status_code == 303
    assert post(administrator, f"{LOGOS}/{sha256[1]}/remove").status_code == 404
    assert visitor.get(f"/logos/{sha256[1]}").status_code == 404
    assert post(administrator, f"{LOGOS}/reset").status_code == 303
    assert administrator.get(f"{LOGOS}/{'0' * 64}").status_code == 404


def test_a_logo_that_came_is_kept_while_another_field_is_wrong(app: Flask, sign_in: SignIn) -> None:
    administrator = sign_in("admin@example.org", Role.ADMINISTRATOR)

    def send(name: str, drawing: str = "", **kept: str) -> TestResponse:
        files = {"file": (io.BytesIO(drawing.encode()), "logo.svg")} if drawing else {}
        return post(administrator, LOGOS, {"name": name, "kind": "funder", "alt": "", **kept, **files})

    def kept_in(answer: TestResponse) -> dict[str, str]:
        found = re.findall(r'<input type="hidden" name="(sha256|media_type)" value="([^"]*)">', answer.text)
        return {name: value for name, value in found if value}

    refused = send("", DRAWING.format("", ""))
    first = kept_in(refused)
    assert refused.status_code == 422
    assert "Your file is kept." in refused.text
    assert f'src="{LOGOS}/{first["sha256"]}"' in refused.text
    assert kept_in(send("", **first)) == first
    seen = send("Sea Fund", **first)
    assert seen.status_code == 200
    assert kept_in(seen) == first
    other = send("", DRAWING.format("", "<circle r='3'/>"), **first)
    assert kept_in(other)["sha256"] != first["sha256"]
    unusable = send("Sea Fund", "<svg/>", **first)
    assert unusable.status_code == 422
    assert kept_in(unusable) == {}
    assert "Your file is kept." not in unusable.text
    lost = send("Sea Fund", sha256="0" * 64, media_type="image/svg+xml")
    assert "Choose the file once more." in lost.text
    assert kept_in(lost) == {}
    assert send("Sea Fund", **first, is_seen="y").status_code == 303
    assert f'/logos/{first["sha256"]}" alt="Sea Fund"' in app.test_client().get("/").text


FAULTS = {
    b"<svg": "är inte välformad XML",
    b"<!DOCTYPE svg><svg/>": "dokumenttyp eller entiteter",
    b"<svg/>": "börjar inte med ett svg-element",
    DRAWING.format("", "<script>1</script>").encode(): "”script” är inte tillåtet i en logotyp",
    DRAWING.format("", '<path onload="1"/>').encode(): "”onload” är inte tillåtet på ”path”",
    DRAWING.format("", '<path fill="url(http://a)"/>').encode(): "värdet ”url(http://a)” för ”fill”",
    DRAWING.format("", "<g>" * 20 + "</g>" * 20).encode(): "är nästlad för djupt",
    b" " * 200_001: "har 200,001 byte",
}


def test_the_faults_of_a_logo_are_said_in_swedish(app: Flask, sign_in: SignIn) -> None:
    administrator = sign_in("admin@example.org", Role.ADMINISTRATOR)
    with administrator.session_transaction() as session:
        session["language"] = "sv"
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', administrator.get(LOGOS).text)
    assert token
    fields = {"csrf_token": token[1], "name": "Sea Fund", "kind": "funder", "alt": ""}
    pictures = {b"no picture": "kan inte läsas som en PNG-bild", wide_picture(): "än 2000 pixlar"}
    sent = [("a.svg", *one) for one in FAULTS.items()] + [("a.png", *one) for one in pictures.items()]
    for name, data, said in [*sent, ("a.gif", b"", "är en .svg- eller .png-fil")]:
        answer = administrator.post(LOGOS, data={**fields, "file": (io.BytesIO(data), name)})
        assert answer.status_code == 422
        assert said in answer.text, data[:60]


def wide_picture() -> bytes:
    file = io.BytesIO()
    Image.new("1", (2001, 1)).save(file, "PNG")
    return file.getvalue()
