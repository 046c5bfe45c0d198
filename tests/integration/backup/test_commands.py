"""The commands say what they did, what is not in the file, and what to do next."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lms.backup.cli import backup, restore_command
from tests.support.application import SECRET
from tests.support.backups import (
    CHANGED_BY_RESTORE,
    Installation,
    close,
    differing,
    digests,
    make_restored_app,
    opened,
)


def run(installation: Installation, *arguments: str) -> Result:
    return installation.app.test_cli_runner().invoke(backup, list(arguments))


def test_a_key_is_made_a_backup_encrypted_looked_through_and_restored(
    on_sqlite: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, file, new = tmp_path / "key", tmp_path / "campus.backup", tmp_path / "new"
    made = CliRunner().invoke(backup, ["keys", "create", "--out", str(key)])
    assert made.exit_code == 0
    assert key.stat().st_mode & 0o777 == 0o600
    recipient = next(word for word in made.output.split() if word.startswith("CAMPUS_BACKUP_RECIPIENT="))
    assert "AGE-SECRET-KEY" not in made.output

    made = run(on_sqlite, "--out", str(file), "--recipient", recipient.partition("=")[2])
    assert made.exit_code == 0
    assert "It is encrypted." in made.output

    looked = CliRunner().invoke(backup, ["check", str(file), "--identity", str(key)])
    assert looked.exit_code == 0
    assert "Whole. Made by release" in looked.output
    assert "from SQLite" in looked.output

    for name in ("CAMPUS_SECRET_KEY", "CAMPUS_KEYS_PASSPHRASE"):
        monkeypatch.setenv(name, SECRET)
    options = [str(file), "--data", str(new), "--identity", str(key), "--verify"]
    restored = CliRunner().invoke(restore_command(make_restored_app), options)
    assert restored.exit_code == 0, restored.output
    assert f"Restored to {new}" in restored.output
    assert f"bin/lms --data {new} people replay-erasures --ledger FILE" in restored.output
    assert "1 certificates were opened and verified; 0 problems." in restored.output
    assert "1 mails wait" in restored.output
    said = (new / "settings.env").read_text()
    assert "CAMPUS_PUBLIC_URL=https://campus.example.org\n" in said
    assert f"CAMPUS_COURSES={new / 'courses'}\n" in said
    app = opened(new)
    assert differing(app, digests(on_sqlite.app)) == CHANGED_BY_RESTORE
    close(app)


def test_a_backup_in_the_clear_says_so(on_sqlite: Installation, tmp_path: Path) -> None:
    made = run(on_sqlite, "--out", str(tmp_path / "campus.backup"))
    assert "It is not encrypted: whoever has this file has everybody’s data" in made.output
    again = run(on_sqlite, "--out", str(tmp_path / "campus.backup"))
    assert again.exit_code == 1
    assert "exists already" in again.output
    nightly = run(on_sqlite)
    assert nightly.exit_code == 1
    assert "CAMPUS_BACKUP_FOLDER is not set" in nightly.output


def test_damage_is_said_and_nothing_is_restored(sqlite_backup: Path, tmp_path: Path) -> None:
    (tmp_path / "cut").write_bytes(sqlite_backup.read_bytes()[:-1000])
    looked = CliRunner().invoke(backup, ["check", str(tmp_path / "cut")])
    assert looked.exit_code == 1
    assert "cut or changed" in looked.output
    options = [str(tmp_path / "cut"), "--data", str(tmp_path / "new")]
    refused = CliRunner().invoke(restore_command(make_restored_app), options)
    assert refused.exit_code == 1
    assert not (tmp_path / "new").exists()
