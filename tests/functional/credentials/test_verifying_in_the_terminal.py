"""`lms credentials verify`: with the register of the installation, and without any installation."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from lms.core.db import db
from lms.credentials import services
from lms.credentials.cli.verifying import verify
from lms.credentials.rules import RevocationReason
from tests.factories.archives import make_contents, registered_as, write_archive
from tests.functional.credentials.conftest import Filed
from tests.support.forging.genuine import ISSUER, keys, plain_pdf, sealed, world

GENUINE = world().anna
PLACE = 11
"""A byte of the second line, which says nothing."""


def with_one_byte_changed(data: bytes) -> bytes:
    return data[:PLACE] + bytes([data[PLACE] ^ 1]) + data[PLACE + 1 :]


FILES = {
    "genuine.pdf": GENUINE.pdf,
    "altered.pdf": with_one_byte_changed(GENUINE.pdf),
    "revoked.pdf": world().revoked.pdf,
    "foreign.pdf": sealed(plain_pdf(GENUINE.record, GENUINE.json), "somebody else"),
    "later.pdf": sealed(plain_pdf(GENUINE.record, GENUINE.json) + b"\n"),
    "nothing.pdf": b"%PDF-1.7\n",
    "badge.json": GENUINE.json,
    "badge.png": GENUINE.png,
}
OFFLINE = {
    "genuine.pdf": ("valid", 0),
    "altered.pdf": ("altered", 1),
    "revoked.pdf": ("revoked", 1),
    "foreign.pdf": ("altered", 1),
    "later.pdf": ("valid", 0),
    "nothing.pdf": ("unknown", 1),
    "badge.json": ("valid", 0),
    "badge.png": ("valid", 0),
}
KEYS_ALONE = {"genuine.pdf": ("intact", 0), "altered.pdf": ("altered", 1), "foreign.pdf": ("altered", 1)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive, one with its keys alone, and files."""
    folder = tmp_path_factory.mktemp("offline")
    known = (registered_as(GENUINE), registered_as(world().revoked))
    write_archive(folder / "archive", make_contents(*known, issuer=ISSUER, keys=keys()))
    for part in ("keys", ".well-known"):
        (folder / "alone").mkdir(exist_ok=True)
        (folder / "alone" / part).symlink_to(folder / "archive" / part)
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    return folder


def offline(keys_in: Path, *arguments: object) -> Result:
    return run(verify, [*arguments, "--offline", "--keys", keys_in])


def run(command: Any, arguments: Sequence[object], app: Flask | None = None) -> Result:
    runner = app.test_cli_runner() if app else CliRunner()
    return runner.invoke(command, [str(one) for one in arguments])


def answer_in(result: Result) -> str:
    (checked,) = json.loads(result.output)["checked"]
    assert checked["reliable"] is (checked["answer"] == "valid")
    return str(checked["answer"])


@pytest.mark.parametrize("name", OFFLINE)
def test_without_an_installation_the_archive_answers(folder: Path, name: str) -> None:
    result = offline(folder / "archive", folder / name, "--format", "json")
    assert (answer_in(result), result.exit_code) == OFFLINE[name]


@pytest.mark.parametrize("name", KEYS_ALONE)
def test_with_keys_alone_it_is_said_whether_a_file_is_unaltered(folder: Path, name: str) -> None:
    result = offline(folder / "alone", folder / name, "--format", "json")
    assert (json.loads(result.output)["checked"][0]["answer"], result.exit_code) == KEYS_ALONE[name]
    assert offline(folder / "alone", "--code", GENUINE.entry.code).exit_code == 2


def test_one_that_does_not_stand_among_many_is_enough(folder: Path) -> None:
    result = offline(folder / "archive", folder / "genuine.pdf", folder / "revoked.pdf")
    assert result.exit_code == 1
    assert "genuine.pdf: This certificate is genuine and valid" in result.output
    assert "revoked.pdf: This certificate was withdrawn" in result.output
    assert GENUINE.record.holder_name not in result.output


def test_the_installation_answers_for_its_own(
    filed: Filed, in_use: Flask, tmp_path: Path, client: object
) -> None:
    file, other = tmp_path / "certificate.pdf", tmp_path / "altered.pdf"
    file.write_bytes(filed.pdf)
    other.write_bytes(with_one_byte_changed(filed.pdf))
    foreign = tmp_path / "foreign.pdf"
    foreign.write_bytes(GENUINE.pdf)
    as_json = ("--format", "json")
    for path, expected in ((file, ("valid", 0)), (other, ("altered", 1)), (foreign, ("unknown", 1))):
        result = run(verify, [path, *as_json], in_use)
        assert (answer_in(result), result.exit_code) == expected
    with in_use.app_context():
        services.revoke(filed.issued.id, RevocationReason.ISSUED_IN_ERROR, actor_id=None)
        db.session.commit()
    for asked in ([file], ["--code", filed.issued.code]):
        result = run(verify, [*asked, *as_json], in_use)
        assert (answer_in(result), result.exit_code) == ("revoked", 1)
