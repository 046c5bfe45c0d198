"""Which names can a certificate carry?"""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.people.certificate_font import name_face
from lms.people.names import (
    MAX_LENGTH,
    Face,
    Refusal,
    fits,
    folded_name,
    problem_on_certificate,
    problem_with_name,
)
from lms.web.fonts import BALTIC_LETTERS

FACE = name_face()
ASCII_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def refusal_of(name: str) -> Refusal | None:
    problem = problem_with_name(folded_name(name), FACE.covered)
    return problem.refusal if problem else None


@pytest.mark.parametrize("language", sorted(BALTIC_LETTERS))
def test_every_letter_of_every_language_around_the_sea_can_stand_in_a_name(language: str) -> None:
    for letter in BALTIC_LETTERS[language] + ASCII_LETTERS:
        assert refusal_of(f"A{letter}a") is None, letter


@given(st.data(), st.sampled_from(sorted(BALTIC_LETTERS)))
def test_names_of_these_letters_are_accepted_composed_or_decomposed(
    data: st.DataObject, language: str
) -> None:
    letters = st.text(BALTIC_LETTERS[language] + ASCII_LETTERS, min_size=2, max_size=14)
    name = data.draw(letters) + data.draw(st.sampled_from([" ", "-", "’", "'", ". "])) + data.draw(letters)
    assert refusal_of(name) is None
    assert folded_name(unicodedata.normalize("NFD", name)) == folded_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ilze Bērziņa",
        "Łukasz Żółć-Brzęczyszczykiewicz",
        "Søren Ærø",
        "Õnne Šmidt",
        "Jūratė Ąžuolaitė",
        "Äiti Öljymäki",
        "Jean-Luc d’Arc",
        "Seán O'Neill",
        "Dr. A. Müller",
        "'t Hooft",
        "Nguyễn Thị",
        "Þóra Guðmundsdóttir",
        "Li",
    ],
)
def test_real_names_are_accepted(name: str) -> None:
    assert problem_on_certificate(folded_name(name), FACE) is None


@pytest.mark.parametrize(
    ("name", "refusal", "character"),
    [
        ("A", Refusal.TOO_SHORT, ""),
        ("   ", Refusal.TOO_SHORT, ""),
        ("A" * 61, Refusal.TOO_LONG, ""),
        ("Anna 😀", Refusal.CHARACTER, "😀"),
        ("Anna\u202eallA", Refusal.HIDDEN_CHARACTER, "\u202e"),
        ("Anna\u200bBerta", Refusal.HIDDEN_CHARACTER, "\u200b"),
        ("Anna\x07", Refusal.HIDDEN_CHARACTER, "\x07"),
        ("Anna \ue000", Refusal.HIDDEN_CHARACTER, "\ue000"),
        ("Anna 2", Refusal.DIGIT, "2"),
        ("Anna ٣", Refusal.DIGIT, "٣"),
        ("Anna Ⅳ", Refusal.DIGIT, "Ⅳ"),
        ("Anna <b>", Refusal.CHARACTER, "<"),
        ("{{7}}", Refusal.CHARACTER, "{"),
        ("=SUM", Refusal.CHARACTER, "="),
        ("Anna, Dr", Refusal.CHARACTER, ","),
        ("ﬁona", Refusal.CHARACTER, "ﬁ"),
        ("Annaª", Refusal.CHARACTER, "ª"),
        ("A\u0335nna", Refusal.CHARACTER, "\u0335"),
        ("李明", Refusal.NOT_IN_FONT, "李"),
        ("-Anna", Refusal.BEGINS_WITH_MARK, "-"),
        (".Anna", Refusal.BEGINS_WITH_MARK, "."),
        ("''", Refusal.NO_LETTER, ""),
    ],
)
def test_what_cannot_be_printed_is_named(name: str, refusal: Refusal, character: str) -> None:
    problem = problem_with_name(folded_name(name), FACE.covered)
    assert problem is not None
    assert (problem.refusal, problem.character) == (refusal, character)


def test_letters_that_only_look_latin_are_a_disguise() -> None:
    covered = FACE.covered | {ord("а")}
    problem = problem_with_name("Аnna".replace("А", "A") + "а", covered)
    assert problem is not None
    assert problem.refusal is Refusal.MIXED_SCRIPTS


def test_spaces_are_folded_and_hyphens_are_one_kind() -> None:
    assert folded_name("  Anna \t Maria\u2010Luise \u00a0 Ozola ") == "Anna Maria-Luise Ozola"


def test_a_hidden_character_is_told_by_its_number() -> None:
    problem = problem_with_name("An\u202ena", FACE.covered)
    assert problem is not None
    assert problem.code_point == "U+202E"


def test_sixty_wide_letters_are_too_wide_and_sixty_narrow_ones_fit() -> None:
    assert not fits("W" * MAX_LENGTH, FACE)
    assert fits("i" * MAX_LENGTH, FACE)
    problem = problem_on_certificate("W" * MAX_LENGTH, FACE)
    assert problem is not None
    assert problem.refusal is Refusal.TOO_WIDE


def test_the_width_is_measured_in_the_room_there_is() -> None:
    face = Face(advances={ord("m"): 1000}, units_per_em=1000)
    assert fits("m" * 10, face, points=72, room_mm=254)
    assert not fits("m" * 11, face, points=72, room_mm=254)


@given(st.text(max_size=80))
def test_any_text_gets_an_answer_and_an_accepted_name_is_safe_to_print(text: str) -> None:
    name = folded_name(text)
    if problem_on_certificate(name, FACE) is None:
        assert 2 <= len(name) <= MAX_LENGTH
        assert all(ord(character) in FACE.covered for character in name)
        assert name.isprintable()
        assert folded_name(name) == name
