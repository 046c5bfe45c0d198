"""What the archive's page says, in the languages of certificates; scripts fill in what stands in %(…)s."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from lms.web.i18n import PUBLIC_LANGUAGES, speaking

ARCHIVE_TEXTS = {
    "title": _("Verify a certificate"),
    "lead": _(
        "A copy of the register for the time when the programme’s own website is gone. Nothing that you "
        "enter or choose here leaves your device."
    ),
    "code-label": _("Code on the certificate"),
    "code-hint": _("For example 7H3K-9QXA-…; spaces and dashes do not matter."),
    "file-label": _("Or the file itself"),
    "file-hint": _("PDF, PNG, SVG, JSON or JWT. Drop it anywhere on this page, or choose it."),
    "button": _("Verify"),
    "about-title": _("What this page knows"),
    "about": _(
        "For each certificate that %(issuer)s issued: for what, when, and whether it stands. No names: what "
        "stands here are fingerprints (SHA-256) of codes and files, from which neither can be recovered."
    ),
    "about-date": _(
        "This copy was made on %(day)s. What was withdrawn or replaced after that day is not in it."
    ),
    "about-name": _(
        "With a code, compare the name and the title on the paper yourself. With the file as it was issued, "
        "everything that stands in it is genuine, the name too. Ask for proof of identity where it matters."
    ),
    "readme": _("How to check by hand, and how to host this copy"),
    "nothing-given": _("Write the code, or choose the file."),
    "code-length": _("A code has 20 characters, in five groups of four. Look whether one is missing."),
    "code-symbol": _(
        "A code has only digits and the letters A to Z without U. Look for a character that does not belong."
    ),
    "code-check": _(
        "There is a typing mistake in the code: two characters may be swapped, or one is wrong. "
        "Compare it group by group."
    ),
    "file-too-large": _("The file is too large to be a certificate."),
    "copy-incomplete": _("This copy is incomplete: a part of the register is missing. Try another copy."),
    "is-valid": _("This certificate is genuine and valid"),
    "is-trial": _("This is a trial, not a certificate"),
    "is-expired": _("This certificate is genuine, but has expired"),
    "is-superseded": _("This certificate is genuine, but was replaced"),
    "is-revoked": _("This certificate was withdrawn"),
    "is-altered": _("This file is not the certificate that was issued"),
    "is-unknown": _("Not in this register"),
    "is-sealed": _("Sealed by the issuer, but not in this register"),
    "why-sealed": _(
        "It may have been issued after %(made)s, when this copy was made, or be no certificate. This page "
        "cannot say whether it stands: ask the issuer, or take a newer copy."
    ),
    "why-valid": _("%(issuer)s issued it on %(day)s. It had not been withdrawn or replaced by %(made)s."),
    "why-trial": _(
        "It was made by an installation on trial or with an invented issuer. It shows what a certificate "
        "looks like and proves nothing."
    ),
    "why-expired": _("%(issuer)s issued it. It was valid until %(day)s."),
    "why-superseded": _("The issuer has replaced it by a newer one. Ask the holder for that one."),
    "why-revoked": _("The issuer withdrew it on %(day)s. It must not be relied on."),
    "file-intact": _("The file is exactly as it was issued, to the last byte."),
    "credential-intact": _(
        "The credential inside is exactly as it was issued. The picture or layout around it is not checked."
    ),
    "file-made-later": _("This file was made after this copy, for instance in another language."),
    "seal-intact": _("The issuer’s seal covers the whole file, and nothing was changed since."),
    "seal-added": _("Something was added to the file after it was sealed."),
    "seal-altered": _("The seal does not fit: the file was changed or saved anew after sealing."),
    "seal-foreign": _("The seal was made with a key that is not the issuer’s, whatever name it bears."),
    "seal-late": _("The seal was made with a key of the issuer after it had been taken out of use."),
    "seal-lost": _("The seal was made with a key that was lost or stolen."),
    "seal-none": _("It has no seal; the issuer seals every certificate."),
    "seal-unchecked": _(
        "This browser gives pages that are opened in this way no means to check a seal. Whether the file is "
        "in the register was checked all the same; any program for PDF signatures checks the seal."
    ),
    "proof-unchecked": _(
        "This page does not check the signature inside such a file; any verifier of Open Badges 3.0 does."
    ),
    "two-certificates": _("The file is a certificate of ours, but not the one with this code."),
    "file-altered": _(
        "A certificate with this code or number was issued, as stated below, but the bytes of this file are "
        "not those that were issued. It may have been changed or saved anew. Ask for the original file."
    ),
    "file-unknown": _(
        "No file with exactly these bytes was issued. It was changed or saved anew, or is not from this "
        "issuer. Enter the code printed on it as well, to see what was issued under it."
    ),
    "code-unknown": _(
        "No certificate with this code was issued by %(issuer)s up to %(made)s. Compare the code once more."
    ),
    "holder-erased": _(
        "The holder’s data were erased at their request. That changes nothing in its standing."
    ),
    "compare": _("Compare this with the certificate you have: if something differs, the paper was altered."),
    "as-of": _("By the register as it was on %(day)s."),
    "fingerprint": _("SHA-256 of the file"),
    "fact-title": _("Title"),
    "fact-issuer": _("Awarding body"),
    "fact-hours": _("Workload in hours"),
    "fact-awarded": _("Completed"),
    "fact-issued": _("Date of issue"),
    "fact-expires": _("Valid until"),
    "fact-revoked": _("Withdrawn on"),
    "reason-issued-in-error": _("It was issued in error."),
    "reason-assessment-not-valid": _("The assessment was found not to be valid."),
    "reason-details-wrong": _("Something stated on it is wrong."),
    "reason-request-of-holder": _("The holder asked for it."),
}


LANGUAGES = PUBLIC_LANGUAGES


def archive_texts() -> dict[str, Mapping[str, str]]:
    """The texts in each language."""
    return {language: _texts_in(language) for language in LANGUAGES}


def _texts_in(language: str) -> Mapping[str, str]:
    with speaking(language):
        return {key: str(text) for key, text in ARCHIVE_TEXTS.items()}
