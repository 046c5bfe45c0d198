"""Are the privacy notice and the accessibility statement true to the settings, in whatever language?"""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core import runtime_settings
from lms.core.db import db
from lms.core.identity import CONTACT, ISSUER
from lms.core.settings import settings
from lms.web.i18n import PUBLIC_LANGUAGES
from lms.web.notices import Notice, drawn, key_of, shipped_text, unknown_words


def put(app: Flask, **values: object) -> None:
    with app.app_context():
        for key, value in values.items():
            runtime_settings.change(key, value, by=None)
        db.session.commit()


def page(client: FlaskClient, path: str, language: str = "en") -> str:
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return str(answer.text)


@pytest.mark.parametrize("notice", list(Notice))
@pytest.mark.parametrize("code", ["en", "sv"])
def test_shipped_texts_are_whole_and_without_a_fault(app: Flask, notice: Notice, code: str) -> None:
    source = shipped_text(notice, code)
    with app.test_request_context("/"):
        shown = drawn(source, code)
    assert not shown.problems
    assert not unknown_words(source)
    assert "[[" not in shown.html
    assert source.count("\n## ") == shipped_text(notice, "en").count("\n## ")


def test_the_privacy_notice_says_what_holds(app: Flask, client: FlaskClient) -> None:
    before = page(client, "/privacy")
    assert "Who looked at whose data" in before
    assert "365" in before
    assert f"{settings_days(app)} days" in before
    put(app, **{"retention.looks": 399, CONTACT: "privacy@example.org"})
    own = {"name": "Academy *of* <clusters>", "country": "LV", "region": "Rīga", "web": "https://example.lv/"}
    put(app, **{ISSUER: own})
    after = page(client, "/privacy")
    assert "399" in after
    assert "mailto:privacy@example.org" in after
    assert "Academy *of* &lt;clusters&gt;" in after
    assert "Latvia" in after
    assert version(before) != version(after)
    assert "Lettland" in page(client, "/privacy", "sv")


def settings_days(app: Flask) -> int:
    with app.app_context():
        return settings().erasure_days


def version(text: str) -> str:
    found = re.search(r"Version (\w{8}) ", text)
    assert found
    return found[1]


def test_every_language_has_a_page_and_falls_back_to_english_that_says_so(
    app: Flask, client: FlaskClient
) -> None:
    for code in PUBLIC_LANGUAGES:
        text = page(client, "/accessibility", code)
        assert f'<html lang="{code}"' in text
        assert ('<div class="prose notice-text" lang="en">' in text) == (code not in {"en", "sv"})
    put(app, **{key_of(Notice.ACCESSIBILITY, "et"): "Meie **oma** tekst, [[issuer]] ja [[nonsense]]."})
    text = page(client, "/accessibility", "et")
    assert "Meie <strong>oma</strong> tekst" in text
    assert "[[nonsense]]" in text
    assert 'lang="en">' not in text.partition("<main")[2].partition("</main")[0]


@pytest.mark.parametrize("code", sorted(PUBLIC_LANGUAGES.keys() - {"en"}))
def test_what_is_filled_in_speaks_the_language_of_the_text(
    app: Flask, client: FlaskClient, code: str
) -> None:
    put(app, **{key_of(Notice.PRIVACY, one): "[[retention]]\n\n[[supervision]]" for one in ("en", code)})
    english, other = (texts_filled_in(page(client, "/privacy", one)) for one in ("en", code))
    assert len(english) == len(other) > 20
    assert set(english) & set(other) == set()


def texts_filled_in(shown: str) -> list[str]:
    """The cells of tables and the paragraphs of the notice, but for numbers."""
    notice = shown.partition("notice-text")[2].partition("</div>")[0]
    texts = (found.strip() for found in re.findall(r"<(?:th|td|p)\b[^>]*>(.+?)</", notice, re.DOTALL))
    return [text for text in texts if not text.isdecimal()]
