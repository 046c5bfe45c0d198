"""What may be handed in, when again, and when a review can be asked for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from lms.content.assignments import AssignmentRule
from lms.content.items import EssayItem, ItemType, UploadItem
from lms.quiz.rules.file_kinds import FileKind
from lms.quiz.rules.submissions import (
    WORK,
    HandedInPart,
    Next,
    Problem,
    ReviewCheck,
    SubmissionFact,
    SubmissionState,
    check_review,
    left_of,
    next_of,
    parts_of,
    problem_of,
    words_in,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RULE = AssignmentRule(pass_points=5)
GRADED = SubmissionFact(
    id="one",
    state=SubmissionState.GRADED,
    was_submitted=True,
    is_passed=False,
    graded_at=NOW,
    review_asked_at=None,
)
DRAFT = replace(
    GRADED, id="two", state=SubmissionState.DRAFT, was_submitted=False, graded_at=None, is_passed=None
)


def test_without_items_an_assignment_takes_a_text_or_files() -> None:
    (part,) = parts_of(RULE, ())
    assert (part.key, part.most_words, part.most_files) == (WORK, 3000, 3)
    assert set(part.kinds) == set(FileKind)
    assert problem_of(part, HandedInPart(words=0, files=0)) is Problem.NOTHING
    assert problem_of(part, HandedInPart(words=0, files=1)) is None
    assert problem_of(part, HandedInPart(words=3001, files=1)) is Problem.TOO_LONG


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), Next.WORK),
        ((DRAFT,), Next.WORK),
        ((GRADED, DRAFT), Next.WORK),
        ((replace(GRADED, state=SubmissionState.WAITING),), Next.WAIT),
        ((replace(GRADED, state=SubmissionState.MARKING),), Next.WAIT),
        ((replace(GRADED, is_passed=True),), Next.PASSED),
        ((GRADED, replace(GRADED, id="two")), Next.USED_UP),
    ],
)
def test_what_comes_next(facts: tuple[SubmissionFact, ...], expected: Next) -> None:
    assert next_of(RULE, facts) is expected


def test_items_say_what_is_asked_for() -> None:
    essay = EssayItem(
        id="why",
        type=ItemType.ESSAY,
        prompt_html="<p>Why?</p>",
        least_words=50,
        most_words=400,
        learning_outcome=None,
        points=Decimal(1),
        hint_html=None,
        explanation_html=None,
    )
    upload = UploadItem(
        id="map",
        type=ItemType.UPLOAD,
        prompt_html="<p>Map</p>",
        most_files=1,
        most_megabytes=50,
        endings=("jpeg", "pdf", "exe"),
        learning_outcome=None,
        points=Decimal(1),
        hint_html=None,
        explanation_html=None,
    )
    text, files = parts_of(RULE, (essay, upload))
    assert (text.key, text.least_words, text.most_words, text.most_files) == ("why", 50, 400, 0)
    assert problem_of(text, HandedInPart(words=49, files=0)) is Problem.TOO_SHORT
    assert (files.key, files.most_words, files.most_files, files.most_megabytes) == ("map", 0, 1, 10)
    assert files.kinds == (FileKind.JPEG, FileKind.PDF)
    assert problem_of(files, HandedInPart(words=0, files=0)) is Problem.NO_FILE


def test_only_what_was_handed_in_counts() -> None:
    assert [left_of(RULE, facts) for facts in ((), (DRAFT,), (GRADED, DRAFT))] == [2, 2, 1]


def test_a_review_is_asked_for_once_in_time_and_of_the_latest() -> None:
    late = NOW + timedelta(days=30, seconds=1)
    assert check_review([GRADED], "one", NOW) is ReviewCheck.OPEN
    assert check_review([GRADED, DRAFT], "one", NOW) is ReviewCheck.OPEN
    assert check_review([GRADED], "one", late) is ReviewCheck.TOO_LATE
    assert check_review([replace(GRADED, review_asked_at=NOW)], "one", NOW) is ReviewCheck.ASKED
    assert check_review([GRADED, replace(GRADED, id="two")], "one", NOW) is ReviewCheck.NEWER
    assert check_review([replace(GRADED, graded_at=None)], "one", NOW) is ReviewCheck.NOT_GRADED


def test_words_are_what_has_a_letter_or_a_digit() -> None:
    assert words_in("Two words – and 3 more…\n\n*") == 5
