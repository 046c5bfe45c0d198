"""Templates in use: nothing is issued by an unproven one, and nothing that was issued ever changes."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from lms.content.print_templates.model import PrintTemplate
from lms.core.db import db
from lms.core.extension import storage
from lms.core.pdf import PdfBusyError, PdfError
from lms.credentials import queries, services
from lms.credentials.models import CredentialRecord
from lms.credentials.printing.making import pdf_of
from lms.credentials.records import Record, canonical, record_from
from lms.credentials.rules.preflight import Check, Finding
from lms.credentials.services import templates
from lms.credentials.templates.shelf import FOLDER, kept_template, proof_of
from lms.web.catalogue import current_catalogue
from tests.factories.credentials import make_record
from tests.factories.print_templates import changed_files, example
from tests.integration.credentials.conftest import Case

FAULT = Finding(check=Check.CONTRAST.value, text="“x” (1.0 : 1)", where=("longest", "lv"))


def second(version: str = "2") -> PrintTemplate:
    """The example with another look."""
    files = changed_files("template.yaml", "version: 1", f"version: {version}")
    path = "certificates/upright/template.css"
    return example({**files, path: files[path] + b".name { font-size: 20pt }\n"})


@pytest.fixture
def found(context: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Finding]]:
    """What the next proof finds; nothing was proven before."""
    said: list[Finding] = []
    monkeypatch.setattr(templates, "preflight", lambda *_: tuple(said))
    yield said
    for name in list(storage().names(FOLDER)):
        storage().discard_named(name)


def issued_by(case: Case, template: PrintTemplate | None) -> Record:
    credential = replace(case, programme=replace(case.programme, template=template)).issue()
    return record_from(queries.text_of(db.session.get_one(CredentialRecord, credential.id)))


@pytest.fixture
def used(case: Case) -> Record:
    """A certificate issued by the example, which was proven before."""
    services.prove(example())
    return issued_by(case, example())


def test_an_unproven_template_is_not_used_and_the_log_says_so(
    found: list[Finding], case: Case, caplog: pytest.LogCaptureFixture
) -> None:
    assert issued_by(case, example()).template is None
    assert "the template upright is not proven: a certificate is issued by the built-in page" in caplog.text


def test_a_template_with_findings_is_not_used(found: list[Finding], case: Case) -> None:
    found.append(FAULT)
    proof = services.prove(example())
    assert proof.findings == (FAULT,)
    assert proof_of(example().digest) == proof
    assert issued_by(case, example()).template is None


def test_a_certificate_names_the_template_that_it_was_issued_by(found: list[Finding], used: Record) -> None:
    assert used.template == example().digest
    assert kept_template(example().digest) == example()
    assert record_from(canonical(used)) == used


def test_the_worker_proves_a_template_once(found: list[Finding]) -> None:
    assert services.prove_if_due(None) == 0
    assert [services.prove_if_due(example()) for _ in range(2)] == [1, 0]


def test_a_busy_machine_says_nothing_of_a_template(
    found: list[Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_slow(*_: object) -> tuple[Finding, ...]:
        raise PdfBusyError("laying out took too long")

    with monkeypatch.context() as busy:
        busy.setattr(templates, "preflight", too_slow)
        assert services.prove_if_due(example()) == 0
        assert proof_of(example().digest) is None
    assert services.prove_if_due(example()) == 1


def test_while_a_changed_template_is_unproven_the_last_good_one_is_used(
    found: list[Finding], case: Case, caplog: pytest.LogCaptureFixture
) -> None:
    services.prove(example())
    found.append(FAULT)
    services.prove(second())
    assert issued_by(case, second()).template == example().digest
    assert f"issued by version {example().digest[:12]}" in caplog.text


def test_a_changed_template_changes_no_certificate_in_any_language(
    found: list[Finding], used: Record
) -> None:
    before = {language: pdf_of(used, language) for language in ("en", "lv")}
    services.prove(second())
    after = {language: pdf_of(used, language) for language in ("en", "lv")}
    assert after == before
    assert pdf_of(replace(used, template=second().digest), "en") != before["en"]
    assert pdf_of(replace(used, template=None), "en") != before["en"]


def test_a_corrected_name_is_printed_by_the_template_of_the_first_issue(
    found: list[Finding], case: Case, used: Record
) -> None:
    services.prove(second())
    services.confirm_name(case.user.id, "Ilze Kalniņa", current_catalogue())
    corrected = services.correct_name(case.user.id, used.id)
    text = queries.text_of(db.session.get_one(CredentialRecord, corrected.id))
    assert record_from(text).template == example().digest


def test_a_version_that_was_used_belongs_to_one_template(found: list[Finding], used: Record) -> None:
    proof = services.prove(second(version="1"))
    assert [(one.check, one.text) for one in proof.findings] == [("version", "1")]
    assert services.prove(second()).passes


def test_without_a_template_certificates_are_printed_by_our_page(found: list[Finding], case: Case) -> None:
    services.prove(example())
    assert issued_by(case, None).template is None


def test_a_template_that_is_gone_is_an_error_and_not_another_page(context: Flask) -> None:
    with pytest.raises(PdfError, match="is not kept any more"):
        pdf_of(make_record(template="0" * 64))


def test_a_record_printed_by_our_page_is_written_as_before_there_were_templates() -> None:
    assert '"template"' not in canonical(make_record())
    assert '"template":"x"' in canonical(make_record(template="x"))
