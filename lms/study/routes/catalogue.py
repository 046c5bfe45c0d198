"""Finding a module and joining it: front page, catalogue, module page."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.content.catalogue import UnknownAssetError
from lms.content.naming import ASSET_NAME
from lms.content.outline import Audience, Module
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.credentials.wording.phrases import component_names
from lms.learning import queries as learning
from lms.learning import rules
from lms.learning import services as learning_services
from lms.learning.editions import newer_edition, seen_edition
from lms.learning.rules import Facts, PrerequisiteCheck
from lms.learning.services import PrerequisitesMissingError
from lms.quiz.queries.preparation import preparation_standing
from lms.quiz.rules.preparation import PreparationStanding, minutes_needed
from lms.study import views, wording
from lms.study.routes.blueprint import bp
from lms.web.access import current_actor, requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.front_texts import front_texts
from lms.web.i18n import language
from lms.web.identity import present_programme
from lms.web.security import FILE_POLICY

YEAR = 365 * 24 * 3600
HOURS_OFFERED = (10, 25, 40)


@bp.get("/")
@requires(Permission.PUBLIC)
def show_front() -> str:
    """What this is, and the next step for somebody who is under way."""
    return _catalogue_page("study/show_front.html", own_words=front_texts(), logos=present_programme().logos)


@bp.get("/modules")
@requires(Permission.PUBLIC)
def show_catalogue() -> str:
    """All modules, by course; filtered by audience, language and workload."""
    return _catalogue_page("study/show_catalogue.html")


def _catalogue_page(template: str, **values: object) -> str:
    catalogue, facts = current_catalogue(), _own_facts()
    wanted = _wanted()
    going_on = next((one for one in facts if one.completed_at is None), None)
    return render_template(
        template,
        **values,
        rows=views.course_rows(catalogue, language(), wanted, facts),
        courses=catalogue.programme.courses,
        wanted=wanted,
        audiences=wording.AUDIENCES,
        languages=sorted({code for module in catalogue.modules.values() for code in module.languages}),
        language_name=wording.language_name,
        hours_offered=HOURS_OFFERED,
        nodes=views.map_nodes(catalogue, language(), facts),
        lines=views.map_lines(catalogue),
        going_on=views.under_way(catalogue, going_on, language()) if going_on else None,
        step_url=views.step_url,
    )


def _own_facts() -> tuple[Facts, ...]:
    actor = current_actor()
    return learning.facts_of_person(actor.id) if actor.id is not None else ()


def _wanted() -> views.CatalogueFilter:
    hours = request.args.get("hours", "")
    audience = request.args.get("audience", "")
    return views.CatalogueFilter(
        course=request.args.get("course") or None,
        audience=Audience(audience) if audience in set(Audience) else None,
        language=request.args.get("language") or None,
        most_hours=int(hours) if hours in {str(offered) for offered in HOURS_OFFERED} else None,
    )


@bp.get("/modules/<module_slug>")
@requires(Permission.PUBLIC)
def show_module(module_slug: str) -> str:
    """What a module teaches, what it takes and what its certificate says."""
    return _module_page(module_slug)


def _module_page(module_slug: str, missing: tuple[PrerequisiteCheck, ...] = ()) -> str:
    catalogue, actor = current_catalogue(), current_actor()
    facts = learning.facts_of_module(actor.id, module_slug) if actor.id is not None else None
    module = seen_edition(catalogue, module_slug, facts)
    return render_template(
        "study/show_module.html",
        module=module,
        text=module.text(language()),
        course=next((one for one in catalogue.programme.courses if one.slug == module.course), None),
        issuer=present_programme().issuer,
        checks=_prerequisite_checks(module_slug),
        missing=missing,
        declared=set(request.form.getlist("declaration")),
        titles={slug: views.module_title(one, language()) for slug, one in catalogue.modules.items()},
        going_on=views.under_way(catalogue, facts, language()) if facts else None,
        newer=newer_edition(catalogue, module) if facts else None,
        recognised=_recognised(module_slug) if facts is None else (),
        preparation=_preparation(module, facts),
        preparation_minutes=minutes_needed(module.preparation) if module.preparation else None,
        notes=learning.notes_of(facts.enrolment_id) if facts else (),
        is_outdated=views.is_outdated,
        step_url=views.step_url,
        components=wording.COMPONENTS,
        required_parts=[component_names(language())[part] for part in module.completion.components],
        audiences=wording.AUDIENCES,
        deliveries=wording.DELIVERIES,
        language_name=wording.language_name,
    )


def _recognised(module_slug: str) -> tuple[str, ...]:
    """What already counts for somebody who has not joined."""
    actor = current_actor()
    if actor.id is None:
        return ()
    decisions = learning.recognitions_of(actor.id, module_slug)
    return tuple(str(wording.RECOGNISED_PARTS[one.part]) for one in decisions)


def _preparation(module: Module, facts: Facts | None) -> PreparationStanding | None:
    actor = current_actor()
    if facts is None or actor.id is None or module.preparation is None:
        return None
    return preparation_standing(actor.id, module, facts.enrolment_id)


def _prerequisite_checks(module_slug: str) -> tuple[PrerequisiteCheck, ...]:
    module, actor = current_catalogue().modules.get(module_slug), current_actor()
    if module is None or not module.prerequisites:
        return ()
    if actor.id is None:
        return rules.check_prerequisites(module, completed=frozenset(), lessons_done={})
    return rules.check_prerequisites(
        module, completed=learning.completed_modules(actor.id), lessons_done=learning.lessons_done(actor.id)
    )


@bp.post("/modules/<module_slug>/join")
@requires(Permission.LEARN)
def join(module_slug: str) -> Answer | tuple[str, int]:
    """Join a module and begin with its first lesson."""
    module = current_catalogue().modules.get(module_slug)
    if module is None:
        raise NotFoundError
    declared = frozenset(request.form.getlist("declaration"))
    try:
        learning_services.enrol(module, signed_in().id, declared)
    except PrerequisitesMissingError as refusal:
        return _module_page(module_slug, refusal.missing), 422
    if request.form.get("first") == "preparation":
        return redirect(url_for("study.show_module", module_slug=module_slug, _anchor="preparation"), 303)
    return redirect(url_for("study.go_on", module_slug=module_slug), 303)


@bp.post("/modules/<module_slug>/leave")
@requires(Permission.LEARN)
def leave(module_slug: str) -> Answer:
    """Leave a module; what was earned stays."""
    enrolment = learning.enrolment_of(signed_in().id, module_slug)
    if enrolment is None:
        raise NotFoundError
    learning_services.withdraw(enrolment)
    flash(_("You have left the module. Certificates that you have earned stay yours."), "done")
    return redirect(url_for("study.show_dashboard"), 303)


@bp.get("/modules/<module_slug>/files/<digest>/<name>")
@requires(Permission.PUBLIC)
def show_file(module_slug: str, digest: str, name: str) -> Response:
    """A picture or a worksheet of a module, known by the digest of its bytes."""
    if not ASSET_NAME.fullmatch(name):
        raise NotFoundError
    catalogue = current_catalogue()
    module = catalogue.modules.get(module_slug)
    asset = module.asset(name) if module else None
    try:
        data = catalogue.asset_bytes(digest)
    except UnknownAssetError:
        raise NotFoundError from None
    media_type = asset.media_type if asset and asset.digest == digest else _media_type_of(name)
    response = Response(data, mimetype=media_type)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.cache_control.public = True
    response.cache_control.max_age = YEAR
    response.cache_control.immutable = True
    if not media_type.startswith("image/"):
        response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _media_type_of(name: str) -> str:
    """Media type for a file of an older edition: a picture if it is one for sure, else just bytes."""
    pictures = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}
    return pictures.get(name.rpartition(".")[2].lower(), "application/octet-stream")
