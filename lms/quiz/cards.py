"""The question behind a card, as the current edition of its module asks it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lms.content.catalogue import Catalogue
from lms.content.items import Item, NumericItem
from lms.content.outline import Lesson, Module
from lms.content.pages import TEST_FILE
from lms.content.shared_bank import is_graded_at_once
from lms.core.errors import NotFoundError
from lms.quiz.bank import bank_item
from lms.quiz.models import CardSource, ReviewCard
from lms.quiz.queries.cards import due_cards
from lms.quiz.rules import grading, spacing
from lms.quiz.self_checks import SelfCheck, find_self_check, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that comes back: in all languages, and in the one of the page."""

    module: Module
    versions: tuple[Item, ...]
    shown: Item
    language: str
    """The language that `shown` is written in."""
    lessons: tuple[Lesson, ...]
    """Where to read about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodaysSet:
    """What is left of today's questions."""

    cards: tuple[ReviewCard, ...]

    @property
    def minutes(self) -> int:
        """About how long it takes."""
        return spacing.minutes_for(len(self.cards))


def todays_set(catalogue: Catalogue, user_id: str, today: date, language: str) -> TodaysSet:
    """The questions that a person has left today, without those that have vanished; one round trip."""
    due = due_cards(user_id, today)
    left = spacing.left_today(due.answered_today)
    found = [card for card in due.cards if question_of(catalogue, card, language) is not None]
    return TodaysSet(cards=tuple(found[:left]))


def question_of(catalogue: Catalogue, card: ReviewCard, language: str) -> Question | None:
    """The question of a card; None where the current edition has it no more, or does not grade it at once."""
    module = catalogue.modules.get(card.module_slug)
    if module is None:
        return None
    try:
        question = _from_test(module, card, language) or _from_lesson(module, card, language)
    except NotFoundError:
        return None
    return question if is_graded_at_once(question.versions[0]) else None


def next_variant(item: Item, last: int) -> int:
    """Another set of numbers than the last one, where the item has several."""
    return (last + 1) % variants_of(item)


def variants_of(item: Item) -> int:
    """How many sets of numbers an item has."""
    return len(item.variants) if isinstance(item, NumericItem) else 1


def _from_test(module: Module, card: ReviewCard, language: str) -> Question | None:
    if card.source is not CardSource.FINAL_TEST:
        return None
    versions = grading.versions_of(module, card.item_id)
    if not versions:
        raise NotFoundError
    outcome = versions[0].learning_outcome
    return Question(
        module=module,
        versions=versions,
        shown=bank_item(module, card.item_id, language),
        language=module.written_in(TEST_FILE, module.text(language).language),
        lessons=tuple(lesson for lesson in module.lessons if outcome in lesson.learning_outcomes),
    )


def _from_lesson(module: Module, card: ReviewCard, language: str) -> Question:
    check = find_self_check(module, card.item_id)
    text = text_of(module, check.lesson, language)
    return Question(
        module=module,
        versions=check.versions,
        shown=_written(check, text.items),
        language=text.language,
        lessons=(check.lesson,),
    )


def _written(check: SelfCheck, items: Sequence[Item]) -> Item:
    return next((item for item in items if item.id == check.item.id), check.item)
