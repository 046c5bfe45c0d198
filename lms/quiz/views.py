"""What pages with questions show: small frozen data without a key, until something was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lms.content.item_views import ItemView, keys_from_response, view_of
from lms.content.items import Case, Item, NumericItem, PollItem
from lms.content.outline import LessonText, Module
from lms.core import numbers
from lms.quiz.models import AttemptItem, SelfCheckAnswer
from lms.quiz.queries.polls import tallies_of
from lms.quiz.queries.self_checks import self_check_answers
from lms.quiz.rules import drawing, responses, scoring
from lms.quiz.rules.polls import PollResult, result_of
from lms.quiz.rules.responses import Extent, Response
from lms.quiz.rules.reviewed import ReviewedItem
from lms.quiz.rules.reviewing import review
from lms.quiz.self_checks import versions_of

OPEN_SEED = "open"
"""The order of self-checks for somebody who has not joined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheckView:
    """A self-check as it stands for one person."""

    view: ItemView
    keys: Mapping[str, object]
    """The latest answer in the keys of the page."""
    reviewed: ReviewedItem | None
    """Key and feedback: only once it was answered."""
    language: str
    """The language the question is written in."""
    may_answer: bool
    """The person has joined the module."""
    case: Case | None
    """The text above it, where it is the first of its case in the lesson."""
    poll: PollResult | None
    """What all have answered in a poll: only once the person has."""

    @property
    def is_scored(self) -> bool:
        """There is a key to check an answer against."""
        return scoring.is_scored_type(self.view.type)


def self_check_views(text: LessonText, enrolment_id: str | None, module: Module) -> dict[str, SelfCheckView]:
    """All self-checks of a lesson by item id; one round trip, and one more where a poll was answered.

    There is none for somebody who has not joined.
    """
    if not text.items:
        return {}
    answers = self_check_answers(enrolment_id) if enrolment_id else {}
    polls = _poll_results(text, module, answers)
    cases = _first_of_cases(text.items)
    return {
        item.id: _self_check_view(
            item, text, enrolment_id, module, answers.get(item.id), cases.get(item.id), polls.get(item.id)
        )
        for item in text.items
    }


def _first_of_cases(items: Sequence[Item]) -> dict[str, Case]:
    """The items above which the text of a case stands, so that it is read once."""
    firsts: dict[str, str] = {}
    for item in items:
        if item.case is not None:
            firsts.setdefault(item.case.id, item.id)
    return {item.id: item.case for item in items if item.case and firsts[item.case.id] == item.id}


def _poll_results(
    text: LessonText, module: Module, answers: Mapping[str, SelfCheckAnswer]
) -> dict[str, PollResult]:
    answered = {item.id: item for item in text.items if isinstance(item, PollItem) and item.id in answers}
    tallies = tallies_of(module.slug, answered.keys())
    return {
        item_id: result_of(
            answered[item_id], tally.counts, tally.people, responses.chosen(answers[item_id].response)
        )
        for item_id, tally in tallies.items()
    }


def _self_check_view(
    item: Item,
    text: LessonText,
    enrolment_id: str | None,
    module: Module,
    answer: SelfCheckAnswer | None,
    case: Case | None,
    poll: PollResult | None,
) -> SelfCheckView:
    seed = enrolment_id or OPEN_SEED
    variant = answer.variant if answer else drawing.variant_of(item, seed)
    return SelfCheckView(
        view=item_view(item, variant, seed),
        keys=shown_keys(item, answer.response if answer else None, seed),
        reviewed=_reviewed(item, module, answer, seed),
        language=text.language,
        may_answer=enrolment_id is not None,
        case=case,
        poll=poll,
    )


def _reviewed(item: Item, module: Module, answer: SelfCheckAnswer | None, seed: str) -> ReviewedItem | None:
    if answer is None:
        return None
    versions = versions_of(module, item.id)
    return review(versions, item, answer.response, variant=answer.variant, seed=seed)


def item_view(item: Item, variant: int, seed: str, *, with_hint: bool = False) -> ItemView:
    """The item as this person sees it, without its key, and with a hint that costs points only if taken."""
    view = view_of(item, variant=variant, order=drawing.order_of(item.id, seed))
    return replace(view, hint_html=item.hint_html) if with_hint else view


def shown_keys(item: Item, response: Response | None, seed: str) -> dict[str, object]:
    """A saved answer in the keys of the page; for an ordering with the place of each entry."""
    keys = keys_from_response(item, response or {}, order=drawing.order_of(item.id, seed))
    if "order" in keys:
        keys["places"] = {key: str(place) for place, key in enumerate(keys["order"], start=1)}
    return keys


def is_unreadable(versions: Sequence[Item], response: Response | None) -> bool:
    """A number is asked for, something was typed, and no number can be read in it."""
    typed = responses.typed(response or {})
    if not isinstance(versions[0], NumericItem) or not typed:
        return False
    return not numbers.readings(typed, scoring.units_of(versions))


def strip_state(row: AttemptItem, item: Item, current: int | None) -> str:
    """How an item is marked in the strip of all items."""
    if row.position == current:
        return "now"
    if row.is_flagged:
        return "flagged"
    return "open" if responses.extent(item, row.response) is Extent.OPEN else "answered"
