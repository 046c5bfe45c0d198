"""What a certificate is going to say: from module, programme and result to a record. Pure."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lms.content.outline import Component, Module
from lms.content.programme import Issuer, Programme
from lms.credentials.records import (
    Assessment,
    IssuerDetails,
    Logo,
    OutcomeResult,
    Recognition,
    Record,
    Signatory,
    Wording,
    WorkloadPart,
    hashed_email,
)
from lms.credentials.rules.renewing import expiry
from lms.learning.rules import ASSIGNMENT, FINAL_TEST, Facts, RecognitionKind, ResultFact, progress

LEVEL_BASIS = "provider"
"""The level is the provider's own reference, not one of a national framework."""
PARTICIPATION = "online"
SUPERVISION = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What is new with each certificate."""

    id: str
    code: str
    holder_name: str
    language: str
    """The holder's; the record is worded in it where the module has been translated."""
    completed_on: date
    issued_on: date
    base_url: str
    is_trial_installation: bool
    salt: str
    email: str
    """The holder's; only its hash is kept."""
    status_index: int | None = None
    continues: date | None = None
    """The last day of the one that it renews."""
    achievement_version: int = 1
    outcome_scores: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Learning outcome → score and max_score of the attempt that counts."""
    template: str | None = None
    """Digest of the template to print by; None: ours."""


def draft_record(module: Module, programme: Programme, facts: Facts, issue: Issue) -> Record:
    """The record of a completed module."""
    return Record(
        id=issue.id,
        code=issue.code,
        salt=issue.salt,
        email_hash=hashed_email(issue.email, issue.salt),
        status_index=issue.status_index,
        achievement_version=issue.achievement_version,
        holder_name=issue.holder_name,
        module_slug=module.slug,
        module_id=module.id,
        edition_digest=module.digest,
        wordings=tuple(_wordings(module, programme, issue.language)),
        hours=plain(module.required_hours),
        workload=tuple(_workload(module)),
        level=module.level,
        level_basis=LEVEL_BASIS,
        assessments=tuple(_assessments(module, facts)),
        recognition=_recognition(module, facts),
        participation=PARTICIPATION,
        supervision=SUPERVISION,
        issuer=issuer_details(programme.issuer),
        completed_on=issue.completed_on.isoformat(),
        issued_on=issue.issued_on.isoformat(),
        is_trial=issue.is_trial_installation or programme.issuer.is_invented,
        verification_url=f"{issue.base_url}/verify/{issue.code}",
        outcome_results=tuple(_outcome_results(module, issue)),
        signatories=tuple(signatories_of(programme, _first_language(module, issue.language))),
        logos=tuple(logos_of(programme)),
        expires_on=_expiry(module, issue),
        template=issue.template,
    )


def _outcome_results(module: Module, issue: Issue) -> Iterator[OutcomeResult]:
    if not module.certificate.results_by_outcome:
        return
    for place, outcome in enumerate(module.learning_outcomes):
        scores = issue.outcome_scores.get(outcome)
        if scores:
            yield OutcomeResult(outcome=place, score=scores["score"], max_score=scores["max_score"])


def signatories_of(programme: Programme, language: str) -> Iterator[Signatory]:
    """Who signs, with their roles in the language of issue."""
    for one in programme.signatories:
        role = in_language(one.roles, programme, language)
        yield Signatory(name=one.name, role=role, is_invented=one.is_invented)


def logos_of(programme: Programme) -> Iterator[Logo]:
    """Whose logos are printed."""
    for one in programme.logos:
        yield Logo(name=one.name, kind=one.kind, sha256=one.sha256, media_type=one.media_type, alt=one.alt)


def _first_language(module: Module, language: str) -> str:
    return language if _is_worded(module, language) else module.source_language


def _expiry(module: Module, issue: Issue) -> str | None:
    """Renewed before it has expired, it goes on where the earlier one ends."""
    months = module.certificate.valid_months
    if months is None:
        return None
    return expiry(max(issue.issued_on, issue.continues or issue.issued_on), months).isoformat()


def _wordings(module: Module, programme: Programme, language: str) -> Iterator[Wording]:
    worded = [one for one in module.languages if _is_worded(module, one)]
    for one in dict.fromkeys([_first_language(module, language), module.source_language, *worded]):
        text = module.text(one)
        outcomes = tuple(text.learning_outcomes[key] for key in module.learning_outcomes)
        yield wording_of(programme, one, title=text.title, outcomes=outcomes, description=text.summary)


def wording_of(
    programme: Programme, language: str, *, title: str, outcomes: tuple[str, ...], description: str
) -> Wording:
    """What is said in one language of what was achieved, with what the programme says of itself."""
    return Wording(
        language=language,
        title=title,
        learning_outcomes=outcomes,
        quality_assurance=in_language(programme.quality_assurance, programme, language),
        description=description,
        signatory_roles=tuple(
            in_language(person.roles, programme, language) for person in programme.signatories
        ),
    )


def _is_worded(module: Module, language: str) -> bool:
    """The module's own page, where title and outcomes stand, is written in that language."""
    text = module.texts.get(language)
    return text is not None and "module.md" not in text.missing


def in_language(texts: Mapping[str, str], programme: Programme, language: str) -> str:
    """A text of the programme in that language, else in the programme's own."""
    return texts.get(language) or texts.get(programme.languages[0], "")


def _workload(module: Module) -> Iterator[WorkloadPart]:
    for component in module.completion.components:
        hours = module.workload.get(component, Decimal(0))
        if hours:
            yield WorkloadPart(component=component.value, hours=plain(hours))


def _assessments(module: Module, facts: Facts) -> Iterator[Assessment]:
    required = module.completion.components
    best = _passed(facts, FINAL_TEST)
    if Component.FINAL_TEST in required and module.blueprint is not None and best is not None:
        yield _assessment(FINAL_TEST, best, module.blueprint.pass_percent)
    graded = _passed(facts, ASSIGNMENT)
    if Component.ASSIGNMENT in required and module.assignment is not None and graded is not None:
        needed = math.ceil(100 * module.assignment.pass_points / graded.max_score) if graded.max_score else 0
        yield _assessment(ASSIGNMENT, graded, needed)


def _passed(facts: Facts, activity: str) -> ResultFact | None:
    """The best result; one that did not pass is no ground for a certificate, whatever else is."""
    best = facts.best_result(activity)
    return best if best is not None and best.is_passed else None


def _recognition(module: Module, facts: Facts) -> Recognition | None:
    """What counted by decision. The evidence is nobody's business but the person's, and never stands here."""
    decisions = [one.recognition for one in progress(module, facts).requirements if one.recognition]
    if not decisions:
        return None
    kinds = {one.kind for one in decisions}
    prior = RecognitionKind.PRIOR_LEARNING
    return Recognition(
        kind=(prior if prior in kinds else RecognitionKind.WAIVER).value,
        basis=", ".join(dict.fromkeys(one.part.value for one in decisions)),
        decided_on=max(one.decided_at for one in decisions).date().isoformat(),
    )


def _assessment(kind: str, best: ResultFact, needed: int) -> Assessment:
    percent = int(best.score * 100 / best.max_score) if best.max_score else 0
    return Assessment(kind=kind, percent=percent, pass_percent=needed)


def issuer_details(issuer: Issuer) -> IssuerDetails:
    """Who awards, as it is recorded."""
    return IssuerDetails(name=issuer.name, country=issuer.country, region=issuer.region, web=issuer.web)


def plain(number: Decimal) -> str:
    """A number without needless zeros and never with an exponent."""
    return f"{number.normalize():f}"
