"""The preview shows an author everything: problems, lessons, keys; to this machine only."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from lms.authoring.cli import preview
from lms.authoring.folder import AuthorFolder
from lms.authoring.preview import Preview
from lms.authoring.site import create_site
from tests.courses.trees import GOOD
from tests.support.quiz import QUESTIONS

LESSON = "basics/small-clusters/en/01-what-it-is.md"


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    """The small programme, free to be changed."""
    return shutil.copytree(GOOD, tmp_path / "courses")


@pytest.fixture
def author(courses: Path, fonts: Path) -> FlaskClient:
    """The author's browser."""
    return create_site(Preview(AuthorFolder.at(courses)), fonts=fonts, host="127.0.0.1").test_client()


def page(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.get_data(as_text=True)


def test_the_first_page_lists_modules_and_problems(author: FlaskClient, courses: Path) -> None:
    (courses / LESSON).write_text((courses / LESSON).read_text() + "\n\nSome <b>bold</b> words.\n")
    text = page(author, "/")
    assert "/modules/small-clusters" in text
    assert LESSON in text
    assert "raw-html" in text
    assert "**bold**" in text


def test_every_page_of_a_module_can_be_seen(author: FlaskClient) -> None:
    module = page(author, "/modules/small-clusters")
    addresses = set(re.findall(r'href="((?:/modules|/pages)/small-clusters/[^"?#]+)"', module))
    assert {"/modules/small-clusters/what-it-is", "/pages/small-clusters/facilitator"} <= addresses
    assert {"/pages/small-clusters/assignment", "/pages/small-clusters/final-test"} <= addresses
    for address in addresses:
        assert "page-header" in page(author, address)


def test_a_lesson_shows_the_key_and_the_feedback_of_its_items(author: FlaskClient) -> None:
    texts = [page(author, f"/modules/small-clusters/{slug}") for slug in ("what-it-is", "measuring")]
    together = "".join(texts)
    assert "self-check" in together
    assert "choice-right" in together
    assert '<svg class="fig"' in together


def test_a_lesson_names_its_own_problems(author: FlaskClient, courses: Path) -> None:
    (courses / LESSON).write_text((courses / LESSON).read_text() + "\n\n[x](term:nothing)\n")
    assert "term-unknown" in page(author, "/modules/small-clusters/what-it-is")
    assert "term-unknown" not in page(author, "/modules/small-clusters/measuring")


def test_a_save_is_seen_at_the_next_look(author: FlaskClient, courses: Path) -> None:
    before = author.get("/fingerprint").json
    assert author.get("/fingerprint").json == before
    (courses / LESSON).write_text((courses / LESSON).read_text() + "\n\nA new last sentence.\n")
    assert author.get("/fingerprint").json != before
    assert "A new last sentence." in page(author, "/modules/small-clusters/what-it-is")


def test_files_that_cannot_be_compiled_at_all_are_a_page_too(author: FlaskClient, courses: Path) -> None:
    (courses / "programme.yaml").write_text(": [")
    text = page(author, "/")
    assert "programme.yaml" in text
    assert author.get("/modules/small-clusters").status_code == 404


def test_the_language_is_remembered(author: FlaskClient) -> None:
    assert 'lang="sv"' in page(author, "/modules/small-clusters/what-it-is?lang=sv")
    assert 'lang="sv"' in page(author, "/modules/small-clusters/measuring")
    assert 'lang="en"' in page(author, "/modules/small-clusters/measuring?lang=xx")


def test_files_are_saved_and_never_shown(author: FlaskClient) -> None:
    lessons = all_lessons(author)
    (address,) = re.findall(r'href="(/modules/small-clusters/files/[0-9a-f]{64}/jobs\.csv)"', lessons)[:1]
    response = author.get(address)
    assert response.headers["Content-Disposition"] == "attachment; filename=jobs.csv"
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert author.get(address.replace("jobs.csv", "other.csv")).status_code == 404
    assert author.get(re.sub("[0-9a-f]{64}", "0" * 64, address)).status_code == 404


def all_lessons(author: FlaskClient) -> str:
    return "".join(page(author, f"/modules/small-clusters/{s}") for s in ("what-it-is", "measuring", "next"))


@pytest.mark.parametrize("address", ["/", "/fingerprint", "/modules/no", "/modules/small-clusters"])
def test_every_answer_is_guarded(author: FlaskClient, address: str) -> None:
    response = author.get(address)
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address",
    [
        "/modules/no",
        "/modules/no/no",
        "/modules/small-clusters/no",
        "/pages/small-clusters/no",
        "/pages/no/assignment",
    ],
)
def test_an_unknown_page_is_not_found(author: FlaskClient, address: str) -> None:
    assert author.get(address).status_code == 404


def test_other_names_for_this_machine_are_refused(author: FlaskClient) -> None:
    # A page of another site could else make its own name point here and read the keys.
    assert author.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert author.get("/", headers={"Host": "localhost:8010"}).status_code == 200


def test_nothing_is_inline(author: FlaskClient) -> None:
    for address in ("/", "/modules/small-clusters/what-it-is", "/pages/small-clusters/final-test"):
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page(author, address))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.org", "::"])
def test_the_command_listens_on_this_machine_only(host: str) -> None:
    result = CliRunner().invoke(preview, [str(GOOD), "--host", host])
    assert result.exit_code == 2
    assert "127.0.0.1" in result.output


def test_the_command_says_what_is_missing_in_a_folder(tmp_path: Path) -> None:
    result = CliRunner().invoke(preview, [str(tmp_path)])
    assert result.exit_code == 1
    assert "module.yaml" in result.output


@pytest.mark.parametrize("slug", ["all-questions", "further-questions"])
def test_questions_of_every_type_are_shown_with_their_keys(fonts: Path, slug: str) -> None:
    site = create_site(Preview(AuthorFolder.at(QUESTIONS)), fonts=fonts, host="127.0.0.1").test_client()
    text = page(site, f"/pages/{slug}/final-test")
    written = (QUESTIONS / "basics" / slug / "en" / "final-test.md").read_text()
    canaries = set(re.findall(r"canary-[a-z-]+", written))
    assert canaries
    assert {canary for canary in canaries if canary not in text} == set()


def test_questions_without_a_key_are_shown_as_they_are_asked(fonts: Path) -> None:
    site = create_site(Preview(AuthorFolder.at(QUESTIONS)), fonts=fonts, host="127.0.0.1").test_client()
    text = page(site, "/modules/further-questions/opinions")
    for words in ("I ask the firms first.", "sometimes", "In the town hall", "What will you do on Monday?"):
        assert words in text
