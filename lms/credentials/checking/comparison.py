"""How a credential in somebody's hand differs from the one that was issued. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lms.credentials.checking.inspection import Inspection
from lms.credentials.formats.labels import LABELS
from lms.credentials.rules.checks import Reason
from lms.credentials.rules.files_seen import Carrier, Difference, Field, FileSeen

LONGEST_VALUE = 120
CONTEXT = 30
"""Characters shown before the first that differs."""
CONCEALED = frozenset({Field.HOLDER, Field.EMAIL})
"""What was issued is not said of these: whoever has a code could ask for the holder's name with a forgery."""
GUESSABLE = frozenset({Field.HOLDER, Field.RESULT})
"""Of these it is not even said whether they differ, unless the file was made from what we gave out."""

_FIELDS = (
    (("id",), Field.ID),
    (("name",), Field.TITLE),
    (("issuer",), Field.ISSUER),
    (("awardedDate",), Field.COMPLETED),
    (("validFrom",), Field.ISSUED),
    (("validUntil",), Field.EXPIRES),
    (("credentialStatus",), Field.STATUS),
    (("credentialSubject", "identifier", "0"), Field.HOLDER),
    (("credentialSubject", "identifier"), Field.EMAIL),
    (("credentialSubject", "result"), Field.RESULT),
    (("credentialSubject", "achievement", "name"), Field.TITLE),
    (("credentialSubject", "achievement", "criteria"), Field.OUTCOMES),
    (("credentialSubject", "achievement", "alignment"), Field.OUTCOMES),
    (("credentialSubject", "achievement", "creditsAvailable"), Field.WORKLOAD),
    (("credentialSubject", "creditsEarned"), Field.WORKLOAD),
    (("evidence",), Field.RESULT),
)
"""The beginning of a place in the credential → what it says; the first that fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the register knows of a certificate that a file names."""

    id: str
    code: str
    file_digests: frozenset[str]
    """Of every file that was given out."""
    document: Mapping[str, Any] | None
    """The credential as it was issued; None where that was erased."""
    page_digests: frozenset[str] = frozenset()
    """Of what the pages of its PDFs show."""
    has_seal: bool = True
    """Its files were sealed when they were made."""


def compare(found: Inspection, known: Known | None) -> FileSeen:
    """What was found in a file beside what is known of the certificate that it names."""
    is_identical = known is not None and found.sha256 in known.file_digests
    return FileSeen(
        carrier=found.carrier,
        sha256=found.sha256,
        is_registered=is_identical,
        trouble=found.trouble,
        seal=_seal(found, known, is_identical=is_identical),
        credential=_credential(found, known, is_identical=is_identical),
        differences=_differences(found, known, is_identical=is_identical),
        has_credential=found.document is not None,
        is_identity_one=_is_one(found, known),
        is_status_ours=_is_status_ours(found, known),
        is_specimen=_is_specimen(found.document),
        is_key_retired=found.is_key_retired,
        is_key_self_issued=found.is_key_self_issued,
    )


def _seal(found: Inspection, known: Known | None, *, is_identical: bool) -> Reason | None:
    if found.seal is Reason.SEAL_MISSING and is_identical and known is not None and not known.has_seal:
        return Reason.SEAL_NOT_USED_THEN
    return found.seal


def _credential(found: Inspection, known: Known | None, *, is_identical: bool) -> Reason | None:
    if known is not None and found.credential_digests & known.file_digests:
        return Reason.CREDENTIAL_IDENTICAL
    if is_identical and found.credential is Reason.CREDENTIAL_MISSING:
        return None  # made before credentials were attached
    return found.credential


def _is_one(found: Inspection, known: Known | None) -> bool | None:
    if not found.ids and not found.codes:
        return None
    if known is None:
        return len(found.ids) <= 1 and len(found.codes) <= 1
    return found.ids <= {known.id} and found.codes <= {known.code}


def _is_status_ours(found: Inspection, known: Known | None) -> bool | None:
    if known is None or known.document is None or found.document is None:
        return None
    return found.document.get("credentialStatus") == known.document.get("credentialStatus")


def _is_specimen(document: Mapping[str, Any] | None) -> bool:
    name = str((document or {}).get("name", ""))
    return any(name.startswith(f"{labels.specimen}: ") for labels in LABELS.values())


def _differences(
    found: Inspection, known: Known | None, *, is_identical: bool
) -> tuple[Difference, ...] | None:
    if is_identical:
        return ()
    if known is None or known.document is None:
        return None
    differences = list(_of_documents(known.document, found.document))
    if not _is_copy(known.document, found.document):
        # Else a name or a result could be found out by trying, in a credential or on a page drawn as ours:
        # whoever has only the code may compare a name as often as the page for that allows.
        return tuple(one for one in differences if one.field not in GUESSABLE) or None
    if found.carrier is Carrier.PDF and known.page_digests and found.pages_sha256 not in known.page_digests:
        differences.append(Difference(field=Field.PAGE, issued=None, found=None))
    return tuple(differences)


def _is_copy(issued: Mapping[str, Any], found: Mapping[str, Any] | None) -> bool:
    """It has the salt, which nobody can guess: it was made from the credential that we gave out."""
    salt = _salt_of(issued)
    return salt is not None and found is not None and salt == _salt_of(found)


def _salt_of(document: Mapping[str, Any]) -> str | None:
    return dict(_leaves(document)).get(("credentialSubject", "identifier", "1", "salt")) or None


def _of_documents(
    issued_document: Mapping[str, Any] | None, found_document: Mapping[str, Any] | None
) -> Iterator[Difference]:
    if issued_document is None or found_document is None:
        return
    told: set[Field] = set()
    for place, ours, theirs in differing(issued_document, found_document):
        field = _field_of(place)
        if field not in told:
            told.add(field)
            ours, theirs = _around_difference(ours, theirs)
            yield Difference(field=field, issued=None if field in CONCEALED else ours, found=theirs)


def _around_difference(ours: str | None, theirs: str | None) -> tuple[str | None, str | None]:
    """Both values; of long ones only what stands where they begin to differ."""
    if ours is None or theirs is None or max(len(ours), len(theirs)) <= LONGEST_VALUE:
        return _from(ours, 0), _from(theirs, 0)
    pairs = enumerate(zip(ours, theirs, strict=False))
    first = next((place for place, (our, their) in pairs if our != their), min(len(ours), len(theirs)))
    start = max(0, first - CONTEXT)
    return _from(ours, start), _from(theirs, start)


def _from(value: str | None, start: int) -> str | None:
    if value is None:
        return None
    end = start + LONGEST_VALUE
    shown = value[start:end].replace("**", "")  # Markdown's bold type, which texts for machines have
    return ("…" if start else "") + shown + ("…" if end < len(value) else "")


def _field_of(place: tuple[str, ...]) -> Field:
    return next((field for start, field in _FIELDS if place[: len(start)] == start), Field.OTHER)


def differing(
    issued: Mapping[str, Any], found: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], str | None, str | None]]:
    """Each place at which two credentials differ, their proofs aside, with both values."""
    ours, theirs = dict(_leaves(issued)), dict(_leaves(found))
    for place in dict.fromkeys((*ours, *theirs)):
        if place[0] != "proof" and ours.get(place) != theirs.get(place):
            yield place, ours.get(place), theirs.get(place)


def _leaves(value: object, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _leaves(one, (*place, str(key)))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _leaves(one, (*place, str(number)))
    else:
        yield place, str(value)
