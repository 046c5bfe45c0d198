"""Which questions of a module fail by the figures of its final test. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lms.content.items import Item
from lms.content.outline import Module
from lms.quiz.rules.guessing import guess_share
from lms.quiz.rules.statistics import item_figures
from lms.quiz.rules.statistics_notes import Note, Urgency, noted
from lms.quiz.rules.statistics_report import ItemReport
from lms.quiz.rules.statistics_sums import Sums
from lms.quiz.rules.statistics_tally import Subject, subject_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FailingQuestion:
    """A question that somebody should look at now, and why."""

    item: Item
    notes: tuple[Note, ...]


def failing_questions(module: Module, sums: Mapping[Subject, Sums]) -> tuple[FailingQuestion, ...]:
    """Those of the module's test that sums alone show to fail, as it scores them now."""
    bank = module.text(module.source_language).test_items
    asked = {subject.item_id for subject in sums} & bank.keys()
    found = (_failing(item, sums.get(subject_of(item))) for name, item in bank.items() if name in asked)
    return tuple(one for one in found if one is not None)


def _failing(item: Item, sums: Sums | None) -> FailingQuestion | None:
    figures = item_figures(sums, ()) if sums else None
    if figures is None:
        return None
    guess = guess_share(item)
    report = ItemReport(item=item, figures=replace(figures, guess=None if guess is None else float(guess)))
    found = noted(report)
    return FailingQuestion(item=item, notes=found.notes) if found.urgency is Urgency.NOW else None
