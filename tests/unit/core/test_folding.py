"""Names as people look for them."""

import pytest

from lms.core.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ilze Bērziņa", "ilze berzina"),
        ("  Åsa \t Öberg ", "asa oberg"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Søren Ærø", "soren aero"),
        ("Straße", "strasse"),
    ],
)
def test_case_and_diacritics_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded
