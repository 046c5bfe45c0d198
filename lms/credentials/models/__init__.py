"""Credentials as tables: a file for each noun."""

from lms.credentials.models.achievements import Achievement
from lms.credentials.models.credentials import Credential, CredentialRecord
from lms.credentials.models.enquiries import Enquiry, EnquiryLine
from lms.credentials.models.files import CredentialFile
from lms.credentials.models.holders import HolderName, PersonKey
from lms.credentials.models.keys import SigningKey
from lms.credentials.models.log import CredentialEvent, LogHead
from lms.credentials.models.reminders import ExpiryReminder

__all__ = [
    "Achievement",
    "Credential",
    "CredentialEvent",
    "CredentialFile",
    "CredentialRecord",
    "Enquiry",
    "EnquiryLine",
    "ExpiryReminder",
    "HolderName",
    "LogHead",
    "PersonKey",
    "SigningKey",
]
