"""Every kind of problem, found where it is, in exactly these words, with an example of what would be right."""

from functools import cache
from pathlib import Path

import pytest

from lms.content.compiler import compile_tree
from lms.content.problems import Problem, as_text
from tests.courses.trees import bad_cases, expected_path, files_below, files_of


@cache
def problems_below(suffix: str) -> frozenset[Problem]:
    """What is wrong, on purpose, with the files that a case of this kind is laid over."""
    return frozenset(compile_tree(files_below(Path(f"case{suffix}"))).problems)


@pytest.mark.parametrize("case", bad_cases().values(), ids=bad_cases())
def test_a_bad_case_has_exactly_the_problems_that_stand_beside_it(case: Path) -> None:
    problems = compile_tree(files_of(case)).problems
    new = tuple(problem for problem in problems if problem not in problems_below(case.suffix))
    assert as_text(new) + "\n" == expected_path(case).read_text()
    assert new, "a bad case has problems"


def test_the_good_files_have_no_errors() -> None:
    assert not [problem for problem in problems_below("") if problem.is_error]
