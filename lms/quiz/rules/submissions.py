"""Handing in an assignment: what is asked for, when it may be handed in again, when a review is possible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lms.content.assignments import AssignmentRule
from lms.content.items import EssayItem, Item, UploadItem
from lms.quiz.rules.file_kinds import FileKind, kinds_of

WORK = "work"
"""The one part of an assignment that has no items of its own."""
REVIEW_DAYS = 30
"""How long after the result a review can be asked for."""
MOST_CHARACTERS = 100_000
"""Of one text; only so that nobody can send a book."""
FILE_MEGABYTES = 10
PERSON_MEGABYTES = 200
"""All files of one person together."""


class SubmissionState(StrEnum):
    """Where a submission stands."""

    DRAFT = "draft"
    WAITING = "waiting"
    """Handed in; somebody has to take it."""
    MARKING = "marking"
    """All who are needed have taken it."""
    GRADED = "graded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that an assignment asks for: a text, files, or either."""

    key: str
    prompt_html: str
    least_words: int
    most_words: int
    """0: no text."""
    most_files: int
    """0: no files."""
    most_megabytes: int
    kinds: tuple[FileKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionFact:
    """One submission, as far as later ones depend on it."""

    id: str
    state: SubmissionState
    was_submitted: bool
    is_passed: bool | None
    graded_at: datetime | None
    review_asked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedInPart:
    """What stands in a part when it is handed in."""

    words: int
    files: int


class Problem(StrEnum):
    """Why something cannot be handed in as it is."""

    NOTHING = "nothing"
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    NO_FILE = "no-file"


class Next(StrEnum):
    """What a person can do about an assignment now."""

    WORK = "work"
    """Begin, or go on with a draft."""
    WAIT = "wait"
    """Something is with the markers."""
    PASSED = "passed"
    USED_UP = "used-up"


class ReviewCheck(StrEnum):
    """Whether a review can be asked for."""

    OPEN = "open"
    ASKED = "asked"
    TOO_LATE = "too-late"
    NEWER = "newer"
    """A newer submission has taken its place."""
    NOT_GRADED = "not-graded"


def parts_of(rule: AssignmentRule, items: Sequence[Item]) -> tuple[Part, ...]:
    """What an assignment asks for: its essays and uploads, or one text or some files where it has none."""
    parts = tuple(part for item in items if (part := _part_of(rule, item)))
    return parts or (
        Part(
            key=WORK,
            prompt_html="",
            least_words=0,
            most_words=rule.words,
            most_files=rule.files,
            most_megabytes=FILE_MEGABYTES,
            kinds=tuple(FileKind),
        ),
    )


def _part_of(rule: AssignmentRule, item: Item) -> Part | None:
    match item:
        case EssayItem():
            return Part(
                key=item.id,
                prompt_html=item.prompt_html,
                least_words=item.least_words or 0,
                most_words=item.most_words or rule.words,
                most_files=0,
                most_megabytes=0,
                kinds=(),
            )
        case UploadItem():
            return Part(
                key=item.id,
                prompt_html=item.prompt_html,
                least_words=0,
                most_words=0,
                most_files=item.most_files,
                most_megabytes=min(item.most_megabytes, FILE_MEGABYTES),
                kinds=kinds_of(item.endings),
            )
        case _:
            return None


def words_in(text: str) -> int:
    """How many words a text has: what stands between spaces and has a letter or a digit."""
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def problem_of(part: Part, given: HandedInPart) -> Problem | None:
    """What keeps a part from being handed in."""
    if not given.words and not given.files:
        return Problem.NOTHING if part.most_words else Problem.NO_FILE
    if given.words > part.most_words > 0:
        return Problem.TOO_LONG
    if part.most_words and given.words < part.least_words:
        return Problem.TOO_SHORT
    return None


def next_of(rule: AssignmentRule, facts: Sequence[SubmissionFact]) -> Next:
    """What comes next, given all submissions of a person in a module."""
    if any(fact.state in (SubmissionState.WAITING, SubmissionState.MARKING) for fact in facts):
        return Next.WAIT
    if any(fact.is_passed for fact in facts):
        return Next.PASSED
    if sum(fact.was_submitted for fact in facts) >= rule.submissions:
        return Next.USED_UP
    return Next.WORK


def left_of(rule: AssignmentRule, facts: Sequence[SubmissionFact]) -> int:
    """How often the person may still hand in."""
    return max(0, rule.submissions - sum(fact.was_submitted for fact in facts))


def check_review(facts: Sequence[SubmissionFact], submission_id: str, now: datetime) -> ReviewCheck:
    """Whether a review of this submission can be asked for; `facts` from first to last."""
    submitted = [fact for fact in facts if fact.was_submitted]
    fact = next(one for one in facts if one.id == submission_id)
    if fact.review_asked_at is not None:
        return ReviewCheck.ASKED
    if fact.graded_at is None:
        return ReviewCheck.NOT_GRADED
    if submitted[-1].id != submission_id:
        return ReviewCheck.NEWER
    return ReviewCheck.OPEN if now <= fact.graded_at + timedelta(days=REVIEW_DAYS) else ReviewCheck.TOO_LATE
