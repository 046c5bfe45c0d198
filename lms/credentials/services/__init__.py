"""What is done with certificates."""

from lms.credentials.services.achievements import with_achievement
from lms.credentials.services.answering import answer_enquiries
from lms.credentials.services.awards import give_due_awards
from lms.credentials.services.badges import badge_as, elm_file
from lms.credentials.services.batches import issue_batch, remind_of_names, take_files, try_files_again
from lms.credentials.services.cohorts import (
    OldCohorts,
    issue_cohorts,
    note_list_taken,
    plan_for_dates,
    plan_for_list,
    remove_cohort,
    start_cohort,
    take_cohort_files,
    try_cohort_again,
)
from lms.credentials.services.encrypting import EncryptPlain
from lms.credentials.services.enquiries import (
    REPORT_CSV,
    REPORT_PDF,
    OldEnquiries,
    TooManyEnquiriesError,
    ask_for_codes,
    ask_for_files,
    enquiry_id_of,
    remove_enquiry,
    report_file,
)
from lms.credentials.services.files import (
    IssuedFile,
    file_of,
    opened,
    remove_erased_files,
    request_file,
    request_language,
)
from lms.credentials.services.issuing import (
    confirm_name,
    issue,
    issue_on_completion,
    issue_waiting,
)
from lms.credentials.services.keys import published as published_keys
from lms.credentials.services.log_heads import NoteHead
from lms.credentials.services.orphans import OrphanedFiles, remove_orphans
from lms.credentials.services.printing import render_again, render_due
from lms.credentials.services.reminders import RemindOfExpiry
from lms.credentials.services.renewals import begin_renewal, renewal_of
from lms.credentials.services.replacing import correct_name, reissue, renew
from lms.credentials.services.sharing import end_link, share
from lms.credentials.services.standing import choose_visibility, revoke
from lms.credentials.services.templates import fonts_folder, prove, prove_if_due, usable_template
from lms.credentials.services.transcripts import lay_out_transcript, register_transcript
from lms.credentials.services.verifying import verify_by_code, verify_by_digest, verify_by_file

__all__ = [
    "REPORT_CSV",
    "REPORT_PDF",
    "EncryptPlain",
    "IssuedFile",
    "NoteHead",
    "OldCohorts",
    "OldEnquiries",
    "OrphanedFiles",
    "RemindOfExpiry",
    "TooManyEnquiriesError",
    "answer_enquiries",
    "ask_for_codes",
    "ask_for_files",
    "badge_as",
    "begin_renewal",
    "choose_visibility",
    "confirm_name",
    "correct_name",
    "elm_file",
    "end_link",
    "enquiry_id_of",
    "file_of",
    "fonts_folder",
    "give_due_awards",
    "issue",
    "issue_batch",
    "issue_cohorts",
    "issue_on_completion",
    "issue_waiting",
    "lay_out_transcript",
    "note_list_taken",
    "opened",
    "plan_for_dates",
    "plan_for_list",
    "prove",
    "prove_if_due",
    "published_keys",
    "register_transcript",
    "reissue",
    "remind_of_names",
    "remove_cohort",
    "remove_enquiry",
    "remove_erased_files",
    "remove_orphans",
    "render_again",
    "render_due",
    "renew",
    "renewal_of",
    "report_file",
    "request_file",
    "request_language",
    "revoke",
    "share",
    "start_cohort",
    "take_cohort_files",
    "take_files",
    "try_cohort_again",
    "try_files_again",
    "usable_template",
    "verify_by_code",
    "verify_by_digest",
    "verify_by_file",
    "with_achievement",
]
