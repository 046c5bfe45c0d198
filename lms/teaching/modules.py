"""The modules that somebody teaches, each with all that the trainer's desk shows of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from lms.content.catalogue import Catalogue, Publication
from lms.content.outline import Module, ModuleText
from lms.content.problems import Problem
from lms.core.access import Actor, Permission
from lms.reports.queries import teaching as queries
from lms.reports.queries.teaching import NOTHING_WAITS, Queue
from lms.reports.rules.questions import FailingQuestion, failing_questions
from lms.reports.rules.standing import Standings
from lms.reports.rules.translations import LanguageState, languages_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtModule:
    """A module with its participants, questions, languages and checks."""

    module: Module
    text: ModuleText
    standings: Standings
    queue: Queue
    failing: tuple[FailingQuestion, ...]
    languages: tuple[LanguageState, ...]
    problems: tuple[Problem, ...]
    """What the last check of its files found."""
    publications: tuple[Publication, ...]
    """Its editions, the latest published first."""

    @property
    def edition(self) -> str:
        """The present edition as people write it."""
        return self.module.digest[:8]

    @property
    def published_at(self) -> datetime | None:
        """Since when the present edition is served; None where editions are not kept."""
        moments = (one.published_at for one in self.publications if one.digest == self.module.digest)
        return next(moments, None)


def taught_modules(
    catalogue: Catalogue, actor: Actor, language: str, now: datetime
) -> tuple[TaughtModule, ...]:
    """All modules within somebody's scope, in the order of the programme; three round trips."""
    return _taught(catalogue, _within(catalogue, actor), actor, language, now)


def taught_module(
    catalogue: Catalogue, module: Module, actor: Actor, language: str, now: datetime
) -> TaughtModule:
    """One of them; three round trips."""
    return _taught(catalogue, [module], actor, language, now)[0]


def _within(catalogue: Catalogue, actor: Actor) -> list[Module]:
    reach = actor.reach(Permission.SEE_BANKS)
    modules = catalogue.modules.values()
    return [one for one in modules if reach.covers_module(course=one.course, module=one.slug)]


def _taught(
    catalogue: Catalogue, modules: Collection[Module], actor: Actor, language: str, now: datetime
) -> tuple[TaughtModule, ...]:
    slugs = [module.slug for module in modules]
    queued = queries.queues(slugs, actor.id, now)
    counted = queries.standings(slugs, queued, now)
    sums = queries.sums_of_questions(slugs)
    return tuple(
        TaughtModule(
            module=module,
            text=module.text(language),
            standings=counted.get(module.slug, Standings()),
            queue=queued.get(module.slug, NOTHING_WAITS),
            failing=failing_questions(module, sums.get(module.slug, {})),
            languages=languages_of(module, catalogue.programme.languages),
            problems=problems_of(catalogue, module),
            publications=catalogue.publications(module.slug),
        )
        for module in modules
    )


def problems_of(catalogue: Catalogue, module: Module) -> tuple[Problem, ...]:
    """What the last check found in the files of a module."""
    folder = f"{module.course}/{module.slug}/"
    return tuple(one for one in catalogue.warnings if one.path.startswith(folder))
