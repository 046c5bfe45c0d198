"""Credentials as tables: a file for each noun."""

from lms.credentials.models.achievements import Achievement
from lms.credentials.models.awards import AwardPart, HolderAward
from lms.credentials.models.cohorts import Cohort, CohortMember
from lms.credentials.models.credentials import Credential, CredentialRecord
from lms.credentials.models.enquiries import Enquiry, EnquiryLine
from lms.credentials.models.files import CredentialFile
from lms.credentials.models.holders import HolderName, PersonKey
from lms.credentials.models.keys import SigningKey
from lms.credentials.models.log import CredentialEvent, LogHead
from lms.credentials.models.reminders import ExpiryReminder
from lms.credentials.models.sharing import SharedCredential, ShareLink
from lms.credentials.models.transcripts import Transcript

__all__ = [
    "Achievement",
    "AwardPart",
    "Cohort",
    "CohortMember",
    "Credential",
    "CredentialEvent",
    "CredentialFile",
    "CredentialRecord",
    "Enquiry",
    "EnquiryLine",
    "ExpiryReminder",
    "HolderAward",
    "HolderName",
    "LogHead",
    "PersonKey",
    "ShareLink",
    "SharedCredential",
    "SigningKey",
    "Transcript",
]
