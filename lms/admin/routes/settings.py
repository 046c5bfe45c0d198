"""Settings that change while the application runs; each is seen as before and after before it is saved."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.admin.forms.settings import form_for
from lms.admin.routes.blueprint import bp
from lms.admin.wording.settings import is_changed_here, name_of, words_of
from lms.core import runtime_settings
from lms.core.access import Permission
from lms.core.runtime_settings import KnownSetting, NoSuchSettingError
from lms.core.settings import settings
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue

Answer = Response | str | tuple[str, int]


@bp.get("/desk/settings")
@requires(Permission.CHANGE_SETTINGS)
def show_settings() -> str:
    """All settings with what holds now, and what is set elsewhere."""
    changed = runtime_settings.changed_settings()
    known = [one for one in runtime_settings.known_settings().values() if is_changed_here(one)]
    return render_template(
        "admin/show_settings.html",
        known=known,
        changed=changed,
        name_of=name_of,
        words_of=words_of,
        programme=current_catalogue().programme,
        public_url=settings().public_url,
    )


@bp.get("/desk/settings/<key>")
@requires(Permission.CHANGE_SETTINGS)
def show_setting(key: str) -> Answer:
    """The form of one setting."""
    known = _known(key)
    form = form_for(known, name_of(known))(value=runtime_settings.stored_value(key))
    return _page(known, form)


@bp.post("/desk/settings/<key>")
@requires(Permission.CHANGE_SETTINGS)
def change_setting(key: str) -> Answer:
    """Show before and after; save what was seen so."""
    known = _known(key)
    form = form_for(known, name_of(known))()
    if not form.validate():
        return _page(known, form), 422
    if not form.is_seen.data or "edit" in request.form:
        return _page(known, form, is_review="edit" not in request.form)
    if runtime_settings.change(key, form.value.data or "", by=signed_in().id):
        flash(_("Saved. It holds everywhere within a few seconds."), "done")
    else:
        flash(_("Nothing was changed: it was so already."), "info")
    return redirect(url_for("admin.show_settings"), 303)


def _known(key: str) -> KnownSetting:
    try:
        known = runtime_settings.known_setting(key)
    except NoSuchSettingError:
        abort(404)
    if not is_changed_here(known):
        abort(404)
    return known


def _page(known: KnownSetting, form: object, *, is_review: bool = False) -> str:
    return render_template(
        "admin/show_setting.html",
        form=form,
        name=name_of(known),
        effect=words_of(known).effect,
        before=runtime_settings.stored_value(known.key),
        known=known,
        is_review=is_review,
    )
