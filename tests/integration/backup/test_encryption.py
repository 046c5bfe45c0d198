"""Backups for a recipient: nobody else opens them, and damage is refused as in the clear."""

from pathlib import Path
from random import Random

import pytest

from lms.backup import encryption
from lms.backup.encryption import new_identity
from lms.backup.errors import BackupError
from lms.backup.services.reading import BackupFile, look_through
from tests.support.backups import Installation


@pytest.fixture(scope="module")
def sealed(on_sqlite: Installation, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A backup and the file with the key that opens it."""
    folder = tmp_path_factory.mktemp("sealed")
    identity, recipient = new_identity()
    (folder / "key").write_text(f"# of tests\n{identity}\n")
    made = on_sqlite.back_up(folder / "campus.backup", new_identity()[1], recipient)
    assert made.is_encrypted
    return folder / "campus.backup", folder / "key"


def test_each_holder_of_a_key_opens_it_and_nobody_reads_it(sealed: tuple[Path, Path]) -> None:
    file, key = sealed
    assert b"data/settings.env" not in file.read_bytes()
    assert look_through(BackupFile(path=file, identity=key)).manifest.missing == ()


def test_without_the_key_or_with_another_it_stays_shut(sealed: tuple[Path, Path], tmp_path: Path) -> None:
    file, _ = sealed
    with pytest.raises(BackupError, match="--identity"):
        look_through(BackupFile(path=file))
    (tmp_path / "other").write_text(new_identity()[0])
    with pytest.raises(BackupError, match="not made for this key"):
        look_through(BackupFile(path=file, identity=tmp_path / "other"))
    for text in ("", "# nothing\n", "not a key\n", "ė"):
        (tmp_path / "none").write_text(text)
        with pytest.raises(BackupError, match=r"key|age"):
            look_through(BackupFile(path=file, identity=tmp_path / "none"))


def test_damaged_copies_are_refused(sealed: tuple[Path, Path], tmp_path: Path) -> None:
    file, key = sealed
    whole, copy, random = file.read_bytes(), tmp_path / "copy", Random(8)
    places = [0, 5, 25, 80, len(whole) - 1, *(random.randrange(len(whole)) for _ in range(20))]
    for place in places:
        changed = bytes([whole[place] ^ 1 << random.randrange(8)])
        for data in (whole[:place] + changed + whole[place + 1 :], whole[:place], whole + b"\n"):
            copy.write_bytes(data)
            with pytest.raises(BackupError):
                BackupFile(path=copy, identity=key).check()


def test_something_that_is_no_recipient_is_refused(on_sqlite: Installation, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no recipient"):
        on_sqlite.back_up(tmp_path / "campus.backup", "age1nobody")
    assert list(tmp_path.iterdir()) == []


def test_where_the_library_is_missing_that_is_said(
    on_sqlite: Installation, sealed: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encryption, "pyrage", None)
    file, key = sealed
    with pytest.raises(BackupError, match="pyrage"):
        on_sqlite.back_up(tmp_path / "campus.backup", "age1any")
    with pytest.raises(BackupError, match="pyrage"):
        look_through(BackupFile(path=file, identity=key))
