"""Which course certificates and diplomas follow from certificates, and what they say."""

from datetime import UTC, datetime, timedelta

from lms.content.programme import Award, Course, Issuer, Logo, Programme, Signatory
from lms.credentials.award_drafting import draft_award
from lms.credentials.drafting import Issue
from lms.credentials.rules import CredentialKind, Standing, missing_elements
from lms.credentials.rules.awards import DIPLOMA, AwardState, Given, Part, award_states
from lms.credentials.wording.phrases import assessed
from tests.factories.credentials import CODE, make_record

AT = datetime(2026, 11, 20, tzinfo=UTC)
AWARD = Award(
    titles={"en": "Basics", "sv": "Grunder"},
    summaries={"en": "What everyone needs."},
    learning_outcomes={"en": ("start a cluster",), "sv": ("starta ett kluster",)},
)


def course(slug: str, *modules: str, award: Award | None = AWARD) -> Course:
    return Course(slug=slug, titles={"en": slug}, summaries={"en": slug}, modules=modules, award=award)


PROGRAMME = Programme(
    titles={"en": "Campus"},
    issuer=Issuer(name="Academy", country="LV", region="Riga", web="", is_invented=False),
    languages=("en", "sv"),
    courses=(course("basic", "b1", "b2"), course("plain", "p1", award=None)),
    quality_assurance={"en": "Internal.", "sv": "Intern."},
    diploma=AWARD,
    signatories=(
        Signatory(name="Ebba", roles={"en": "Head of training", "sv": "Utbildningschef"}, is_invented=True),
    ),
    logos=(Logo(name="Sea Fund", kind="funder", file="logos/sea.svg", alt="Sea Fund"),),
)


def part(slug: str, standing: Standing = Standing.VALID, *, days: int = 0) -> Part:
    return Part(
        credential_id=f"{slug}-{days}",
        module_slug=slug,
        issued_at=AT + timedelta(days=days),
        standing=standing,
    )


def given(slug: str, standing: Standing = Standing.VALID, *, day: int = 5) -> Given:
    revoked_at = AT + timedelta(days=day) if standing is Standing.REVOKED else None
    return Given(credential_id=slug, slug=slug, standing=standing, revoked_at=revoked_at)


def state(slug: str, parts: list[Part], before: list[Given] | None = None) -> AwardState:
    states = award_states(PROGRAMME, parts, before or [])
    return next(one for one in states if one.need.slug == slug)


def test_only_what_declares_a_certificate_gives_one_and_the_diploma_asks_for_all_modules() -> None:
    states = award_states(PROGRAMME, [], [])
    assert [one.need.slug for one in states] == ["basic", DIPLOMA]
    assert states[1].need.modules == ("b1", "b2", "p1")


def test_a_course_is_due_with_the_last_certificate_and_says_what_is_missing_before() -> None:
    assert state("basic", [part("b1")]).missing == ("b2",)
    assert not state("basic", [part("b1")]).is_due
    assert state("basic", [part("b2"), part("b1")]).is_due
    assert not state(DIPLOMA, [part("b2"), part("b1")]).is_due


def test_what_is_revoked_or_expired_does_not_count_for_a_new_one() -> None:
    for standing in (Standing.REVOKED, Standing.EXPIRED, Standing.SUPERSEDED):
        assert not state("basic", [part("b1"), part("b2", standing)]).is_due


def test_what_was_given_is_not_given_again_also_when_a_part_has_expired_since() -> None:
    whole = [part("b1"), part("b2")]
    assert not state("basic", whole, [given("basic")]).is_due
    later = state("basic", [part("b1"), part("b2", Standing.EXPIRED)], [given("basic")])
    assert later.given is not None


def test_one_that_was_withdrawn_comes_back_only_when_something_was_earned_since() -> None:
    withdrawn = [given("basic", Standing.REVOKED, day=5)]
    assert not state("basic", [part("b1"), part("b2")], withdrawn).is_due
    assert state("basic", [part("b1"), part("b2", days=6)], withdrawn).is_due


def test_its_record_sums_hours_names_its_parts_and_lacks_nothing() -> None:
    first = make_record(id="one", module_slug="b1")
    second = make_record(id="two", module_slug="b2", level="EQF 6", completed_on="2026-12-01")
    issue = Issue(
        id="id",
        code=CODE,
        holder_name="Anna Bērziņa",
        language="sv",
        completed_on=AT.date(),
        issued_on=AT.date(),
        base_url="https://campus.example.org",
        is_trial_installation=False,
        salt="5a" * 16,
        email="anna@example.org",
    )
    need = state("basic", []).need
    record = draft_award(need, [first, second], PROGRAMME, issue)
    assert missing_elements(record) == ()
    assert (record.kind, record.title, record.hours) == (CredentialKind.COURSE, "Grunder", "15")
    assert record.level == "EQF 5, EQF 6"
    assert record.completed_on == "2026-12-01"
    assert [one.id for one in record.parts] == ["one", "two"]
    assert [one.language for one in record.wordings] == ["sv", "en"]
    assert (record.signatories[0].role, record.logos[0].name) == ("Utbildningschef", "Sea Fund")
    assert [one.signatory_roles for one in record.wordings] == [("Utbildningschef",), ("Head of training",)]
    assert assessed(record, "sv") == "I varje modul för sig"
    assert {one.component: one.hours for one in record.workload} == {"lessons": "14", "final-test": "1"}
