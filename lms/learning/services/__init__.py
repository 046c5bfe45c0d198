"""What people do while learning, what is reported of it, and what is decided about it."""

from lms.learning.errors import ModuleNotOpenError, NotEnrolledError, PrerequisitesMissingError
from lms.learning.services.closing import leave_with_account, return_with_account
from lms.learning.services.completing import (
    complete_if_due,
    complete_lesson,
    lock_enrolment,
    note_step,
    on_completed,
    record_result,
    save_place,
)
from lms.learning.services.enrolments import (
    begin_renewal,
    enrol,
    enrol_other,
    move_to_newer_edition,
    withdraw,
)
from lms.learning.services.notes import keep_note
from lms.learning.services.recognitions import recognise, withdraw_recognition
from lms.learning.services.renewing import on_renewed

__all__ = [
    "ModuleNotOpenError",
    "NotEnrolledError",
    "PrerequisitesMissingError",
    "begin_renewal",
    "complete_if_due",
    "complete_lesson",
    "enrol",
    "enrol_other",
    "keep_note",
    "leave_with_account",
    "lock_enrolment",
    "move_to_newer_edition",
    "note_step",
    "on_completed",
    "on_renewed",
    "recognise",
    "record_result",
    "return_with_account",
    "save_place",
    "withdraw",
    "withdraw_recognition",
]
