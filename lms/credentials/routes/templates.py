"""The template of the programme: its examples, what was found in proving it, and proving it now."""

import io
from collections.abc import Iterator

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.core.pdf import PdfBusyError, PdfError, render_pdf
from lms.credentials import services
from lms.credentials.bundle import Entry, bundle_of, readme_of
from lms.credentials.routes.blueprint import bp
from lms.credentials.rules.preflight import Check
from lms.credentials.templates.examples import Example
from lms.credentials.templates.preflight import example_document
from lms.credentials.templates.shelf import proof_of
from lms.credentials.wording.templates import CHECK_TEXTS, EXAMPLE_TEXTS, PART_TEXTS
from lms.web.access import requires
from lms.web.catalogue import current_catalogue
from lms.web.language_names import LANGUAGES
from lms.web.security import FILE_POLICY


@bp.get("/teaching/certificate-template")
@requires(Permission.ISSUE_CREDENTIALS)
def show_template() -> str:
    """What certificates are printed by, and whether the programme's own template is fit for it."""
    template = current_catalogue().programme.template
    proof = proof_of(template.digest) if template else None
    found = {check: [one for one in proof.findings if one.check == check] for check in Check} if proof else {}
    return render_template(
        "credentials/show_template.html",
        template=template,
        proof=proof,
        checks=[(CHECK_TEXTS[check], findings) for check, findings in found.items()],
        used=services.usable_template(current_catalogue().programme),
        examples=EXAMPLE_TEXTS,
        parts=PART_TEXTS,
        languages=LANGUAGES,
        wanted=(request.args.get("example"), request.args.get("language")),
    )


@bp.get("/teaching/certificate-template.pdf")
@requires(Permission.ISSUE_CREDENTIALS)
def download_example() -> Answer:
    """One example in one language, by the template as it is now, proven or not."""
    example, wanted = _example(), request.args.get("language", "en")
    if wanted not in LANGUAGES:
        raise NotFoundError
    db.session.rollback()  # laying it out takes a moment
    try:
        data = _printed(example, wanted)
    except PdfError as problem:
        flash(_("This example cannot be printed: %(problem)s", problem=problem), "warning")
        return redirect(url_for("credentials.show_template"), 303)
    return _sent(data, "application/pdf", f"{example.value}-{wanted}.pdf")


@bp.get("/teaching/certificate-template.zip")
@requires(Permission.ISSUE_CREDENTIALS)
def download_examples() -> Answer:
    """One example in all nine languages."""
    example = _example()
    db.session.rollback()
    try:
        data = bundle_of(_entries(example), readme_of(_("Specimens"), [str(EXAMPLE_TEXTS[example])], []))
    except PdfError as problem:
        flash(_("This example cannot be printed: %(problem)s", problem=problem), "warning")
        return redirect(url_for("credentials.show_template"), 303)
    return _sent(data, "application/zip", f"{example.value}.zip")


@bp.post("/teaching/certificate-template")
@requires(Permission.ISSUE_CREDENTIALS)
def prove_template() -> Answer:
    """Print every example, look at it, and keep what was found."""
    template = current_catalogue().programme.template
    if template is None:
        raise NotFoundError
    db.session.rollback()
    try:
        proof = services.prove(template)
    except PdfBusyError:
        flash(_("The server is too busy to print all examples just now. Try again later."), "warning")
        return redirect(url_for("credentials.show_template"), 303)
    if proof.passes:
        flash(_("The template is fit for use: from now on certificates are issued by it."), "done")
    else:
        flash(_("The template cannot be used yet: see what was found."), "warning")
    return redirect(url_for("credentials.show_template"), 303)


def _example() -> Example:
    try:
        return Example(request.args.get("example", Example.LONGEST))
    except ValueError:
        raise NotFoundError from None


def _printed(example: Example, language: str) -> bytes:
    template = current_catalogue().programme.template
    return render_pdf(example_document(template, services.fonts_folder(), example, language))


def _entries(example: Example) -> Iterator[Entry]:
    for code in LANGUAGES:
        yield Entry(folder=example.value, name=f"{code}.pdf", data=_printed(example, code))


def _sent(data: bytes, media_type: str, name: str) -> Answer:
    response = send_file(io.BytesIO(data), mimetype=media_type, download_name=f"specimen-{name}")
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response
