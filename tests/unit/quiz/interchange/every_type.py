"""Items of every type, as written and as compiled, from the programme that tests of quizzes use."""

from functools import cache

from lms.content.compile_process import compile_apart
from lms.content.item_sources import ItemSource
from lms.content.items import Item
from lms.content.loader import read_files
from lms.content.parser import parse_tree
from tests.support.quiz import QUESTIONS

MODULES = ("all-questions", "further-questions")


@cache
def all_sources() -> tuple[ItemSource, ...]:
    tree, _ = parse_tree(read_files(QUESTIONS)[0])
    assert tree is not None
    pages = [page for slug in MODULES for page in tree.modules[slug].source.pages]
    return tuple({item.id: item for page in pages for item in page.items}.values())


@cache
def all_items() -> tuple[Item, ...]:
    modules = compile_apart(read_files(QUESTIONS)[0]).modules
    found: dict[str, Item] = {}
    for slug in MODULES:
        text = modules[slug].text("en")
        own = [item for lesson in text.lessons.values() for item in lesson.items]
        own += [*text.test_items.values(), *(text.assignment.items if text.assignment else ())]
        found |= {item.id: item for item in own}
    return tuple(found.values())
