"""By which words are people found, and what does somebody who looks for them mean?"""

from lms.people.rules.finding import MOST_TERMS, WordSource, key_of, shown_key_of, terms_of, words_of


def test_people_are_found_by_each_word_of_name_address_and_organisation_however_it_is_spelt() -> None:
    words = words_of(name="Ilze Bērziņa-Łoś", email="i.berzina@klasteris.lv", organisation="Ostas Klasteris")
    assert {"ilze", "berzina", "los", "i", "klasteris", "lv", "ostas"} <= set(words)
    assert "i.berzina@klasteris.lv" in words


def test_a_word_is_of_the_name_before_the_organisation_and_of_the_address_last() -> None:
    words = words_of(name="Ilze Osta", email="ilze.klasteris@harbour.lv", organisation="Ostas Klasteris Osta")
    assert words["osta"] == words["ilze"] == WordSource.NAME
    assert words["klasteris"] == words["ostas"] == WordSource.ORGANISATION
    assert words["harbour"] == words["ilze.klasteris@harbour.lv"] == WordSource.ADDRESS


def test_what_is_typed_is_taken_apart_the_same_way() -> None:
    assert terms_of("BĒRZ  ilze") == ("berz", "ilze")
    assert terms_of("Bērziņa-Łoś") == ("berzina", "los")
    assert terms_of("klasteris.lv") == ("klasteris", "lv")


def test_an_address_stays_whole_and_may_be_only_begun() -> None:
    assert terms_of("I.Berzina@klast") == ("i.berzina@klast",)
    assert terms_of("@klasteris") == ("klasteris",)


def test_signs_alone_look_for_nobody_in_particular_and_long_texts_end_somewhere() -> None:
    assert terms_of(" – ? %_ ") == ()
    assert len(terms_of("a b c d e f g h i")) == MOST_TERMS


def test_who_has_no_name_is_sorted_by_address() -> None:
    assert key_of(name="Åsa Öberg", email="x@example.org") == "asa oberg"
    assert key_of(name=None, email="X@example.org") == "x@example.org"


def test_the_key_that_is_shown_says_nothing_of_the_address() -> None:
    assert shown_key_of("Åsa Öberg") == "asa oberg"
    assert shown_key_of(None) == ""
