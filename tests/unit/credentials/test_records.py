import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.credentials.records import (
    DIPLOMA,
    MODULE,
    Logo,
    OutcomeResult,
    PartDetails,
    Recognition,
    Signatory,
    canonical,
    digest_of_record,
    hashed_email,
    record_from,
)
from tests.factories.credentials import ENGLISH, SWEDISH, make_record

FIRST_FORMAT = Path(__file__).parent / "data" / "record-format-1.json"
names = st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(names)
def test_a_record_is_read_back_as_it_was_written(name: str) -> None:
    record = make_record(holder_name=name, wordings=(SWEDISH, ENGLISH), supersedes="another")
    text = canonical(record)
    assert record_from(text) == record
    assert canonical(record_from(text)) == text


def test_the_text_is_canonical_keys_sorted_without_spaces_in_utf_8() -> None:
    text = canonical(make_record())
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert "Anna Bērziņa" in text
    assert digest_of_record(text) == hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_the_digest_of_a_record_never_changes() -> None:
    # If this fails, records already issued could no longer be confirmed: give the format a new number.
    assert digest_of_record(canonical(make_record())) == GOLDEN


GOLDEN = "fcc29ef57b760f0ba21c3860986d4f957e6b314cdd0e54f368f5871e6be9d108"


def test_a_record_of_the_first_format_is_still_read() -> None:
    text = FIRST_FORMAT.read_text(encoding="utf-8")
    record = record_from(text)
    assert digest_of_record(text) == "7c179053b082ff0a5d552e57260a47e9ab2a2d31ccb6a2558559ef8d88660001"
    assert (record.format, record.holder_name, record.kind) == (1, "Anna Bērziņa", MODULE)
    assert (record.salt, record.email_hash, record.status_index) == ("", None, None)
    assert record.wording.description == ""


def test_all_that_a_record_can_say_is_read_back() -> None:
    record = make_record(
        kind=DIPLOMA,
        outcome_results=(OutcomeResult(outcome=0, score="7.5", max_score="9"),),
        signatories=(Signatory(name="Ebba Norrvik", role="Director", is_invented=True),),
        logos=(Logo(name="Fund", kind="funder", sha256="1" * 64, media_type="image/svg+xml", alt="Fund"),),
        parts=(
            PartDetails(id="i", code="C", title="T", hours="7.5", level="EQF 5", completed_on="2026-11-20"),
        ),
        recognition=Recognition(kind="waiver", basis="A degree", decided_on="2026-11-19"),
        expires_on="2031-11-21",
    )
    assert record_from(canonical(record)) == record
    assert record.expiry_day == date(2031, 11, 21)


def test_the_address_of_the_holder_is_known_by_its_salted_hash_alone() -> None:
    record = make_record()
    assert record.email_hash == hashed_email("anna@example.org", record.salt)
    assert "anna@example.org" not in canonical(record)
    assert hashed_email("anna@example.org", "other") != record.email_hash


def test_a_format_that_was_never_released_is_refused() -> None:
    text = canonical(make_record()).replace('"format":2', '"format":99')
    with pytest.raises(ValueError, match="99"):
        record_from(text)


def test_a_wording_is_chosen_by_language_else_english_else_that_of_issue() -> None:
    record = make_record(wordings=(SWEDISH, ENGLISH))
    assert record.language == "sv"
    assert record.wording_in("en") is ENGLISH
    assert record.wording_in("lv") is ENGLISH
    assert make_record(wordings=(SWEDISH,)).wording_in("lv") is SWEDISH
