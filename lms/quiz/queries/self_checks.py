"""Answers to self-checks."""

from collections.abc import Mapping

from sqlalchemy import select

from lms.core.db import db
from lms.quiz.models import SelfCheckAnswer


def self_check_answers(enrolment_id: str) -> Mapping[str, SelfCheckAnswer]:
    """Item id → latest answer, for all lessons of an enrolment; one round trip."""
    query = select(SelfCheckAnswer).where(SelfCheckAnswer.enrolment_id == enrolment_id)
    return {answer.item_id: answer for answer in db.session.scalars(query)}
