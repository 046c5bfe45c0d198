"""The figures of a module's final test and of its items, read from what is kept of them."""

from dataclasses import dataclass, replace

from lms.content.items import Item
from lms.content.outline import Module
from lms.quiz.rules import statistics as figures
from lms.quiz.rules.answer_parts import NONE, OTHER, Answer, Part, parts_of
from lms.quiz.rules.guessing import guess_share
from lms.quiz.rules.statistics import Group, ItemFigures, Outcome, OverallFigures, Third
from lms.quiz.rules.statistics_bands import Thirds, median
from lms.quiz.rules.statistics_kept import Kept, KeptOfModule
from lms.quiz.rules.statistics_sums import WHOLE, Sums
from lms.quiz.rules.statistics_tally import Facet, plan_digest, subject_of, subject_of_test


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCount:
    """How often an answer was given to a part."""

    answer: Answer
    by_third: tuple[int, int, int]
    """In the lower, middle and upper third; all in the middle where there are no thirds."""

    @property
    def n(self) -> int:
        """How often in all."""
        return sum(self.by_third)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCount:
    """How often each answer was given to a part of an item."""

    part: Part
    answers: tuple[AnswerCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReport:
    """All that may be told of an item."""

    item: Item
    figures: ItemFigures | None
    """None below ten attempts, and then all else is empty, too."""
    languages: tuple[Group, ...] = ()
    variants: tuple[Group, ...] = ()
    later: Group | None = None
    """Tries that were not the person's first."""
    thirds: tuple[Third, Third, Third] | None = None
    parts: tuple[PartCount, ...] = ()
    former: Group | None = None
    """The item as it was before what decides on its points was changed, where that was asked often enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallReport:
    """All that may be told of a module's final test."""

    figures: OverallFigures | None
    scores: tuple[int, ...] = ()
    """How many tests reached 0 to below 10 per cent of the points, and so on up to 90 to 100."""
    languages: tuple[Group, ...] = ()
    later: Group | None = None


def report_on_test(module: Module, kept: KeptOfModule) -> OverallReport:
    """The test as a whole, by its present plan."""
    test = _of_test(module, kept)
    sums = test.sum(Facet.ALL)
    if not figures.is_enough(sums.n) or sums.mean is None or sums.deviation is None:
        return OverallReport(figures=None)
    scores = test.numbers(Facet.SCORE)
    middle = median(scores)
    return OverallReport(
        figures=OverallFigures(
            n=sums.n,
            mean=sums.mean,
            median=None if middle is None else middle / WHOLE,
            deviation=sums.deviation,
            alpha=figures.alpha(outcomes_of(module, kept), sums.variance),
            passed=sum(one.n for _key, one in test.counts.get(Facet.PASSED, ())),
            minutes=median(test.numbers(Facet.MINUTES)),
        ),
        scores=_tenths(scores),
        languages=figures.groups(test.groups(Facet.LANGUAGE)),
        later=_group(test.sum(Facet.LATER)),
    )


def _of_test(module: Module, kept: KeptOfModule) -> Kept:
    return kept.of(subject_of_test(plan_digest(module.blueprint))) if module.blueprint else Kept()


def _tenths(scores: dict[int, int]) -> tuple[int, ...]:
    tenth_of = {score: min(9, score * 10 // WHOLE) for score in scores}
    return tuple(sum(n for score, n in scores.items() if tenth_of[score] == tenth) for tenth in range(10))


def _group(sums: Sums) -> Group | None:
    return next(iter(figures.groups({"": sums})), None)


def outcomes_of(module: Module, kept: KeptOfModule) -> tuple[Outcome, ...]:
    """What alpha asks of the items, by learning outcome."""
    bank = module.text(module.source_language).test_items.values()
    sums = {item.id: (float(item.points), kept.of(subject_of(item)).sum(Facet.ALL)) for item in bank}
    return tuple(
        Outcome(drawn=drawn, items=[sums[item.id] for item in bank if item.learning_outcome == outcome])
        for outcome, drawn in (module.blueprint.draw.items() if module.blueprint else ())
    )


def reports_on_items(module: Module, kept: KeptOfModule) -> tuple[ItemReport, ...]:
    """Every item of the bank, in the order of the file, with its weight in the test."""
    bank = module.text(module.source_language).test_items
    kept_of = {name: kept.of(subject_of(item)) for name, item in bank.items()}
    sums = {name: (float(item.points), kept_of[name].sum(Facet.ALL)) for name, item in bank.items()}
    of = figures.total_points(outcomes_of(module, kept))
    weights = figures.effective_weights(sums, _of_test(module, kept).sum(Facet.ALL).n, of)
    return tuple(
        replace(
            _report(
                item, kept_of[name], intended=float(item.points) / of if of else None, effective=weights[name]
            ),
            former=_former(item, kept),
        )
        for name, item in bank.items()
    )


def _former(item: Item, kept: KeptOfModule) -> Group | None:
    return _group(sum((one.sum(Facet.ALL) for one in kept.former(subject_of(item))), Sums()))


def _report(item: Item, kept: Kept, *, intended: float | None, effective: float | None) -> ItemReport:
    cells = kept.cells
    found = figures.item_figures(kept.sum(Facet.ALL), cells)
    if found is None:
        return ItemReport(item=item, figures=None)
    guess, parting = guess_share(item), figures.thirds(cells)
    return ItemReport(
        item=item,
        figures=replace(
            found,
            effective_weight=effective,
            intended_weight=intended,
            guess=None if guess is None else float(guess),
            seconds=_median_bin(kept.numbers(Facet.SECONDS)),
        ),
        languages=figures.groups(kept.groups(Facet.LANGUAGE)),
        variants=figures.groups(kept.groups(Facet.VARIANT)),
        later=_group(kept.sum(Facet.LATER)),
        thirds=parting[1] if parting else None,
        parts=_parts(item, kept, parting[0] if parting else None),
    )


def _median_bin(seconds: dict[int, int]) -> int | None:
    middle = median(seconds) if figures.is_enough(sum(seconds.values())) else None
    return None if middle is None else max((edge for edge in seconds if edge <= middle), default=None)


def _parts(item: Item, kept: Kept, parting: Thirds | None) -> tuple[PartCount, ...]:
    given: dict[tuple[str, str], list[int]] = {}
    for key, count in kept.counts.get(Facet.ANSWER, ()):
        third = parting.third_of(key.band) if parting else 1
        given.setdefault((key.part, key.value), [0, 0, 0])[third] += count.n
    return tuple(_part(part, given) for part in parts_of(item))


def _part(part: Part, given: dict[tuple[str, str], list[int]]) -> PartCount:
    """Answers in the order of the item; what was left open and what is unknown only where it occurred."""
    rest = [Answer(id=one, is_right=False) for one in (OTHER, NONE) if (part.id, one) in given]
    named = [answer.id for answer in part.answers]
    answers = [*part.answers, *(one for one in rest if one.id not in named)]
    return PartCount(
        part=part, answers=tuple(_answer(one, given.get((part.id, one.id), [0, 0, 0])) for one in answers)
    )


def _answer(answer: Answer, counts: list[int]) -> AnswerCount:
    lower, middle, upper = counts
    return AnswerCount(answer=answer, by_third=(lower, middle, upper))
