"""A certificate as a PDF: by the template that it was issued under, or by ours."""

from collections.abc import Sequence

from lms.core.pdf import Attachment, render_pdf
from lms.core.settings import settings
from lms.credentials.printing import rendering
from lms.credentials.records import Record
from lms.credentials.templates.printing import templated_document
from lms.credentials.templates.shelf import kept_template


def pdf_of(record: Record, language: str | None = None, attachments: Sequence[Attachment] = ()) -> bytes:
    """The certificate in a language; the same record gives the same bytes. Raises PdfError."""
    if record.template is None:
        return rendering.pdf_of(record, language, attachments)
    return render_pdf(
        templated_document(
            record,
            kept_template(record.template),
            settings().data / "build" / "fonts",
            language=language,
            attachments=attachments,
            logos=rendering.logos_of(record),
        )
    )
