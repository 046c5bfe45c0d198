"""How texts quote ageing facts, and what a changed value changes."""

import json
from collections.abc import Mapping
from datetime import date

import pytest

from lms.content.canonical import block_digests, head_digest, module_digest
from lms.content.compiler import Compilation, compile_tree
from lms.content.facts import FACTS_FILE
from lms.content.items import NumericItem
from lms.content.packing import pack, pack_module, unpack, unpack_module
from lms.content.parser import parse_tree
from lms.content.problems import as_text
from lms.content.serialise import write_page
from lms.content.sources import ModuleSource, PageSource
from lms.content.stamping import stamped
from tests.courses.trees import good_files
from tests.unit.content.fact_files import FACTS, LESSON, with_lesson


def source_of(files: Mapping[str, bytes]) -> ModuleSource:
    tree, _ = parse_tree(files)
    assert tree is not None
    return tree.modules["small-clusters"]


def page_of(files: Mapping[str, bytes]) -> PageSource:
    page = source_of(files).source.page_named("03-next.md")
    assert page is not None
    return page


def html_of(files: Mapping[str, bytes], language: str = "en") -> str:
    text = compile_tree(files).modules["small-clusters"].text(language).lessons["next"]
    return "".join(getattr(part, "html", "") for part in text.parts).replace("&nbsp;", "_")


def new_problems(compilation: Compilation) -> list[str]:
    """Those that the good tree does not have, but for facts that the test at hand does not quote."""
    known = compile_tree(good_files()).problems
    new = [one for one in compilation.problems if one not in known and one.code != "fact-unused"]
    return as_text(new).splitlines()


@pytest.mark.parametrize(
    ("quote", "english", "swedish"),
    [
        ("[[fact:ceiling]]", "EUR_300,000", "300_000_EUR"),
        ("[[fact:ceiling number]]", "300,000", "300_000"),
        ("[[fact:ceiling raw]]", "300000", "300000"),
        ("[[fact:ceiling checked]]", "21 November 2026", "21 november 2026"),
        (
            "[[fact:ceiling source]]",
            "Regulation (EU) 2023/2831, Art. 3(2)",
            "Regulation (EU) 2023/2831, Art. 3(2)",
        ),
        ("[[fact:threshold]]", "EUR_2.2_million", "2,2_miljoner EUR"),
        ("[[fact:rate]]", "50_%", "50_%"),
        ("[[fact:until]]", "31 December 2030", "31 december 2030"),
        ("[[fact:until raw]]", "2030-12-31", "2030-12-31"),
        ("[[fact:form]]", "two languages", "två språk"),
    ],
)
def test_a_fact_stands_in_a_text_as_its_language_writes_it(quote: str, english: str, swedish: str) -> None:
    files = with_lesson(f"At most {quote} a firm.")
    files[LESSON.replace("/en/", "/sv/")] = files[LESSON]
    assert html_of(files) == f"<p>At most {english} a firm.</p>"
    assert html_of(files, "sv") == f"<p>At most {swedish} a firm.</p>"


def test_a_fact_can_be_the_key_of_a_question_and_the_answer_of_a_gap() -> None:
    quiz = """```quiz
### most
How much may {n} firms get together?

= {n * [[fact:ceiling raw]]} ± 0 EUR
    > Each [[fact:ceiling]].
!= [[fact:threshold raw]]
    > No.
| n | least |
|---|---|
| 2 | [[fact:ceiling raw]] |

### years
It ends in {{[[fact:until raw]]|2030}}.
    > The last day of the year.
```"""
    compilation = compile_tree(with_lesson(quiz.replace("{n} firms", "{n} firms of {least}")))
    assert not new_problems(compilation)
    item = compilation.modules["small-clusters"].text("en").lessons["next"].items[0]
    assert isinstance(item, NumericItem)
    assert item.variants[0].answer == 600_000


def test_a_value_in_a_head_cannot_end_its_text() -> None:
    """In `{…}` a comma ends a value: one that comes from a fact does not."""
    files = with_lesson("Text.", head="title: [[fact:ceiling]] and {more}, [[fact:ceiling source]]")
    assert page_of(files).title == "EUR 300,000 and {more}, Regulation (EU) 2023/2831, Art. 3(2)"


def test_a_tool_quotes_facts_as_words_and_as_numbers() -> None:
    tool = """format: 1
title: Room below the ceiling
summary: How much of [[fact:ceiling]] is left.
spreadsheet: room.xlsx
sections:
  - id: aid
    title: Aid so far
    fields: [{id: got, label: "Got", kind: number, hint: Not above [[fact:ceiling]], unit: EUR}]
    results: [{id: room, label: Left, formula: "[[fact:ceiling raw]] - got", show: money}]
examples:
  - {id: a, name: An invented firm, fields: {got: 100000}, expect: {room: 200000}}
"""
    folder = "basics/small-clusters"
    files = {**good_files(), FACTS_FILE: FACTS.encode(), f"{folder}/tool.yaml": tool.encode()}
    found = [one for one in compile_tree(files).problems if one.is_error]
    assert not found, as_text(found)
    read = source_of(files).tool
    assert read is not None
    assert read.summary == "How much of EUR 300,000 is left."


def test_a_quotation_that_cannot_be_filled_is_an_error_at_its_place() -> None:
    compilation = compile_tree(
        with_lesson("[[fact:ceiling]] and [[fact:cieling]],\n[[fact: ceiling]] [[fact:rate all]]")
    )
    assert new_problems(compilation) == [
        f"{LESSON}:7:22 error unknown-fact: facts.yaml has no fact “cieling”. Did you mean “ceiling”?",
        f"{LESSON}:8:1 error fact-form: “[[fact: ceiling]]” quotes no fact; write its id, "
        "and behind it nothing or number, raw, checked or source",
        "    [[fact:de-minimis-ceiling]]",
        "    [[fact:de-minimis-ceiling number]]",
        f"{LESSON}:8:19 error fact-form: “[[fact:rate all]]” quotes no fact; write its id, "
        "and behind it nothing or number, raw, checked or source",
        "    [[fact:de-minimis-ceiling]]",
        "    [[fact:de-minimis-ceiling number]]",
    ]


def test_a_problem_behind_a_value_stands_in_the_column_of_the_file() -> None:
    line = "It is [[fact:ceiling]] or [[fact:rate]] by [this](nowhere.md) and [[fact:until]]."
    (problem,) = new_problems(compile_tree(with_lesson(line)))[:1]
    assert problem.startswith(f"{LESSON}:7:{line.index('nowhere') + 1} error")


def test_a_changed_value_makes_a_new_edition_and_no_outdated_translation() -> None:
    body = "At most [[fact:ceiling]].\n\n```quiz\n### q\nHow much?\n\n= [[fact:ceiling raw]]\n    > Yes.\n```"
    head = "title: '[[fact:ceiling]] and more'"
    old = with_lesson(body, head=head)
    new = with_lesson(body, head=head, facts=FACTS.replace("300000", "400000"))
    assert module_digest(source_of(old)) != module_digest(source_of(new))
    assert block_digests(page_of(old).body) == block_digests(page_of(new).body)
    assert head_digest(page_of(old)) == head_digest(page_of(new))
    other = with_lesson(body.replace("At most", "Up to"), head=head)
    assert block_digests(page_of(old).body)[0] != block_digests(page_of(other).body)[0]
    assert block_digests(page_of(old).body)[1] == block_digests(page_of(other).body)[1]


def test_a_fact_that_was_only_looked_up_again_makes_no_new_edition() -> None:
    old = with_lesson("At most [[fact:ceiling]].")
    new = {
        **old,
        FACTS_FILE: FACTS.replace("2026-11-21", "2027-02-01").replace("2027-01-01", "2027-06-01").encode(),
    }
    assert module_digest(source_of(old)) == module_digest(source_of(new))


def test_what_is_written_back_quotes_the_fact_still() -> None:
    body = "At most [[fact:ceiling]].\n\n```quiz\n### q\nHow much?\n\n= [[fact:ceiling raw]]\n    > Yes.\n```"
    files = with_lesson(body)
    assert write_page(page_of(files)).endswith(f"{body}\n")


def test_a_translation_is_stamped_for_the_quotation() -> None:
    body, head = "At most [[fact:ceiling]].", "title: '[[fact:ceiling]]'"
    files = with_lesson(body, head=head)
    path = LESSON.replace("/en/", "/sv/")
    files[path] = files[LESSON]
    tree = source_of(files)
    page = tree.languages["sv"].page_named("03-next.md")
    assert page is not None
    once = stamped(files[path].decode(), page, page_of(files))
    again = source_of({**files, path: once.encode()}).languages["sv"].page_named("03-next.md")
    assert again is not None
    assert stamped(once, again, page_of(files)) == once
    changed = {**files, path: once.encode(), FACTS_FILE: FACTS.replace("300000", "9").encode()}
    assert not [one for one in compile_tree(changed).problems if one.path == path]


def test_a_lesson_knows_the_facts_it_quotes_in_the_order_of_first_use() -> None:
    files = with_lesson("[[fact:rate]] [[fact:ceiling]] [[fact:rate number]]")
    files[LESSON.replace("/en/", "/sv/")] = files[LESSON]
    compilation = compile_tree(files)
    assert unpack(pack(compilation)) == compilation
    texts = compilation.modules["small-clusters"].texts
    rate, ceiling = texts["en"].lessons["next"].facts
    assert (rate.id, ceiling.id) == ("rate", "ceiling")
    assert ceiling.says == "Ceiling: the most that one firm may get"
    assert ceiling.value == "EUR\N{NO-BREAK SPACE}300,000"
    assert ceiling.checked == date(2026, 11, 21)
    assert texts["sv"].lessons["next"].facts[1].says == "Taket: det mesta ett företag får"
    assert texts["en"].lessons["what-it-is"].facts == ()


def test_an_edition_packed_before_there_were_facts_is_read_still() -> None:
    module = compile_tree(good_files()).modules["small-clusters"]
    data = json.loads(pack_module(module))
    for text in data["texts"].values():
        for lesson in text["lessons"].values():
            del lesson["facts"]
    assert unpack_module(json.dumps(data).encode()) == module


def test_a_fact_that_nothing_quotes_is_a_warning() -> None:
    compilation = compile_tree(with_lesson("[[fact:rate]] [[fact:until]] [[fact:form]] [[fact:threshold]]"))
    unused = [one for one in compilation.problems if one.code == "fact-unused"]
    assert as_text(unused).splitlines()[0] == "facts.yaml:3:3 warning fact-unused: nothing quotes “ceiling”"


def test_too_many_quotations_are_refused() -> None:
    assert "fact-form" in "".join(new_problems(compile_tree(with_lesson("[[fact:rate]] " * 501))))
