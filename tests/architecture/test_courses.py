"""The programme that ships with the platform passes its own checks, in every language."""

from lms.content.facts import FACTS_FILE, read_facts
from lms.content.loader import check_courses, read_files
from lms.content.parser import parse_tree
from lms.content.problems import as_text
from lms.content.translation_status import status_of
from tests.courses.trees import COURSES

BACKLOG = ("translation-", "parity-missing-item", "glossary-missing")
"""Warnings that translators work off: the source may be ahead of them for a while."""


def test_the_courses_have_neither_errors_nor_warnings() -> None:
    """As of the day on which a fact was last looked up, so that no day of review makes the test fail."""
    text = (COURSES / FACTS_FILE).read_text("utf-8")
    facts, _ = read_facts(text, FACTS_FILE, ("en", "sv"))
    newest = max(fact.checked for fact in facts.values())
    found = check_courses(COURSES, today=newest)
    left = tuple(one for one in found if one.is_error or not one.code.startswith(BACKLOG))
    assert not left, as_text(left)


def test_items_agree_in_every_language() -> None:
    tree, _ = parse_tree(read_files(COURSES)[0])
    assert tree is not None
    for module in tree.modules.values():
        for language in tree.programme.languages[1:]:
            assert status_of(module, language).parity_problems == 0, (module.slug, language)
