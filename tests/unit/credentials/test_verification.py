from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from lms.credentials.rules import RevocationReason
from lms.credentials.rules.checks import Check, Outcome, Reason, Topic
from lms.credentials.rules.files_seen import Carrier, Difference, Field, FileSeen
from lms.credentials.rules.verification import (
    Answer,
    Entry,
    Note,
    Verdict,
    answer_of_code,
    answer_of_file,
)
from lms.credentials.wording.checks import FIELD_TEXTS, NOTE_TEXTS, REASON_TEXTS, TOPIC_TEXTS, VERDICT_TEXTS

NOW = datetime(2027, 3, 1, tzinfo=UTC)
BEFORE = NOW - timedelta(days=30)
ENTRY = Entry(
    id="0f8fad5b-d9cb-469f-a165-70867728950e",
    code="0123456789ABCDEFGHJK",
    title="Clusters",
    issuer_name="Academy",
    hours="7.5",
    awarded_on=date(2026, 11, 20),
    issued_at=datetime(2026, 11, 21, tzinfo=UTC),
    expires_on=None,
    is_trial=False,
)
OURS = FileSeen(
    carrier=Carrier.PDF,
    sha256="a" * 64,
    is_registered=True,
    seal=Reason.SEAL_INTACT,
    credential=Reason.CREDENTIAL_IDENTICAL,
    differences=(),
    has_credential=True,
    is_identity_one=True,
    is_status_ours=True,
)
RESAVED = replace(OURS, is_registered=False, seal=Reason.SEAL_ALTERED)
JSON_COPY = replace(OURS, carrier=Carrier.JSON, is_registered=False, seal=None, credential=Reason.PROOF_HOLDS)


def outcomes(answer: Answer) -> dict[Topic, Outcome]:
    return {check.topic: check.outcome for check in answer.checks}


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, Verdict.VALID),
        ({"expires_on": date(2027, 2, 28)}, Verdict.EXPIRED),
        ({"superseded_by": "K" * 20}, Verdict.SUPERSEDED),
        (
            {"revoked_at": BEFORE, "revoked_reason": RevocationReason.DETAILS_WRONG},
            Verdict.REVOKED,
        ),
        ({"is_intact": False}, Verdict.ALTERED),
        ({"holder_erased_at": BEFORE, "is_intact": None}, Verdict.VALID),
    ],
)
def test_code_and_the_file_itself_are_answered_alike(changes: dict[str, Any], verdict: Verdict) -> None:
    entry = replace(ENTRY, **changes)
    assert answer_of_code(entry, NOW).verdict is verdict
    assert answer_of_file(entry, OURS, NOW).verdict is verdict


def test_a_code_that_is_not_there_is_unknown() -> None:
    answer = answer_of_code(None, NOW)
    assert answer.verdict is Verdict.UNKNOWN
    assert not answer.is_reliable


def test_that_the_holder_was_erased_is_said_beside_the_standing() -> None:
    answer = answer_of_code(replace(ENTRY, holder_erased_at=BEFORE, is_intact=None), NOW)
    assert answer.notes == (Note.HOLDER_ERASED,)
    assert answer.is_reliable
    assert outcomes(answer)[Topic.ENTRY] is Outcome.NOT_POSSIBLE


@pytest.mark.parametrize("note", [Note.TRIAL, Note.SPECIMEN])
def test_what_is_no_certificate_is_never_reliable(note: Note) -> None:
    entry = replace(ENTRY, is_trial=note is Note.TRIAL)
    answer = answer_of_file(entry, replace(OURS, is_specimen=note is Note.SPECIMEN), NOW)
    assert note in answer.notes
    assert not answer.is_reliable


def test_a_pdf_that_is_not_the_one_given_out_is_altered_even_where_everything_in_it_is_ours() -> None:
    answer = answer_of_file(ENTRY, RESAVED, NOW)
    assert answer.verdict is Verdict.ALTERED
    assert {one.reason for one in answer.failed} == {Reason.FILE_DIFFERS, Reason.SEAL_ALTERED}
    resealed = answer_of_file(ENTRY, replace(OURS, is_registered=False), NOW)
    assert resealed.verdict is Verdict.ALTERED


def test_json_written_otherwise_is_genuine_while_its_signature_holds() -> None:
    answer = answer_of_file(ENTRY, JSON_COPY, NOW)
    assert answer.verdict is Verdict.VALID
    assert Note.NOT_THE_FILE_ITSELF in answer.notes
    assert answer.failed == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"credential": Reason.PROOF_FAILS},
        {"credential": Reason.PROOF_MISSING},
        {"credential": Reason.PROOF_FOREIGN},
        {"credential": Reason.PROOF_UNDEFINED_TERM},
        {"credential": Reason.PROOF_TOO_LATE},
        {"credential": Reason.PROOF_COMPROMISED},
        {"differences": (Difference(field=Field.TITLE, issued="Clusters", found="Physics"),)},
        {"is_identity_one": False},
        {"is_status_ours": False},
        {"trouble": Reason.FILE_UNREADABLE},
    ],
)
def test_one_failed_check_is_enough(changes: dict[str, Any]) -> None:
    answer = answer_of_file(ENTRY, replace(JSON_COPY, **changes), NOW)
    assert answer.verdict is Verdict.ALTERED
    assert len(answer.failed) == 1


def test_how_it_differs_is_said_unless_it_is_the_file_itself() -> None:
    difference = Difference(field=Field.TITLE, issued="Clusters", found="Physics")
    altered = answer_of_file(ENTRY, replace(RESAVED, differences=(difference,)), NOW)
    assert altered.differences == (difference,)
    assert answer_of_file(ENTRY, replace(OURS, differences=(difference,)), NOW).differences == ()


def test_a_file_that_names_nothing_of_ours_is_unknown_and_its_own_checks_are_shown() -> None:
    foreign = FileSeen(
        carrier=Carrier.PDF, sha256="b" * 64, seal=Reason.SEAL_FOREIGN, credential=Reason.CREDENTIAL_MISSING
    )
    answer = answer_of_file(None, foreign, NOW)
    assert answer.verdict is Verdict.UNKNOWN
    assert [one.reason for one in answer.checks] == [
        Reason.NAMES_NOTHING,
        Reason.SEAL_FOREIGN,
        Reason.CREDENTIAL_MISSING,
    ]
    named = answer_of_file(None, replace(foreign, is_identity_one=True), NOW)
    assert named.checks[0].reason is Reason.NOT_REGISTERED


def test_away_from_the_register_a_mark_that_holds_is_intact_and_one_that_does_not_is_altered() -> None:
    alone = replace(OURS, is_registered=False, differences=None, is_status_ours=None)
    answer = answer_of_file(None, alone, NOW, is_asked=False)
    assert answer.verdict is Verdict.INTACT
    assert not answer.is_reliable
    assert outcomes(answer)[Topic.REGISTER] is Outcome.NOT_POSSIBLE
    broken = answer_of_file(None, replace(alone, seal=Reason.SEAL_ALTERED), NOW, is_asked=False)
    assert broken.verdict is Verdict.ALTERED
    foreign = replace(alone, seal=Reason.SEAL_FOREIGN, credential=Reason.PROOF_FOREIGN)
    assert answer_of_file(None, foreign, NOW, is_asked=False).verdict is Verdict.UNKNOWN


def test_every_finding_has_its_topic_its_outcome_and_its_words() -> None:
    assert set(REASON_TEXTS) == set(Reason)
    assert {Check(reason=reason).topic for reason in Reason} == set(Topic) == set(TOPIC_TEXTS)
    assert {Check(reason=reason).outcome for reason in Reason} == set(Outcome)
    assert (set(NOTE_TEXTS), set(FIELD_TEXTS), set(VERDICT_TEXTS)) == (set(Note), set(Field), set(Verdict))
