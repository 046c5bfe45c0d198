"""What each role over each scope reaches: actors, objects, and the rules that every answer follows from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from flask import Flask

from lms.core.access import FOR_EVERYBODY, OF_THE_INSTALLATION, SCOPES, Grant, Permission, Role, reach_of
from lms.core.scopes import Scope, ScopeKind
from lms.web.access import permission_of
from tests.functional.security.routes import GETS, POSTS, Route

COUNTRY, REGION = "SE", "SE110"
"""Where everybody of the world is who has something that can be acted on."""
ORGANISATION = "Norrvik Cluster"


class Family(StrEnum):
    """Which side a scope limits."""

    LEARNING = "learning"
    """What is learnt, by whomever."""
    PEOPLE = "people"
    """Who belongs there, whatever they learn."""


LEARNING, PEOPLE = frozenset({Family.LEARNING}), frozenset({Family.PEOPLE})
EITHER = LEARNING | PEOPLE

FAMILIES: Mapping[ScopeKind, Family] = {
    ScopeKind.COURSE: Family.LEARNING,
    ScopeKind.MODULE: Family.LEARNING,
    ScopeKind.COUNTRY: Family.PEOPLE,
    ScopeKind.REGION: Family.PEOPLE,
    ScopeKind.ORGANISATION: Family.PEOPLE,
}

INSIDE = (
    Scope(ScopeKind.COURSE, "basics"),
    Scope(ScopeKind.MODULE, "small-clusters"),
    Scope(ScopeKind.COUNTRY, COUNTRY),
    Scope(ScopeKind.REGION, "SE11"),
    Scope(ScopeKind.ORGANISATION, "organisation_id"),
)
"""Scopes that hold everything of the world; of an organisation the name of its id in the world."""
OUTSIDE = (
    Scope(ScopeKind.COURSE, "advanced"),
    Scope(ScopeKind.MODULE, "larger-clusters"),
    Scope(ScopeKind.COUNTRY, "PL"),
    Scope(ScopeKind.REGION, "SE33"),
    Scope(ScopeKind.ORGANISATION, "foreign_organisation_id"),
)
"""Scopes of the same kinds that hold nothing of it."""

REACHED_BY: Mapping[str, frozenset[Family]] = {
    "module_slug": LEARNING,
    "cohort_id": LEARNING,
    "person_id": PEOPLE,
    "other_id": PEOPLE,
    "organisation_id": PEOPLE,
    "invitation_id": PEOPLE,
    "enrolment_id": EITHER,
    "credential_id": EITHER,
    "code": EITHER,
    "submission_id": EITHER,
    "accommodation_id": EITHER,
    "recognition_id": EITHER,
}
"""Name in an address → by which scopes its object is reached; of several each must be."""
SAYS_NOTHING = frozenset({"item_id", "file_id", "form", "kind", "key", "mail_id"})
"""Names of what is part of another object, or of the whole installation."""

NAMED_IN_FORM: Mapping[str, tuple[frozenset[Family], dict[str, str]]] = {
    "quiz.grant_extra_time": (EITHER, {"email": "author@example.org", "amount": "50"}),
    "study.recognise": (EITHER, {"email": "bystander@example.org"}),
    "credentials.plan_cohort": (LEARNING, {}),
    "credentials.start_cohort": (LEARNING, {}),
    "admin.check_invitations": (
        PEOPLE,
        {"text": f"email,country,organisation\nguest@example.org,{COUNTRY},{ORGANISATION}"},
    ),
    "admin.send_invitations": (
        PEOPLE,
        {"text": f"email,country,organisation\nguest@example.org,{COUNTRY},{ORGANISATION}"},
    ),
    "admin.enrol": (EITHER, {"email": "bystander@example.org"}),
    "admin.show_extending": (EITHER, {"enrolment": "enrolment_id"}),
    "admin.extend_tests": (EITHER, {"enrolment": "enrolment_id"}),
    "admin.check_organisations": (PEOPLE, {"text": f"Norrvik Boats;cluster;{COUNTRY};{REGION}"}),
    "admin.add_organisations": (PEOPLE, {"text": f"Norrvik Boats;cluster;{COUNTRY};{REGION}"}),
    "admin.name_somebody": (LEARNING, {}),
    "admin.take_from_somebody": (
        LEARNING,
        {"person": "person_id", "grant": "trainer:module:small-clusters"},
    ),
    "admin.make_organisation": (
        PEOPLE,
        {"name": "Norrvik Boats", "kind": "cluster", "country": COUNTRY, "region": REGION},
    ),
}
"""Forms that say themselves what they are about: who reaches it, and fields instead of those in `routes`."""

FORMS: Mapping[str, dict[str, str]] = {
    "admin.grant_role": {"grant": "official:organisation:organisation_id"},
    "admin.withdraw_role": {"grant": "official:organisation:organisation_id"},
    "admin.save_organisation": {
        "name": ORGANISATION,
        "kind": "cluster",
        "country": COUNTRY,
        "region": REGION,
    },
    "admin.merge_organisation": {"into": "double_id", "name": ORGANISATION},
    "admin.join_accounts": {"address": "k.lepp@example.org"},
}
"""Fields instead of those in `routes`: what somebody limited may send at all."""

STATUSES: Mapping[str, str] = {
    "credentials.remove_cohort": "401 403 403 403 303 303",
    "admin.show_extending": "303 403 403 403 200 200",
    "admin.extend_tests": "401 403 403 403 303 303",
}
"""Instead of those in `routes`, where it is sent to nothing, so that others find their object."""

TWO_THINGS: tuple[tuple[str, dict[str, str]], ...] = (
    ("admin.show_joining", {"other_id": "foreign_person_id"}),
    ("admin.join_accounts", {"other_id": "foreign_person_id"}),
    ("admin.show_joining", {"person_id": "foreign_person_id"}),
    ("admin.join_accounts", {"person_id": "foreign_person_id"}),
    ("teaching.show_path", {"enrolment_id": "foreign_enrolment_id"}),
    ("teaching.show_note", {"enrolment_id": "foreign_enrolment_id"}),
    ("teaching.write_note", {"enrolment_id": "foreign_enrolment_id"}),
    ("quiz.download_marked_file", {"submission_id": "taken_id", "file_id": "file_id"}),
)
"""Addresses and forms that name one thing within and one outside: both must be within."""

ON_ALL_WITHIN = frozenset(
    {
        "quiz.take_next",
        "credentials.remind_of_names",
        "credentials.issue_batch",
        "credentials.try_files_again",
        "credentials.take_files",
    }
)
"""Acts on all that lies within reach: outside there is nothing to act on."""
ABOUT_NOBODY = frozenset({"credentials.prove_template"})
"""An act that names nothing of anybody."""
NOT_WITHIN_ONE = frozenset(
    {"admin.make_organisation", "admin.check_organisations", "admin.add_organisations"}
)
"""Whoever looks after one organisation makes no others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limited:
    """Somebody with one role over one scope."""

    role: Role
    scope: Scope
    is_inside: bool
    """The scope holds everything of the world."""

    @property
    def name(self) -> str:
        """What they are called in reports and in their address."""
        side = "in" if self.is_inside else "out"
        return f"{self.role.value}.{self.scope.kind.value}.{side}"

    def may(self, permission: Permission) -> bool:
        """The permission table allows it, over this scope."""
        return bool(reach_of([Grant(Role.PARTICIPANT), Grant(self.role, self.scope)], permission))

    def reaches(self, families: frozenset[Family]) -> bool:
        """What scopes of these families reach lies within this one."""
        return self.is_inside and FAMILIES[self.scope.kind] in families


LIMITED = tuple(
    Limited(role=role, scope=scope, is_inside=is_inside)
    for role in (Role.OFFICIAL, Role.TRAINER, Role.PROGRAMME_OWNER)
    for is_inside, scopes in ((True, INSIDE), (False, OUTSIDE))
    for scope in scopes
    if scope.kind in SCOPES[role]
)


class Answer(StrEnum):
    """What somebody gets."""

    DONE = "done"
    """The page or the act."""
    NOT_ALLOWED = "403"
    NOT_THERE = "404"
    REFUSED = "refused"
    """The form is shown again, or what it names is not there; nothing is changed."""
    NOTHING = "nothing"
    """Whatever the answer is, nothing of the world is in it or changed by it."""

    def fits(self, status: int) -> bool:
        """A status is such an answer."""
        match self:
            case Answer.DONE:
                return status < 500 and status not in {401, 403, 404}
            case Answer.REFUSED:
                return status in {403, 404, 409, 422}
            case Answer.NOTHING:
                return status < 500
        return status == int(self.value)


def expected(actor: Limited, route: Route, permission: Permission, arguments: frozenset[str]) -> Answer:
    """What follows from the permission table and the scopes."""
    if not actor.may(permission):
        return Answer.NOT_ALLOWED
    if route.expected("programme-owner") == 404:
        return Answer.NOT_THERE  # for nobody but one marker, or for nobody here
    if not all(actor.reaches(REACHED_BY[name]) for name in arguments - SAYS_NOTHING):
        return Answer.NOT_THERE
    if route.endpoint in NAMED_IN_FORM and not actor.reaches(NAMED_IN_FORM[route.endpoint][0]):
        return Answer.REFUSED
    if route.endpoint in NOT_WITHIN_ONE and actor.scope.kind is ScopeKind.ORGANISATION:
        return Answer.REFUSED
    if route.endpoint in ON_ALL_WITHIN and not actor.is_inside:
        return Answer.NOTHING
    return Answer.DONE


def permissions(app: Flask, routes: Iterable[Route]) -> dict[str, Permission]:
    """Endpoint → what it asks for."""
    with app.app_context():
        found = {route.endpoint: permission_of(route.endpoint) for route in routes}
    return {endpoint: permission for endpoint, permission in found.items() if permission is not None}


def is_scoped(permission: Permission) -> bool:
    """It is limited by the scope of a role, not by whose an object is."""
    return permission not in FOR_EVERYBODY


def is_for_parts(permission: Permission) -> bool:
    """A role over a part gives it."""
    return is_scoped(permission) and permission not in OF_THE_INSTALLATION


def route_of(route: Route) -> Route:
    """The line of `routes` with the form that somebody limited sends."""
    form = {**route.form, **NAMED_IN_FORM.get(route.endpoint, (EITHER, {}))[1]}
    form = {**form, **FORMS.get(route.endpoint, {})}
    if route.endpoint in STATUSES:
        return replace(route, form=form, values={}, statuses=STATUSES[route.endpoint])
    return replace(route, form=form)


ROUTES = tuple(route_of(route) for route in (*GETS, *POSTS))
