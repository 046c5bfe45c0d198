"""A sheet to take away: the same values and formulas as a spreadsheet."""

import re
import unicodedata

from flask import Response
from flask_babel import gettext as _

from lms.core.access import Permission
from lms.tools.routes.blueprint import bp
from lms.tools.routes.opening import open_sheet
from lms.tools.spreadsheet import write_spreadsheet
from lms.tools.spreadsheet_words import spreadsheet_words
from lms.tools.writing import LocalWriter
from lms.web.access import requires
from lms.web.filters import show_moment
from lms.web.security import FILE_POLICY

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/tools/<sheet_id>/spreadsheet")
@requires(Permission.LEARN)
def download_spreadsheet(sheet_id: str) -> Response:
    """The filled-in sheet as a spreadsheet."""
    opened = open_sheet(sheet_id)
    data = write_spreadsheet(
        opened.tool,
        opened.view.values,
        title=opened.sheet.name,
        made=_(
            "Filled in on Cluster Campus, last changed %(moment)s",
            moment=show_moment(opened.sheet.changed_at),
        ),
        words=spreadsheet_words(),
        writer=LocalWriter(),
    )
    response = Response(data, mimetype=MEDIA_TYPE)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers.set("Content-Disposition", "attachment", filename=_file_name(opened.sheet.name))
    return response


def _file_name(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', plain).strip('-')[:60] or 'sheet'}.xlsx"
