"""Are static files found by one fingerprint, kept where they may be kept, and nothing else given away?"""

import gzip
from pathlib import Path

import pytest
from flask import Flask, Response
from werkzeug.exceptions import NotFound

from lms.web.static_files import StaticFiles, answer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "site.css").write_text("body { color: red; } " * 50, encoding="utf-8")
    (tmp_path / "notes.md").write_text("not for the web", encoding="utf-8")
    return tmp_path


def _get(files: StaticFiles, name: str, fingerprint: str | None = None, **headers: str) -> Response:
    app = Flask("test", static_folder=None)
    with app.test_request_context(headers={key.replace("_", "-"): value for key, value in headers.items()}):
        response = answer(files, fingerprint or files.fingerprint, name)
        response.direct_passthrough = False
        return response


def test_a_file_with_the_present_fingerprint_may_be_kept_for_ever(folder: Path) -> None:
    response = _get(StaticFiles({"": folder}), "css/site.css")
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content_type == "text/css; charset=utf-8"


def test_a_file_with_an_older_fingerprint_is_answered_but_not_kept(folder: Path) -> None:
    response = _get(StaticFiles({"": folder}), "css/site.css", fingerprint="0123456789abcdef")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"


def test_a_browser_that_can_is_sent_the_compressed_form(folder: Path) -> None:
    response = _get(StaticFiles({"": folder}), "css/site.css", Accept_Encoding="gzip, br")
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.data) == (folder / "css" / "site.css").read_bytes()
    assert "Accept-Encoding" in response.headers["Vary"]


def test_a_browser_that_cannot_is_sent_the_plain_form(folder: Path) -> None:
    response = _get(StaticFiles({"": folder}), "css/site.css")
    assert "Content-Encoding" not in response.headers
    assert response.data == (folder / "css" / "site.css").read_bytes()


def test_an_unchanged_file_is_not_sent_again(folder: Path) -> None:
    files = StaticFiles({"": folder})
    tag = _get(files, "css/site.css").headers["ETag"]
    assert _get(files, "css/site.css", If_None_Match=tag).status_code == 304


@pytest.mark.parametrize(
    "name", ["css/none.css", "../static_files.py", "css/../css/site.css", "notes.md", ""]
)
def test_nothing_but_the_files_that_were_read_is_answered(folder: Path, name: str) -> None:
    with pytest.raises(NotFound):
        _get(StaticFiles({"": folder}), name)


def test_a_template_that_names_no_file_is_told_so(folder: Path) -> None:
    with pytest.raises(KeyError, match="sight"):
        StaticFiles({"": folder}).url("css/sight.css")


def test_the_fingerprint_changes_with_any_file_and_with_nothing_else(folder: Path) -> None:
    before = StaticFiles({"": folder}).fingerprint
    assert StaticFiles({"": folder}).fingerprint == before
    (folder / "css" / "site.css").write_text("body { color: blue; }", encoding="utf-8")
    assert StaticFiles({"": folder}).fingerprint != before


def test_a_watched_file_is_read_again_when_it_changes(folder: Path) -> None:
    files = StaticFiles({"": folder}, watch=True)
    before = files.url("css/site.css")
    (folder / "css" / "site.css").write_text("body {}", encoding="utf-8")
    assert files.url("css/site.css") != before
    file = files.get("css/site.css")
    assert file is not None
    assert file.body == b"body {}"


def test_folders_are_joined_below_their_prefixes(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    fonts = tmp_path_factory.mktemp("fonts")
    (fonts / "sans-regular.woff2").write_bytes(b"font")
    files = StaticFiles({"": folder, "fonts/": fonts})
    response = _get(files, "fonts/sans-regular.woff2")
    assert response.content_type == "font/woff2"
    assert files.url("fonts/sans-regular.woff2").startswith(f"/static/{files.fingerprint}/fonts/")
