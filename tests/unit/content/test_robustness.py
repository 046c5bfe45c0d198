"""Whatever stands in a file, the compiler answers with located problems and never falls over."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.content.compiler import Compilation, compile_tree
from lms.content.item_rendering import render_item
from lms.content.items import ItemType
from lms.content.naming import LESSON_FILE
from lms.content.pages import read_lesson_page, read_module_page, read_plain_page, text_of
from lms.content.parser import parse_tree
from lms.content.problems import Notes
from lms.content.quiz_syntax import parse_items
from tests.courses.trees import good_files
from tests.unit.content.plain_renderer import Plain

FILES = good_files()
LESSON = "basics/small-clusters/en/01-what-it-is.md"
WHOLE = FILES[LESSON].decode()
TEXT_FILES = sorted(path for path in FILES if not path.endswith((".svg", ".csv")))
SIGNS = st.sampled_from(
    [
        *(
            "",
            "\n",
            "\n\n",
            " ",
            "    ",
            "\t",
            "\r",
            "#",
            "### ",
            "```",
            "```quiz\n",
            "---\n",
            "&a ",
            "*a",
            "!!x ",
        ),
        *(
            "( ) ",
            "(x) ",
            "[x] ",
            "= ",
            "!= ",
            "- a -> b\n",
            "1. ",
            "> ",
            "? ",
            "± 2%",
            "[type: cloze]",
            "title: ",
        ),
        *("{{", "}}", "{", "}", "$", "$$", "|", ": ", "[^1]", "](", "<", "&", "*", "é", "💧"),
        *(
            "@12,30 20x15 a",
            "=> ",
            "- a => b\n",
            "| | a | b |\n|---|---|---|\n",
            "| a | (x) | [ ] |\n",
            "[x: a]",
        ),
        *("#### ", "[case]", "[type: hotspot]", "[type: matrix]", "[type: likert]", "scale: a | b | c\n"),
        *(
            "[type: poll]",
            "[type: essay]",
            "[words: 5-2]",
            "[hint-cost: 25%]",
            "[accept: pdf]",
            "\n\n![a](b)",
        ),
        *("\x00", "\u202e", "\ue000", "\ue100", "\ufeff"),
    ]
)


def check(compilation: Compilation) -> None:
    for problem in compilation.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.path in FILES or problem.path.startswith(("basics/", "glossary/", "programme"))


@given(st.text(max_size=500) | st.lists(SIGNS, max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_in_a_fence_is_read(text: str) -> None:
    notes = Notes("x.md")
    for item in parse_items(text.split("\n"), 1, notes):
        assert item.line >= 1
    assert all(problem.line >= 1 and problem.column >= 1 for problem in notes.problems)


@given(
    st.sampled_from(ItemType), st.sampled_from(["", "### c [case]\nText.\n\n#"]), st.lists(SIGNS, max_size=40)
)
@settings(max_examples=400, deadline=None)
def test_any_text_below_a_type_is_read(kind: ItemType, before: str, signs: list[str]) -> None:
    notes = Notes("x.md")
    text = f"{before}### a [type: {kind}]\nWhat?\n\n{''.join(signs)}"
    for item in parse_items(text.split("\n"), 1, notes):
        assert item.line >= 1
        if not notes.has_errors:
            render_item(item, Plain())
    assert all(problem.line >= 1 and problem.column >= 1 for problem in notes.problems)


@given(st.binary(max_size=300) | st.lists(SIGNS, max_size=60).map(lambda signs: "".join(signs).encode()))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_as_any_page(data: bytes) -> None:
    text = text_of(data, Notes("x.md"))
    for read in (
        read_lesson_page(f"---\ntitle: A\nminutes: 3\noutcomes: []\n---\n{text}", "x.md", "01-x.md"),
        read_lesson_page(text, "x.md", "01-x.md"),
        read_module_page(text, "x.md"),
        read_plain_page(text, "x.md", "final-test.md"),
    ):
        assert read.page is not None or read.notes.problems


@given(st.integers(0, len(WHOLE)), st.integers(0, 40), SIGNS, st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_lesson_with_something_cut_out_or_put_in_is_compiled(
    place: int, length: int, signs: str, data: st.DataObject
) -> None:
    text = WHOLE[:place] + signs + WHOLE[place + length :]
    few = {path: FILES[path] for path in TEXT_FILES if "/en/0" not in path and "/sv/" not in path}
    check(compile_tree({**few, LESSON: text.encode()}))


@given(st.sampled_from(TEXT_FILES), st.data())
@settings(max_examples=150, deadline=None)
def test_any_file_with_something_cut_out_or_put_in_is_parsed(path: str, data: st.DataObject) -> None:
    text = FILES[path].decode()
    place = data.draw(st.integers(0, len(text)))
    changed = text[:place] + data.draw(SIGNS) + text[place + data.draw(st.integers(0, 60)) :]
    _, problems = parse_tree({**FILES, path: changed.encode()})
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z./-]{1,20}(\.md|\.yaml)", fullmatch=True), st.binary(max_size=40), max_size=5
    )
)
@settings(max_examples=100, deadline=None)
def test_any_tree_of_files_is_parsed(files: dict[str, bytes]) -> None:
    parse_tree({**FILES, **{f"basics/small-clusters/{path}": data for path, data in files.items()}})
    parse_tree(files)


def test_lesson_files_have_two_digits_and_a_slug() -> None:
    assert LESSON_FILE.fullmatch("04-mapping-with-numbers.md")
    assert not LESSON_FILE.fullmatch("4-mapping.md")
