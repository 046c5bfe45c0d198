"""The credential that is attached to a PDF, taken out within limits. Pure."""

import pikepdf

from lms.credentials.formats.pdf_limits import UNREADABLE, check_names, opened, unpacked

NAME = "credential.json"
MAX_ATTACHMENTS = 20
MAX_BYTES = 500_000
"""Of the attachment, unpacked."""


class AttachmentError(ValueError):
    """No credential can be taken out; `is_missing` where the file is in order but has none."""

    def __init__(self, message: str, *, is_missing: bool = False) -> None:
        super().__init__(message)
        self.is_missing = is_missing


def credential_in_pdf(data: bytes) -> str:
    """The text of `credential.json`; raises AttachmentError."""
    try:
        with opened(data) as pdf:
            return _attached(pdf).decode()
    except AttachmentError:
        raise
    except UNREADABLE as error:
        raise AttachmentError(f"the PDF is not in order: {type(error).__name__}") from None


def _attached(pdf: pikepdf.Pdf) -> bytes:
    check_names(
        pdf.Root.get("/Names", pikepdf.Dictionary()).get("/EmbeddedFiles", pikepdf.Dictionary()),
        MAX_ATTACHMENTS,
    )
    named = [spec for spec in pdf.attachments.values() if spec.filename == NAME]
    if not named:
        raise AttachmentError("the PDF has no such attachment", is_missing=True)
    if len(named) > 1:
        raise AttachmentError("the PDF has two such attachments")
    return unpacked(named[0].get_file().obj, MAX_BYTES)
