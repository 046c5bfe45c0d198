from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from lms.content.certificates import CertificateRule
from lms.content.outline import CompletionRule, Component, Module
from lms.content.programme import Issuer, Logo, Programme, Signatory
from lms.credentials.drafting import Issue, draft_record
from lms.credentials.records import OutcomeResult, Recognition, Record
from lms.credentials.rules import Element, missing_elements
from lms.learning.rules import (
    FINAL_TEST,
    Facts,
    RecognisedPart,
    RecognitionFact,
    RecognitionKind,
    ResultFact,
)
from tests.factories.credentials import CODE, module_with_test

AT = datetime(2026, 11, 20, tzinfo=UTC)
ISSUE = Issue(
    id="id",
    code=CODE,
    holder_name="Anna Bērziņa",
    language="en",
    completed_on=date(2026, 11, 20),
    issued_on=date(2026, 11, 21),
    base_url="https://campus.example.org",
    is_trial_installation=False,
    salt="5a" * 16,
    email="anna@example.org",
    status_index=94567,
)


def programme(*, is_invented: bool = False) -> Programme:
    return Programme(
        titles={"en": "Campus"},
        issuer=Issuer(name="Academy", country="LV", region="Riga", web="", is_invented=is_invented),
        languages=("en", "sv"),
        courses=(),
        quality_assurance={"en": "Internal.", "sv": "Intern."},
    )


def facts(*scores: tuple[str, bool]) -> Facts:
    results = tuple(
        ResultFact(
            activity=FINAL_TEST, score=Decimal(score), max_score=Decimal(20), is_passed=passed, recorded_at=AT
        )
        for score, passed in scores
    )
    return Facts(enrolment_id="e", module_slug="m", edition_digest="d", enrolled_at=AT, results=results)


def draft(module: Module | None = None, **changes: Any) -> Record:
    given: dict[str, Any] = {"programme": programme(), "facts": facts(("16.5", True)), **changes}
    return draft_record(
        module or module_with_test(), given["programme"], given["facts"], given.get("issue", ISSUE)
    )


def in_swedish(*, is_worded: bool) -> Module:
    module = module_with_test()
    text = replace(
        module.text("en"),
        language="sv",
        title="En modul",
        missing=frozenset() if is_worded else frozenset({"module.md"}),
    )
    return replace(module, texts={**module.texts, "sv": text}, languages=("en", "sv"))


def test_only_the_hours_of_what_was_required_are_printed() -> None:
    module = module_with_test()
    module = replace(module, workload={**module.workload, Component.READING: Decimal(4)})
    record = draft(module)
    assert record.hours == "7.5"
    assert [(part.component, part.hours) for part in record.workload] == [
        ("lessons", "7"),
        ("final-test", "0.5"),
    ]


def test_ten_hours_are_not_written_as_a_power() -> None:
    module = replace(module_with_test(), workload={Component.LESSONS: Decimal("10.0")})
    assert draft(module).hours == "10"


def test_the_best_passed_result_counts_rounded_down() -> None:
    record = draft(facts=facts(("19.9", False), ("16.5", True)))
    assert [(one.percent, one.pass_percent) for one in record.assessments] == [(82, 70)]


def test_a_module_without_a_test_states_no_assessment() -> None:
    module = replace(module_with_test(), completion=CompletionRule(components=(Component.LESSONS,)))
    assert draft(module).assessments == ()


def test_it_is_worded_in_the_holders_language_and_in_the_source_language() -> None:
    record = draft(in_swedish(is_worded=True), issue=replace(ISSUE, language="sv"))
    assert [(one.language, one.title) for one in record.wordings] == [("sv", "En modul"), ("en", "A module")]
    assert record.wording.quality_assurance == "Intern."


@pytest.mark.parametrize("language", ["sv", "lv"])
def test_without_a_translation_it_is_worded_in_the_source_language_alone(language: str) -> None:
    record = draft(in_swedish(is_worded=False), issue=replace(ISSUE, language=language))
    assert [one.language for one in record.wordings] == ["en"]


def test_a_trial_installation_or_an_invented_issuer_makes_it_a_trial() -> None:
    assert not draft().is_trial
    assert draft(issue=replace(ISSUE, is_trial_installation=True)).is_trial
    assert draft(programme=programme(is_invented=True)).is_trial


def test_the_address_to_verify_at_is_complete() -> None:
    assert draft().verification_url == f"https://campus.example.org/verify/{CODE}"


def test_what_was_recognised_is_said_truthfully_and_a_failed_test_is_not_called_passed() -> None:
    decided = datetime(2026, 11, 18, tzinfo=UTC)
    decision = RecognitionFact(
        part=RecognisedPart.MODULE, kind=RecognitionKind.PRIOR_LEARNING, decided_at=decided
    )
    record = draft(facts=replace(facts(("3", False)), recognitions=(decision,)))
    assert record.assessments == ()
    assert record.recognition == Recognition(kind="prior-learning", basis="module", decided_on="2026-11-18")
    assert Element.ASSESSMENT not in missing_elements(record)


def test_a_waiver_is_no_assessment() -> None:
    decision = RecognitionFact(part=RecognisedPart.LESSONS, kind=RecognitionKind.WAIVER, decided_at=AT)
    record = draft(facts=replace(facts(), recognitions=(decision,)))
    assert record.recognition is not None
    assert record.recognition.kind == "waiver"
    assert Element.ASSESSMENT in missing_elements(record)


def certified(**rule: Any) -> Module:
    return replace(module_with_test(), certificate=CertificateRule(**rule))


SCORES = {"M1-O1": {"score": "7.5", "max_score": "9"}, "elsewhere": {"score": "1", "max_score": "1"}}


def test_results_by_outcome_are_said_only_where_the_module_wants_them() -> None:
    outcome = module_with_test().learning_outcomes[0]
    issue = replace(ISSUE, outcome_scores={outcome: SCORES["M1-O1"], "elsewhere": SCORES["elsewhere"]})
    assert draft(issue=issue).outcome_results == ()
    assert draft(certified(results_by_outcome=True), issue=issue).outcome_results == (
        OutcomeResult(outcome=0, score="7.5", max_score="9"),
    )


@pytest.mark.parametrize(
    ("issued", "months", "last"),
    [
        (date(2026, 11, 21), 36, "2029-11-21"),
        (date(2026, 1, 31), 1, "2026-02-28"),
        (date(2024, 2, 29), 12, "2025-02-28"),
        (date(2026, 11, 21), 1, "2026-12-21"),
        (date(2026, 12, 21), 1, "2027-01-21"),
        (date(2026, 11, 21), None, None),
    ],
)
def test_a_certificate_expires_after_the_months_that_its_module_says(
    issued: date, months: int | None, last: str | None
) -> None:
    record = draft(certified(valid_months=months), issue=replace(ISSUE, issued_on=issued))
    assert record.expires_on == last


def test_logos_and_signatories_are_those_of_the_programme_on_the_day_of_issue() -> None:
    logo = Logo(name="Fund", kind="funder", file="f.svg", alt="The fund", media_type="m", sha256="1" * 64)
    person = Signatory(name="Ebba Norrvik", roles={"en": "Head", "sv": "Chef"}, is_invented=True)
    given = replace(programme(), logos=(logo,), signatories=(person,))
    record = draft(in_swedish(is_worded=True), programme=given, issue=replace(ISSUE, language="sv"))
    assert [(one.kind, one.alt, one.sha256) for one in record.logos] == [("funder", "The fund", "1" * 64)]
    assert [(one.name, one.role, one.is_invented) for one in record.signatories] == [
        ("Ebba Norrvik", "Chef", True)
    ]
    assert [one.signatory_roles for one in record.wordings] == [("Chef",), ("Head",)]
