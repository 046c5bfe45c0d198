"""Course certificates and the diploma: which follow from the certificates that somebody holds. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from lms.content.programme import Award, Programme
from lms.credentials.rules.kinds import CredentialKind
from lms.credentials.rules.standings import Standing

DIPLOMA = "programme"
"""The slug under which the diploma is known, as a course is by its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a course certificate or the diploma asks for."""

    slug: str
    kind: CredentialKind
    modules: tuple[str, ...]
    """Slugs of the modules, in order: a valid certificate of each is needed."""
    award: Award


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The certificate of a module that somebody holds."""

    credential_id: str
    module_slug: str
    issued_at: datetime
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A course certificate or diploma that somebody was given."""

    credential_id: str
    slug: str
    standing: Standing
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardState:
    """How far somebody is with a course certificate or the diploma."""

    need: Need
    parts: tuple[Part, ...]
    """What they hold of it, in the order of the modules."""
    given: Given | None
    """The one that stands."""
    is_due: bool
    """Nothing is missing, and it was not given yet."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Slugs of the modules without a valid certificate."""
        held = {part.module_slug for part in self.parts}
        return tuple(slug for slug in self.need.modules if slug not in held)


def needs_of(programme: Programme) -> Iterator[Need]:
    """What the programme certifies beside its modules: courses in order, then the diploma."""
    for course in programme.courses:
        if course.award is not None and course.modules:
            yield Need(
                slug=course.slug, kind=CredentialKind.COURSE, modules=course.modules, award=course.award
            )
    modules = tuple(slug for course in programme.courses for slug in course.modules)
    if programme.diploma is not None and modules:
        yield Need(slug=DIPLOMA, kind=CredentialKind.DIPLOMA, modules=modules, award=programme.diploma)


def award_states(
    programme: Programme, parts: Sequence[Part], given: Sequence[Given]
) -> tuple[AwardState, ...]:
    """How far somebody is with each."""
    return tuple(_state(need, parts, given) for need in needs_of(programme))


def _state(need: Need, parts: Sequence[Part], given: Sequence[Given]) -> AwardState:
    valid = {part.module_slug: part for part in _oldest_first(parts) if part.standing is Standing.VALID}
    held = tuple(valid[slug] for slug in need.modules if slug in valid)
    own = [one for one in given if one.slug == need.slug]
    standing = next((one for one in own if one.standing is Standing.VALID), None)
    is_whole = len(held) == len(need.modules)
    is_due = is_whole and standing is None and _is_earned_since(held, own)
    return AwardState(need=need, parts=held, given=standing, is_due=is_due)


def _oldest_first(parts: Iterable[Part]) -> list[Part]:
    return sorted(parts, key=lambda part: part.issued_at)


def _is_earned_since(held: Sequence[Part], before: Iterable[Given]) -> bool:
    """One that was withdrawn is not simply given again: something must have been earned after that."""
    withdrawn = [one.revoked_at for one in before if one.revoked_at is not None]
    return not withdrawn or any(part.issued_at > max(withdrawn) for part in held)
