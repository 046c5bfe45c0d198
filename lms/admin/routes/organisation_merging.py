"""Doubles among organisations: chosen, looked at side by side, merged."""

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.admin.forms.organisations import MergingForm
from lms.admin.routes.blueprint import bp
from lms.admin.routes.organisations import back_to, double_form, lead_on_to, page_of_one, reach, row_within
from lms.admin.wording.organisation_merging import merging_in_words, roles_in_words
from lms.core.access import Permission
from lms.people.choices import country_name
from lms.people.models import Organisation
from lms.people.queries.organisation_merging import moving_between, side_of
from lms.people.queries.organisations import organisation_within
from lms.people.rules.regions import region_name
from lms.people.services.organisation_merging import merge_organisations
from lms.people.texts import ORGANISATION_KINDS, STAGE_TEXTS
from lms.web.access import requires, signed_in
from lms.web.i18n import language

Answer = Response | str | tuple[str, int]


@bp.get("/desk/organisations/<organisation_id>/merge")
@requires(Permission.MANAGE_ORGANISATIONS)
def show_merging(organisation_id: str) -> Answer:
    """Both side by side, and what merging would do; nothing is done yet."""
    row = row_within(organisation_id)
    if row.id != organisation_id:
        return lead_on_to(row)
    choice = double_form(row, request.args)
    if not choice.validate():
        return page_of_one(row, choice=choice), 422
    return _page(row, organisation_within(reach(), choice.into.data), MergingForm(formdata=None))


def _page(row: Organisation, into: Organisation, form: MergingForm) -> str:
    double, stays = side_of(row), side_of(into)
    return render_template(
        "admin/show_merging.html",
        double=row,
        stays=into,
        sides=(stays, double),
        effects=list(merging_in_words(double, stays, moving_between(row.id, into.id))),
        kinds=ORGANISATION_KINDS,
        stages=STAGE_TEXTS,
        country=country_name(row.country, language()),
        region_name=region_name,
        roles_in_words=roles_in_words,
        form=form,
    )


@bp.post("/desk/organisations/<organisation_id>/merge")
@requires(Permission.MANAGE_ORGANISATIONS)
def merge_organisation(organisation_id: str) -> Answer:
    """Make them one, once the name of the one that goes was typed."""
    row = row_within(organisation_id)
    if row.id != organisation_id:
        return lead_on_to(row)
    choice, form = double_form(row, request.form), MergingForm()
    if not choice.validate():
        return page_of_one(row, choice=choice), 422
    into, form.expected = organisation_within(reach(), choice.into.data), row.name
    if not form.validate():
        return _page(row, into, form), 422
    merge_organisations(row.id, into=into.id, by=signed_in().id)
    return back_to(into.id, _("“%(name)s” is now one with this organisation.", name=row.name))
