"""Everything of one's certificates in one archive, also while some of it is still being made."""

import io
from collections.abc import Iterator, Sequence

from flask import send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.core import clock
from lms.core.access import Permission
from lms.core.addresses import public_address
from lms.core.errors import NotFoundError
from lms.core.storage import MissingFileError
from lms.credentials import queries, services
from lms.credentials.bundle import Entry, bundle_of, file_name, readme_of, shortened
from lms.credentials.codes import grouped
from lms.credentials.models import CredentialFile
from lms.credentials.queries import Held
from lms.credentials.routes.blueprint import bp
from lms.credentials.rules import BadgeForm, FileForm
from lms.credentials.wording.holders import FILE_USES
from lms.web.access import requires, signed_in
from lms.web.filters import show_day


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
        download_name=file_name(f"{_('Certificates')} {held[0].record.holder_name}.zip"),
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _entries(held: Held, rows: Sequence[CredentialFile]) -> Iterator[Entry]:
    folder = f"{held.record.issued_on} {shortened(held.record.title)} {grouped(held.credential.code)[:9]}"
    for row in rows:
        made = _opened(row, held)
        if made is not None and row.form is FileForm.PDF:
            yield Entry(folder=folder, name=f"{_('Certificate')} {row.language}.pdf", data=made)
        elif made is not None and row.form is FileForm.BADGE:
            for form in BadgeForm:
                yield Entry(folder=folder, name=f"badge.{form}", data=services.badge_as(form, made))
    yield Entry(folder=folder, name="elm.jsonld", data=services.elm_file(held.record))


def _opened(row: CredentialFile, held: Held) -> bytes | None:
    try:
        file = services.opened(row, held.key)
    except MissingFileError:
        return None
    return file.data if file is not None else None


def _readme(held: Sequence[Held], waiting_count: int) -> str:
    name, day = held[0].record.holder_name, show_day(clock.now())
    paragraphs = [
        _(
            "All certificates of %(name)s, downloaded on %(day)s, each in a folder of its own.",
            name=name,
            day=day,
        ),
        _("Anybody can check them at %(address)s.", address=f"{public_address()}/verify"),
    ]
    if waiting_count:
        paragraphs.append(
            _("Some files are still being made and are not in here yet. Download again in a minute.")
        )
    return readme_of(_("Certificates"), paragraphs, [(name, str(use)) for name, use in FILE_USES.items()])
