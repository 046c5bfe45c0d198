"""Does a record say all that a micro-credential must say?"""

from enum import StrEnum

from lms.credentials.records import Record


class Element(StrEnum):
    """The mandatory elements of a micro-credential (Council Recommendation 2022/C 243/02, Annex I)."""

    LEARNER = "learner"
    TITLE = "title"
    COUNTRY = "country"
    AWARDING_BODY = "awarding-body"
    DATE_OF_ISSUE = "date-of-issue"
    LEARNING_OUTCOMES = "learning-outcomes"
    WORKLOAD = "workload"
    LEVEL = "level"
    ASSESSMENT = "assessment"
    PARTICIPATION = "participation"
    QUALITY_ASSURANCE = "quality-assurance"


def missing_elements(record: Record) -> tuple[Element, ...]:
    """The mandatory elements that a record lacks; a record that lacks one must not be issued."""
    wording = record.wording
    present = {
        Element.LEARNER: record.holder_name.strip(),
        Element.TITLE: wording.title.strip(),
        Element.COUNTRY: record.issuer.country.strip(),
        Element.AWARDING_BODY: record.issuer.name.strip(),
        Element.DATE_OF_ISSUE: record.issued_on,
        Element.LEARNING_OUTCOMES: wording.learning_outcomes and all(wording.learning_outcomes),
        Element.WORKLOAD: record.workload and float(record.hours) > 0,
        Element.LEVEL: record.level.strip(),
        Element.ASSESSMENT: record.assessments or record.parts or _is_recognised(record),
        Element.PARTICIPATION: record.participation,
        Element.QUALITY_ASSURANCE: wording.quality_assurance.strip(),
    }
    return tuple(element for element in Element if not present[element])


def _is_recognised(record: Record) -> bool:
    """Recognition of prior learning is a form of assessment too; a waiver is none."""
    return record.recognition is not None and record.recognition.kind == "prior-learning"
