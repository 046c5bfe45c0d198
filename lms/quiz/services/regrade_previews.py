"""What judging final tests anew would do, before anybody decides; nothing is written."""

import hashlib
from dataclasses import dataclass

from lms.content.catalogue import Catalogue
from lms.content.outline import Module
from lms.core.errors import NotFoundError
from lms.learning.editions import edition_of
from lms.quiz.queries import regrades as queries
from lms.quiz.queries.attempts import answered_items
from lms.quiz.queries.regrades import GradedAttempt
from lms.quiz.rules.changes import ChangeKind, changes_between
from lms.quiz.rules.regrading import AttemptEffect, Verdict, judge_anew

BATCH = 100
"""Attempts judged in one transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An attempt and what a regrade would make of it; no effect: its edition can't be read any more."""

    graded: GradedAttempt
    effect: AttemptEffect | None

    @property
    def is_newly_passed(self) -> bool:
        """It would be passed and is not."""
        return self.effect is not None and self.effect.is_passed and not self.graded.announced.is_passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a regrade would do: nothing has been written."""

    item_ids: tuple[str, ...]
    judged: tuple[Judged, ...]
    is_whole: bool
    """All attempts were looked at; False where there were too many for a page."""

    @property
    def better(self) -> tuple[Judged, ...]:
        """Those whose score would rise."""
        return tuple(one for one in self.judged if one.effect is not None and one.effect.is_better)

    @property
    def newly_passed(self) -> tuple[Judged, ...]:
        """Those that would be passed and are not."""
        return tuple(one for one in self.judged if one.is_newly_passed)

    def having(self, verdict: Verdict) -> tuple[Judged, ...]:
        """Those with an item of this verdict; without an effect they are left as they are."""
        return tuple(
            one for one in self.judged if (one.effect.has(verdict) if one.effect else verdict is Verdict.LEFT)
        )

    def count(self, item_id: str, verdict: Verdict) -> int:
        """Answers to an item with this verdict."""
        return sum(
            item.item_id == item_id and item.verdict is verdict
            for one in self.judged
            if one.effect
            for item in one.effect.items
        )

    @property
    def fingerprint(self) -> str:
        """What was seen: a decision is taken only while it is still so."""
        digest = hashlib.sha256(" ".join(self.item_ids).encode())
        for one in self.better:
            assert one.effect is not None
            digest.update(f"{one.graded.attempt.id} {one.effect.score} {one.effect.is_passed}\n".encode())
        return digest.hexdigest()


def mended_items(catalogue: Catalogue, module: Module) -> tuple[str, ...]:
    """Items whose scoring has changed since an edition that final tests were drawn from."""
    found: set[str] = set()
    for _used, edition in editions_behind(catalogue, module):
        changes = changes_between(edition, module) if edition else ()
        found |= {one.item_id for one in changes if one.kind is ChangeKind.SCORING}
    return tuple(item_id for item_id in module.text(module.source_language).test_items if item_id in found)


def editions_behind(catalogue: Catalogue, module: Module) -> list[tuple[queries.EditionInUse, Module | None]]:
    """Editions other than this one that final tests are on; None for one that can't be read any more."""
    return [
        (used, _edition(catalogue, module.slug, used.digest))
        for used in queries.editions_in_use(module.slug)
        if used.digest != module.digest
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An edition of a module by its names."""

    module_slug: str
    edition_digest: str


def _edition(catalogue: Catalogue, slug: str, digest: str) -> Module | None:
    try:
        return edition_of(catalogue, Begun(module_slug=slug, edition_digest=digest))
    except NotFoundError:
        return None


def preview(
    catalogue: Catalogue, keys: Module, item_ids: tuple[str, ...], *, most: int | None = None
) -> Preview:
    """What a regrade of these items would do, for all attempts, or for at most so many."""
    judged: list[Judged] = []
    after: str | None = None
    is_whole = True
    while item_ids:
        batch = queries.graded_attempts(keys.slug, item_ids, after=after, limit=BATCH)
        judged += judge(catalogue, keys, batch, frozenset(item_ids))
        if len(batch) < BATCH:
            break
        if most is not None and len(judged) >= most:
            is_whole = False
            break
        after = batch[-1].attempt.id
    return Preview(item_ids=item_ids, judged=tuple(judged), is_whole=is_whole)


def judge(
    catalogue: Catalogue, keys: Module, batch: tuple[GradedAttempt, ...], item_ids: frozenset[str]
) -> list[Judged]:
    """What judging these attempts anew would do to each."""
    editions: dict[str, Module | None] = {}
    found = []
    for graded in batch:
        digest = graded.attempt.edition_digest
        if digest not in editions:
            editions[digest] = _edition(catalogue, keys.slug, digest)
        found.append(Judged(graded=graded, effect=_effect(editions[digest], keys, graded, item_ids)))
    return found


def _effect(
    edition: Module | None, keys: Module, graded: GradedAttempt, item_ids: frozenset[str]
) -> AttemptEffect | None:
    if edition is None:
        return None
    return judge_anew(edition, keys, answered_items(graded.items), graded.announced, item_ids)
