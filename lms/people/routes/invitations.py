"""What the link of an invitation leads to."""

from flask import render_template
from werkzeug.wrappers import Response

from lms.core.access import Permission
from lms.people import queries
from lms.people.errors import AlreadyHereError, InvalidNameError, LinkClosedError, WeakPasswordError
from lms.people.forms.invitations import InvitationForm
from lms.people.models import Invitation
from lms.people.queries.invitations import open_invitation
from lms.people.routes import throttles
from lms.people.routes.blueprint import bp
from lms.people.routes.refusals import link_closed, refuse
from lms.people.routes.visits import device, go_on
from lms.people.services import inviting
from lms.people.texts import say_name_problem
from lms.web.access import requires
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language

Answer = Response | str | tuple[str, int]


@bp.get("/invitation/<token>")
@requires(Permission.PUBLIC)
def show_invitation(token: str) -> Answer:
    """What was noted of the person, for them to look at and change."""
    invitation = open_invitation(token)
    if invitation is None:
        return link_closed("invitation")
    user = queries.user_with_email(invitation.email)
    if user is not None and (user.email_confirmed_at or user.disabled_at):
        return _already_here()
    form = InvitationForm(
        formdata=None,
        certificate_name=invitation.certificate_name,
        occupation=invitation.occupation.value if invitation.occupation else "",
        organisation=invitation.organisation,
        country=invitation.country or "",
    )
    return _page(token, invitation, form)


def _page(token: str, invitation: Invitation, form: InvitationForm) -> str:
    modules = current_catalogue().modules
    titles = [modules[one].text(language()).title for one in invitation.module_slugs if one in modules]
    return render_template(
        "people/show_invitation.html", token=token, invitation=invitation, form=form, modules=titles
    )


def _already_here() -> str:
    return render_template("people/show_invitation.html", form=None)


@bp.post("/invitation/<token>")
@requires(Permission.PUBLIC)
@throttles.limits_links
def accept_invitation(token: str) -> Answer:
    """Make the account and sign in."""
    form, invitation = InvitationForm(), open_invitation(token)
    if invitation is None:
        return link_closed("invitation")
    if not form.validate():
        return _page(token, invitation, form), 422
    try:
        cookie = inviting.accept_invitation(token, form.answer(), device())
    except LinkClosedError:
        return link_closed("invitation")
    except AlreadyHereError:
        return _already_here(), 409
    except WeakPasswordError as error:
        refuse(form.password, error)
        return _refused(token, form)
    except InvalidNameError as error:
        form.certificate_name.errors = [say_name_problem(error)]
        return _refused(token, form)
    return go_on(cookie)


def _refused(token: str, form: InvitationForm) -> Answer:
    invitation = open_invitation(token)
    return link_closed("invitation") if invitation is None else (_page(token, invitation, form), 422)
