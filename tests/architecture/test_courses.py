"""The programme that ships with the platform passes its own checks, in every language."""

from lms.content.loader import check_courses, read_files
from lms.content.parser import parse_tree
from lms.content.problems import as_text
from lms.content.translation_status import status_of
from tests.courses.trees import COURSES


def test_the_courses_have_no_errors() -> None:
    errors = tuple(problem for problem in check_courses(COURSES) if problem.is_error)
    assert not errors, as_text(errors)


def test_items_agree_in_every_language() -> None:
    tree, _ = parse_tree(read_files(COURSES)[0])
    assert tree is not None
    for module in tree.modules.values():
        for language in tree.programme.languages[1:]:
            assert status_of(module, language).parity_problems == 0, (module.slug, language)
