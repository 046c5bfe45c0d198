"""What a holder's own pages show: certificates with those they replaced, and how far courses are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lms.content.catalogue import Catalogue
from lms.credentials.codes import grouped
from lms.credentials.linkedin import linkedin_url
from lms.credentials.queries import Held
from lms.credentials.rules import CredentialKind
from lms.credentials.rules.awards import AwardState


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A certificate, and the ones that it replaced, the latest first."""

    held: Held
    earlier: tuple[Held, ...]


def chains_of(held: Sequence[Held]) -> tuple[Chain, ...]:
    """What a person holds, without what was replaced in the first row: diploma, courses, then modules."""
    replaced_by = {one.credential.id: one.credential.superseded_by for one in held}
    current = [one for one in held if not one.is_replaced]
    order = {CredentialKind.DIPLOMA: 0, CredentialKind.COURSE: 1, CredentialKind.MODULE: 2}
    found = (
        Chain(held=one, earlier=tuple(_earlier(one.credential.id, held, replaced_by))) for one in current
    )
    return tuple(sorted(found, key=lambda chain: order[chain.held.credential.kind]))


def _earlier(credential_id: str, held: Sequence[Held], replaced_by: dict[str, str | None]) -> Iterable[Held]:
    for one in held:
        if replaced_by[one.credential.id] == credential_id:
            yield one
            yield from _earlier(one.credential.id, held, replaced_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseProgress:
    """How far a person is with a course certificate or the diploma, in words."""

    title: str
    is_diploma: bool
    done: int
    all: int
    missing: tuple[tuple[str, str], ...]
    """Slug and title of the modules without a valid certificate."""
    credential_id: str | None
    is_due: bool


def course_progress(
    states: Iterable[AwardState], catalogue: Catalogue, language: str
) -> tuple[CourseProgress, ...]:
    """Those that a person has begun and does not hold yet."""
    return tuple(_progress(one, catalogue, language) for one in states if one.parts and one.given is None)


def _progress(state: AwardState, catalogue: Catalogue, language: str) -> CourseProgress:
    titles = state.need.award.titles
    source = catalogue.programme.languages[0]
    modules = catalogue.modules
    return CourseProgress(
        title=titles.get(language) or titles[source],
        is_diploma=state.need.kind is CredentialKind.DIPLOMA,
        done=len(state.parts),
        all=len(state.need.modules),
        missing=tuple(
            (slug, modules[slug].text(language).title) for slug in state.missing if slug in modules
        ),
        credential_id=state.given.credential_id if state.given else None,
        is_due=state.is_due,
    )


def linkedin_of(held: Held) -> str:
    """The address that adds a certificate to the holder's LinkedIn profile."""
    record, credential = held.record, held.credential
    return linkedin_url(
        title=record.title,
        issuer=record.issuer.name,
        issued_on=record.issued_day,
        expires_on=credential.expires_on,
        address=record.verification_url,
        code=grouped(credential.code),
    )
