"""What is done with certificates."""

from lms.credentials.services.achievements import with_achievement
from lms.credentials.services.answering import answer_enquiries
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
from lms.credentials.services.files import IssuedFile, file_of, opened, remove_erased_files, request_language
from lms.credentials.services.issuing import (
    confirm_name,
    correct_name,
    issue,
    issue_on_completion,
    issue_waiting,
)
from lms.credentials.services.keys import published as published_keys
from lms.credentials.services.log_heads import NoteHead
from lms.credentials.services.printing import render_again, render_due
from lms.credentials.services.standing import choose_visibility, revoke
from lms.credentials.services.verifying import verify_by_code, verify_by_digest, verify_by_file

__all__ = [
    "REPORT_CSV",
    "REPORT_PDF",
    "EncryptPlain",
    "IssuedFile",
    "NoteHead",
    "OldEnquiries",
    "TooManyEnquiriesError",
    "answer_enquiries",
    "ask_for_codes",
    "ask_for_files",
    "choose_visibility",
    "confirm_name",
    "correct_name",
    "enquiry_id_of",
    "file_of",
    "issue",
    "issue_on_completion",
    "issue_waiting",
    "opened",
    "published_keys",
    "remove_enquiry",
    "remove_erased_files",
    "render_again",
    "render_due",
    "report_file",
    "request_language",
    "revoke",
    "verify_by_code",
    "verify_by_digest",
    "verify_by_file",
    "with_achievement",
]
