"""What the small good tree is compiled to."""

from decimal import Decimal
from html import unescape

import pytest

from lms.content.compiler import Compilation, compile_tree
from lms.content.items import Item, ItemType, NumericItem
from lms.content.outline import Component, Module, ModuleState, ModuleText, ProsePart, QuizPart
from lms.content.packing import DamagedError, pack, pack_module, unpack, unpack_module
from tests.courses.trees import good_files, question_files

COMPILATION = compile_tree(good_files())


@pytest.fixture
def module() -> Module:
    return COMPILATION.modules["small-clusters"]


def test_the_programme_has_its_course_and_modules() -> None:
    programme = COMPILATION.programme
    assert programme is not None
    assert programme.languages == ("en", "sv")
    assert programme.issuer.is_invented
    assert programme.courses[0].modules == ("small-clusters", "larger-clusters")
    assert list(COMPILATION.modules) == ["small-clusters", "larger-clusters"]
    assert not COMPILATION.has_errors


def test_the_structure_is_what_module_yaml_says(module: Module) -> None:
    assert (module.id, module.course, module.state) == ("T1", "basics", ModuleState.OPEN)
    assert module.total_hours == Decimal("1.75")
    assert module.required_hours == Decimal("1.5")
    assert module.completion.components == (Component.LESSONS, Component.FINAL_TEST)
    assert module.blueprint is not None
    assert (module.blueprint.item_count, module.blueprint.waits_days) == (4, {3: 7})
    assert (module.blueprint.critical_outcome, module.blueprint.critical_percent) == ("T1-O2", 50)
    assert COMPILATION.modules["larger-clusters"].prerequisites[0].or_declaration == "a-years-practice"


def test_lessons_are_known_by_their_names_without_number(module: Module) -> None:
    assert [(lesson.number, lesson.slug) for lesson in module.lessons] == [
        (1, "what-it-is"),
        (2, "measuring"),
        (3, "next"),
    ]
    assert module.lesson("measuring") == module.lessons[1]
    assert module.lesson("nothing") is None


def test_only_what_stands_before_the_bank_introduces_the_final_test(module: Module) -> None:
    plain = module.text("en").test_intro_html
    path = "basics/small-clusters/en/final-test.md"
    ordered = good_files()
    before, quiz, rest = ordered[path].partition(b"```quiz")
    ordered[path] = before + b"### Where it stands\n\nHere.\n\n## Words\n\n### Easy ones\n\n" + quiz + rest
    ordered[path] += b"\n\n## Numbers\n\nAll of them are invented.\n"
    intro = compile_tree(ordered).modules["small-clusters"].text("en").test_intro_html
    assert "Four questions in twenty minutes." in plain
    assert intro.startswith(plain)
    assert "Where it stands" in intro
    assert intro.endswith("<p>Here.</p>")


def test_a_lesson_is_prose_and_quizzes_in_turn(module: Module) -> None:
    lesson = module.text("en").lessons["what-it-is"]
    assert [type(part) for part in lesson.parts] == [ProsePart, QuizPart, ProsePart, QuizPart, ProsePart]
    assert [section.title for section in lesson.sections] == ["Three layers", "Who belongs to it"]
    assert [item.id for item in lesson.items][:2] == ["cluster-or-network", "no-boundary"]
    assert [term.name for term in lesson.terms] == ["cluster"]


def test_a_footnote_below_a_quiz_belongs_to_the_whole_lesson(module: Module) -> None:
    parts = [part for part in module.text("en").lessons["what-it-is"].parts if isinstance(part, ProsePart)]
    assert "footnote-ref" in parts[0].html
    assert "The word is used loosely" in parts[-1].html
    assert not any("\ue100" in part.html for part in parts)


def test_a_translated_lesson_knows_which_of_its_blocks_are_stale(module: Module) -> None:
    lesson = module.text("sv").lessons["measuring"]
    assert [block.is_stale for block in lesson.blocks] == [
        False,
        False,
        True,
        False,
        False,
        False,
        False,
        False,
    ]
    assert lesson.has_stale_blocks
    prose = [part.html for part in lesson.parts if isinstance(part, ProsePart)]
    assert prose[0].count("is-stale") == 1
    assert "is-stale" not in prose[0].split("Ett värde")[0].removesuffix('<p class="is-stale">')


def test_what_is_not_translated_stands_in_the_source_language(module: Module) -> None:
    swedish = module.text("sv")
    assert swedish.missing == {"03-next.md", "assignment.md", "facilitator.md", "tool.yaml"}
    assert module.written_in("tool.yaml", "sv") == "en"
    assert module.written_in("tool.yaml", "en") == "en"
    assert swedish.lessons["next"].language == "en"
    assert swedish.lessons["measuring"].language == "sv"
    assert list(swedish.test_items) == list(module.text("en").test_items)
    assert swedish.test_items["t-layers"] == module.text("en").test_items["t-layers"]
    assert swedish.test_items["t-network"] != module.text("en").test_items["t-network"]
    assert swedish.assignment is not None
    assert swedish.assignment.title == "A map of your own"
    assert module.text("lv").language == "en"


def test_a_tool_is_written_in_a_language_that_has_words_for_it() -> None:
    files = {**good_files(), "basics/small-clusters/tool.sv.yaml": b"title: Litet kartblad\n"}
    module = compile_tree(files).modules["small-clusters"]
    tool = module.text("sv").tool
    assert tool is not None
    assert tool.title == "Litet kartblad"
    assert module.written_in("tool.yaml", "sv") == "sv"


def test_an_item_left_untranslated_in_a_lesson_stands_there_in_the_source_language() -> None:
    files = good_files()
    path = "basics/small-clusters/sv/01-what-it-is.md"
    text = files[path].decode()
    start, end = text.index("### no-boundary"), text.index("```\n\n[^1]")
    files[path] = (text[:start] + text[end:]).encode()
    lesson = compile_tree(files).modules["small-clusters"].text("sv").lessons["what-it-is"]
    assert [item.id for item in lesson.items] == [
        "cluster-or-network", "no-boundary", "who-belongs", "pairs", "steps",
    ]  # fmt: skip


def test_items_agree_in_every_language(module: Module) -> None:
    further = compile_tree(question_files()).modules["further-questions"]
    types = set()
    for one in (module, further):
        ours, theirs = _items_of(one.text("en")), _items_of(one.text("sv"))
        assert [(i.id, i.type, i.points) for i in ours] == [(i.id, i.type, i.points) for i in theirs]
        types |= {item.type for item in theirs}
    assert types == set(ItemType)


def _items_of(text: ModuleText) -> list[Item]:
    items = [item for lesson in text.lessons.values() for item in lesson.items]
    return [*items, *text.test_items.values(), *(text.assignment.items if text.assignment else ())]


def test_numbers_in_prompts_follow_the_language(module: Module) -> None:
    def prompt(language: str) -> str:
        items = {item.id: item for item in module.text(language).lessons["measuring"].items}
        item = items["quotient"]
        assert isinstance(item, NumericItem)
        return unescape(item.variants[0].prompt_html)

    assert "2,100 jobs in food among 30,000" in prompt("en")
    assert "2\xa0100 jobb i livsmedel av 30\xa0000" in prompt("sv")
    assert "3,75 procent" in prompt("sv")


def test_assets_are_known_by_name_size_and_digest(module: Module) -> None:
    asset = module.asset("jobs.csv")
    assert asset is not None
    assert (asset.size, asset.media_type) == (len(b"industry,jobs\nfood,2100\n"), "text/csv")
    assert f"/modules/small-clusters/files/{asset.digest}/jobs.csv" in str(
        module.text("en").lessons["measuring"]
    )
    assert module.asset("three-layers.sv.yaml") is None


def test_figures_speak_the_language_of_the_page(module: Module) -> None:
    swedish = str(module.text("sv").lessons["what-it-is"].parts[0])
    assert "Tre skikt" in swedish
    assert ">Företag<" in swedish


def test_the_facilitators_notes_are_kept_apart(module: Module) -> None:
    text = module.text("en")
    assert "Ask everyone" in (text.facilitator_html or "")
    assert "Ask everyone" not in text.body_html


def test_the_glossary_is_alphabetical_and_falls_back() -> None:
    assert [term.name for term in COMPILATION.glossary["sv"]] == ["kluster", "location quotient"]


def test_a_compilation_written_as_json_is_read_as_the_same() -> None:
    assert unpack(pack(COMPILATION)) == COMPILATION
    module = COMPILATION.modules["small-clusters"]
    assert unpack_module(pack_module(module)) == module
    questions = compile_tree(question_files())
    assert unpack(pack(questions)) == questions


@pytest.mark.parametrize("data", [b"", b"{}", b"[1", b'{"programme": 3}', b"\xff"])
def test_what_is_not_a_compilation_is_called_damaged(data: bytes) -> None:
    with pytest.raises(DamagedError):
        unpack(data)


def test_compiling_twice_gives_the_same() -> None:
    assert compile_tree(good_files()) == COMPILATION


def test_nothing_at_all_is_a_problem_not_an_error() -> None:
    assert compile_tree({}) == Compilation(programme=None, problems=compile_tree({}).problems)
    assert [problem.code for problem in compile_tree({}).problems] == ["file-missing"]
