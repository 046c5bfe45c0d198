"""The logos on certificates and on the front page: put in, seen, kept, taken away."""

from collections.abc import Mapping
from dataclasses import asdict, replace

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Answer

from lms.admin.forms.logos import LogoForm
from lms.admin.routes.blueprint import bp
from lms.admin.wording.settings import LOGO_KINDS
from lms.content.logos import MAX_BYTES, MEDIA_TYPES, LogoError, read_logo
from lms.content.programme import Logo
from lms.core import runtime_settings
from lms.core.access import Permission
from lms.core.identity import LOGOS
from lms.core.runtime_settings import ChangedMeanwhileError, UnusableValueError
from lms.people import queries as people
from lms.web.access import requires, signed_in
from lms.web.identity import keep_picture, kept_picture, present_programme
from lms.web.security import FILE_POLICY

ENDINGS = {media_type: ending for ending, media_type in MEDIA_TYPES.items()}


@bp.get("/desk/settings/logos")
@requires(Permission.CHANGE_SETTINGS)
def show_logos() -> str:
    """All logos, and the form for another."""
    return _page(LogoForm(revision=_revision()))


@bp.post("/desk/settings/logos")
@requires(Permission.CHANGE_SETTINGS)
def add_logo() -> Answer | str | tuple[str, int]:
    """Clean the file and show what is left of it; keep what was seen so."""
    form = LogoForm()
    is_valid = form.validate()
    seen = _logo_sent(form) if form.file.data or not form.sha256.data else _logo_seen(form)
    # What came is kept, so that nobody looks for the file again because a name was missing.
    form.sha256.data, form.media_type.data = (seen.sha256, seen.media_type) if seen else ("", "")
    if not is_valid or seen is None:
        return _page(form), 422
    if not form.is_seen.data:
        return _page(form, seen)
    return _save([*_logos(), seen], form.revision.data or "", _("The logo is there from now on."))


@bp.post("/desk/settings/logos/<sha256>/remove")
@requires(Permission.CHANGE_SETTINGS)
def remove_logo(sha256: str) -> Answer:
    """Take one away; certificates that were issued keep it."""
    left = [one for one in _logos() if one.sha256 != sha256]
    if len(left) == len(_logos()):
        abort(404)
    return _save(left, _revision(), _("The logo is gone. Certificates that were issued keep it."))


@bp.post("/desk/settings/logos/reset")
@requires(Permission.CHANGE_SETTINGS)
def reset_logos() -> Answer:
    """Show those of the programme's files again."""
    runtime_settings.change(LOGOS, None, by=signed_in().id)
    flash(_("The logos are those of the programme’s files again."), "done")
    return redirect(url_for("admin.show_logos"), 303)


@bp.get("/desk/settings/logos/<sha256>")
@requires(Permission.CHANGE_SETTINGS)
def show_logo_preview(sha256: str) -> Response:
    """A logo that may not be kept yet."""
    data = kept_picture(sha256)
    logo = next((one for ending in ENDINGS if (one := _read(sha256, ending, data or b""))), None)
    if logo is None or data is None:
        abort(404)
    response = Response(data, mimetype=logo.media_type)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


def _read(sha256: str, media_type: str, data: bytes) -> Logo | None:
    """Nothing but a logo is ever shown by its digest."""
    draft = Logo(name="-", kind="issuer", file=f"{sha256}{ENDINGS[media_type]}", alt="")
    try:
        return read_logo(draft, data)[0]
    except LogoError:
        return None


def _logo_sent(form: LogoForm) -> Logo | None:
    file: FileStorage | None = form.file.data
    if not file or not file.filename:
        form.file.errors = [*form.file.errors, _("Choose a file.")]
        return None
    draft = Logo(
        name=form.name.data or "",
        kind=form.kind.data or "issuer",
        file=file.filename[-80:],
        alt=form.alt.data or form.name.data or "",
    )
    try:
        logo, data = read_logo(draft, file.stream.read(MAX_BYTES + 1))
    except LogoError as problem:
        what = _(problem.text, **problem.values)
        form.file.errors = [*form.file.errors, _("This file cannot be used: %(what)s.", what=what)]
        return None
    keep_picture(data)
    return replace(logo, file=f"{logo.sha256}{ENDINGS[logo.media_type]}")


def _logo_seen(form: LogoForm) -> Logo | None:
    sha256, media_type = form.sha256.data or "", form.media_type.data or ""
    data = kept_picture(sha256)
    if data is None or media_type not in ENDINGS or (read := _read(sha256, media_type, data)) is None:
        form.file.errors = [*form.file.errors, _("Choose the file once more.")]
        return None
    return replace(
        read,
        name=form.name.data or "",
        kind=form.kind.data or "issuer",
        alt=form.alt.data or form.name.data or "",
        sha256=sha256,
    )


def _save(logos: list[Logo], revision: str, done: str) -> Answer:
    values: list[Mapping[str, str]] = [asdict(one) for one in logos]
    try:
        runtime_settings.change(LOGOS, values, by=signed_in().id, revision=revision)
        flash(done, "done")
    except ChangedMeanwhileError:
        flash(_("Somebody else has changed the logos meanwhile. Look at them, and try again."), "warning")
    except UnusableValueError:
        flash(_("There are as many logos as there may be. Take one away first."), "warning")
    return redirect(url_for("admin.show_logos"), 303)


def _logos() -> tuple[Logo, ...]:
    return present_programme().logos


def _revision() -> str:
    return runtime_settings.revision_of(runtime_settings.changed_settings().get(LOGOS))


def _page(form: LogoForm, seen: Logo | None = None) -> str:
    row = runtime_settings.changed_settings().get(LOGOS)
    return render_template(
        "admin/show_logos.html",
        form=form,
        seen=seen,
        logos=_logos(),
        kinds=LOGO_KINDS,
        row=row,
        names=people.names_of({row.changed_by} if row and row.changed_by else set()),
    )
