"""Every kind of problem, found where it is, in exactly these words, with an example of what is right."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from lms.content import compiler
from lms.content.compiler import compile_tree
from lms.content.page_rendering import RenderedPage
from lms.content.problems import Problem, as_text
from tests.courses.trees import bad_cases, expected_path, files_of, good_files

_rendered: dict[str, RenderedPage] = {}


@pytest.fixture(autouse=True)
def _rendered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rendering is a pure function, and the cases differ in one page each: the others are rendered once."""
    render_page: Callable[..., RenderedPage] = compiler.render_page

    def remembered(*arguments: object) -> RenderedPage:
        key = repr(arguments)
        if key not in _rendered:
            _rendered[key] = render_page(*arguments)
        return _rendered[key]

    monkeypatch.setattr(compiler, "render_page", remembered)


@cache
def problems_of_good_files() -> frozenset[Problem]:
    return frozenset(compile_tree(good_files()).problems)


@pytest.mark.parametrize("case", bad_cases().values(), ids=bad_cases())
def test_a_bad_case_has_exactly_the_problems_that_stand_beside_it(case: Path) -> None:
    problems = compile_tree(files_of(case)).problems
    new = tuple(problem for problem in problems if problem not in problems_of_good_files())
    assert as_text(new) + "\n" == expected_path(case).read_text()
    assert new, "a bad case has problems"


def test_the_good_files_have_no_errors() -> None:
    assert not [problem for problem in problems_of_good_files() if problem.is_error]
