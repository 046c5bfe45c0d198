"""Specimens of a module's certificate, before anybody earns it."""

from datetime import date

import pytest

from lms.content.programme import Issuer, Programme
from lms.credentials.printing.previews import LONGEST_NAMES, specimen_record
from lms.credentials.rules import missing_elements
from tests.factories.credentials import module_with_test

PROGRAMME = Programme(
    titles={"en": "Campus"},
    issuer=Issuer(name="Academy", country="LV", region="Riga", web="", is_invented=True),
    languages=("en",),
    courses=(),
    quality_assurance={"en": "Internal."},
)


@pytest.mark.parametrize("language", LONGEST_NAMES)
def test_a_specimen_is_whole_marked_and_as_hard_as_names_get(language: str) -> None:
    name = LONGEST_NAMES[language]
    record = specimen_record(
        module_with_test(),
        PROGRAMME,
        language=language,
        name=name,
        today=date(2026, 11, 21),
        base_url="https://campus.example.org",
    )
    assert 59 <= len(name) <= 60
    assert record.holder_name == name
    assert record.is_specimen
    assert missing_elements(record) == ()
