"""Judging final tests anew by mended keys: decided after it was looked at, then done in small parts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from lms.content.catalogue import Catalogue
from lms.content.outline import Module
from lms.core import audit, clock
from lms.core.db import db
from lms.core.ids import new_id
from lms.learning import services as learning
from lms.learning.editions import edition_of
from lms.learning.models import Enrolment
from lms.learning.rules import FINAL_TEST as FINAL_TEST_ACTIVITY
from lms.people import mails
from lms.people import queries as people
from lms.quiz.errors import NoReasonError, RegradeUnderWayError, RegradeUnseenError
from lms.quiz.models import Regrade, RegradedAttempt
from lms.quiz.queries import regrades as queries
from lms.quiz.queries.statistics import judged_attempt
from lms.quiz.rules import grading
from lms.quiz.rules.regrading import Announced, AttemptEffect, Verdict
from lms.quiz.rules.statistics_tally import Tally, tally_of
from lms.quiz.services.cards import drop_mended
from lms.quiz.services.gains import note_gains
from lms.quiz.services.regrade_previews import BATCH, Begun, Judged, Preview, judge
from lms.quiz.services.statistics import write


def decide_regrade(
    keys: Module, seen: Preview, *, fingerprint: str, reason: str, decided_by: str | None
) -> Regrade:
    """Take the decision that was looked at; nothing is judged yet.

    Raises NoReasonError, RegradeUnseenError (something else would come of it by now), RegradeUnderWayError.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise NoReasonError
    if fingerprint != seen.fingerprint:
        raise RegradeUnseenError
    if queries.unfinished_regrade_of(keys.slug) is not None:
        raise RegradeUnderWayError
    regrade = Regrade(
        id=new_id(),
        module_slug=keys.slug,
        decided_by=decided_by,
        decided_at=clock.now(),
        reason=reason,
        item_ids=list(seen.item_ids),
        from_digests=sorted({one.graded.attempt.edition_digest for one in seen.judged}),
        to_digest=keys.digest,
        judged_count=0,
        improved_count=0,
        passed_count=0,
    )
    db.session.add(regrade)
    audit.record(
        "regrade.decided",
        actor_id=decided_by,
        subject=f"regrade:{regrade.id}",
        detail={"module": keys.slug, "items": list(seen.item_ids), "attempts": len(seen.better)},
    )
    db.session.flush()
    return regrade


def go_on_with_regrade(catalogue: Catalogue, regrade_id: str) -> bool:
    """Judge the next attempts of a regrade, to be committed together; False when nothing is left to do.

    Cut off at any moment, it goes on where it was: how far it has come is written with what was done.
    """
    regrade = queries.locked_regrade(regrade_id)
    if regrade is None or regrade.finished_at is not None:
        return False
    keys = edition_of(catalogue, Begun(module_slug=regrade.module_slug, edition_digest=regrade.to_digest))
    batch = queries.graded_attempts(keys.slug, regrade.item_ids, after=regrade.last_attempt_id, limit=BATCH)
    better = [
        one
        for one in judge(catalogue, keys, batch, frozenset(regrade.item_ids))
        if one.effect is not None and one.effect.is_better
    ]
    regrade.judged_count += len(batch)
    for judged in better:
        _improve(catalogue, regrade, judged)
    # Last, as those who hand in do it: then nobody waits in a circle.
    _change_figures(catalogue, keys.slug, better)
    if batch:
        regrade.last_attempt_id = batch[-1].attempt.id
    if len(batch) < BATCH:
        regrade.finished_at = clock.now()
    db.session.flush()
    return regrade.finished_at is None


def _change_figures(catalogue: Catalogue, module_slug: str, better: Sequence[Judged]) -> None:
    """Statistics follow: the items stay those that were asked, with the points that count now."""
    change = Tally()
    for judged in better:
        attempt, items, before = judged.graded.attempt, judged.graded.items, judged.graded.announced
        module = edition_of(catalogue, attempt)
        change.take_out(tally_of(judged_attempt(attempt, items, module, before)))
        change.add(tally_of(judged_attempt(attempt, items, module, _after(judged))))
    if better:
        write(module_slug, change)


def _after(judged: Judged) -> Announced:
    effect, before = judged.effect, judged.graded.announced
    assert effect is not None
    points = {one.position: one.after for one in effect.items if one.verdict is Verdict.BETTER}
    return replace(before, score=effect.score, is_passed=effect.is_passed, items={**before.items, **points})


def _improve(catalogue: Catalogue, regrade: Regrade, judged: Judged) -> None:
    graded, effect = judged.graded, judged.effect
    assert effect is not None
    attempt = graded.attempt
    enrolment = db.session.get_one(Enrolment, attempt.enrolment_id)
    learning.lock_enrolment(enrolment)
    is_first = not queries.is_told_of(regrade.id, attempt.user_id)
    row = RegradedAttempt(
        id=new_id(),
        regrade_id=regrade.id,
        attempt_id=attempt.id,
        number=graded.regrade_count + 1,
        old_score=graded.announced.score,
        new_score=effect.score,
        max_score=graded.announced.max_score,
        was_passed=graded.announced.is_passed,
        is_passed=effect.is_passed,
        item_scores=_better_points(effect),
        outcome_scores=grading.as_json(effect.outcomes),
        regraded_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    # What counts of the attempt was read before.
    db.session.expire(attempt, ["regraded_score", "is_passed_anew"])
    _report(catalogue, enrolment, row, attempt.started_at)
    note_gains(attempt.user_id, attempt.module_slug)
    drop_mended(attempt, _right_now(effect))
    regrade.improved_count += 1
    regrade.passed_count += int(judged.is_newly_passed)
    if is_first:
        _tell(regrade, attempt.user_id, attempt.module_slug, catalogue)


def _better_points(effect: AttemptEffect) -> Mapping[str, str]:
    return {str(one.position): str(one.after) for one in effect.items if one.verdict is Verdict.BETTER}


def _right_now(effect: AttemptEffect) -> frozenset[str]:
    return frozenset(one.item_id for one in effect.items if one.verdict is Verdict.BETTER and one.is_right)


def _report(catalogue: Catalogue, enrolment: Enrolment, row: RegradedAttempt, begun_at: datetime) -> None:
    audit.record(
        "attempt.regraded",
        actor_id=None,
        subject=f"attempt:{row.attempt_id}",
        detail={"regrade": row.regrade_id, "score": str(row.new_score), "passed": row.is_passed},
    )
    learning.record_result(
        enrolment,
        edition_of(catalogue, enrolment),
        FINAL_TEST_ACTIVITY,
        score=row.new_score,
        max_score=row.max_score,
        is_passed=row.is_passed,
        source_id=row.id,
        begun_at=begun_at,
    )


def _tell(regrade: Regrade, user_id: str, module_slug: str, catalogue: Catalogue) -> None:
    holder = people.holder(user_id)
    module = catalogue.edition(module_slug, regrade.to_digest)
    mails.send_if_wanted(
        "result-improved",
        to=holder.email,
        language=holder.language,
        title=module.text(holder.language).title,
        reason=regrade.reason,
        url=mails.url_of(f"/modules/{module_slug}/final-test"),
    )
