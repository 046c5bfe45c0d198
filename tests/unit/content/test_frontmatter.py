"""What is read from heads and YAML files."""

from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.content.frontmatter import Fields, read_head
from lms.content.problems import Notes, as_text
from lms.content.yaml_nodes import read_yaml


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def fields_of(text: str) -> tuple[Fields, Notes]:
    notes = Notes("x.yaml")
    node = read_yaml(text, notes)
    assert node is not None, as_text(notes.problems)
    return Fields(node, notes), notes


def test_values_are_read_by_type() -> None:
    fields, notes = fields_of(
        "title: No\nminutes: 15\nopen: yes\ncolour: red\ncolours: [red, blue]\nnames: {a: b}\n"
        "hours: {a: 1.5}\ncounts: {a: 3}\nwords: [x, y]\ngroup: {key: value}\ngroups: [{key: value}]\n"
    )
    assert fields.text("title", example="t") == "No"
    assert fields.integer("minutes", least=1, most=20) == 15
    assert fields.yes_or_no("open") is True
    assert fields.word("colour", Colour, example="e") is Colour.RED
    assert fields.words("colours", Colour, example="e") == (Colour.RED, Colour.BLUE)
    assert fields.text_map("names") == {"a": "b"}
    assert fields.decimal_map("hours", most=2, example="e") == {"a": Decimal("1.5")}
    assert fields.integer_map("counts", least=0, most=9) == {"a": 3}
    assert fields.texts("words") == ("x", "y")
    group = fields.group("group")
    assert group is not None
    assert group.text("key") == "value"
    assert [g.text("key") for g in fields.groups("groups", example="e")] == ["value"]
    fields.close()
    assert notes.problems == []


def test_all_problems_are_found_at_once_at_their_places() -> None:
    fields, notes = fields_of("minutes: many\ntitel: x\n")
    fields.text("title", example="title: Words")
    fields.integer("minutes", least=1, most=9, example="minutes: 5")
    fields.close()
    assert as_text(notes.problems) == (
        "x.yaml:1:1 error missing-key: the key “title” is missing\n"
        "    title: Words\n"
        "x.yaml:1:10 error wrong-value: “minutes” should be a whole number from 1 to 9, not “many”\n"
        "    minutes: 5\n"
        "x.yaml:2:1 error unknown-key: the key “titel” is not known. Did you mean “title”?"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\nb: *x\n", "yaml-alias"),
        ("a: *x\n", "yaml-alias"),
        ("a: !!python/object/apply:os.system [ls]\n", "yaml-tag"),
        ("a: !local 1\n", "yaml-tag"),
        ("a: [[[[[[[[[[1]]]]]]]]]]\n", "yaml-too-large"),
        ("a: [" + "1, " * 6_000 + "1]\n", "yaml-too-large"),
        ("? [a, b]\n: c\n", "yaml-key"),
        ("- a\n- b\n", "yaml-not-keys"),
        ("words\n", "yaml-not-keys"),
        ("a: 1\n---\nb: 2\n", "yaml-two-documents"),
        ("a: [1\n", "yaml-syntax"),
        ("a: \x07\n", "yaml-syntax"),
    ],
)
def test_what_yaml_could_do_beyond_plain_values_is_refused(text: str, code: str) -> None:
    notes = Notes("x.yaml")
    assert read_yaml(text, notes) is None
    assert [problem.code for problem in notes.problems] == [code]


def test_a_bomb_of_aliases_is_never_unfolded() -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 9))
    notes = Notes("x.yaml")
    assert read_yaml(f"l0: &l0 [x]\n{levels}\n", notes) is None
    assert notes.problems[0].code == "yaml-alias"


def test_a_key_written_twice_is_told_with_both_lines() -> None:
    notes = Notes("x.yaml")
    read_yaml("a: 1\nb: 2\na: 3\n", notes)
    assert as_text(notes.problems) == (
        "x.yaml:3:1 error duplicate-key: “a” is written twice; it stands in line 1 already"
    )


def test_a_head_knows_where_the_body_begins() -> None:
    head = read_head("---\ntitle: A\n---\n\nText\n", Notes("x.md"), example="title: A")
    assert head is not None
    assert (head.body_line, head.body) == (4, "\nText\n")
    assert head.fields.place_of("title") == (2, 8)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_nodes_or_located_problems(text: str) -> None:
    notes = Notes("x.yaml")
    node = read_yaml(text, notes)
    assert node is not None or notes.problems
    assert all(problem.line >= 1 and problem.column >= 1 for problem in notes.problems)
