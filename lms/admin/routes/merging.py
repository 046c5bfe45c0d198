"""Accounts of one person: found, compared, joined."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.admin.forms.people import JoiningForm, SearchForm
from lms.admin.queries.merging import account_of, others_called, prospect_of
from lms.admin.routes.blueprint import bp
from lms.admin.routes.choices import countries, titles
from lms.admin.routes.person import Subject, subject_of, subject_to_act_on
from lms.admin.routes.scopes import grants_in_words, organisations_in
from lms.admin.wording.merging import CONSENTS, OBSTACLES, likeness_in_words, prospect_in_words
from lms.core.access import Permission
from lms.core.scopes import Reach
from lms.people.queries.merging import doubles_of, likely_doubles
from lms.people.rules import LookKind
from lms.people.rules.merging import Pair
from lms.people.services.looks import note_looks
from lms.people.services.merging import MergeRefusedError, merge_people
from lms.people.wording import STATE_NAMES, STATE_TAGS
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue


def _reach() -> Reach:
    return signed_in().reach(Permission.MANAGE_PEOPLE)


@bp.get("/desk/doubles")
@requires(Permission.MANAGE_PEOPLE)
def show_doubles() -> str:
    """Pairs of accounts within reach that are likely one person's."""
    found = likely_doubles(_reach())
    return render_template("admin/show_doubles.html", doubles=found, why=likeness_in_words)


@bp.get("/desk/people/<person_id>/join")
@requires(Permission.MANAGE_PEOPLE)
def show_join(person_id: str) -> str:
    """Which other account is this person's: suggestions, and a search."""
    subject, form = subject_to_act_on(person_id), SearchForm.from_address()
    return render_template(
        "admin/show_join.html",
        subject=subject,
        form=form,
        doubles=doubles_of(subject.user, _reach()),
        found=others_called(form.q.data or "", subject.user, _reach()),
        why=likeness_in_words,
    )


@bp.get("/desk/people/<person_id>/join/<other_id>")
@requires(Permission.MANAGE_PEOPLE)
def show_joining(person_id: str, other_id: str) -> str:
    """Both accounts side by side, and what joining them would do; nothing is done yet."""
    kept, other = _both(person_id, other_id)
    note_looks(signed_in().id, [kept.id, other.id], LookKind.ACCOUNT)
    return _page(kept, other, JoiningForm(formdata=None))


def _both(person_id: str, other_id: str) -> tuple[Subject, Subject]:
    """Both within reach, and neither able to do more than whoever joins them."""
    if person_id == other_id:
        abort(404)
    kept, other = subject_of(person_id), subject_of(other_id)
    if not (kept.may_act and other.may_act):
        abort(403)
    return kept, other


def _page(kept: Subject, other: Subject, form: JoiningForm) -> str:
    sides = (account_of(kept.user), account_of(other.user))
    prospect = prospect_of(kept.user, other.user)
    organisations = organisations_in(grant for side in sides for grant in side.grants)
    return render_template(
        "admin/show_joining.html",
        kept=kept,
        other=other,
        sides=sides,
        obstacles=[OBSTACLES[one] for one in prospect.obstacles],
        effects=list(prospect_in_words(sides[1], prospect, titles())),
        roles=grants_in_words(sides[1].grants, organisations),
        organisations=organisations,
        titles=titles(),
        countries=countries(),
        consents=CONSENTS,
        states=STATE_NAMES,
        tags=STATE_TAGS,
        grants_in_words=grants_in_words,
        form=form,
    )


@bp.post("/desk/people/<person_id>/join/<other_id>")
@requires(Permission.MANAGE_PEOPLE)
def join_accounts(person_id: str, other_id: str) -> Answer | tuple[str, int]:
    """Join them, once the address of the account that goes was typed."""
    (kept, other), form = _both(person_id, other_id), JoiningForm()
    form.expected = other.user.email
    if not form.validate():
        return _page(kept, other, form), 422
    pair = Pair(kept_id=kept.id, other_id=other.id)
    try:
        merge_people(pair, current_catalogue(), by=signed_in().id)
    except MergeRefusedError:
        return _page(kept, other, form), 422
    flash(_("The two accounts are one now. Both addresses get a mail that says so."), "done")
    return redirect(url_for("admin.show_person", person_id=kept.id), 303)
