"""How the preparation test of a module stands for a person."""

from lms.content.outline import Module
from lms.quiz.queries.attempts import attempts_at, facts_from
from lms.quiz.rules.kinds import FINAL_TEST, PREPARATION
from lms.quiz.rules.preparation import PreparationStanding, standing_of


def preparation_standing(user_id: str, module: Module, enrolment_id: str) -> PreparationStanding:
    """Whether it may be taken, is under way or is done; one round trip."""
    attempts = attempts_at(user_id, module.slug, (PREPARATION, FINAL_TEST))
    preparations = [one for one in attempts if one.quiz == PREPARATION]
    final_tests = [one for one in attempts if one.quiz == FINAL_TEST]
    return standing_of(module, facts_from(preparations, enrolment_id), facts_from(final_tests, enrolment_id))
