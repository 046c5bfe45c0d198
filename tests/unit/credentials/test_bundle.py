"""The archive of a holder's files, and the address that LinkedIn documents."""

import io
import zipfile
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from lms.credentials import bundle
from lms.credentials.bundle import BundleTooLargeError, Entry, bundle_of, file_name, readme_of, shortened
from lms.credentials.linkedin import linkedin_url


def test_every_file_is_there_with_a_text_that_explains_it() -> None:
    readme = readme_of("Certificates", ["All of them."], [("*.pdf", "to print")])
    data = bundle_of([Entry(folder="2026: a/b", name="certificate-lv.pdf", data=b"%PDF")], readme)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["2026 a b/certificate-lv.pdf", "README.txt"]
        assert b"*.pdf  to print" in archive.read("README.txt")


@pytest.mark.parametrize(
    ("text", "name"),
    [("../../etc/passwd", "etc passwd"), ("Bērziņa", "Bērziņa"), ("...", "file"), ("a" * 300, "a" * 100)],
)
def test_names_do_no_harm_on_any_system(text: str, name: str) -> None:
    assert file_name(text) == name


def test_a_long_title_ends_with_a_word() -> None:
    assert shortened("Innovation, markets and resilience", 20) == "Innovation, markets"
    assert shortened("Short", 20) == "Short"
    assert shortened("a" * 30, 20) == "a" * 20


def test_it_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MOST_FILES", 2)
    with pytest.raises(BundleTooLargeError):
        bundle_of([Entry(folder="a", name=str(n), data=b"") for n in range(3)], "")


def test_linkedin_gets_what_it_documents_and_nothing_else() -> None:
    address = linkedin_url(
        title="Clusters & co",
        issuer="Academy",
        issued_on=date(2026, 11, 21),
        expires_on=date(2029, 2, 1),
        address="https://campus.example.org/verify/7H3K",
        code="7H3K-9QXA",
    )
    assert parse_qs(urlsplit(address).query) == {
        "startTask": ["CERTIFICATION_NAME"],
        "name": ["Clusters & co"],
        "organizationName": ["Academy"],
        "issueYear": ["2026"],
        "issueMonth": ["11"],
        "expirationYear": ["2029"],
        "expirationMonth": ["2"],
        "certUrl": ["https://campus.example.org/verify/7H3K"],
        "certId": ["7H3K-9QXA"],
    }
