import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from lms.credentials.archive.reading import Archive, UnreadableArchiveError
from lms.credentials.archive.register import FULL_SHARD, prefix_length, register_files
from lms.credentials.archive.site import MANIFEST, files_of
from tests.factories.archives import ADDRESS, MADE_ON, make_contents, make_registered, pdf_of, write_archive

STANDS = make_registered(1)
REVOKED = make_registered(2, revoked_on=date(2026, 11, 22), revoked_reason="issued-in-error")
REPLACED = make_registered(3, is_replaced=True, is_holder_erased=True)
ALL = (STANDS, REVOKED, REPLACED)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return Archive(write_archive(tmp_path_factory.mktemp("archive"), make_contents(*ALL)))


def test_a_certificate_is_found_by_code_id_record_and_file(archive: Archive) -> None:
    digest = hashlib.sha256(pdf_of(2)).hexdigest()
    found = [
        archive.with_code(REVOKED.code),
        archive.with_id(REVOKED.id),
        archive.with_fingerprint(REVOKED.record_sha256),
        archive.with_fingerprint(digest),
    ]
    assert [entry and entry["as"] for entry in found] == ["code", "credential", "record", "pdf"]
    for entry in found:
        assert entry is not None
        assert (entry["revoked"], entry["reason"]) == ("2026-11-22", "issued-in-error")
        assert entry["title"] == REVOKED.subject.title
    assert len({entry["id"] for entry in found if entry}) == 1


def test_what_was_not_issued_is_not_found(archive: Archive) -> None:
    assert archive.with_code(make_registered(9).code) is None
    assert archive.with_fingerprint("0" * 64) is None


def test_nothing_in_it_gives_a_code_or_an_id_away() -> None:
    files = dict(files_of(make_contents(*ALL)))
    everything = b"\n".join(files.values())
    for one in ALL:
        assert one.code.encode() not in everything
        assert one.id.encode() not in everything


def test_the_same_register_gives_the_same_bytes_in_any_order() -> None:
    assert dict(files_of(make_contents(*ALL))) == dict(files_of(make_contents(*reversed(ALL))))


def test_the_manifest_lists_every_other_file() -> None:
    files = dict(files_of(make_contents(*ALL)))
    listed = json.loads(files.pop(MANIFEST))["sha256"]
    assert listed == {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}


def test_parts_stay_small_however_many_there_are() -> None:
    assert [prefix_length(count) for count in (0, 8000, 8001, 128_000, 600_000)] == [1, 1, 2, 2, 3]
    many = [make_registered(number) for number in range(FULL_SHARD * 4 + 1)]
    files = dict(register_files(many, ADDRESS, "Issuer", MADE_ON))
    assert len(files) == 1 + 256
    assert max(len(data) for data in files.values()) < 20_000


def test_pages_ask_for_nothing_from_elsewhere() -> None:
    files = dict(files_of(make_contents(*ALL)))
    for name in ("index.html", "verify.js", "sha256.js", "start.js", "site.css"):
        text = files[name].decode()
        assert "http" not in text.replace("http-equiv", ""), name
        assert 'src="/' not in text
        assert "import" not in text


def test_every_text_that_the_page_says_is_given() -> None:
    files = dict(files_of(make_contents(*ALL)))
    script, texts = files["verify.js"].decode(), make_contents().texts["en"]
    unused = [
        key
        for key in texts
        if f'"{key}"' not in script
        and f'data-text="{key}"' not in files["index.html"].decode()
        and not key.startswith(("is-", "why-", "reason-", "code-", "seal-"))
    ]
    assert unused == []


def test_a_damaged_or_incomplete_copy_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArchiveError, match="cannot be read"):
        _ = Archive(tmp_path).keys
    folder = write_archive(tmp_path, make_contents(*ALL))
    digest = STANDS.record_sha256
    shard = folder / "registry" / f"{digest[0]}.js"
    shard.write_text(shard.read_text()[:-20])
    with pytest.raises(UnreadableArchiveError, match=shard.name):
        Archive(folder).with_fingerprint(digest)
    shard.unlink()
    with pytest.raises(UnreadableArchiveError, match=shard.name):
        Archive(folder).with_fingerprint(digest)
