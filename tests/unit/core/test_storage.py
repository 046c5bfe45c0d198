"""Files kept by digest or by name."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lms.core.storage import MissingFileError, Storage


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(tmp_path / "files")


def test_what_was_put_is_found_by_its_digest(storage: Storage) -> None:
    digest = storage.put(b"one page")
    assert digest == hashlib.sha256(b"one page").hexdigest()
    assert storage.get(digest) == b"one page"
    assert storage.has(digest)
    assert storage.put(b"one page") == digest


def test_what_is_not_there_is_missing(storage: Storage) -> None:
    with pytest.raises(MissingFileError):
        storage.get("0" * 64)
    with pytest.raises(MissingFileError):
        storage.get_named("editions/none.zip")


@pytest.mark.parametrize("digest", ["../../keys/secret", "", "A" * 64, "0" * 63, "0" * 64 + "/x"])
def test_a_digest_is_never_a_way_elsewhere(storage: Storage, digest: str) -> None:
    with pytest.raises(MissingFileError):
        storage.get(digest)


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a//b", "a/../b", ".hidden", "a/.b", "A", "a b", ""])
def test_a_name_is_never_a_way_elsewhere(storage: Storage, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        storage.put_named(name, b"x")


def test_names_are_listed_below_a_folder(storage: Storage) -> None:
    storage.put_named("editions/b1/2.zip", b"2")
    storage.put_named("editions/b1/1.zip", b"1")
    storage.put_named("other/1.zip", b"1")
    assert list(storage.names("editions")) == ["editions/b1/1.zip", "editions/b1/2.zip"]
    assert list(storage.names("none")) == []


def test_a_write_that_fails_leaves_nothing_behind(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lms.core.storage.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        storage.put(b"one page")
    assert [path for path in storage.folder.rglob("*") if path.is_file()] == []


def test_what_was_left_half_written_is_removed_and_what_is_kept_is_listed(storage: Storage) -> None:
    digest = storage.put(b"one page")
    torn = storage.folder / "by-digest" / digest[:2] / ".new-torn"
    torn.write_bytes(b"one pa")
    before, after = (datetime.now(UTC) + timedelta(minutes=minutes) for minutes in (-1, 1))
    assert (list(storage.digests_before(before)), storage.discard_unfinished(before)) == ([], 0)
    assert (list(storage.digests_before(after)), storage.discard_unfinished(after)) == ([digest], 1)
    assert not torn.exists()
    assert storage.has(digest)
