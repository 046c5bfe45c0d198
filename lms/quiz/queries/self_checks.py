"""Answers to self-checks."""

from collections.abc import Mapping

from sqlalchemy import bindparam, select

from lms.core.db import db
from lms.quiz.models import SelfCheckAnswer


def self_check_answers(enrolment_id: str) -> Mapping[str, SelfCheckAnswer]:
    """Item id → latest answer, for all lessons of an enrolment; one round trip."""
    answers = db.session.scalars(_OF_ENROLMENT, {"enrolment_id": enrolment_id})
    return {answer.item_id: answer for answer in answers}


_OF_ENROLMENT = select(SelfCheckAnswer).where(SelfCheckAnswer.enrolment_id == bindparam("enrolment_id"))
