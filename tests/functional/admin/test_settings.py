"""Are settings seen before they are saved, do they have their effect, and is the change noted?"""

import pytest
from flask import Flask

from lms.admin.wording.settings import is_changed_here, words_of
from lms.core import runtime_settings
from lms.core.access import Role
from lms.core.runtime_settings import UnusableValueError
from tests.conftest import SignIn
from tests.support.pages import post

PATH = "/desk/settings/front.title.en"


def test_a_text_is_seen_before_and_after_then_saved_shown_and_noted(app: Flask, sign_in: SignIn) -> None:
    administrator = sign_in("admin@example.org", Role.ADMINISTRATOR)
    assert "As it was shipped" in administrator.get("/desk/settings").text
    assert administrator.get(PATH).status_code == 200
    assert post(administrator, PATH, {"value": "x" * 81}).status_code == 422
    seen = post(administrator, PATH, {"value": "Learn <b>together</b>"})
    assert seen.status_code == 200
    assert "together" not in app.test_client().get("/").text
    data = {"value": "Learn <b>together</b>", "is_seen": "y"}
    assert post(administrator, PATH, data).status_code == 303
    front = app.test_client().get("/").text
    assert "Learn &lt;b&gt;together&lt;/b&gt;" in front
    assert "changed the setting “Heading of the front page, English”" in administrator.get("/desk/audit").text
    assert post(administrator, PATH, {"value": "", "is_seen": "y"}).status_code == 303
    assert "together" not in app.test_client().get("/").text
    assert administrator.get("/desk/settings/mail.paused").status_code == 404
    assert administrator.get("/desk/settings/nothing").status_code == 404


def test_every_setting_has_words_and_refuses_what_it_cannot_take(context: Flask) -> None:
    for known in filter(is_changed_here, runtime_settings.known_settings().values()):
        with context.test_request_context():
            assert str(words_of(known).effect)
        with pytest.raises(UnusableValueError):
            runtime_settings.change(known.key, 10**9, by=None)
