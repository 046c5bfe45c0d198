"""Extra time for people who need it: who has it, granting it, taking it back."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.core import clock
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning.queries import is_taught
from lms.people.errors import NoSuchPersonError
from lms.people.queries import user_with_email
from lms.quiz.forms.extra_time import AMOUNTS, UNTIMED, ExtraTimeForm
from lms.quiz.presets import preset_person
from lms.quiz.queries.extra_time import everybody_with_extra_time, granted_within
from lms.quiz.routes.blueprint import bp
from lms.quiz.services import extra_time as services
from lms.web.access import own_reach, requires, signed_in
from lms.web.catalogue import current_catalogue


@bp.get("/teaching/extra-time")
@requires(Permission.GIVE_EXTRA_TIME)
def show_extra_time() -> str:
    """The form, and everybody who has extra time."""
    found = preset_person(Permission.GIVE_EXTRA_TIME)
    return _page(ExtraTimeForm(data={"email": found.email} if found else None))


@bp.post("/teaching/extra-time")
@requires(Permission.GIVE_EXTRA_TIME)
def grant_extra_time() -> Answer | tuple[str, int]:
    """Grant it; a test that the person has open gets the time too."""
    form = ExtraTimeForm()
    if not form.validate():
        return _page(form), 422
    try:
        _require_reach(form.address)
        services.grant_extra_time(form.address, form.granted(), current_catalogue(), by=signed_in().id)
    except NoSuchPersonError as refusal:
        form.email.errors = [str(refusal.message)]
        return _page(form), 422
    flash(_("The person has more time from now on, also in a test that is under way."), "done")
    return redirect(url_for("quiz.show_extra_time"), 303)


@bp.post("/teaching/extra-time/<accommodation_id>/withdraw")
@requires(Permission.GIVE_EXTRA_TIME)
def withdraw_extra_time(accommodation_id: str) -> Answer:
    """Take it back for tests that begin from now on."""
    if granted_within(accommodation_id, own_reach(Permission.GIVE_EXTRA_TIME)) is None:
        raise NotFoundError
    services.withdraw_extra_time(accommodation_id, by=signed_in().id)
    flash(_("Tests that begin from now on have the usual time. A test under way keeps its own."), "done")
    return redirect(url_for("quiz.show_extra_time"), 303)


def _require_reach(address: str) -> None:
    """Raise NoSuchPersonError for somebody outside: the answer is that for an address nobody has."""
    user = user_with_email(address)
    if user is None or not is_taught(user.id, own_reach(Permission.GIVE_EXTRA_TIME)):
        raise NoSuchPersonError


def _page(form: ExtraTimeForm) -> str:
    today = clock.now().date()
    return render_template(
        "quiz/show_extra_time.html",
        form=form,
        today=today,
        everybody=everybody_with_extra_time(own_reach(Permission.GIVE_EXTRA_TIME)),
        amounts={None if key == UNTIMED else int(key): words for key, words in AMOUNTS.items()},
    )
