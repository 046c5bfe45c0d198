"""A person's own certificates."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.core import clock
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.credentials import queries, services
from lms.credentials.codes import grouped
from lms.credentials.forms.holders import VisibilityForm
from lms.credentials.holdings import chains_of, course_progress, linkedin_of
from lms.credentials.queries import Held
from lms.credentials.queries.awards import states_from
from lms.credentials.routes.blueprint import bp
from lms.credentials.rules import FileForm
from lms.credentials.views import completed_titles
from lms.credentials.wording.refusals import KIND_TEXTS, REASON_TEXTS
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language
from lms.web.language_names import LANGUAGES


@bp.get("/certificates")
@requires(Permission.LEARN)
def show_certificates() -> str:
    """My certificates, and what waits to become one."""
    mine, catalogue = queries.certificates_of(signed_in().id), current_catalogue()
    states = states_from([one.credential for one in mine.held], catalogue.programme, clock.now())
    return render_template(
        "credentials/show_certificates.html",
        mine=mine,
        chains=chains_of(mine.held),
        courses=course_progress(states, catalogue, language()),
        kinds=KIND_TEXTS,
        languages=LANGUAGES,
        language=language(),
        standings={held.credential.id: _standing(held) for held in mine.held},
        waiting=completed_titles(mine.unissued, catalogue, language()),
    )


def _standing(held: Held) -> str:
    return queries.standing_of(held.credential, clock.now()).value


@bp.get("/certificates/<credential_id>")
@requires(Permission.LEARN)
def show_certificate(credential_id: str) -> str:
    """One certificate: get it, share it, say who sees the name."""
    held = _own(credential_id)
    return _page(held, VisibilityForm(name_shown=held.row.name_shown.value))


def _own(credential_id: str) -> Held:
    held = queries.held(signed_in().id, credential_id)
    if held is None:
        raise NotFoundError
    return held


def _page(held: Held, form: VisibilityForm) -> str:
    step = queries.name_step(signed_in().id)
    rows = queries.files_of(held.credential.id)
    files = {one.language: one for one in rows if one.language}
    first = files.get(held.record.language)
    return render_template(
        "credentials/show_certificate.html",
        held=held,
        record=held.record,
        form=form,
        standing=_standing(held),
        reasons=REASON_TEXTS,
        code=grouped(held.credential.code),
        kind=KIND_TEXTS[held.credential.kind],
        files=files,
        renewal=services.renewal_of(held, current_catalogue()),
        is_being_prepared=first is not None and first.sha256 is None and first.due_at is not None,
        has_badge=any(one.form is FileForm.BADGE for one in rows),
        languages=LANGUAGES,
        linkedin=linkedin_of(held),
        step=step,
        can_correct=step.is_settled and step.present != held.record.holder_name,
    )


@bp.post("/certificates/<credential_id>/name-shown")
@requires(Permission.LEARN)
def choose_visibility(credential_id: str) -> Answer | tuple[str, int]:
    """Keep how much of the name whoever verifies sees."""
    form = VisibilityForm()
    if not form.validate():
        return _page(_own(credential_id), form), 422
    services.choose_visibility(signed_in().id, credential_id, form.chosen)
    flash(_("Your choice has been saved."), "done")
    return redirect(url_for("credentials.show_certificate", credential_id=credential_id), 303)


@bp.post("/certificates/<credential_id>/renewal")
@requires(Permission.LEARN)
def begin_renewal(credential_id: str) -> Answer:
    """Begin to renew a certificate, and go on to the final test."""
    slug = services.begin_renewal(signed_in().id, credential_id, current_catalogue())
    return redirect(url_for("quiz.show_final_test", module_slug=slug), 303)


@bp.post("/certificates/<credential_id>/corrected")
@requires(Permission.LEARN)
def correct_name(credential_id: str) -> Answer:
    """Issue the certificate again with the name as it is now."""
    new = services.correct_name(signed_in().id, credential_id)
    flash(_("You have a new certificate. The earlier one says from now on that it was replaced."), "done")
    return redirect(url_for("credentials.show_certificate", credential_id=new.id), 303)
