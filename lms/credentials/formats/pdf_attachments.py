"""The credential that is attached to a PDF, taken out within limits. Pure."""

import io

import pikepdf

NAME = "credential.json"
MAX_ATTACHMENTS = 20
MAX_BYTES = 500_000
"""Of the attachment, unpacked."""

# For the whole process: no stream of any PDF is unpacked into more, and none is nested deeper.
pikepdf.settings.set_qpdf_limits(flate_max_memory=64_000_000, parser_max_nesting=100, doc_max_warnings=100)


class AttachmentError(ValueError):
    """No credential can be taken out; `is_missing` where the file is in order but has none."""

    def __init__(self, message: str, *, is_missing: bool = False) -> None:
        super().__init__(message)
        self.is_missing = is_missing


def credential_in_pdf(data: bytes) -> str:
    """The text of `credential.json`; raises AttachmentError."""
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            return _attached(pdf).decode()
    except (pikepdf.PdfError, pikepdf.PasswordError, UnicodeDecodeError) as error:
        raise AttachmentError(f"the PDF cannot be read: {type(error).__name__}") from None
    except (ValueError, TypeError, KeyError, AttributeError, RuntimeError, MemoryError) as error:
        if isinstance(error, AttachmentError):
            raise
        raise AttachmentError(f"the PDF is not in order: {type(error).__name__}") from None


def _attached(pdf: pikepdf.Pdf) -> bytes:
    if len(pdf.attachments) > MAX_ATTACHMENTS:
        raise AttachmentError("the PDF has too many attachments")
    named = [spec for spec in pdf.attachments.values() if spec.filename == NAME]
    if not named:
        raise AttachmentError("the PDF has no such attachment", is_missing=True)
    if len(named) > 1:
        raise AttachmentError("the PDF has two such attachments")
    content = named[0].get_file().read_bytes()
    if len(content) > MAX_BYTES:
        raise AttachmentError("the attachment is too large")
    return content
