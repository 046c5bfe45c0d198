"""What is known of people's learning: named reads, each a counted number of round trips."""

from lms.learning.queries.facts import (
    Enrolled,
    completed_modules,
    completion_of,
    enrolled_person,
    enrolment_of,
    facts_of,
    facts_of_enrolments,
    facts_of_module,
    facts_of_person,
    is_enrolment_within,
    is_person_within,
    is_taught,
    lessons_done,
    open_renewal_of,
    people_taught,
    recognition_within,
    recognitions,
    recognitions_of,
    recognitions_used,
    renewals_of,
)
from lms.learning.queries.notes import (
    NoteSeen,
    notes_of,
    notes_of_person,
)
from lms.learning.queries.states import (
    stands,
)

__all__ = [
    "Enrolled",
    "NoteSeen",
    "completed_modules",
    "completion_of",
    "enrolled_person",
    "enrolment_of",
    "facts_of",
    "facts_of_enrolments",
    "facts_of_module",
    "facts_of_person",
    "is_enrolment_within",
    "is_person_within",
    "is_taught",
    "lessons_done",
    "notes_of",
    "notes_of_person",
    "open_renewal_of",
    "people_taught",
    "recognition_within",
    "recognitions",
    "recognitions_of",
    "recognitions_used",
    "renewals_of",
    "stands",
]
