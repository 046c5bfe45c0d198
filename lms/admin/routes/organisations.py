"""Organisations: the list, one of them, its members."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than the library

from lms.admin.forms.organisations import DoubleForm, OrganisationsFilter
from lms.admin.routes.blueprint import bp
from lms.admin.routes.choices import countries
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.core.paging import Page, page_of, sorted_by
from lms.core.scopes import Reach, Scope, ScopeKind
from lms.people.choices import country_name
from lms.people.errors import OrganisationClosedError, OrganisationHereError
from lms.people.forms.organisations import MemberForm, OrganisationForm
from lms.people.models import Organisation
from lms.people.queries import organisations as queries
from lms.people.queries.affiliations import member_count
from lms.people.rules import ClusterStage, OrganisationKind
from lms.people.rules.regions import REGIONS, region_name, scopes_around
from lms.people.services import affiliations as members
from lms.people.services import organisations as services
from lms.people.texts import ORGANISATION_KINDS, STAGE_TEXTS
from lms.web.access import requires, signed_in
from lms.web.exports import Column, Export, rows_of, send_export
from lms.web.i18n import language
from lms.web.listing import Asked, ask, choices, listing

Answer = Response | str | tuple[str, int]


@bp.get("/desk/organisations")
@requires(Permission.MANAGE_ORGANISATIONS)
def show_organisations() -> Answer:
    """A page of those within reach."""
    asked = _asked()

    def find() -> Page[Organisation]:
        return page_of(_query(asked), queries.BY_NAME, asked.cursor).of(lambda row: row[0])

    shown = listing(asked, find, in_words=_count)
    page = render_template(
        "admin/show_organisations.html",
        listing=shown,
        kinds=ORGANISATION_KINDS,
        may_add=reach().reaches_places,
        region_name=region_name,
        country_name=lambda code: country_name(code, language()),
    )
    return page, shown.status


@bp.post("/desk/organisations/export")
@requires(Permission.MANAGE_ORGANISATIONS)
def export_organisations() -> Response:
    """The list as a file."""
    asked = _asked()
    if not asked.is_valid:
        abort(422)
    columns: list[Column[Organisation]] = [
        Column("name", _("Name"), lambda one: one.name),
        Column("kind", _("Kind"), lambda one: str(ORGANISATION_KINDS[one.kind]), lambda one: one.kind),
        Column("country", _("Country"), lambda one: one.country),
        Column("region", _("Region (NUTS)"), lambda one: one.region),
        Column("region_name", _("Name of the region"), lambda one: REGIONS.get(one.region or "")),
        Column("sector", _("Sector"), lambda one: one.sector),
        Column("stage", _("Stage of the cluster"), _stage, lambda one: one.stage),
        Column("closed_at", _("Closed"), lambda one: one.closed_at),
    ]
    query = sorted_by(_query(asked), queries.BY_NAME)
    export = Export(
        name="organisations",
        title=_("Organisations"),
        columns=columns,
        rows=lambda: rows_of(query, lambda rows: [row[0] for row in rows]),
    )
    return send_export(export, filters=asked.noted)


@bp.get("/desk/organisations/new")
@requires(Permission.MANAGE_ORGANISATIONS)
def show_new_organisation() -> str:
    """The form for another one."""
    return _page_of_new(OrganisationForm())


@bp.post("/desk/organisations/new")
@requires(Permission.MANAGE_ORGANISATIONS)
def make_organisation() -> Answer:
    """Keep it, where it lies within reach."""
    form = OrganisationForm()
    if not _is_valid(form):
        return _page_of_new(form), 422
    try:
        made = services.make_organisation(form.details(), by=signed_in().id)
    except OrganisationHereError as error:
        return _page_of_new(form, _namesake(form, error)), 422
    flash(_("The organisation is kept."), "done")
    return redirect(url_for("admin.show_organisation", organisation_id=made), 303)


def _page_of_new(form: OrganisationForm, namesake: Organisation | None = None) -> str:
    return render_template("admin/show_organisation_form.html", form=form, namesake=namesake)


def _namesake(form: OrganisationForm, error: OrganisationHereError) -> Organisation | None:
    """Say in the form that the name is taken; gives the other one, if it lies within reach."""
    said = _(
        "An organisation of this name is here already in this country. If this is another one, give it a "
        "name that tells the two apart."
    )
    form.name.errors = [said]
    try:
        return row_within(error.organisation_id)
    except NotFoundError:
        return None


@bp.get("/desk/organisations/<organisation_id>")
@requires(Permission.MANAGE_ORGANISATIONS)
def show_organisation(organisation_id: str) -> Answer:
    """All about one; a double leads on to the one that stayed."""
    row = row_within(organisation_id)
    if row.id != organisation_id:
        return redirect(url_for("admin.show_organisation", organisation_id=row.id), 303)
    return page_of_one(row)


@bp.post("/desk/organisations/<organisation_id>")
@requires(Permission.MANAGE_ORGANISATIONS)
def save_organisation(organisation_id: str) -> Answer:
    """Keep what is known of it now."""
    row, form = row_within(organisation_id), OrganisationForm()
    if row.id != organisation_id:
        return lead_on_to(row)
    if not _is_valid(form, own=row.id):
        return page_of_one(row, form=form), 422
    try:
        services.change_organisation(row.id, form.details(), by=signed_in().id)
    except OrganisationHereError as error:
        return page_of_one(row, form=form, namesake=_namesake(form, error)), 422
    return back_to(row.id, _("The organisation is kept."))


@bp.post("/desk/organisations/<organisation_id>/close")
@requires(Permission.MANAGE_ORGANISATIONS)
def close_organisation(organisation_id: str) -> Response:
    """It is no more; sent again, it stays closed."""
    return _close(organisation_id, _("The organisation is closed."), is_closed=True)


@bp.post("/desk/organisations/<organisation_id>/reopen")
@requires(Permission.MANAGE_ORGANISATIONS)
def reopen_organisation(organisation_id: str) -> Response:
    """It is again."""
    return _close(organisation_id, _("The organisation is open again."), is_closed=False)


def _close(organisation_id: str, done: str, *, is_closed: bool) -> Response:
    row = row_within(organisation_id)
    if row.id != organisation_id:
        return lead_on_to(row)
    if services.close_organisation(row.id, by=signed_in().id, is_closed=is_closed):
        return back_to(row.id, done)
    return back_to(row.id, _("Nothing was changed: it was so already."), "info")


@bp.post("/desk/organisations/<organisation_id>/members")
@requires(Permission.MANAGE_ORGANISATIONS)
def propose_member(organisation_id: str) -> Answer:
    """Ask somebody; the answer is the same whether the address is known or not."""
    row, form = row_within(organisation_id), MemberForm()
    if row.id != organisation_id:
        return lead_on_to(row)
    if not form.validate():
        return page_of_one(row, members_form=form), 422
    try:
        members.propose_member(row.id, str(form.email.data), by=signed_in().id)
    except OrganisationClosedError as error:
        form.form_errors.append(str(error.message))  # the page of a closed one has no field to stand at
        return page_of_one(row, members_form=form), 422
    return back_to(
        row.id,
        _("If somebody has an account with this address, they are asked by mail and on their account page."),
    )


def _stage(one: Organisation) -> str:
    return str(STAGE_TEXTS[one.stage]) if one.stage else ""


def reach() -> Reach:
    """Over what whoever is signed in looks after organisations."""
    return signed_in().reach(Permission.MANAGE_ORGANISATIONS)


def row_within(organisation_id: str) -> Organisation:
    """The organisation, or the one it was merged into; out of reach, it is not there."""
    return queries.organisation_within(reach(), organisation_id)


def _is_valid(form: OrganisationForm, own: str = "") -> bool:
    """The form is filled in, and what it says lies within reach."""
    if not form.validate():
        return False
    reached, around = reach(), scopes_around(form.country.data, form.region.data or "")
    if any(reached.covers(scope) for scope in (Scope(ScopeKind.ORGANISATION, own), *around)):
        return True
    form.form_errors.append(_("You look after other countries and regions only."))
    return False


def double_form(row: Organisation, sent: MultiDict[str, str] | None = None) -> DoubleForm:
    """What the organisation can be a double of, with what was chosen."""
    form = DoubleForm(formdata=sent)
    found = queries.neighbours_of(row, reach())
    groups = ((_("Names that are alike"), found.alike), (_("Others of the country"), found.others))
    some = [SelectChoice(*one, optgroup=group) for group, ones in groups for one in ones]
    form.into.choices = [SelectChoice("", _("Choose")), *some] if some else []
    return form


def page_of_one(
    row: Organisation,
    *,
    form: OrganisationForm | None = None,
    members_form: MemberForm | None = None,
    choice: DoubleForm | None = None,
    namesake: Organisation | None = None,
) -> str:
    """All about one, with what was typed where a form is shown again."""
    return render_template(
        "admin/show_organisation.html",
        organisation=row,
        form=form or OrganisationForm(obj=row),
        members_form=members_form or MemberForm(),
        choice=choice or double_form(row),
        namesake=namesake,
        member_count=member_count(row.id),
    )


def back_to(organisation_id: str, text: str, kind: str = "done") -> Response:
    """The page of one, with what was done."""
    flash(text, kind)
    return redirect(url_for("admin.show_organisation", organisation_id=organisation_id), 303)


def lead_on_to(row: Organisation) -> Response:
    """To the one that stayed, where a form was sent from the page of a double: it was not about this one."""
    text = _("This is the organisation that the other one was merged into. Nothing else was changed.")
    return back_to(row.id, text, "info")


def _asked() -> Asked:
    form = OrganisationsFilter.from_address()
    form.country.offer(countries())
    form.region.offer(choices((code, region_name(code)) for code in queries.regions_within(reach())))
    form.stage.offer({stage.value: words for stage, words in STAGE_TEXTS.items()})
    form.kind.offer({kind.value: words for kind, words in ORGANISATION_KINDS.items()})
    return ask(form, {"name": _("Name")})


def _query(asked: Asked) -> Any:
    form = asked.form
    assert isinstance(form, OrganisationsFilter)
    return queries.organisations(
        reach(),
        text=form.q.data or "",
        country=form.country.data or "",
        region=form.region.data or "",
        sector=form.sector.data or "",
        stage=ClusterStage(form.stage.data) if form.stage.data else None,
        kind=OrganisationKind(form.kind.data) if form.kind.data else None,
    )


def _count(count: int, shown: str) -> str:
    return str(ngettext("%(shown)s organisation", "%(shown)s organisations", count, shown=shown))
