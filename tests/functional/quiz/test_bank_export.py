"""The bank of a module taken along by a trainer: the same bytes that the terminal writes, for no one else."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from lms.core.access import Role
from lms.quiz.cli import quiz
from tests.conftest import SignIn
from tests.support.pages import counted_queries
from tests.support.quiz import QUESTIONS, SLUG

EXPORT = f"/teaching/modules/{SLUG}/bank-export"
MEDIA_TYPES = {
    "gift": ("text/plain; charset=utf-8", "txt"),
    "aiken": ("text/plain; charset=utf-8", "txt"),
    "moodle-xml": ("application/xml; charset=utf-8", "xml"),
    "qti": ("application/zip", "zip"),
}


@pytest.fixture
def trainer(sign_in: SignIn) -> FlaskClient:
    return sign_in("trainer@example.org", Role.TRAINER)


def written_by_command(folder: Path, form: str, language: str) -> bytes:
    out = folder / "bank"
    fixed = ("--module", SLUG, "--courses", str(QUESTIONS), "--out", str(out))
    result = CliRunner().invoke(quiz, ["export", "--format", form, "--language", language, *fixed])
    assert result.exit_code == 0, result.output
    return out.read_bytes()


@pytest.mark.parametrize("form", MEDIA_TYPES)
@pytest.mark.parametrize("language", ["en", "sv"])
def test_a_trainer_gets_what_the_command_writes(
    app: Flask, trainer: FlaskClient, tmp_path: Path, form: str, language: str
) -> None:
    with counted_queries(app) as statements:
        answer = trainer.get(f"{EXPORT}/{form}?language={language}")
    assert answer.status_code == 200
    assert answer.data == written_by_command(tmp_path, form, language)
    media_type, ending = MEDIA_TYPES[form]
    assert answer.headers["Content-Type"] == media_type
    name = f"{SLUG}-{language}-{form}.{ending}"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert len(statements) == 1


def test_the_bank_leads_to_each_file(trainer: FlaskClient) -> None:
    page = trainer.get(f"/teaching/modules/{SLUG}/bank").text
    for form in MEDIA_TYPES:
        for language in ("en", "sv"):
            assert f'href="{EXPORT}/{form}?language={language}"' in page


def test_a_participant_is_refused(sign_in: SignIn) -> None:
    answer = sign_in("ilze@example.org").get(f"{EXPORT}/gift")
    assert answer.status_code == 403
    assert "attachment" not in answer.headers.get("Content-Disposition", "")


@pytest.mark.parametrize("wanted", ["", "/nonsense", "/gift?language=xx", "/gift?language=../en"])
def test_what_cannot_be_made_is_not_there(trainer: FlaskClient, wanted: str) -> None:
    assert trainer.get(f"{EXPORT}{wanted}").status_code == 404


def test_a_module_that_is_not_there_has_no_file(trainer: FlaskClient) -> None:
    assert trainer.get("/teaching/modules/nothing/bank-export/gift").status_code == 404
