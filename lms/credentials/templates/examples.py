"""Certificates of nobody, as hard to print as any get: short, long, with a second page. Pure."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from lms.credentials.printing.previews import LONGEST_NAMES
from lms.credentials.printing.specimen import specimen_record
from lms.credentials.records import DIPLOMA, Logo, OutcomeResult, PartDetails, Record, Signatory, WorkloadPart
from lms.web.fonts import BALTIC_LETTERS

LONGEST_TITLE, LONGEST_OUTCOME, MOST_OUTCOMES = 90, 110, 6
LONGEST_ROLE, LONGEST_QUALITY = 60, 170
MOST_PARTS, MOST_LOGOS = 8, 8
EXPIRES_ON = "2029-12-28"
PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 60"><path fill="#24506e" '
    b'd="M0 0h60v60H0zM75 15h165v12H75zM75 34h120v10H75z"/></svg>'
)
PICTURE_DIGEST = hashlib.sha256(PICTURE).hexdigest()
LOGOS: Mapping[str, bytes] = {PICTURE_DIGEST: PICTURE}


class Example(StrEnum):
    """Which certificate to print."""

    SHORTEST = "shortest"
    LONGEST = "longest"
    """Marked as a specimen, and with a second page."""
    LETTERS = "letters"
    """All the letters that the language writes beside a–z."""
    RESULTS = "results"
    """The longest as those see it who earned it: a second page with results by outcome."""
    PARTS = "parts"
    """A diploma: a second page with what it is made up of."""


PROVEN = (Example.SHORTEST, Example.LONGEST, Example.PARTS)
"""By these a template is proven, in every language."""


def example_record(example: Example, language: str) -> Record:
    """A specimen as that example asks, in a language."""
    plain = replace(specimen_record(language), outcome_results=())
    if example is Example.SHORTEST:
        return _shortest(plain)
    if example is Example.LETTERS:
        return replace(plain, holder_name=_letters(language))
    long = _longest(plain, language)
    if example is Example.LONGEST:
        return long
    # Not marked, so that it is seen as those who earned it will see it.
    real = replace(long, is_specimen=False)
    if example is Example.RESULTS:
        return real
    parts = tuple(_part(real, number) for number in range(MOST_PARTS))
    return replace(real, kind=DIPLOMA, outcome_results=(), parts=parts)


def _shortest(plain: Record) -> Record:
    wordings = tuple(
        replace(one, title=one.title.partition(":")[0], learning_outcomes=one.learning_outcomes[:1])
        for one in plain.wordings
    )
    return replace(
        plain,
        holder_name="Bo Ek",
        wordings=wordings,
        assessments=plain.assessments[:1],
        workload=plain.workload[:1],
        signatories=(),
        is_specimen=False,
    )


def _letters(language: str) -> str:
    letters = BALTIC_LETTERS[language] or "’ABCabc"
    half = len(letters) // 2
    return f"{letters[:half]} {letters[half:]}"[:60]


def _longest(plain: Record, language: str) -> Record:
    wordings = tuple(
        replace(
            one,
            title=_filled_up(one.title, LONGEST_TITLE),
            learning_outcomes=tuple(
                _filled_up(one.learning_outcomes[place % len(one.learning_outcomes)], LONGEST_OUTCOME)
                for place in range(MOST_OUTCOMES)
            ),
            quality_assurance=_filled_up(one.quality_assurance, LONGEST_QUALITY),
        )
        for one in plain.wordings
    )
    name = LONGEST_NAMES[language]
    role = _filled_up("Head of training and development", LONGEST_ROLE)
    components = ("lessons", "self-checks", "reading", "discussion", "assignment", "final-test")
    return replace(
        plain,
        holder_name=name,
        wordings=wordings,
        hours="27.5",
        workload=tuple(WorkloadPart(component=one, hours="2.5") for one in components),
        signatories=tuple(Signatory(name=name[:40], role=role, is_invented=True) for _ in range(3)),
        logos=tuple(_logo(number) for number in range(MOST_LOGOS)),
        expires_on=EXPIRES_ON,
        outcome_results=tuple(
            OutcomeResult(outcome=place, score="27.5", max_score="30") for place in range(MOST_OUTCOMES)
        ),
    )


def _filled_up(text: str, length: int) -> str:
    """The text again and again, up to the last whole word that fits."""
    words = (f"{text} " * (length // len(text) + 1))[: length + 1]
    return words.rpartition(" ")[0]


def _logo(number: int) -> Logo:
    kind = "issuer" if number == 0 else "partner" if number <= MOST_LOGOS // 2 else "funder"
    alt = f"Logo {number + 1}"
    return Logo(name=alt, kind=kind, sha256=PICTURE_DIGEST, media_type="image/svg+xml", alt=alt)


def _part(record: Record, number: int) -> PartDetails:
    return PartDetails(
        id=f"part-{number}",
        code=record.code,
        title=record.wording.title,
        hours="27.5",
        level=record.level,
        completed_on=record.completed_on,
    )
