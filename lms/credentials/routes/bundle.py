"""Everything of one's certificates in one archive, also while some of it is still being made."""

import io
from collections.abc import Iterator, Sequence

from flask import send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.core import clock
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.core.storage import MissingFileError
from lms.credentials import queries, services
from lms.credentials.bundle import Entry, bundle_of, readme_of
from lms.credentials.codes import grouped
from lms.credentials.holder_texts import FORM_TEXTS
from lms.credentials.models import CredentialFile
from lms.credentials.queries import Held
from lms.credentials.routes.blueprint import bp
from lms.credentials.rules import FileForm
from lms.web.access import requires, signed_in
from lms.web.filters import show_day

ENDINGS = {FileForm.PDF: "pdf", FileForm.BADGE: "json", FileForm.JWT: "jwt"}


@bp.get("/certificates/all.zip")
@requires(Permission.LEARN)
def download_all() -> Answer:
    """All files that are ready, with a text that says what each is and what is still missing."""
    held = queries.held_by(signed_in().id)
    if not held:
        raise NotFoundError
    files = queries.files_of_holder(signed_in().id)
    entries = [entry for one in held for entry in _entries(one, files.get(one.credential.id, ()))]
    waiting = [file for rows in files.values() for file in rows if file.sha256 is None]
    data = bundle_of(entries, _readme(held, len(waiting)))
    response = send_file(
        io.BytesIO(data),
        mimetype="application/zip",
        as_attachment=True,
        download_name=f"{_('Certificates')} {held[0].record.holder_name}.zip",
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _entries(held: Held, rows: Sequence[CredentialFile]) -> Iterator[Entry]:
    folder = f"{held.record.issued_on} {held.record.title[:60]} {grouped(held.credential.code)[:9]}"
    for row in rows:
        try:
            file = services.opened(row, held.key)
        except MissingFileError:
            continue
        if file is not None:
            name = f"{_('certificate')}-{file.language}" if file.language else file.form.value
            yield Entry(folder=folder, name=f"{name}.{ENDINGS[file.form]}", data=file.data)


def _readme(held: Sequence[Held], waiting_count: int) -> str:
    name, day = held[0].record.holder_name, show_day(clock.now())
    paragraphs = [_("All certificates of %(name)s, downloaded on %(day)s.", name=name, day=day)]
    if waiting_count:
        paragraphs.append(
            _("Some files are still being made and are not in here yet. Download again in a minute.")
        )
    kinds = [(f"*.{ENDINGS[form]}", str(words)) for form, words in FORM_TEXTS.items()]
    return readme_of(_("Certificates"), paragraphs, kinds)
