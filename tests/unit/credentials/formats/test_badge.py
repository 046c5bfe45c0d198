"""Is a certificate a sound Open Badge, as a schema and a verifier say that are not ours?"""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import jsonschema
import pytest
import time_machine
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.ldp import OB3LdpVerifier

from lms.credentials.formats import labels
from lms.credentials.formats.achievement import achievement_text_from, achievement_text_of
from lms.credentials.formats.addresses import address_of
from lms.credentials.formats.badge import as_bytes, badge_of
from lms.credentials.formats.proofs import add_proof
from lms.credentials.records import (
    COURSE,
    Assessment,
    OutcomeResult,
    PartDetails,
    Recognition,
    Record,
    record_from,
)
from tests.factories.credentials import ENGLISH, SWEDISH, make_record
from tests.factories.signing import SIGNED_AT, badge_key, pem_of
from tests.support.conformance import conformance_data

PARTS = tuple(
    PartDetails(
        id=f"0f8fad5b-d9cb-469f-a165-70867728951{n}",
        code="X" * 20,
        title=f"Part {n}",
        hours="7.5",
        level="EQF 5",
        completed_on="2026-11-1" + str(n),
    )
    for n in range(3)
)
BOTH = (
    Assessment(kind="final-test", percent=82, pass_percent=70),
    Assessment(kind="assignment", percent=90, pass_percent=60),
)
RECORDS = {
    "module": make_record(),
    "two assessments, results by outcome, two languages, expiring": make_record(
        wordings=(SWEDISH, ENGLISH),
        assessments=BOTH,
        outcome_results=(OutcomeResult(outcome=0, score="2.5", max_score="3"),),
        expires_on="2029-11-21",
    ),
    "course": make_record(kind=COURSE, assessments=(), parts=PARTS),
    "recognised": make_record(
        assessments=(), recognition=Recognition(kind="waiver", basis="Decree 7", decided_on="2026-11-01")
    ),
    "specimen": make_record(is_specimen=True),
    "trial without region, web, address or place in a list": make_record(
        is_trial=True,
        email_hash=None,
        status_index=None,
        issuer=replace(make_record().issuer, region="", web=""),
    ),
}


def badge(record: Record) -> dict:
    return badge_of(record, address_of(record))


def signed(record: Record) -> dict:
    return add_proof(badge(record), badge_key(), SIGNED_AT)


@pytest.fixture(scope="module")
def schema(needs_schemas: None) -> jsonschema.Draft201909Validator:
    file = conformance_data("ob3") / "ob_v3p0_achievementcredential_schema.json"
    return jsonschema.Draft201909Validator(json.loads(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", RECORDS)
def test_the_schema_of_1edtech_accepts_it(schema: jsonschema.Draft201909Validator, name: str) -> None:
    assert [error.message for error in schema.iter_errors(signed(RECORDS[name]))] == []


def test_the_schema_refuses_a_badge_that_lacks_what_it_asks_for(
    schema: jsonschema.Draft201909Validator,
) -> None:
    whole = signed(make_record())
    achievement = {**whole["credentialSubject"]["achievement"]}
    del achievement["criteria"]
    spoilt = {**whole, "credentialSubject": {**whole["credentialSubject"], "achievement": achievement}}
    assert [error.message for error in schema.iter_errors(spoilt)] == ["'criteria' is a required property"]
    assert list(schema.iter_errors({**whole, "@context": whole["@context"][::-1]}))


@pytest.mark.parametrize("name", RECORDS)
def test_another_library_accepts_it_as_it_is_stored(name: str) -> None:
    with time_machine.travel(SIGNED_AT + timedelta(days=1)):  # some of them expire
        OB3LdpVerifier(pem_of(badge_key())).verify(as_bytes(signed(RECORDS[name])))


@pytest.mark.parametrize("change", [{"name": "Another"}, {"unheardOf": "of"}])
def test_another_library_refuses_it_when_something_is_changed_or_put_in(change: dict[str, str]) -> None:
    with pytest.raises(LibOpenBadgesException):
        OB3LdpVerifier(pem_of(badge_key())).verify(json.dumps({**signed(make_record()), **change}))


def test_the_same_record_gives_the_same_bytes() -> None:
    assert as_bytes(signed(make_record())) == as_bytes(signed(make_record()))


def test_it_states_the_same_identity_as_the_record() -> None:
    record = make_record()
    document = badge(record)
    assert document["id"] == f"https://campus.example.org/credentials/{record.id}"
    assert record.id not in document["credentialSubject"]["id"]


def test_the_holders_address_can_be_compared_by_whoever_knows_it() -> None:
    identity = badge(make_record())["credentialSubject"]["identifier"][1]
    digest = hashlib.sha256(("anna@example.org" + identity["salt"]).encode()).hexdigest()
    assert identity["identityHash"] == f"sha256${digest}"
    vector = hashlib.sha256(b"anna@example.org" + b"5a" * 16).hexdigest()
    assert identity["identityHash"].endswith(vector)
    assert "anna@example.org" not in json.dumps(identity)


def test_all_eleven_elements_of_a_micro_credential_have_their_place() -> None:
    document = badge(make_record())
    subject = document["credentialSubject"]
    achievement, narrative = subject["achievement"], subject["achievement"]["criteria"]["narrative"]
    assert subject["identifier"][0]["identityHash"] == "Anna Bērziņa"
    assert achievement["name"] == ENGLISH.title
    assert document["issuer"]["address"]["addressCountryCode"] == "SE"
    assert document["issuer"]["name"] == "Baltic Cluster Academy"
    assert document["awardedDate"] == "2026-11-20T00:00:00Z"
    assert document["validFrom"] == "2026-11-21T00:00:00Z"
    assert all(outcome in narrative for outcome in ENGLISH.learning_outcomes)
    assert "**Workload:** 7.5 hours" in narrative
    assert achievement["alignment"][0]["targetCode"] == "5"
    assert "**Assessment:** Final test, at least 70%" in narrative
    assert document["evidence"][0]["narrative"].startswith("82% (at least 70%)")
    assert "**Participation:** Online" in narrative
    assert ENGLISH.quality_assurance in narrative


def test_it_claims_no_credits_and_no_certain_level() -> None:
    text = json.dumps(badge(make_record()))
    assert "creditsAvailable" not in text
    assert "creditsEarned" not in text
    assert (
        "indicative" in badge(make_record())["credentialSubject"]["achievement"]["alignment"][0]["targetName"]
    )


def test_a_level_of_another_framework_is_not_said_to_be_a_european_one() -> None:
    achievement = badge(make_record(level="SeQF 6"))["credentialSubject"]["achievement"]
    assert "alignment" not in achievement


def test_results_stand_by_assessment_and_by_outcome() -> None:
    subject = badge(RECORDS["two assessments, results by outcome, two languages, expiring"])[
        "credentialSubject"
    ]
    described = {one["id"]: one for one in subject["achievement"]["resultDescription"]}
    values = {described[one["resultDescription"]]["name"]: one["value"] for one in subject["result"]}
    assert values == {
        "Slutprov": "82",
        "Uppgift bedömd av en person": "90",
        "förklara varför företag etablerar sig nära varandra": "83",
    }


def test_a_specimen_and_a_trial_say_so_in_their_name() -> None:
    assert badge(make_record(is_specimen=True))["name"].startswith("Specimen – not a certificate: ")
    assert badge(make_record(is_trial=True))["name"].startswith("Trial – not a certificate: ")


def test_a_course_names_the_certificates_it_is_made_up_of() -> None:
    document = badge(RECORDS["course"])
    assert [one["id"].rsplit("/")[-1] for one in document["evidence"]] == [part.id for part in PARTS]
    assert "Part 2 (7.5 h)" in document["credentialSubject"]["achievement"]["criteria"]["narrative"]


def test_words_of_our_own_are_there_in_nine_languages() -> None:
    assert labels.NINE_LANGUAGES == ("da", "de", "en", "et", "fi", "lt", "lv", "pl", "sv")
    for words in labels.LABELS.values():
        assert "{level}" in words.indicative
        assert "{percent}" in words.at_least
    document = badge(make_record(wordings=(replace(ENGLISH, language="lv"),)))
    narrative = document["credentialSubject"]["achievement"]["criteria"]["narrative"]
    assert "**Darba apjoms:** 7,5 " in narrative


def test_what_was_achieved_reads_back_and_names_nobody() -> None:
    text = achievement_text_of(RECORDS["course"])
    assert achievement_text_from(text.canonical) == text
    assert "Anna" not in text.canonical
    assert PARTS[0].code not in text.canonical


def test_what_was_achieved_is_the_same_whatever_language_it_was_issued_in() -> None:
    one, other = make_record(wordings=(SWEDISH, ENGLISH)), make_record(wordings=(ENGLISH, SWEDISH))
    assert achievement_text_of(one).digest == achievement_text_of(other).digest
    longer = replace(one, hours="8")
    assert achievement_text_of(longer).digest != achievement_text_of(one).digest


def test_a_record_of_the_first_format_gives_a_badge_too() -> None:
    text = '{"format":1,' + json.dumps(OLD)[1:]
    document = badge(record_from(text))
    assert "credentialStatus" not in document


OLD = {
    "id": "0f8fad5b-d9cb-469f-a165-70867728950e",
    "code": "X" * 20,
    "holder_name": "Anna",
    "module_slug": "m",
    "module_id": "B1",
    "edition_digest": "0" * 64,
    "wordings": [{"language": "en", "title": "T", "learning_outcomes": ["a"], "quality_assurance": "q"}],
    "hours": "1",
    "workload": [],
    "level": "EQF 5",
    "level_basis": "provider",
    "assessments": [],
    "participation": "online",
    "supervision": "none",
    "issuer": {"name": "A", "country": "SE", "region": "", "web": ""},
    "completed_on": "2026-11-20",
    "issued_on": "2026-11-21",
    "is_trial": False,
    "verification_url": "https://campus.example.org/verify/X",
    "supersedes": None,
}
