"""One enrolment: how it stands, another try, more minutes, and the ways to waivers and extra time."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from lms.admin.forms.enrolments import ExtensionForm, TryForm
from lms.admin.queries.enrolments import EnrolmentLine, enrolment_within
from lms.admin.routes.blueprint import bp
from lms.admin.routes.choices import countries, titles
from lms.admin.routes.person import has_page
from lms.core import clock
from lms.core.access import Permission
from lms.core.db import db
from lms.core.errors import NotFoundError, RefusedError
from lms.learning import queries as learning
from lms.learning.editions import edition_of
from lms.learning.models import Enrolment
from lms.learning.rules import progress
from lms.learning.wording import STATE_TAGS, STATES
from lms.people.queries import has_agreed, names_of
from lms.people.rules import ConsentKind, LookKind
from lms.people.services.looks import note_looks
from lms.quiz.queries.attempts import attempts_of
from lms.quiz.queries.tries import extra_tries_of
from lms.quiz.rules.attempts import Refusal, StartCheck
from lms.quiz.services import tries as services
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue


@bp.get("/desk/enrolments/<enrolment_id>")
@requires(Permission.MANAGE_ENROLMENTS)
def show_enrolment(enrolment_id: str) -> str:
    """How somebody stands in a module, and what can be done about it."""
    line, enrolment = _found(enrolment_id)
    note_looks(signed_in().id, [line.user_id], LookKind.PATH)
    return _page(line, enrolment, TryForm(formdata=None), ExtensionForm(formdata=None))


@bp.post("/desk/enrolments/<enrolment_id>/try")
@requires(Permission.MANAGE_ENROLMENTS)
def grant_try(enrolment_id: str) -> Answer | tuple[str, int]:
    """Let the person take the final test once more."""
    line, enrolment = _found(enrolment_id)
    form, other = TryForm(), ExtensionForm(formdata=None)
    if not form.validate():
        return _page(line, enrolment, form, other), 422
    try:
        services.grant_try(enrolment, current_catalogue(), form.reason.data or "", by=signed_in().id)
    except RefusedError as refusal:
        form.reason.errors = [str(refusal.message)]
        return _page(line, enrolment, form, other), 422
    flash(_("The person can take the final test once more."), "done")
    return redirect(url_for("admin.show_enrolment", enrolment_id=line.id), 303)


@bp.post("/desk/enrolments/<enrolment_id>/extend")
@requires(Permission.MANAGE_ENROLMENTS)
def extend_test(enrolment_id: str) -> Answer | tuple[str, int]:
    """Give the final test that is under way more minutes."""
    line, enrolment = _found(enrolment_id)
    form, other = ExtensionForm(), TryForm(formdata=None)
    if not form.validate():
        return _page(line, enrolment, other, form), 422
    minutes = form.minutes.data or 0
    try:
        services.extend_test(enrolment, current_catalogue(), minutes, by=signed_in().id)
    except RefusedError as refusal:
        form.minutes.errors = [str(refusal.message)]
        return _page(line, enrolment, other, form), 422
    flash(
        ngettext("The test has %(num)d minute more.", "The test has %(num)d minutes more.", minutes), "done"
    )
    return redirect(url_for("admin.show_enrolment", enrolment_id=line.id), 303)


def _found(enrolment_id: str) -> tuple[EnrolmentLine, Enrolment]:
    reach = signed_in().reach(Permission.MANAGE_ENROLMENTS)
    line = enrolment_within(enrolment_id, reach, current_catalogue())
    if line is None:
        raise NotFoundError
    return line, db.session.get_one(Enrolment, line.id)


def _page(line: EnrolmentLine, enrolment: Enrolment, another: TryForm, longer: ExtensionForm) -> str:
    module = edition_of(current_catalogue(), enrolment)
    check = services.check_for(enrolment, current_catalogue()) if module.blueprint else None
    attempts = attempts_of(enrolment.user_id, enrolment.module_slug) if module.blueprint else ()
    handed_in = [one for one in attempts if one.submitted_at is not None]
    extra = extra_tries_of(enrolment.user_id, enrolment.module_slug)
    now = clock.now()
    return render_template(
        "admin/show_enrolment.html",
        line=line,
        has_person=has_page(line.user_id),
        title=titles().get(line.module_slug, line.module_slug),
        country=countries().get(line.country, line.country),
        states=STATES,
        tags=STATE_TAGS,
        progress=progress(module, learning.facts_of(enrolment)),
        check=check,
        blueprint=module.blueprint,
        attempts=handed_in if _is_path_shown(line) else None,
        running=next(
            (one for one in attempts if one.submitted_at is None and one.enrolment_id == line.id), None
        ),
        extra=extra,
        names=names_of([one.granted_by for one in extra if one.granted_by]),
        may_have_try=_may_have_try(line, check),
        form=another if another.errors else longer,
        another=another,
        longer=longer,
        now=now,
    )


def _is_path_shown(line: EnrolmentLine) -> bool:
    """When tests were taken and whether they were passed is a part of the way that people agree to show."""
    agreed = has_agreed(line.user_id, ConsentKind.PATH_TO_TRAINERS)
    return current_catalogue().programme.shows_path(has_agreed=agreed)


def _may_have_try(line: EnrolmentLine, check: StartCheck | None) -> bool:
    """All tries are used, and it is not one's own module."""
    is_own = line.user_id == signed_in().id
    return check is not None and check.refusal is Refusal.NONE_LEFT and not is_own
