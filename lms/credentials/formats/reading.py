"""What did somebody hand in? The credential in a PDF, PNG, SVG, JSON or token, told by its bytes. Pure.

Whatever comes is hostile until shown otherwise: size, depth, the number of attachments and what they
unpack to are limited, and nothing in here raises for a file that is not in order.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lms.credentials.formats.baking import (
    PNG_SIGNATURE,
    BakingError,
    baked_in_png,
    baked_in_svg,
    is_token,
)
from lms.credentials.formats.json_text import read_json
from lms.credentials.formats.pdf_attachments import AttachmentError, credential_in_pdf
from lms.credentials.formats.tokens import document_in

MAX_FILE = 10_000_000
"""Bytes; a certificate has some tens of thousands."""
MAX_TEXT = 500_000
"""Characters of a credential; ours have some thousands."""


class Form(StrEnum):
    """What the bytes are."""

    PDF = "pdf"
    PNG = "png"
    SVG = "svg"
    JSON = "json"
    TOKEN = "token"
    UNKNOWN = "unknown"


class Problem(StrEnum):
    """Why no credential was found."""

    TOO_LARGE = "too-large"
    UNKNOWN_FORM = "unknown-form"
    DAMAGED = "damaged"
    NO_CREDENTIAL = "no-credential"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a file holds. `document` is what it says, whoever wrote it; nothing was checked yet."""

    form: Form
    document: Mapping[str, Any] | None = None
    text: str | None = None
    """The embedded credential as it was written: JSON, or a token."""
    problem: Problem | None = None

    @property
    def is_token(self) -> bool:
        """The credential is a token, so that its signature is around it and not inside."""
        return self.text is not None and is_token(self.text)


def credential_in(data: bytes) -> Found:
    """Tell what the bytes are and take the credential out of them."""
    form = form_of(data)
    if len(data) > MAX_FILE:
        return Found(form=form, problem=Problem.TOO_LARGE)
    if form is Form.UNKNOWN:
        return Found(form=form, problem=Problem.UNKNOWN_FORM)
    try:
        text = _READERS[form](data).strip()
    except (BakingError, UnicodeDecodeError):
        return Found(form=form, problem=Problem.DAMAGED)
    except AttachmentError as error:
        problem = Problem.NO_CREDENTIAL if error.is_missing else Problem.DAMAGED
        return Found(form=form, problem=problem)
    if len(text) > MAX_TEXT:
        return Found(form=form, problem=Problem.TOO_LARGE)
    document = document_in(text) if is_token(text) else read_json(text)
    if document is None:
        return Found(form=form, text=text, problem=Problem.DAMAGED)
    if "credentialSubject" not in document:
        return Found(form=form, document=document, text=text, problem=Problem.NO_CREDENTIAL)
    return Found(form=form, document=document, text=text)


def form_of(data: bytes) -> Form:
    """What the bytes are, by how they begin."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return Form.PDF
    if data.startswith(PNG_SIGNATURE):
        return Form.PNG
    if head.startswith(b"{"):
        return Form.JSON
    if head.startswith(b"<") and b"<svg" in data[:4096]:
        return Form.SVG
    if head.startswith(b"eyJ"):
        return Form.TOKEN
    return Form.UNKNOWN


_READERS: Mapping[Form, Callable[[bytes], str]] = {
    Form.PDF: credential_in_pdf,
    Form.PNG: baked_in_png,
    Form.SVG: baked_in_svg,
    Form.JSON: lambda data: data.decode("utf-8-sig"),
    Form.TOKEN: lambda data: data.decode("ascii"),
}
