import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.credentials.records import canonical, digest_of_record, record_from
from tests.factories.credentials import ENGLISH, SWEDISH, make_record

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


GOLDEN = "7c179053b082ff0a5d552e57260a47e9ab2a2d31ccb6a2558559ef8d88660001"


def test_a_format_that_was_never_released_is_refused() -> None:
    text = canonical(make_record()).replace('"format":1', '"format":99')
    with pytest.raises(ValueError, match="99"):
        record_from(text)


def test_a_wording_is_chosen_by_language_and_falls_back_to_that_of_issue() -> None:
    record = make_record(wordings=(SWEDISH, ENGLISH))
    assert record.language == "sv"
    assert record.wording_in("en") is ENGLISH
    assert record.wording_in("lv") is SWEDISH
