"""Adding organisations by a list: looked at as a whole, then all or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from flask import flash, redirect, render_template, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from lms.admin.forms.organisations import ImportForm
from lms.admin.routes.blueprint import bp
from lms.admin.routes.choices import countries
from lms.admin.routes.sent_lists import text_sent
from lms.admin.wording.organisations import say_list_problem
from lms.core.access import Permission
from lms.core.folding import fold
from lms.people.rules import ClusterStage, OrganisationKind
from lms.people.rules.organisation_lists import (
    MOST_LINES,
    OrganisationList,
    Problem,
    ProblemKind,
    Words,
    read_organisations,
)
from lms.people.rules.regions import region_name
from lms.people.services.organisation_imports import ImportPlan, import_organisations, plan_import
from lms.people.texts import ORGANISATION_KINDS, STAGE_TEXTS
from lms.web.access import requires, signed_in
from lms.web.bodies import takes_megabytes

View = str | tuple[str, int]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A list that was read and looked at."""

    text: str
    plan: ImportPlan
    problems: tuple[Problem, ...]


@bp.get("/desk/organisations/import")
@requires(Permission.MANAGE_ORGANISATIONS)
def show_organisation_import() -> View:
    """The form for a list."""
    return _form(ImportForm())


def _form(form: ImportForm, looked: Looked | None = None) -> str:
    return render_template(
        "admin/show_organisation_import.html",
        form=form,
        problems=[say_list_problem(one) for one in looked.problems] if looked else [],
        kinds=list(OrganisationKind),
        stages=list(ClusterStage),
        most=MOST_LINES,
    )


@bp.post("/desk/organisations/import")
@requires(Permission.MANAGE_ORGANISATIONS)
@takes_megabytes(2, in_memory=True)
def check_organisations() -> View:
    """What adding these would do; nothing is kept."""
    form = ImportForm()
    looked = _look_at(text_sent(form.text.data or ""))
    if looked.problems:
        form.text.data = looked.text
        return _form(form, looked), 422
    return render_template(
        "admin/show_organisation_import_plan.html",
        looked=looked,
        plan=looked.plan,
        countries=countries(),
        kinds=ORGANISATION_KINDS,
        stages=STAGE_TEXTS,
        region_name=region_name,
    )


@bp.post("/desk/organisations/import/all")
@requires(Permission.MANAGE_ORGANISATIONS)
@takes_megabytes(2, in_memory=True)
def add_organisations() -> Response | View:
    """Add all of them, or none where the list has become wrong meanwhile."""
    form = ImportForm()
    looked = _look_at(form.text.data or "")
    if looked.problems:
        return _form(form, looked), 422
    count = import_organisations(looked.plan, by=signed_in().id)
    flash(ngettext("%(num)d organisation is added.", "%(num)d organisations are added.", count), "done")
    return redirect(url_for("admin.show_organisations"), 303)


def _look_at(text: str | None) -> Looked:
    unreadable = OrganisationList(problems=(Problem(kind=ProblemKind.UNREADABLE),))
    found = unreadable if text is None or "\0" in text else read_organisations(text, _words())
    plan = plan_import(found.entries, signed_in().reach(Permission.MANAGE_ORGANISATIONS))
    return Looked(text=text or "", plan=plan, problems=(*found.problems, *plan.problems))


def _words() -> Words:
    return Words(
        countries=_folded({code: (code, name) for code, name in countries().items()}),
        kinds=_folded({kind: (kind.value, ORGANISATION_KINDS[kind]) for kind in OrganisationKind}),
        stages=_folded({stage: (stage.value, STAGE_TEXTS[stage]) for stage in ClusterStage}),
    )


def _folded(words: Mapping[Value, tuple[object, ...]]) -> dict[str, Value]:
    return {fold(str(word)): value for value, several in words.items() for word in several}
