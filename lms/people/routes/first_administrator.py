"""The page on which a new installation gets its first administrator."""

from flask import render_template
from werkzeug.wrappers import Response

from lms.core.access import Permission
from lms.people import services
from lms.people.errors import EmailTakenError, LinkClosedError
from lms.people.forms import FirstAdministratorForm, typed
from lms.people.routes import throttles
from lms.people.routes.blueprint import bp
from lms.people.routes.refusals import link_closed, refuse
from lms.people.routes.visits import device, go_on
from lms.web.access import requires
from lms.web.i18n import language

Answer = Response | str | tuple[str, int]


@bp.get("/first-administrator/<token>")
@requires(Permission.PUBLIC)
def show_first_administrator(token: str) -> Answer:
    """The form, for whoever holds the link that only the operator sees."""
    if not services.may_create_first_administrator(token):
        return link_closed("first-administrator")
    return _form(token, FirstAdministratorForm())


@bp.post("/first-administrator/<token>")
@requires(Permission.PUBLIC)
@throttles.limits_links
def create_first_administrator(token: str) -> Answer:
    """Make the account and sign in."""
    form = FirstAdministratorForm()
    if not form.validate():
        return _form(token, form), 422
    try:
        return go_on(_create(token, form))
    except LinkClosedError:
        return link_closed("first-administrator")
    except EmailTakenError as error:
        refuse(form.email, error)
        return _form(token, form), 422


def _create(token: str, form: FirstAdministratorForm) -> str:
    return services.create_first_administrator(
        token,
        email=typed(form.email),
        password=typed(form.password),
        certificate_name=typed(form.certificate_name),
        language=language(),
        device=device(),
    )


def _form(token: str, form: FirstAdministratorForm) -> str:
    return render_template("people/show_first_administrator.html", form=form, token=token)
