"""Keeping what people gained up to date with their tests."""

from lms.core.db import db
from lms.quiz.models import LearningGain
from lms.quiz.queries.attempts import attempts_of
from lms.quiz.queries.gains import gains_of, outcome_scores_of, preparation_taken
from lms.quiz.rules import gain
from lms.quiz.rules.gain import OutcomeGain


def note_gains(user_id: str, module_slug: str) -> None:
    """Compare a person's two tests anew: after a final test was handed in, or judged again.

    Nothing where no preparation test was taken. Called twice, it changes nothing the second time.
    """
    before = preparation_taken(user_id, module_slug)
    if before is None:
        return
    after = gain.counting(attempts_of(user_id, module_slug))
    if after is None:
        return
    kept = {one.learning_outcome: one for one in gains_of(user_id, module_slug)}
    for one in gain.gains(before.outcome_scores or {}, outcome_scores_of(after)):
        row = kept.get(one.learning_outcome) or _new(user_id, module_slug, one)
        row.before_percent, row.after_percent = one.before, one.after
        db.session.add(row)
    db.session.flush()


def _new(user_id: str, module_slug: str, one: OutcomeGain) -> LearningGain:
    return LearningGain(user_id=user_id, module_slug=module_slug, learning_outcome=one.learning_outcome)
