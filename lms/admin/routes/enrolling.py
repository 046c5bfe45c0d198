"""Enrolling somebody in a module from the desk."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer
from wtforms import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than the library

from lms.admin.forms.enrolments import EnrolForm
from lms.admin.routes.blueprint import bp
from lms.admin.routes.choices import modules_to_join
from lms.admin.routes.scopes import sees_people
from lms.core.access import Permission
from lms.core.errors import RefusedError
from lms.learning import queries as learning
from lms.learning import services
from lms.learning.errors import AlreadyEnrolledError, PrerequisitesMissingError
from lms.learning.models import Enrolment
from lms.people.errors import NoSuchPersonError
from lms.people.queries import user, user_with_email
from lms.web.access import own_reach, requires, signed_in
from lms.web.catalogue import current_catalogue


@bp.get("/desk/enrolments/new")
@requires(Permission.MANAGE_ENROLMENTS)
def show_enrolling() -> str:
    """The form; `?person=` fills in the address of somebody within reach."""
    return _page(_form(_preset(request.args.get("person", ""))))


@bp.post("/desk/enrolments/new")
@requires(Permission.MANAGE_ENROLMENTS)
def enrol() -> Answer | tuple[str, int]:
    """Enrol the person, who is told by mail."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    try:
        enrolment = _enrol(form)
    except (NoSuchPersonError, AlreadyEnrolledError) as refusal:
        form.email.errors = [str(refusal.message)]
        return _page(form), 422
    except PrerequisitesMissingError:
        form.meets_prerequisites.errors = [
            _("The module asks for something first that the person has not done here.")
        ]
        return _page(form), 422
    except RefusedError:
        form.module.errors = [_("This module cannot be joined yet.")]
        return _page(form), 422
    flash(_("The person is in the module, and is told by mail."), "done")
    return redirect(url_for("admin.show_enrolment", enrolment_id=enrolment.id), 303)


def _enrol(form: EnrolForm) -> Enrolment:
    person, module = user_with_email(form.email.data or ""), current_catalogue().module(form.module.data)
    if person is None or person.disabled_at is not None:
        raise NoSuchPersonError
    if not learning.is_enrolment_within(person.id, module, own_reach(Permission.MANAGE_ENROLMENTS)):
        raise NoSuchPersonError
    return services.enrol_other(
        module,
        person,
        by=user(signed_in().id),
        meets_prerequisites=bool(form.meets_prerequisites.data),
    )


def _preset(person_id: str) -> str:
    is_there = person_id and learning.is_person_within(person_id, own_reach(Permission.MANAGE_ENROLMENTS))
    return user(person_id).email if is_there else ""


def _form(email: str = "") -> EnrolForm:
    form = EnrolForm(data={"email": email} if email else None)
    offered = modules_to_join(own_reach(Permission.MANAGE_ENROLMENTS))
    form.module.choices = [
        SelectChoice("", _("Choose a module")),
        *(SelectChoice(slug, words) for slug, words in offered.items()),
    ]
    return form


def _page(form: EnrolForm) -> str:
    return render_template("admin/show_enrolling.html", form=form, sees_people=sees_people())
