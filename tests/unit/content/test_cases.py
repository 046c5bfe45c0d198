"""A text that several items share: read, rendered, translated, counted and written back."""

from collections.abc import Mapping

from lms.content.canonical import block_digests, plain
from lms.content.compiler import compile_tree
from lms.content.item_sources import ItemSource
from lms.content.item_writing import write_items
from lms.content.items import Item
from lms.content.outline import ModuleText
from lms.content.pages import read_lesson_page
from lms.content.parser import parse_tree
from lms.content.problems import Notes
from lms.content.quiz_syntax import parse_items
from lms.content.reading import figures_of, passages_of, words_of
from lms.content.serialise import write_page
from lms.content.sources import ModuleSource, PageSource
from lms.content.stamping import stamped
from lms.content.translation_status import status_of
from lms.content.translations import blocks_of
from tests.courses.trees import question_files
from tests.unit.content.fact_files import FACTS, with_lesson

FOLDER = "basics/further-questions"
QUESTION = "What?\n\n( ) One\n    > No.\n(x) Two\n    > Yes."
CASE = (
    "### town [case]\nA town of 4 firms.\n\n"
    '![By the sea.](../assets/a.svg "A harbour")\n\n- One\n\n'
    f"#### first [outcome: B1-O1]\n{QUESTION}\n\n#### second [outcome: B1-O1]\n{QUESTION}\n\n"
    f"### alone\n{QUESTION}"
)


def items_of(text: str) -> tuple[ItemSource, ...]:
    return parse_items(text.split("\n"), 1, Notes("x.md"))


def module_of(files: Mapping[str, bytes]) -> ModuleSource:
    tree, _ = parse_tree(files)
    assert tree is not None
    return tree.modules["further-questions"]


def changed(path: str, old: str, new: str) -> dict[str, bytes]:
    files = question_files()
    assert old.encode() in files[f"{FOLDER}/{path}"]
    files[f"{FOLDER}/{path}"] = files[f"{FOLDER}/{path}"].replace(old.encode(), new.encode())
    return files


def text_of(files: Mapping[str, bytes], language: str) -> ModuleText:
    return compile_tree(files).modules["further-questions"].text(language)


def html_of_case(item: Item) -> str:
    return item.case.html if item.case else ""


def lesson(body: str) -> PageSource:
    page = read_lesson_page(
        f"---\ntitle: T\nminutes: 1\noutcomes: [A]\n---\n\n{body}\n", "x.md", "01-x.md"
    ).page
    assert page is not None
    return page


def test_items_know_their_case_until_the_next_item_of_the_same_level() -> None:
    first, second, alone = items_of(CASE)
    assert first.case is not None
    assert first.case.id == "town"
    assert first.case.text.text.startswith("A town of 4 firms.")
    assert first.case.text.text.endswith("- One")
    assert (first.case, alone.case) == (second.case, None)
    assert [item.line for item in (first.case, first, second, alone)] == [1, 8, 16, 24]


def test_a_case_is_written_once_above_its_items() -> None:
    items = items_of(CASE)
    assert write_items(items).count("### town [case]") == 1
    assert items_of(write_items(items)) == items


def test_two_cases_in_one_fence_stay_apart() -> None:
    text = f"### a [case]\nA.\n\n#### one\n{QUESTION}\n\n### b [case]\nB.\n\n#### two\n{QUESTION}"
    one, two = items_of(text)
    assert one.case is not None
    assert two.case is not None
    assert (one.case.id, two.case.id) == ("a", "b")
    assert items_of(write_items((one, two))) == (one, two)


def test_the_text_of_a_case_is_a_unit_of_translation_beside_its_items() -> None:
    page = lesson(f"Before.\n\n```quiz\n{CASE}\n```")
    digests = block_digests(page.body)
    assert len(digests) == len(blocks_of(page, page)) == 5
    other = block_digests(lesson(f"Before.\n\n```quiz\n{CASE.replace('4 firms', '5 firms')}\n```").body)
    assert [n for n, pair in enumerate(zip(digests, other, strict=True)) if pair[0] != pair[1]] == [1]


def test_a_changed_case_makes_its_text_stale_and_no_item() -> None:
    module = module_of(changed("en/final-test.md", "a town by the sea", "a town by a lake"))
    page = next(page for page in status_of(module, "sv").pages if page.file == "final-test.md")
    assert (page.stale_blocks, page.untranslated_blocks, page.parity_problems) == (1, 0, 0)


def test_a_translation_may_leave_a_case_for_later_and_is_stamped_without_it() -> None:
    files = question_files()
    path = f"{FOLDER}/sv/final-test.md"
    text = files[path].decode()
    files[path] = f"{text[: text.index('### f-town')].rstrip()}\n```\n".encode()
    module = module_of(files)
    source, page = module.source.final_test, module.languages["sv"].final_test
    assert source is not None
    assert page is not None
    files[path] = stamped(files[path].decode(), page, source).encode()
    codes = {problem.code for problem in compile_tree(files).problems if problem.path == path}
    assert codes == {"parity-missing-item", "translation-blocks-missing"}
    assert "a town by the sea" in html_of_case(text_of(files, "sv").test_items["f-town-one"])


def test_an_item_that_is_not_translated_stands_below_the_translated_case() -> None:
    files = question_files()
    path = f"{FOLDER}/sv/final-test.md"
    text = files[path].decode()
    files[path] = f"{text[: text.index('#### f-town-two')].rstrip()}\n```\n".encode()
    items = text_of(files, "sv").test_items
    assert "en stad vid havet" in html_of_case(items["f-town-two"])
    assert items["f-town-one"].case == items["f-town-two"].case


def test_a_case_holds_what_a_lesson_holds() -> None:
    item = text_of(question_files(), "en").test_items["f-town-one"]
    assert '<th scope="col">what</th>' in html_of_case(item)


def test_a_case_is_read_once_and_its_items_are_not_counted() -> None:
    page = lesson(f"Two words.\n\n```quiz\n{CASE}\n```")
    assert words_of(page) == 2 + 5 + 2 + 1
    assert [one.line for one in passages_of(page)] == [7, 11, 13, 15]
    assert figures_of(page) == 1


def test_a_case_quotes_facts_and_is_written_back_with_the_quotation() -> None:
    body = (
        "```quiz\n### town [case]\nAt most [[fact:ceiling]].\n\n"
        f"#### first\n{QUESTION}\n\n#### second\nHow much?\n\n= [[fact:ceiling raw]]\n    > Yes.\n```"
    )
    files = with_lesson(body)
    tree, _ = parse_tree(files)
    assert tree is not None
    page = tree.modules["small-clusters"].source.page_named("03-next.md")
    assert page is not None
    assert write_page(page).endswith(f"{body}\n")
    raised = {**files, "facts.yaml": FACTS.replace("300000", "9").encode()}
    other, _ = parse_tree(raised)
    assert other is not None
    again = other.modules["small-clusters"].source.page_named("03-next.md")
    assert again is not None
    assert block_digests(again.body) == block_digests(page.body)
    html = html_of_case(compile_tree(files).modules["small-clusters"].text("en").lessons["next"].items[0])
    assert "EUR&nbsp;300,000" in html or "EUR\N{NO-BREAK SPACE}300,000" in html


def test_what_an_item_lacks_is_not_in_its_digest() -> None:
    """Modules that were published before there were cases and costs of hints keep their digests."""
    (item,) = items_of(f"### alone\n{QUESTION}")
    assert set(plain(item)) == {"kind", "id", "type", "prompt", "options"}
