import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lms.core.pdf import PdfTimeoutError
from lms.credentials import services
from lms.credentials.codes import grouped, new_code
from lms.credentials.rules.enquiries import MOST_OPEN
from lms.credentials.services import answering
from lms.credentials.services.enquiry_reports import Answers
from tests.functional.credentials.conftest import NAME, Issued
from tests.support.pages import counted_queries, post
from tests.unit.credentials.test_packed import PDF, packed

PAGE = "/verify/many"
UNKNOWN = new_code(bytes(12))


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is laid out and sealed; nobody is throttled but where that is tested."""
    monkeypatch.setattr(answering, "sealed_report", lambda _answers, _seconds: b"%PDF-report")
    monkeypatch.setattr(answering.keys, "published", lambda: ())
    monkeypatch.setattr("lms.web.limits.limiter.enabled", False)


def run(app: Flask) -> None:
    with app.app_context():
        while services.answer_enquiries("Baltic Cluster Academy"):
            pass


def send(
    client: FlaskClient, *, codes: str = "", data: bytes | None = None, name: str = "x.zip"
) -> TestResponse:
    form: dict[str, object] = {"codes": codes, "language": "lv"}
    if data is not None:
        form["file"] = (io.BytesIO(data), name)
    return post(client, PAGE, form, page=PAGE, content_type="multipart/form-data")


def test_a_list_leads_to_a_report_under_an_address_of_its_own(
    in_use: Flask, client: FlaskClient, real: Issued
) -> None:
    answer = send(client, codes=f"{grouped(real.code)}\n{UNKNOWN}\nnonsense")
    assert answer.status_code == 303
    waiting = client.get(answer.location)
    assert "1 of 3 checked" in waiting.text
    assert waiting.headers["Refresh"] == f"3; url={answer.location}"
    assert waiting.headers["X-Robots-Tag"].startswith("noindex")
    assert client.get(f"{answer.location}/report.pdf").status_code == 404
    run(in_use)
    ready = client.get(answer.location)
    assert "Refresh" not in ready.headers
    assert "1 of 3 are genuine and valid" in ready.text
    assert "Those to look at" in ready.text
    assert "Not issued by us" in ready.text
    assert grouped(UNKNOWN) in ready.text
    assert NAME not in ready.text
    report = client.get(f"{answer.location}/report.pdf")
    assert report.data == b"%PDF-report"
    assert report.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"{answer.location}/report.csv").mimetype == "text/csv"


def test_nobody_finds_it_without_the_whole_address(in_use: Flask, client: FlaskClient, real: Issued) -> None:
    address = send(client, codes=real.code).location
    assert client.get(address[:-1]).status_code == 404
    assert client.get(f"{PAGE}/{'x' * 43}").status_code == 404


def test_it_goes_when_the_asker_says_so(client: FlaskClient, real: Issued, in_use: Flask) -> None:
    address = send(client, codes=real.code).location
    run(in_use)
    assert post(client, f"{address}/removed", page=address).status_code == 303
    assert client.get(address).status_code == 404
    assert post(client, f"{address}/removed", page=PAGE).status_code == 404


def test_an_archive_is_taken_whole_or_not_at_all(app: Flask, client: FlaskClient) -> None:
    refused = send(client, data=packed([("a.pdf", PDF), ("b/c.pdf", PDF), ("d.pdf", b"GIF89a")]))
    assert refused.status_code == 422
    assert "File 2, “b/c.pdf”, lies in a folder." in refused.text
    address = send(client, data=packed([("Anna.pdf", PDF)])).location
    run(app)
    assert "0 of 1 are genuine and valid" in client.get(address).text


def test_a_file_with_codes_is_read_as_a_list(app: Flask, client: FlaskClient) -> None:
    table = f"Name;Code\nAnna;{UNKNOWN}\n".encode("utf-8-sig")
    address = send(client, data=table, name="list.csv").location
    run(app)
    assert "Not issued by us" in client.get(address).text


@pytest.mark.parametrize(
    ("codes", "data", "said"),
    [
        ("", None, "Write codes, or choose a file."),
        (UNKNOWN, UNKNOWN.encode(), "Give codes or a file, not both."),
        ("a letter", None, "There is no code in it."),
        (f"{UNKNOWN}\n" * 1001, None, "line 1,001 is one too many"),
        (f"{UNKNOWN}\n{'x' * 301}", None, "Line 2 has more than 300 characters"),
        ("", b"PK\x03\x04 something", "not a ZIP archive"),
    ],
)
def test_what_cannot_be_taken_is_said_and_kept(
    client: FlaskClient, codes: str, data: bytes | None, said: str
) -> None:
    answer = send(client, codes=codes, data=data)
    assert answer.status_code == 422
    assert said in answer.text
    assert codes.split("\n")[0] in answer.text


def test_a_text_in_the_place_of_a_file_is_no_file(client: FlaskClient) -> None:
    answer = post(client, PAGE, {"codes": "", "file": "anything", "language": "en"}, page=PAGE)
    assert answer.status_code == 422
    assert "Write codes, or choose a file." in answer.text


def test_when_too_many_wait_the_next_is_asked_to_come_back(client: FlaskClient) -> None:
    for _ in range(MOST_OPEN):
        assert send(client, codes=UNKNOWN).status_code == 303
    answer = send(client, codes=UNKNOWN)
    assert answer.status_code == 503
    assert "in a quarter of an hour" in answer.text


def test_a_network_may_ask_only_so_often(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.web.limits.limiter.enabled", True)
    statuses = [send(client, codes="nothing").status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


def test_the_page_asks_the_database_little(app: Flask, client: FlaskClient) -> None:
    address = send(client, codes=f"{UNKNOWN}\n" * 1000).location
    with counted_queries(app) as statements:
        client.get(address)
    assert len(statements) <= 2
    run(app)
    with counted_queries(app) as statements:
        ready = client.get(address)
    assert len(statements) <= 3
    assert "The first 50 of them" in ready.text


def test_the_page_speaks_the_language_of_the_authority(client: FlaskClient) -> None:
    page = client.get(PAGE, headers={"Accept-Language": "lv"})
    assert "Pārbaudīt daudzus sertifikātus" in page.text


def test_a_report_that_was_given_up_is_said(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = send(client, codes=UNKNOWN).location
    monkeypatch.setattr(answering, "MOST_REPORT_TRIES", 1)
    monkeypatch.setattr(answering, "sealed_report", refuse)
    run(app)
    page = client.get(address).text
    assert "could not be made" in page
    assert "Not issued by us" in page, "the answers are there all the same"
    assert grouped(UNKNOWN) in client.get(f"{address}/report.csv").text
    assert client.get(f"{address}/report.pdf").status_code == 404


def refuse(_answers: Answers, _seconds: int) -> bytes:
    raise PdfTimeoutError("laying out took too long")
