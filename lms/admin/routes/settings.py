"""Settings that change while the application runs; each is seen as before and after before it is saved."""

from dataclasses import asdict
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.admin.forms.settings import SettingForm, form_for, shown_in_form, typed_value
from lms.admin.routes.blueprint import bp
from lms.admin.setting_lines import setting_groups
from lms.admin.wording.settings import LINES, is_changed_here, name_of, words_of
from lms.core import runtime_settings
from lms.core.access import Permission
from lms.core.addresses import ADDRESS, public_address
from lms.core.identity import ISSUER, LOGOS
from lms.core.runtime_settings import ChangedMeanwhileError, KnownSetting, NoSuchSettingError, SettingKind
from lms.core.settings import settings
from lms.people import queries as people
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import PUBLIC_LANGUAGES, SOURCE_LANGUAGE, speaking
from lms.web.identity import present_programme
from lms.web.notices import WORDS, Notice, drawn, key_of, shipped_text, unknown_words

Answer = Response | str | tuple[str, int]


@bp.get("/desk/settings")
@requires(Permission.CHANGE_SETTINGS)
def show_settings() -> str:
    """All settings with what holds now, and what is set elsewhere."""
    changed = runtime_settings.changed_settings()
    return render_template(
        "admin/show_settings.html",
        groups=setting_groups(changed),
        logos=present_programme().logos,
        logos_changed=changed.get(LOGOS),
        names=people.names_of({row.changed_by for row in changed.values() if row.changed_by}),
        settings=settings(),
        public_address=public_address(),
        language_names=PUBLIC_LANGUAGES,
    )


@bp.get("/desk/settings/<key>")
@requires(Permission.CHANGE_SETTINGS)
def show_setting(key: str) -> Answer:
    """The form of one setting."""
    known = _known(key)
    row = runtime_settings.changed_settings().get(key)
    values = shown_in_form(known, _present(known))
    form = form_for(known, name_of(known))(revision=runtime_settings.revision_of(row), **values)
    return _page(known, form)


@bp.post("/desk/settings/<key>")
@requires(Permission.CHANGE_SETTINGS)
def change_setting(key: str) -> Answer:
    """Show before and after; save what was seen so."""
    known = _known(key)
    form = form_for(known, name_of(known))()
    is_reset = bool(form.is_reset.data)
    if not is_reset and not (form.validate() and _is_sound(known, form)):
        return _page(known, form), 422
    if not form.is_seen.data or "edit" in request.form:
        return _page(known, form, is_review="edit" not in request.form)
    try:
        value = typed_value(known, form)
        # What was shipped, saved as it stands, goes on following what is shipped.
        value = None if is_reset or value == _shipped(known) else value
        has_changed = runtime_settings.change(
            key, value, by=signed_in().id, revision=form.revision.data or ""
        )
    except ChangedMeanwhileError:
        return _conflict(known, form), 409
    if has_changed:
        flash(_("Saved. It holds everywhere within a few seconds."), "done")
    else:
        flash(_("Nothing was changed: it was so already."), "info")
    return redirect(url_for("admin.show_settings"), 303)


def _conflict(known: KnownSetting, form: SettingForm) -> str:
    """What was typed, beside what somebody else has saved meanwhile."""
    row = runtime_settings.changed_settings().get(known.key)
    form.revision.data = runtime_settings.revision_of(row)
    return _page(known, form, is_review=True, is_conflict=True)


def _is_sound(known: KnownSetting, form: SettingForm) -> bool:
    """A page has no faults in its Markdown, and no words in brackets that mean nothing."""
    if known.kind is not SettingKind.MARKDOWN or known.language is None:
        return True
    field, text = form["value"], typed_value(known, form)
    faults = [
        _("Line %(line)d: %(what)s", line=one.line, what=one.message)
        for one in drawn(text, known.language).problems
        if one.severity == "error"
    ]
    faults += [_("“[[%(word)s]]” means nothing here.", word=word) for word in unknown_words(text)]
    field.errors = [*field.errors, *faults]
    return not faults


def _known(key: str) -> KnownSetting:
    try:
        known = runtime_settings.known_setting(key)
    except NoSuchSettingError:
        abort(404)
    if not is_changed_here(known):
        abort(404)
    return known


def _present(known: KnownSetting) -> Any:
    return runtime_settings.stored_value(known.key) or _shipped(known)


def _shipped(known: KnownSetting) -> Any:
    """What holds while nobody has set anything; of the front page that stands in a template."""
    if known.key == ADDRESS:
        return settings().base_url
    if known.key == ISSUER:
        issuer = asdict(current_catalogue().programme.issuer)
        return {part: issuer[part] for part in known.lines}
    if known.kind is SettingKind.MARKDOWN:
        notice = next(one for one in Notice if known.key == key_of(one, str(known.language)))
        return shipped_text(notice, str(known.language))
    return known.default


def _page(
    known: KnownSetting, form: SettingForm, *, is_review: bool = False, is_conflict: bool = False
) -> str:
    row = runtime_settings.changed_settings().get(known.key)
    after = _shipped(known) if form.is_reset.data else typed_value(known, form)
    is_page = known.kind is SettingKind.MARKDOWN
    return render_template(
        "admin/show_setting.html",
        form=form,
        known=known,
        name=name_of(known),
        effect=words_of(known).effect,
        lines=LINES,
        before=_present(known),
        after=after,
        shipped=_shipped(known),
        preview=drawn(after, str(known.language)).html if is_page and is_review and after else None,
        row=row,
        names=people.names_of({row.changed_by} if row and row.changed_by else set()),
        words=_word_meanings(known) if is_page else (),
        is_review=is_review,
        is_conflict=is_conflict,
    )


def _word_meanings(known: KnownSetting) -> list[tuple[str, str]]:
    """Words that may stand in double brackets, with what they become."""
    with speaking(known.language or SOURCE_LANGUAGE):
        values = {word: value() for word, value in WORDS.items() if word != "retention"}
    table = _("the table of what is kept for how many days; put it on a line of its own")
    return [(f"[[{word}]]", value) for word, value in {**values, "retention": table}.items()]
