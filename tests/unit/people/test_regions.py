"""Regions have codes and names of their country; names of organisations tell doubles."""

import pytest

from lms.core.folding import in_order
from lms.people.choices import BALTIC_COUNTRIES
from lms.people.rules.doubles import may_be_one, name_words
from lms.people.rules.regions import REGIONS, is_region_of, region_name, regions_of, wider_regions


def test_every_region_belongs_to_a_country_around_the_sea() -> None:
    assert {code[:2] for code in REGIONS} == set(BALTIC_COUNTRIES) - {"IS"}
    assert sum(len(regions_of(country)) for country in BALTIC_COUNTRIES) == len(REGIONS)
    assert [code for code in REGIONS if not is_region_of(code, code[:2])] == []


def test_no_region_to_choose_is_part_of_another_one() -> None:
    wider = {code[:length] for code in REGIONS for length in range(3, len(code))}
    assert wider & REGIONS.keys() == set()


def test_a_region_is_said_by_name_and_code() -> None:
    assert region_name("LV00C") == "Vidzeme (LV00C)"
    assert region_name("SE33") == "Övre Norrland (SE33)"
    assert region_name("IS00") == "IS00"


def test_only_wider_regions_with_a_name_are_offered() -> None:
    assert wider_regions("LV00C") == ("LV00",)
    assert wider_regions("SE332") == ("SE3", "SE33")
    assert wider_regions("DE6") == ()


@pytest.mark.parametrize(
    ("code", "country"), [("LV00C", "SE"), ("lv00c", "LV"), ("LV", "LV"), ("EL30", "GR")]
)
def test_a_region_lies_in_its_own_country_alone(code: str, country: str) -> None:
    assert is_region_of(code, country) == (country == "GR")


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("SIA Norrvikas klasteris", "Norrvikas Cluster"),
        ("Norrvik Cluster", "Norrvik cluster initiative"),
        ("Norrvik Harbour Cluster AB", "Harbour Cluster Norrvik"),
        ("Söderhavn Marine Kluster", "Soderhavn Marin Kluster"),
        ("Cluster", "cluster"),
    ],
)
def test_one_organisation_may_go_by_two_names(name: str, other: str) -> None:
    assert may_be_one(name, other)
    assert may_be_one(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Norrvik Cluster", "Söderhavn Cluster"),
        ("Maritime Cluster", "Food Cluster"),
        ("Cluster AB", "Forest Cluster"),
        ("City of Norrvik", "City of Lindhamn"),
    ],
)
def test_what_is_common_to_many_names_makes_no_double(name: str, other: str) -> None:
    assert not may_be_one(name, other)


def test_legal_forms_are_no_part_of_a_name() -> None:
    assert name_words("SIA „Norrvikas klasteris”") == {"norrvikas", "cluster"}


def test_names_stand_in_the_order_of_the_readers_language() -> None:
    names = ["Åland", "Zambia", "Austria", "Österreich", "Ägypten"]
    assert sorted(names, key=lambda one: in_order(one, "sv")) == [
        "Austria",
        "Zambia",
        "Åland",
        "Ägypten",
        "Österreich",
    ]
    assert sorted(names, key=lambda one: in_order(one, "de"))[-1] == "Zambia"
