"""One participant of a module: where they stand, and step by step how they came there."""

from flask import render_template

from lms.content.outline import Module
from lms.core import clock
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning.queries import notes_of
from lms.learning.wording import STATE_TAGS
from lms.people.rules import LookKind
from lms.people.services.looks import note_looks
from lms.quiz.wording.submissions import STATES
from lms.reports.queries.teaching_participants import Participant, participant
from lms.teaching.participants import is_path_shown
from lms.teaching.path import path_of, state_of
from lms.teaching.routes.blueprint import bp
from lms.teaching.routes.modules import present_module
from lms.teaching.wording import CERTIFICATES, PARTS, STANDINGS, country_name
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language


@bp.get("/teaching/modules/<module_slug>/participants/<enrolment_id>")
@requires(Permission.SEE_PARTICIPANTS)
def show_path(module_slug: str, enrolment_id: str) -> str:
    """How far somebody is; the steps of whoever agreed to that, or of everybody, as the programme sets it."""
    module, now, catalogue = present_module(module_slug), clock.now(), current_catalogue()
    person = one_participant(module_slug, enrolment_id)
    note_looks(signed_in().id, [person.user_id], LookKind.PATH)
    state = state_of(catalogue, person)
    is_shown = is_path_shown(catalogue, person)
    return render_template(
        "teaching/show_path.html",
        module=module,
        text=module.text(language()),
        person=person,
        standing=person.state_at(now),
        state=state,
        path=path_of(person, state, module, language(), now) if is_shown else None,
        standings=STANDINGS,
        tags=STATE_TAGS,
        submission_states=STATES,
        certificates=CERTIFICATES,
        parts=PARTS,
        notes=notes_of(person.enrolment_id),
        may_manage=_may_manage(module),
        country_name=country_name,
    )


def _may_manage(module: Module) -> bool:
    """This person may let participants of the module have another try."""
    reach = signed_in().reach(Permission.MANAGE_ENROLMENTS)
    return reach.covers_module(course=module.course, module=module.slug)


def one_participant(module_slug: str, enrolment_id: str) -> Participant:
    """Somebody who is in the module at present; raises NotFoundError."""
    person = participant(module_slug, enrolment_id)
    if person is None:
        raise NotFoundError
    return person
