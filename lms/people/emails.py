"""What counts as an e-mail address, and which spellings are the same one. Pure."""

import re
import unicodedata

MAX_LENGTH = 254
"""RFC 5321: a path has at most 256 characters, two of which are its angle brackets."""
MAX_LOCAL_LENGTH = 64
LONGEST_TYPED = 400
"""Nothing longer is looked at: encoding a domain takes time that grows with the square of its length."""

_LOCAL = re.compile(r"(?!.*=\?)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def normalised_email(text: str) -> str | None:
    """The one spelling under which an address is kept, or None where it is no address that mail can reach.

    Case is folded on both sides of the @: no mail server that people use tells "Anna@" from "anna@",
    and two accounts that differ in case alone would be a trap. A domain with letters such as å is
    kept in its ASCII form, as mail needs it. What would be read as an encoded word (RFC 2047, `=?`)
    is refused, because no header can carry it as an address.
    """
    if len(text) > LONGEST_TYPED:
        return None
    address = unicodedata.normalize("NFC", text).strip().casefold()
    local, at, domain = address.rpartition("@")
    domain_ascii = _ascii_domain(domain)
    if not at or domain_ascii is None or len(local) > MAX_LOCAL_LENGTH or not _LOCAL.fullmatch(local):
        return None
    whole = f"{local}@{domain_ascii}"
    return whole if len(whole) <= MAX_LENGTH else None


def _ascii_domain(domain: str) -> str | None:
    try:
        ascii_form = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = ascii_form.split(".")
    is_name = len(labels) > 1 and all(_DOMAIN_LABEL.fullmatch(label) for label in labels)
    return ascii_form if is_name and not labels[-1].isdigit() else None
