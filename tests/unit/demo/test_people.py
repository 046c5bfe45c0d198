"""The people of a demonstration are made up by rule: always the same, and nobody real."""

from collections import Counter

from lms.demo.crowd import crowd
from lms.demo.examples import EXAMPLES
from lms.demo.filling import PEOPLE
from lms.demo.names import NAMES
from lms.demo.organisations import ORGANISATIONS
from lms.people.rules.likeness import Known, likeness
from lms.people.rules.regions import regions_of

COUNTRIES = {"DK", "EE", "FI", "DE", "LV", "LT", "PL", "SE", "NO"}
CROWD = crowd(PEOPLE)
TWICE = [one for at, one in enumerate(CROWD) if one.name in {earlier.name for earlier in CROWD[:at]}]


def test_a_smaller_crowd_is_the_beginning_of_a_larger_one() -> None:
    assert crowd(40) == CROWD[:40]


def test_nobody_has_the_address_of_anybody_else_and_all_addresses_lead_nowhere() -> None:
    addresses = [one.email for one in (*EXAMPLES, *CROWD)]
    assert len(set(addresses)) == len(addresses)
    assert all(one.endswith("@example.org") and one.isascii() for one in addresses)


def test_names_differ_and_have_the_letters_of_their_language() -> None:
    assert max(Counter(one.name for one in CROWD if one not in TWICE).values()) == 1
    for country, letters in {
        "LV": "āēīūķļņšž",
        "PL": "łńśżą",
        "EE": "õäöü",
        "DK": "øåæ",
        "LT": "ėūšž",
    }.items():
        named = "".join(one.name for one in CROWD if one.country == country)
        assert set(letters) & set(named), country


def test_two_came_a_second_time_by_another_address() -> None:
    assert len(TWICE) == 2
    for again in TWICE:
        (before,) = [one for one in CROWD if one.name == again.name and one is not again]
        assert before.came > again.came
        one, other = (
            Known(name=p.name, email=p.email, organisation="", country=p.country) for p in (before, again)
        )
        assert likeness(one, other).is_likely


def test_nine_countries_have_people_and_organisations_of_every_kind() -> None:
    assert set(NAMES) == {one.country for one in CROWD} == {one.country for one in ORGANISATIONS} == COUNTRIES
    assert len(ORGANISATIONS) == 40
    assert len({one.kind for one in ORGANISATIONS}) == 3
    assert all(one.name.endswith("(invented)") for one in ORGANISATIONS)
    assert all(one.region in regions_of(one.country) for one in ORGANISATIONS)


def test_everybody_works_where_they_live() -> None:
    for one in CROWD:
        assert one.organisation is not None
        assert ORGANISATIONS[one.organisation].country == one.country
