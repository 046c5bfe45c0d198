"""How answers, checks and differences are said, in the language of whoever verifies."""

from flask_babel import lazy_gettext as _

from lms.credentials.rules.checks import Outcome, Reason, Topic
from lms.credentials.rules.files_seen import Field
from lms.credentials.rules.verification import Answer, Note, Verdict

VERDICT_TEXTS = {
    Verdict.VALID: _("This certificate is genuine and valid"),
    Verdict.EXPIRED: _("This certificate is genuine, but has expired"),
    Verdict.SUPERSEDED: _("This certificate is genuine, but was replaced"),
    Verdict.REVOKED: _("This certificate was withdrawn"),
    Verdict.ALTERED: _("This certificate cannot be confirmed"),
    Verdict.UNKNOWN: _("We have issued no such certificate"),
    Verdict.INTACT: _("This certificate is unaltered; whether it still stands was not asked"),
}
FILE_ALTERED = _("This file is not as we issued it")
TRIAL = _("This is a trial, not a certificate")
SPECIMEN = _("This is a specimen, not a certificate")

NOTE_TEXTS = {
    Note.TRIAL: _("Made by an installation on trial or with an invented issuer: it proves nothing."),
    Note.SPECIMEN: _("Made to show what a certificate looks like: it proves nothing."),
    Note.HOLDER_ERASED: _("The holder’s data were erased at their request."),
    Note.KEY_RETIRED: _("The key that it was sealed with has been replaced since. It still counts."),
    Note.SELF_ISSUED_KEY: _(
        "Sealed with a key that the issuer made: this shows who issued it and that nothing was changed. "
        "It is not a qualified electronic seal."
    ),
    Note.NOT_THE_FILE_ITSELF: _(
        "The credential inside is genuine. The picture or layout around it is not checked."
    ),
}

TOPIC_TEXTS = {
    Topic.REGISTER: _("Register"),
    Topic.ENTRY: _("Entry in the register"),
    Topic.FILE: _("File"),
    Topic.SEAL: _("Seal"),
    Topic.CREDENTIAL: _("Machine-readable part"),
    Topic.CONTENT: _("Content"),
    Topic.IDENTITY: _("Which certificate"),
    Topic.STATUS_LIST: _("List of withdrawals"),
    Topic.STANDING: _("Standing today"),
}

OUTCOME_TEXTS = {
    Outcome.PASSED: _("passed"),
    Outcome.FAILED: _("not passed"),
    Outcome.NOT_POSSIBLE: _("not possible"),
}

REASON_TEXTS = {
    Reason.REGISTERED: _("It is in the issuer’s register."),
    Reason.NOT_REGISTERED: _("The issuer’s register has no such certificate."),
    Reason.NAMES_NOTHING: _("The file does not say which certificate of ours it is."),
    Reason.REGISTER_NOT_ASKED: _("The register was not asked."),
    Reason.ENTRY_UNCHANGED: _("The entry is unchanged since it was issued."),
    Reason.ENTRY_CHANGED: _("The entry has changed since it was issued."),
    Reason.ENTRY_ERASED: _("Its details were erased with the holder’s data."),
    Reason.FILE_IDENTICAL: _("It is exactly the file that we issued."),
    Reason.FILE_DIFFERS: _("It is not the file that we issued."),
    Reason.FILE_MADE_EACH_TIME: _("Badges are drawn anew for each download; what counts is inside."),
    Reason.FILE_UNREADABLE: _("It is damaged, cut off, or no file that we know."),
    Reason.FILE_TOO_LARGE: _("It is larger than any certificate."),
    Reason.FILE_TOO_COMPLEX: _("It takes more time or memory to read than any certificate."),
    Reason.SEAL_INTACT: _("Our seal covers the whole file, and nothing was changed since."),
    Reason.SEAL_MISSING: _("It has no seal; we seal every certificate."),
    Reason.SEAL_NOT_USED_THEN: _("It was issued before we sealed certificates."),
    Reason.SEAL_ALTERED: _("Our seal does not fit: the file was changed or saved anew after sealing."),
    Reason.SEAL_ADDED_TO: _("Something was added to the file after it was sealed."),
    Reason.SEAL_FOREIGN: _("The seal was made with a key that is not ours, whatever name it bears."),
    Reason.SEAL_BROKEN: _("The seal cannot be read or is not in order."),
    Reason.SEAL_TOO_LATE: _("The seal was made with a key of ours after it had been taken out of use."),
    Reason.SEAL_COMPROMISED: _("The seal was made with a key that was lost or stolen."),
    Reason.CREDENTIAL_IDENTICAL: _("It is exactly the one that we issued."),
    Reason.CREDENTIAL_MISSING: _("There is none in the file."),
    Reason.CREDENTIAL_UNREADABLE: _("It is there more than once, or cannot be read."),
    Reason.PROOF_HOLDS: _("Signed with our key, and unchanged since."),
    Reason.PROOF_FAILS: _("It was changed after we signed it."),
    Reason.PROOF_MISSING: _("It bears no signature."),
    Reason.PROOF_FOREIGN: _("It is signed with a key that is not ours."),
    Reason.PROOF_UNDEFINED_TERM: _("Something was added to it that the signature does not cover."),
    Reason.PROOF_UNREADABLE: _("Its signature cannot be read or is of a kind that we never use."),
    Reason.PROOF_TOO_LATE: _("It was signed with a key of ours while that was not in use."),
    Reason.PROOF_COMPROMISED: _("It was signed with a key that was lost or stolen."),
    Reason.CONTENT_AGREES: _("What it says agrees with the register."),
    Reason.CONTENT_DIFFERS: _("What it says differs from what we issued."),
    Reason.CONTENT_NOT_COMPARED: _("There was nothing to compare it with."),
    Reason.IDENTITY_ONE: _("Everything in the file names the same certificate."),
    Reason.IDENTITY_SEVERAL: _("Parts of the file name different certificates."),
    Reason.STATUS_OURS: _("It points to its own place in our list."),
    Reason.STATUS_ELSEWHERE: _("It points to another place than the one we gave it."),
    Reason.STANDS: _("It has not been withdrawn or replaced, and has not expired."),
    Reason.EXPIRED: _("It has expired."),
    Reason.SUPERSEDED: _("It was replaced by a newer one."),
    Reason.REVOKED: _("It was withdrawn."),
}

FIELD_TEXTS = {
    Field.HOLDER: _("Name"),
    Field.EMAIL: _("Holder’s e-mail address"),
    Field.TITLE: _("Title"),
    Field.ISSUER: _("Awarding body"),
    Field.COMPLETED: _("Completed"),
    Field.ISSUED: _("Date of issue"),
    Field.EXPIRES: _("Valid until"),
    Field.WORKLOAD: _("Workload"),
    Field.OUTCOMES: _("What the holder can do"),
    Field.RESULT: _("Assessment"),
    Field.ID: _("Number of the certificate"),
    Field.STATUS: _("Place in the list of withdrawals"),
    Field.PAGE: _("What the page shows"),
    Field.OTHER: _("Another detail"),
}


def headline(answer: Answer, *, is_file: bool) -> str:
    """The answer in one line."""
    if Note.SPECIMEN in answer.notes:
        return str(SPECIMEN)
    if answer.verdict is Verdict.VALID and Note.TRIAL in answer.notes:
        return str(TRIAL)
    if answer.verdict is Verdict.ALTERED and is_file and answer.entry is not None:
        return str(FILE_ALTERED)
    return str(VERDICT_TEXTS[answer.verdict])
