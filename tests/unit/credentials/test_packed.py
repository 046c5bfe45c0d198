import io
import stat
import zipfile
from collections.abc import Iterable

import pytest

from lms.credentials.formats.packed import files_at, names_in
from lms.credentials.rules.packed import LARGEST_ENTRY, MOST_ENTRIES, EntryProblem, RefusedArchiveError

PDF = b"%PDF-1.7 something"


def packed(entries: Iterable[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def refusal(data: bytes) -> list[tuple[EntryProblem, int | None]]:
    with pytest.raises(RefusedArchiveError) as refused:
        names_in(data)
    return [(finding.problem, finding.position) for finding in refused.value.findings]


def test_an_archive_of_certificates_is_taken_and_read_again() -> None:
    data = packed([("Anna Bērziņa.pdf", PDF), ("b.pdf", PDF + b"b")])
    assert names_in(data) == ("Anna Bērziņa.pdf", "b.pdf")
    assert dict(files_at(data, [2])) == {2: PDF + b"b"}


@pytest.mark.parametrize("name", ["folder/a.pdf", "/a.pdf", "../a.pdf", "C:a.pdf", "a\\b.pdf", "folder/"])
def test_names_with_a_path_are_refused(name: str) -> None:
    assert refusal(packed([("first.pdf", PDF), (name, PDF)])) == [(EntryProblem.PATH, 2)]


@pytest.mark.parametrize("name", ["a\x01.pdf", "fdp\u202e.exe", "x" * 121])
def test_names_that_deceive_are_refused(name: str) -> None:
    assert refusal(packed([(name, PDF)])) == [(EntryProblem.NAME, 1)]


def test_each_entry_that_is_wrong_is_told_of_with_its_place() -> None:
    inner = packed([("a.pdf", PDF)])
    found = refusal(packed([("a.pdf", PDF), ("inner.pdf", inner), ("b.pdf", b"GIF89a"), ("c.pdf", b"")]))
    assert found == [(EntryProblem.NESTED, 2), (EntryProblem.NOT_A_PDF, 3), (EntryProblem.NOT_A_PDF, 4)]


def test_the_same_name_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = packed([("a.pdf", PDF), ("b.pdf", PDF), ("a.pdf", PDF)])
    assert refusal(data) == [(EntryProblem.TWICE, 3)]
    assert refusal(packed([("a.pdf", PDF), ("A.PDF", PDF)])) == [(EntryProblem.TWICE, 2)]


def test_links_are_refused() -> None:
    link = zipfile.ZipInfo("link.pdf")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refusal(packed([(link, b"secret")])) == [(EntryProblem.NOT_A_FILE, 1)]


def test_encrypted_entries_are_refused() -> None:
    data = bytearray(packed([("a.pdf", PDF)]))
    directory = data.rfind(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert refusal(bytes(data)) == [(EntryProblem.ENCRYPTED, 1)]


def test_bombs_are_refused_unread() -> None:
    assert refusal(packed([("a.pdf", PDF + bytes(5_000_000))], zipfile.ZIP_DEFLATED)) == [
        (EntryProblem.BOMB, 1)
    ]
    large = packed([("a.pdf", PDF + bytes(LARGEST_ENTRY))], zipfile.ZIP_DEFLATED)
    assert refusal(large) == [(EntryProblem.TOO_LARGE, 1)]
    many = packed([(f"{number}.pdf", PDF + bytes(9_000_000)) for number in range(15)], zipfile.ZIP_DEFLATED)
    assert refusal(many) == [(EntryProblem.TOO_LARGE_TOGETHER, None)]


def test_too_many_entries_are_refused_before_they_are_listed() -> None:
    data = packed([(f"{number}.pdf", b"") for number in range(MOST_ENTRIES + 1)])
    assert refusal(data) == [(EntryProblem.TOO_MANY, MOST_ENTRIES + 1)]
    end = data.rfind(b"PK\x05\x06")
    hidden = data[:end] + b"PK\x06\x07" + bytes(16) + data[end:]
    assert refusal(hidden) == [(EntryProblem.TOO_MANY, MOST_ENTRIES + 1)]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"PK\x05\x06" + bytes(3), b"x" * 100_000])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    assert refusal(data) == [(EntryProblem.NOT_AN_ARCHIVE, None)]


def test_an_empty_archive_and_a_damaged_entry_are_refused() -> None:
    assert refusal(packed([])) == [(EntryProblem.EMPTY, None)]
    data = packed([("a.pdf", PDF)]).replace(b"something", b"somethinG", 1)
    assert refusal(data) == [(EntryProblem.DAMAGED, 1)]
    assert refusal(packed([("a.pdf", PDF * 9)], zipfile.ZIP_LZMA)) == [(EntryProblem.DAMAGED, 1)]
