"""What a course certificate or the diploma is going to say, from the records of its parts. Pure."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from decimal import Decimal

from lms.content.programme import Award, Programme
from lms.credentials.drafting import (
    LEVEL_BASIS,
    PARTICIPATION,
    SUPERVISION,
    Issue,
    in_language,
    issuer_details,
    logos_of,
    plain,
    signatories_of,
    wording_of,
)
from lms.credentials.records import (
    PartDetails,
    Record,
    Wording,
    WorkloadPart,
    hashed_email,
)
from lms.credentials.rules.awards import Need


def draft_award(need: Need, parts: Sequence[Record], programme: Programme, issue: Issue) -> Record:
    """The record of a course certificate or the diploma; `parts` in the order of the modules."""
    issuer, first = programme.issuer, _first_language(need.award, programme, issue.language)
    return Record(
        id=issue.id,
        code=issue.code,
        kind=need.kind.value,
        salt=issue.salt,
        email_hash=hashed_email(issue.email, issue.salt),
        status_index=issue.status_index,
        achievement_version=issue.achievement_version,
        holder_name=issue.holder_name,
        module_slug=need.slug,
        module_id=need.slug,
        edition_digest=_digest_of(need),
        wordings=tuple(_wordings(need.award, programme, first)),
        hours=plain(sum((Decimal(part.hours) for part in parts), Decimal(0))),
        workload=tuple(_workload(parts)),
        level=_level(parts),
        level_basis=LEVEL_BASIS,
        assessments=(),
        participation=PARTICIPATION,
        supervision=SUPERVISION,
        issuer=issuer_details(issuer),
        completed_on=max(part.completed_on for part in parts),
        issued_on=issue.issued_on.isoformat(),
        is_trial=issue.is_trial_installation or issuer.is_invented or any(part.is_trial for part in parts),
        verification_url=f"{issue.base_url}/verify/{issue.code}",
        signatories=tuple(signatories_of(programme, first)),
        logos=tuple(logos_of(programme)),
        parts=tuple(_details(part, issue.language) for part in parts),
        template=issue.template,
    )


def _digest_of(need: Need) -> str:
    """The edition of a course: what is certified, and what was asked for."""
    said = {"award": asdict(need.award), "modules": need.modules}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _first_language(award: Award, programme: Programme, language: str) -> str:
    return language if language in _worded(award, programme) else programme.languages[0]


def _worded(award: Award, programme: Programme) -> list[str]:
    return [one for one in programme.languages if one in award.titles and one in award.learning_outcomes]


def _wordings(award: Award, programme: Programme, first: str) -> Iterator[Wording]:
    source = programme.languages[0]
    for one in dict.fromkeys([first, source, *_worded(award, programme)]):
        yield wording_of(
            programme,
            one,
            title=award.titles[one],
            outcomes=award.learning_outcomes[one],
            description=in_language(award.summaries, programme, one),
        )


def _workload(parts: Sequence[Record]) -> Iterator[WorkloadPart]:
    sums: dict[str, Decimal] = {}
    for one in (one for part in parts for one in part.workload):
        sums[one.component] = sums.get(one.component, Decimal(0)) + Decimal(one.hours)
    for component, hours in sums.items():
        yield WorkloadPart(component=component, hours=plain(hours))


def _level(parts: Sequence[Record]) -> str:
    """The level that all parts share, else each: none is claimed for the whole that a part lacks."""
    return ", ".join(sorted({part.level for part in parts}))


def _details(part: Record, language: str) -> PartDetails:
    return PartDetails(
        id=part.id,
        code=part.code,
        title=part.wording_in(language).title,
        hours=part.hours,
        level=part.level,
        completed_on=part.completed_on,
    )
