"""Prior learning that counts and parts that are waived: deciding it, who has it, taking it back."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer
from wtforms import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than the library

from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning import queries as learning
from lms.learning import services
from lms.learning.errors import RecognitionRefusedError
from lms.people.errors import NoSuchPersonError
from lms.people.queries import names_of, user_with_email
from lms.quiz.presets import preset_person
from lms.study import views, wording
from lms.study.forms import RecognitionForm
from lms.study.routes.blueprint import bp
from lms.web.access import own_reach, requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language

LATEST = 200


@bp.get("/teaching/recognitions")
@requires(Permission.RECOGNISE_LEARNING)
def show_recognitions() -> str:
    """The form, and what was decided lately."""
    found = preset_person(Permission.RECOGNISE_LEARNING)
    return _page(_form({"email": found.email, "module": found.module_slug} if found else None))


@bp.post("/teaching/recognitions")
@requires(Permission.RECOGNISE_LEARNING)
def recognise() -> Answer | tuple[str, int]:
    """Let a part count by decision."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    try:
        _decide(form)
    except NoSuchPersonError as refusal:
        form.email.errors = [str(refusal.message)]
        return _page(form), 422
    except RecognitionRefusedError as refusal:
        form.part.errors = [str(refusal.message)]
        return _page(form), 422
    flash(_("It counts from now on, and the person sees that it does."), "done")
    return redirect(url_for("study.show_recognitions"), 303)


def _decide(form: RecognitionForm) -> None:
    person = user_with_email(form.address)
    if person is None or person.disabled_at is not None:
        raise NoSuchPersonError
    _require_reach(person.id, form.decision().module_slug)
    services.recognise(person.id, form.decision(), current_catalogue(), by=signed_in().id)


def _require_reach(person_id: str, module_slug: str) -> None:
    """Raise NoSuchPersonError where neither the module nor the person lies within reach."""
    module = current_catalogue().modules[module_slug]
    if not learning.is_enrolment_within(person_id, module, own_reach(Permission.RECOGNISE_LEARNING)):
        raise NoSuchPersonError


@bp.post("/teaching/recognitions/<recognition_id>/withdraw")
@requires(Permission.RECOGNISE_LEARNING)
def withdraw_recognition(recognition_id: str) -> Answer:
    """Take a decision back, as long as the module has not been completed with it."""
    if learning.recognition_within(recognition_id, own_reach(Permission.RECOGNISE_LEARNING)) is None:
        raise NotFoundError
    services.withdraw_recognition(recognition_id, by=signed_in().id)
    flash(_("It no longer counts."), "done")
    return redirect(url_for("study.show_recognitions"), 303)


def _form(preset: dict[str, str] | None = None) -> RecognitionForm:
    form, reach = RecognitionForm(data=preset), own_reach(Permission.RECOGNISE_LEARNING)
    form.module.choices = [
        SelectChoice("", _("Choose a module")),
        *(
            SelectChoice(slug, f"{module.id} · {views.module_title(module, language())}")
            for slug, module in current_catalogue().modules.items()
            if module.is_open and reach.meets_module(course=module.course, module=slug)
        ),
    ]
    return form


def _page(form: RecognitionForm) -> str:
    decisions = learning.recognitions(LATEST, own_reach(Permission.RECOGNISE_LEARNING))
    people = {one.user_id for one in decisions} | {one.decided_by for one in decisions if one.decided_by}
    modules = current_catalogue().modules
    return render_template(
        "study/show_recognitions.html",
        form=form,
        decisions=decisions,
        names=names_of(people),
        titles={slug: views.module_title(module, language()) for slug, module in modules.items()},
        parts=wording.RECOGNISED_PARTS,
        kinds=wording.RECOGNITION_KINDS,
        used=learning.recognitions_used(decisions),
    )
