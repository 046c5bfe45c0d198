"""`lms credentials keys`: what each command does, says and refuses."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import Result
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from flask import Flask

from lms.core import clock
from lms.credentials.cli.keys import keys
from lms.credentials.formats.keys import Purpose
from tests.support.key_changes import keys_as_before
from tests.support.keys import key_pair, seal_key

PASSWORD = "correct horse"
Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Iterator[Run]:
    """A command and what it said; what it did is undone afterwards."""
    runner = app.test_cli_runner()
    with keys_as_before(app):
        yield lambda *words, entry=None: runner.invoke(keys, [str(word) for word in words], input=entry)


@pytest.fixture
def bought(tmp_path: Path) -> Path:
    """A file as a provider of certificates gives it."""
    key, path = seal_key("provider"), tmp_path / "bought.p12"
    encryption = BestAvailableEncryption(PASSWORD.encode())
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"seal", key.private, key.sealer.certificates[0], None, encryption
        )
    )
    return path


def _listed(run: Run) -> list[Sequence[str]]:
    """Purpose, name and state of every key."""
    lines = run("list").stdout.splitlines()
    return [re.split(r"\s{2,}|\s(?=[\w-]{43})", line.strip()) for line in lines]


def _states(run: Run, purpose: Purpose = Purpose.SEAL) -> list[str]:
    return [line[-1] for line in _listed(run) if line[0] == purpose.value]


def test_the_list_says_of_each_key_what_it_is_for_and_how_it_stands(run: Run) -> None:
    listed = _listed(run)
    assert {line[0] for line in listed} == {"seal", "badge", "token"}
    assert {line[1] for line in listed} >= {seal_key().published.kid, key_pair(Purpose.TOKEN).kid}
    assert _states(run) == ["in use since 2026-11-01, self-issued"]


def test_only_what_is_missing_is_made(run: Run, app: Flask) -> None:
    assert run("create").stdout == "Nothing is missing; `rotate` replaces a key.\n"
    assert len(_listed(run)) == 3


def test_a_key_that_was_replaced_stays_on_the_list(run: Run) -> None:
    done = run("rotate", "badge")
    assert done.exit_code == 0
    assert "Back up keys/ now" in done.stdout
    now, before = _states(run, Purpose.BADGE)
    assert now.startswith("in use since")
    assert re.fullmatch(r"retired [-\d]{10}, still published", before)
    assert run("list").stderr == ""


def test_a_stolen_key_is_called_so(run: Run) -> None:
    assert run("rotate", "seal", "--lost").exit_code == 0
    assert "lost or stolen, reported" in _states(run)[1]
    shown = run("show", seal_key().published.kid[:12]).stdout
    assert "Its seal alone proves nothing" in shown
    assert "-----BEGIN CERTIFICATE-----" in shown


def test_a_retired_key_can_be_reported_lost_and_one_in_use_is_replaced_first(run: Run) -> None:
    kid = seal_key().published.kid
    refused = run("report-lost", kid)
    assert (refused.exit_code, "rotate seal --lost" in refused.stderr) == (1, True)
    run("rotate", "seal")
    assert "proves nothing alone" in run("report-lost", kid).stdout
    assert "lost or stolen" in _states(run)[1]


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (["show", "nobody"], "No key is called so", 1),
        (["show", ""], "Several keys begin so", 1),
        (["report-lost", "nobody"], "There is no such key", 1),
        (["rotate", "everything"], "Invalid value", 2),
        (["rotate"], "Missing argument", 2),
        (["import", "--p12", "nowhere.p12", "--standing", "advanced"], "does not exist", 2),
        (["import", "--standing", "advanced"], "Give either --p12", 2),
    ],
)
def test_what_makes_no_sense_is_said_in_a_sentence(
    run: Run, words: Sequence[str], said: str, code: int
) -> None:
    before = _listed(run)
    done = run(*words)
    assert (done.exit_code, said in done.stderr) == (code, True), done.output
    assert _listed(run) == before


def test_a_providers_file_is_taken_in_with_its_password(run: Run, app: Flask, bought: Path) -> None:
    secret = bought.with_suffix(".password")
    secret.write_text(PASSWORD + "\n", "utf-8")
    done = run("import", "--p12", bought, "--password-file", secret, "--standing", "advanced")
    assert done.exit_code == 0, done.output
    assert _states(run)[0].endswith("advanced")
    assert PASSWORD not in done.output
    kept = app.config["CAMPUS"].data / "keys" / f"seal-{seal_key('provider').published.kid}.p12"
    assert kept.read_bytes() != bought.read_bytes()
    refused = run("rotate", "seal")
    assert (refused.exit_code, "`keys import` takes a new one" in refused.stderr) == (1, True)
    assert run("rotate", "seal", "--self-issued").exit_code == 0


def test_the_password_is_asked_for_and_not_shown(run: Run, bought: Path) -> None:
    done = run("import", "--p12", bought, "--standing", "advanced", entry=f"{PASSWORD}\n")
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output


def test_a_file_that_does_not_serve_is_refused_and_nothing_changes(
    run: Run, app: Flask, tmp_path: Path, bought: Path
) -> None:
    nonsense, bare = tmp_path / "photo.p12", tmp_path / "bare.p12"
    nonsense.write_bytes(b"\xff\xd8\xff\xe0")
    encryption, alone = BestAvailableEncryption(PASSWORD.encode()), seal_key("provider").private
    bare.write_bytes(pkcs12.serialize_key_and_certificates(b"seal", alone, None, None, encryption))
    before, kept = _listed(run), sorted((app.config["CAMPUS"].data / "keys").iterdir())
    for file, password, standing, said in (
        (bought, "another", "advanced", "the password is another"),
        (nonsense, PASSWORD, "advanced", "no PKCS#12 file"),
        (bare, PASSWORD, "advanced", "a private key and its certificate"),
        (bought, PASSWORD, "qualified", "does not say that it is a qualified certificate"),
    ):
        done = run("import", "--p12", file, "--standing", standing, entry=f"{password}\n")
        assert (done.exit_code, said in done.stderr) == (1, True), (file, done.output)
    with time_machine.travel(clock.now() + timedelta(days=40 * 366)):
        late = run("import", "--p12", bought, "--standing", "advanced", entry=f"{PASSWORD}\n")
    assert (late.exit_code, "It is valid from" in late.stderr) == (1, True)
    assert (_listed(run), sorted((app.config["CAMPUS"].data / "keys").iterdir())) == (before, kept)


def test_a_file_of_passwords_that_is_none_is_refused(run: Run, bought: Path, tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_bytes(b"\xff\xfe\x00")
    done = run("import", "--p12", bought, "--password-file", secret, "--standing", "advanced")
    assert (done.exit_code, "is no text in UTF-8" in done.stderr) == (1, True), done.output
