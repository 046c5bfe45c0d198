"""Participants as the list of a module shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from lms.content.catalogue import Catalogue
from lms.content.outline import Module
from lms.core.errors import NotFoundError
from lms.learning.editions import edition_of
from lms.learning.queries import facts_of_enrolments
from lms.learning.rules import EnrolmentState, Facts, progress
from lms.reports.queries.teaching_participants import Participant, participant_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A participant in the list."""

    person: Participant
    standing: EnrolmentState
    percent: int | None
    """None where the edition that the person is on is lost."""
    where: str
    """Title of the lesson where they were last; empty where that is not shown, or not known."""
    is_path_shown: bool


def is_path_shown(catalogue: Catalogue, person: Participant) -> bool:
    """Trainers may see this person's way step by step."""
    return catalogue.programme.shows_path(has_agreed=person.has_agreed)


def lines_from(
    rows: Sequence[Row[Any]], catalogue: Catalogue, module: Module, language: str, now: datetime
) -> list[Line]:
    """The rows of a page or of a part of an export; one round trip for their facts."""
    people = [participant_from(row) for row in rows]
    facts = facts_of_enrolments([one.enrolment_id for one in people])
    editions: dict[str, Module | None] = {}
    titles = {slug: lesson.title for slug, lesson in module.text(language).lessons.items()}
    lines = []
    for person in people:
        known = facts[person.enrolment_id]
        edition = _edition(catalogue, known, editions)
        is_shown = is_path_shown(catalogue, person)
        lines.append(
            Line(
                person=person,
                standing=person.state_at(now),
                percent=progress(edition, known).percent if edition else None,
                where=titles.get(person.last_lesson or "", "") if is_shown else "",
                is_path_shown=is_shown,
            )
        )
    return lines


def _edition(catalogue: Catalogue, facts: Facts, known: dict[str, Module | None]) -> Module | None:
    if facts.edition_digest not in known:
        try:
            known[facts.edition_digest] = edition_of(catalogue, facts)
        except NotFoundError:
            known[facts.edition_digest] = None
    return known[facts.edition_digest]
