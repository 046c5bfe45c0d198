"""What do the selects of the account pages offer?"""

import pytest

from lms.people.choices import country_choices, language_choices, time_zone_choices
from lms.people.rules import DEFAULT_TIME_ZONE


@pytest.mark.parametrize("language", ["en", "sv"])
def test_countries_of_the_region_come_first_and_each_country_once(language: str) -> None:
    choices = country_choices(language, near="near", elsewhere="elsewhere")
    codes = [choice.value for choice in choices]
    assert codes[:2] == ["SE", "FI"]
    assert len(codes) == len(set(codes))
    assert 240 < len(codes) < 256
    assert {"LV", "UA", "ES"} < set(codes)
    assert not {"EU", "UN", "ZZ"} & set(codes)


def test_countries_have_the_names_of_the_readers_language() -> None:
    assert {c.value: c.label for c in country_choices("sv", near="a", elsewhere="b")}["DE"] == "Tyskland"


def test_languages_begin_with_a_capital_letter_in_every_interface_language() -> None:
    assert {c.value: c.label for c in language_choices("sv")}["lv"] == "Lettiska"


def test_time_zones_of_europe_come_first_and_hold_the_default() -> None:
    zones = [choice.value for choice in time_zone_choices()]
    assert zones[0].startswith("Europe/")
    assert {DEFAULT_TIME_ZONE, "Europe/Riga", "UTC"} < set(zones)
    assert len(zones) == len(set(zones))
