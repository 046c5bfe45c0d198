"""Who looked at my data."""

from dataclasses import dataclass
from datetime import datetime

from flask import render_template, request, url_for

from lms.core import clock
from lms.core.access import Permission, Role
from lms.core.paging import Cursor
from lms.people import queries
from lms.people.routes.blueprint import bp
from lms.people.rules import LOOKS_KEPT
from lms.people.texts import LOOK_TEXTS, ROLE_TEXTS
from lms.web.access import requires, signed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class LookView:
    """One look, in words."""

    who: str
    roles: tuple[str, ...]
    what: str
    at: datetime


@bp.get("/account/looks")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def show_looks() -> str:
    """Who saw what of the person by name, and when."""
    cursor = Cursor(after=request.args.get("after", ""), before=request.args.get("before", ""))
    page = queries.looks_at(signed_in().id, since=clock.now() - LOOKS_KEPT, cursor=cursor)
    roles = queries.roles_of_many({row.Look.looker_id for row in page.rows})
    looks = [
        LookView(
            who=row.certificate_name or row.email,
            roles=_in_words(roles.get(row.Look.looker_id, frozenset())),
            what=str(LOOK_TEXTS[row.Look.kind]),
            at=row.Look.looked_at,
        )
        for row in page.rows
    ]
    pager = {
        "previous_url": url_for("people.show_looks", before=page.before) if page.before else None,
        "next_url": url_for("people.show_looks", after=page.after) if page.after else None,
    }
    return render_template("people/show_looks.html", looks=looks, pager=pager)


def _in_words(roles: frozenset[Role]) -> tuple[str, ...]:
    return tuple(str(text) for role, text in ROLE_TEXTS.items() if role in roles)
