"""Whatever two accounts have done: joined, nothing is less than the best of both."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import and_, func, select

from lms.core import clock
from lms.core.db import db
from lms.core.ids import new_id
from lms.learning.models import Completion, Enrolment, LessonCompletion, Result
from lms.learning.queries import facts_of_person
from lms.people.rules.merging import Pair
from lms.people.services.merging import merge_people
from lms.quiz.models import (
    Attempt,
    AttemptItem,
    ExtraTry,
    LearningGain,
    ReviewCard,
    SelfCheckAnswer,
    Submission,
)
from lms.quiz.models.cards import CardSource
from lms.quiz.rules.kinds import FINAL_TEST
from lms.quiz.rules.submissions import SubmissionState
from lms.tools.models import ToolSheet
from lms.web.catalogue import current_catalogue
from tests.factories.people import make_user

MODULES = ("a", "b", "c")
EDITION = "e" * 64
OF_A_PERSON: tuple[Any, ...] = (Enrolment, Attempt, Submission, ToolSheet, ExtraTry)
"""None of their rows may ever be lost."""


@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_less_than_the_best_of_both(context: Flask, seed: int) -> None:
    chance = random.Random(seed)
    users = [make_user(email=f"{name}@example.org").id for name in ("kept", "other")]
    for user_id in users:
        for slug in MODULES:
            _live(chance, user_id, slug)
    db.session.flush()
    before = _counts(users), _best(users), _lessons(users), _answers(users)
    merge_people(Pair(kept_id=users[0], other_id=users[1]), current_catalogue(), by=None)
    db.session.expire_all()
    assert _counts(users[:1]) == before[0]
    assert not _completions_of_others()
    assert all(_best(users[:1])[key] >= share for key, share in before[1].items())
    assert _lessons(users[:1]) >= before[2]
    assert _answers(users[:1]) == before[3]
    present = [one.module_slug for one in facts_of_person(users[0])]
    assert len(present) == len(set(present))
    for attempts in _numbers(users[0]).values():
        assert sorted(attempts) == list(range(1, len(attempts) + 1))


def _live(chance: random.Random, user_id: str, slug: str) -> None:
    """A random history in a module: perhaps left and joined again, read, tested, handed in, completed."""
    for is_present in (False, True):
        if chance.random() < 0.5:
            _live_in_enrolment(chance, user_id, slug, is_present=is_present)
    if chance.random() < 0.5:
        db.session.add(
            ReviewCard(
                user_id=user_id,
                module_slug=slug,
                source=CardSource.SELF_CHECK,
                item_id="i",
                step=0,
                right_in_row=0,
                variant=0,
            )
        )
    if chance.random() < 0.5:
        gain = {"before_percent": Decimal(10), "after_percent": Decimal(50)}
        db.session.add(LearningGain(user_id=user_id, module_slug=slug, learning_outcome="o", **gain))
    tried = ExtraTry(user_id=user_id, module_slug=slug, reason="r", granted_at=clock.now())
    db.session.add(tried)


def _live_in_enrolment(chance: random.Random, user_id: str, slug: str, *, is_present: bool) -> None:
    joined = clock.now() - timedelta(days=chance.randint(10, 90))
    enrolment = Enrolment(
        id=new_id(), user_id=user_id, module_slug=slug, edition_digest=EDITION, enrolled_at=joined
    )
    enrolment.declarations, enrolment.withdrawn_at = [], None if is_present else clock.now()
    db.session.add(enrolment)
    db.session.flush()
    kept = {"enrolment_id": enrolment.id, "edition_digest": EDITION}
    for lesson in chance.sample(("one", "two", "three"), chance.randint(0, 3)):
        db.session.add(LessonCompletion(lesson_slug=lesson, completed_at=joined, **kept))
    for item in chance.sample(("x", "y"), chance.randint(0, 2)):
        score = Decimal(chance.randint(0, 2))
        answer = SelfCheckAnswer(item_id=item, variant=0, response={}, score=score, **kept)
        answer.max_score, answer.answered_at = Decimal(2), joined
        db.session.add(answer)
    is_open = chance.random() < 0.4
    for number in range(1, chance.randint(0, 2) + 1 + is_open):
        _try(chance, enrolment, number, is_open=is_open and is_present and number == 1 + is_open)
    if chance.random() < 0.4:
        db.session.add(Completion.of(enrolment, completed_at=clock.now(), edition_digest=EDITION))
    _write(chance, enrolment, is_present=is_present)
    sheet = ToolSheet(user_id=user_id, module_slug=slug, edition_digest=EDITION, name="s", content={})
    sheet.created_at = sheet.changed_at = joined
    db.session.add(sheet)
    db.session.flush()


def _try(chance: random.Random, enrolment: Enrolment, number: int, *, is_open: bool) -> None:
    last = db.session.scalar(
        select(func.max(Attempt.number)).where(
            Attempt.user_id == enrolment.user_id, Attempt.module_slug == enrolment.module_slug
        )
    )
    moment, score = clock.now() - timedelta(minutes=chance.randint(1, 9)), Decimal(chance.randint(0, 100))
    attempt = Attempt(
        id=new_id(),
        enrolment_id=enrolment.id,
        user_id=enrolment.user_id,
        module_slug=enrolment.module_slug,
        edition_digest=EDITION,
        quiz=FINAL_TEST,
        number=(last or 0) + 1,
        seed=new_id(),
        started_at=moment,
    )
    db.session.add(attempt)
    if not is_open:
        attempt.submitted_at, attempt.score, attempt.max_score = moment, score, Decimal(100)
        attempt.is_passed = score >= 70
        result = Result(enrolment_id=enrolment.id, activity=FINAL_TEST, score=score, max_score=Decimal(100))
        result.is_passed, result.recorded_at = score >= 70, moment
        result.edition_digest, result.source_id = EDITION, attempt.id
        db.session.add(result)
    db.session.flush()
    db.session.add(AttemptItem(attempt_id=attempt.id, position=1, item_id="q", variant=0))


def _write(chance: random.Random, enrolment: Enrolment, *, is_present: bool) -> None:
    last = db.session.scalar(
        select(func.max(Submission.number)).where(
            Submission.user_id == enrolment.user_id, Submission.module_slug == enrolment.module_slug
        )
    )
    state = chance.choice((SubmissionState.DRAFT, SubmissionState.GRADED))
    work = Submission(
        enrolment_id=enrolment.id,
        user_id=enrolment.user_id,
        module_slug=enrolment.module_slug,
        edition_digest=EDITION,
        number=(last or 0) + 1,
        state=state,
        texts={},
        started_at=clock.now() - timedelta(minutes=chance.randint(1, 9)),
    )
    work.submitted_at = None if state is SubmissionState.DRAFT else clock.now()
    db.session.add(work)
    db.session.flush()


def _counts(user_ids: Sequence[str]) -> dict[str, int]:
    found = {}
    for model in OF_A_PERSON:
        query = select(func.count()).select_from(model).where(model.user_id.in_(user_ids))
        found[model.__tablename__] = db.session.scalar(query) or 0
    done = select(func.count()).select_from(Completion).join(Enrolment)
    found["completion"] = db.session.scalar(done.where(Enrolment.user_id.in_(user_ids))) or 0
    results = select(func.count()).select_from(Result).join(Enrolment)
    found["result"] = db.session.scalar(results.where(Enrolment.user_id.in_(user_ids))) or 0
    return found


def _completions_of_others() -> Sequence[str]:
    """Completions that name another person or module than their enrolment does."""
    query = select(Completion.id).join(Enrolment, Enrolment.id == Completion.enrolment_id)
    is_own = and_(Completion.user_id == Enrolment.user_id, Completion.module_slug == Enrolment.module_slug)
    return db.session.scalars(query.where(~is_own)).all()


def _best(user_ids: Sequence[str]) -> dict[tuple[str, bool], Decimal]:
    """Best final test and completion in each module that somebody is in at present."""
    found: dict[tuple[str, bool], Decimal] = {}
    for user_id in user_ids:
        for facts in facts_of_person(user_id):
            best = facts.best_result(FINAL_TEST)
            share = best.score if best else Decimal(-1)
            if facts.completed_at is not None:
                done = (facts.module_slug, True)
                found[done] = max(found.get(done, Decimal(-1)), Decimal(1))
            key = (facts.module_slug, False)
            found[key] = max(found.get(key, Decimal(-1)), share)
    return found


def _lessons(user_ids: Sequence[str]) -> set[tuple[str, str]]:
    query = select(Enrolment.module_slug, LessonCompletion.lesson_slug).join(LessonCompletion)
    return {(row[0], row[1]) for row in db.session.execute(query.where(Enrolment.user_id.in_(user_ids)))}


def _answers(user_ids: Sequence[str]) -> Counter[tuple[str, str, Decimal]]:
    query = select(Enrolment.module_slug, SelfCheckAnswer.item_id, SelfCheckAnswer.score)
    query = query.join(SelfCheckAnswer, SelfCheckAnswer.enrolment_id == Enrolment.id)
    rows = db.session.execute(query.where(Enrolment.user_id.in_(user_ids)))
    return Counter((row[0], row[1], row[2]) for row in rows)


def _numbers(user_id: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for attempt in db.session.scalars(select(Attempt).where(Attempt.user_id == user_id)):
        found.setdefault(attempt.module_slug, []).append(attempt.number)
    return found
