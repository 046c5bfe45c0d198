"""Over what does a role reach, and who may give it on?"""

from lms.core.access import PARTICIPANT, Grant, Permission, Role, may_grant, reach_of
from lms.core.scopes import EVERYWHERE, Reach, Scope, ScopeKind, Whereabouts, reach_over

LATVIA = Scope(ScopeKind.COUNTRY, "LV")
BASIC = Scope(ScopeKind.COURSE, "basic")
CANVAS = Scope(ScopeKind.MODULE, "canvas")


def test_a_role_without_limit_reaches_everything() -> None:
    reach = reach_of({PARTICIPANT, Grant(Role.TRAINER), Grant(Role.TRAINER, CANVAS)}, Permission.GRADE)
    assert reach.scopes == {EVERYWHERE}
    assert reach.covers_module(course="any", module="any")


def test_a_trainer_of_a_course_reaches_its_modules_and_no_other() -> None:
    reach = reach_of({Grant(Role.TRAINER, BASIC)}, Permission.GRADE)
    assert reach.covers_module(course="basic", module="canvas")
    assert not reach.covers_module(course="advanced", module="canvas")
    assert not reach.covers_person(Whereabouts(country="LV"))


def test_whoever_does_not_hold_a_permission_reaches_nothing() -> None:
    reach = reach_of({PARTICIPANT, Grant(Role.OFFICIAL, LATVIA)}, Permission.GRADE)
    assert not reach
    assert not reach.covers_module(course="basic", module="canvas")


def test_an_official_reaches_people_by_country_organisation_or_region() -> None:
    riga, norrvik = Scope(ScopeKind.REGION, "LV00"), Scope(ScopeKind.ORGANISATION, "norrvik")
    reach = reach_over({riga, norrvik})
    assert reach.covers_person(Whereabouts(regions=frozenset({"LV006"})))
    assert reach.covers_person(Whereabouts(organisations=frozenset({"norrvik"})))
    assert not reach.covers_person(Whereabouts(country="LV", regions=frozenset({"LV"})))
    assert not reach.covers_person(Whereabouts())


def test_a_person_of_no_country_lies_in_no_country() -> None:
    assert not Reach(frozenset({LATVIA})).covers_person(Whereabouts(country=None))


def test_what_concerns_everybody_is_not_given_by_a_limited_role() -> None:
    owner = {Grant(Role.PROGRAMME_OWNER, LATVIA)}
    assert not reach_of(owner, Permission.SEE_STATE)
    assert reach_of(owner, Permission.MANAGE_PEOPLE).scopes == {LATVIA}


def test_nobody_gives_more_than_they_hold() -> None:
    owner = {Grant(Role.PROGRAMME_OWNER)}
    assert may_grant(owner, Grant(Role.TRAINER, CANVAS))
    assert may_grant(owner, Grant(Role.PROGRAMME_OWNER))
    assert not may_grant(owner, Grant(Role.ADMINISTRATOR))
    assert not may_grant({Grant(Role.TRAINER)}, Grant(Role.TRAINER))


def test_nobody_gives_a_role_beyond_their_own_scope() -> None:
    owner = {Grant(Role.PROGRAMME_OWNER, BASIC)}
    assert may_grant(owner, Grant(Role.TRAINER, CANVAS), within=[BASIC])
    assert may_grant(owner, Grant(Role.PROGRAMME_OWNER, BASIC))
    assert not may_grant(owner, Grant(Role.TRAINER, CANVAS))
    assert not may_grant(owner, Grant(Role.TRAINER))
    assert not may_grant(owner, Grant(Role.OFFICIAL, LATVIA))


def test_nobody_gives_a_role_to_themselves() -> None:
    assert not may_grant({Grant(Role.ADMINISTRATOR)}, Grant(Role.TRAINER), own=True)


def test_a_role_is_limited_only_to_what_makes_sense_for_it() -> None:
    administrator = {Grant(Role.ADMINISTRATOR)}
    assert not may_grant(administrator, Grant(Role.ADMINISTRATOR, LATVIA))
    assert not may_grant(administrator, Grant(Role.TRAINER, LATVIA))
    assert may_grant(administrator, Grant(Role.OFFICIAL, LATVIA))


def test_people_and_places_are_reached_by_more_than_modules() -> None:
    modules, norrvik = reach_over({BASIC, CANVAS}), Scope(ScopeKind.ORGANISATION, "norrvik")
    assert not modules.reaches_people
    assert not modules.reaches_places
    assert not Reach().reaches_people
    assert reach_over({CANVAS, norrvik}).reaches_people
    assert not reach_over({CANVAS, norrvik}).reaches_places, "an organisation has no other in it"
    for scope in (EVERYWHERE, LATVIA, Scope(ScopeKind.REGION, "LV00")):
        assert reach_over({scope}).reaches_people
        assert reach_over({scope}).reaches_places
