"""What is done with certificates."""

from lms.credentials.services.issuing import (
    confirm_name,
    correct_name,
    issue,
    issue_on_completion,
    issue_waiting,
)
from lms.credentials.services.printing import remove_erased_files, render_again, render_due
from lms.credentials.services.standing import choose_visibility, revoke

__all__ = [
    "choose_visibility",
    "confirm_name",
    "correct_name",
    "issue",
    "issue_on_completion",
    "issue_waiting",
    "remove_erased_files",
    "render_again",
    "render_due",
    "revoke",
]
