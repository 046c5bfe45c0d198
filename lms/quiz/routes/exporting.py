"""The bank of a module as a file for other systems."""

from flask import Response, request

from lms.content.catalogue import UnknownEditionError
from lms.content.outline import Module
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.quiz.bank_exports import export_of_served, offers
from lms.quiz.interchange.formats import ENDINGS, MEDIA_TYPES, Format
from lms.quiz.routes.bank import taught_module
from lms.quiz.routes.blueprint import bp
from lms.web.access import requires
from lms.web.catalogue import current_catalogue
from lms.web.security import FILE_POLICY


# Not below `/bank/`, where every name may be that of a question.
@bp.get("/teaching/modules/<module_slug>/bank-export/<form>")
@requires(Permission.SEE_BANKS)
def export_bank(module_slug: str, form: str) -> Response:
    """The questions of the final test, byte for byte as `lms quiz export` writes them."""
    module = taught_module(module_slug)
    wanted, language = _asked(module, form)
    try:
        files = current_catalogue().sources(module)
    except UnknownEditionError:
        raise NotFoundError from None
    made = export_of_served(module, files, wanted, language)
    if not made.report.arrived:
        raise NotFoundError
    response = Response(made.data, mimetype=MEDIA_TYPES[wanted])
    response.headers["Content-Security-Policy"] = FILE_POLICY
    name = f"{module.slug}-{language}-{wanted}.{ENDINGS[wanted]}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _asked(module: Module, form: str) -> tuple[Format, str]:
    """The format and the language that are wanted; raises NotFoundError where there is no such file."""
    language = request.args.get("language") or module.source_language
    for offer in offers(module):
        if offer.format == form and language in offer.languages:
            return offer.format, language
    raise NotFoundError
