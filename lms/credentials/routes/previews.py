"""A certificate before anybody earns it: in nine languages, with an ordinary and the longest name."""

import io
from dataclasses import replace

from flask import render_template, request, send_file
from werkzeug.wrappers import Response as Answer

from lms.content.outline import Module
from lms.core import clock
from lms.core.access import Permission
from lms.core.addresses import public_address
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.credentials import rules, services
from lms.credentials.printing.making import pdf_of
from lms.credentials.printing.previews import LONGEST_NAMES, ORDINARY, specimen_record
from lms.credentials.records import Record
from lms.credentials.routes.blueprint import bp
from lms.credentials.wording.holders import ELEMENT_TEXTS
from lms.web.access import requires
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language
from lms.web.identity import present_programme
from lms.web.language_names import LANGUAGES
from lms.web.security import FILE_POLICY


@bp.get("/teaching/modules/<module_slug>/certificate")
@requires(Permission.ISSUE_CREDENTIALS)
def show_preview(module_slug: str) -> str:
    """The languages to look at, and what the certificate still lacks."""
    module = _module(module_slug)
    record = _record(module, "en", ORDINARY)
    return render_template(
        "credentials/show_preview.html",
        module=module,
        text=module.text(language()),
        languages=LANGUAGES,
        worded={one.language for one in record.wordings},
        missing=[ELEMENT_TEXTS[element] for element in rules.missing_elements(record)],
    )


@bp.get("/teaching/modules/<module_slug>/certificate.pdf")
@requires(Permission.ISSUE_CREDENTIALS)
def download_preview(module_slug: str) -> Answer:
    """A specimen in one language."""
    module, wanted = _module(module_slug), request.args.get("language", "en")
    if wanted not in LANGUAGES:
        raise NotFoundError
    name = LONGEST_NAMES[wanted] if request.args.get("name") == "longest" else ORDINARY
    template = services.usable_template(current_catalogue().programme)
    record = replace(_record(module, wanted, name), template=template)
    db.session.rollback()  # laying it out takes a moment
    response = send_file(
        io.BytesIO(pdf_of(record, wanted)),
        mimetype="application/pdf",
        download_name=f"specimen-{module.slug}-{wanted}.pdf",
    )
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _module(slug: str) -> Module:
    module = current_catalogue().modules.get(slug)
    if module is None:
        raise NotFoundError
    return module


def _record(module: Module, wanted: str, name: str) -> Record:
    return specimen_record(
        module,
        present_programme(),
        language=wanted,
        name=name,
        today=clock.now().date(),
        base_url=public_address(),
    )
