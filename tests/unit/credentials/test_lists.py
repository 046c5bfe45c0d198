import pytest

from lms.credentials.codes import CodeProblem, grouped, new_code
from lms.credentials.rules.lists import (
    MOST_LINES,
    SHOWN,
    EmptyListError,
    LongLineError,
    LongListError,
    codes_in,
    text_of,
)

ONE, TWO, THREE = (new_code(bytes([number]) * 12) for number in (1, 2, 3))


def texts(text: str) -> list[str]:
    return [code.text for code in codes_in(text)]


def test_codes_are_read_however_they_were_pasted() -> None:
    pasted = f"{grouped(ONE)}\r\n\n  {TWO.lower()}  \nhttps://campus.example.org/verify/{THREE}"
    assert texts(pasted) == [ONE, TWO, THREE]
    assert texts(f"{ONE}, {TWO}; {THREE}") == [ONE, TWO, THREE]
    assert [code.line for code in codes_in(pasted)] == [1, 3, 4]


def test_of_a_table_only_the_codes_are_taken() -> None:
    table = f'Name;Code;Remark\n"Anna Bērziņa";"{grouped(ONE)}";"3rd"\nJānis Ozols;{TWO};'
    assert texts(table) == [ONE, TWO]


def test_a_first_line_of_letters_is_taken_if_it_is_a_code() -> None:
    numbers = (sum(value << 5 * place for place in range(19)) for value in range(10, 32))
    code = next(one for number in numbers if (one := new_code(number.to_bytes(12, "big"))).isalpha())
    assert texts(f"{code}\n{ONE}") == [code, ONE]


def test_a_code_may_stand_twice() -> None:
    assert texts(f"{ONE}\n{ONE}") == [ONE, ONE]


def test_what_cannot_be_a_code_keeps_its_place_and_says_why() -> None:
    wrong = ONE[:-1] + ("0" if ONE[-1] != "0" else "1")
    codes = codes_in(f"{ONE}\n{wrong}\n{ONE[:-2]}\nnothing of the kind? {'x' * 80}")
    problems = [code.problem for code in codes]
    assert problems == [None, CodeProblem.CHECK, CodeProblem.LENGTH, CodeProblem.SYMBOL]
    assert all(len(code.text) <= SHOWN for code in codes)


def test_a_list_without_any_code_is_refused() -> None:
    for text in ("", "\n\n", "Code", "a letter to somebody"):
        with pytest.raises(EmptyListError):
            codes_in(text)


def test_a_list_may_not_be_longer_than_it_says() -> None:
    assert len(codes_in(f"{ONE}\n" * MOST_LINES)) == MOST_LINES
    with pytest.raises(LongListError) as refusal:
        codes_in(f"{ONE}\n" * (MOST_LINES + 1))
    assert refusal.value.line == MOST_LINES + 1
    with pytest.raises(LongLineError) as long:
        codes_in(f"{ONE}\n{'x' * 301}")
    assert long.value.line == 2


def test_files_of_other_programs_are_understood() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert texts(text_of(f"Größe;Code\nAnnå;{ONE}".encode(encoding))) == [ONE]
