"""The traits of an item of any type, as texts that two editions can be compared by."""

from collections.abc import Iterable, Mapping, Sequence

from lms.content.items import (
    CategoriseItem,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    Gap,
    HotspotArea,
    HotspotItem,
    Item,
    ItemType,
    LikertItem,
    MarkWordsItem,
    MatchingItem,
    MatrixItem,
    NumericItem,
    Option,
    OrderingItem,
    PollItem,
    ShortTextItem,
    UploadItem,
    Word,
)
from lms.quiz.rules.parts import Matched, Matches, part_lists, plain
from lms.quiz.rules.traits import Key, Trait


def traits(item: Item, which: Matches | None) -> dict[Key, str]:
    """All traits of an item as texts to compare.

    `which` says under which ids the parts stand in the later edition: parts without one are left out.
    None for the later edition itself.
    """
    found = _of_every_item(item) | _of_type(item, _Places(item, which))
    return {key: value for key, value in found.items() if value or key[1]}


class _Places:
    """Ids of parts as they are in the later edition."""

    def __init__(self, item: Item, which: Matches | None) -> None:
        self._lists: dict[str, Matched] = {
            name: which.of(name) if which else {place: place for place in parts}
            for name, parts in part_lists(item).items()
        }

    def id(self, name: str, place: str) -> str:
        """The id in the later edition; of a part that is gone, one that fits nothing."""
        return self._lists[name].get(place, f"({place})")

    def ids(self, name: str, places: Iterable[str]) -> str:
        """Several ids, in the order given."""
        return " ".join(self.id(name, place) for place in places)

    def each(self, name: str, trait: Trait, values: Mapping[str, str]) -> dict[Key, str]:
        """A trait of all parts of a list that the later edition has too."""
        matched = self._lists[name]
        return {
            (trait, f"{name}/{matched[place]}"): value for place, value in values.items() if place in matched
        }


def _of_every_item(item: Item) -> dict[Key, str]:
    return {
        (Trait.POINTS, ""): f"{item.points.normalize():f}",
        (Trait.OUTCOME, ""): item.learning_outcome or "",
        (Trait.HINT_COST, ""): f"{item.hint_cost * 100:.0f} %" if item.hint_cost else "",
        (Trait.HINT, ""): item.hint_html or "",
        (Trait.EXPLANATION, ""): item.explanation_html or "",
        (Trait.CASE, ""): item.case.html if item.case else "",
    }


def _of_type(item: Item, places: _Places) -> dict[Key, str]:
    match item:
        case ChoiceItem():
            return _choice(item, places)
        case HotspotItem():
            return _hotspot(item, places)
        case NumericItem():
            return _numeric(item, places)
        case ShortTextItem():
            near = " ".join(f"{one.text}: {one.feedback_html}" for one in item.near_misses)
            return _prompt(item.prompt_html, item.feedback_html) | {
                (Trait.FOLDING, ""): _yes(item.fold_diacritics),
                (Trait.FORESEEN, ""): near,
            }
        case MatchingItem():
            return _matching(item, places)
        case CategoriseItem():
            return _categorise(item, places)
        case MatrixItem():
            return _matrix(item, places)
        case OrderingItem():
            words = {one.id: plain(one.html) for one in item.entries}
            return (
                _prompt(item.prompt_html, None)
                | places.each("entries", Trait.WORDS, words)
                | {(Trait.ORDER, ""): places.ids("entries", words)}
            )
        case ClozeItem():
            return _cloze(item, places)
        case MarkWordsItem():
            return _mark_words(item, places)
        case _:
            return _without_key(item, places)


def _without_key(item: Item, places: _Places) -> dict[Key, str]:
    match item:
        case LikertItem():
            words = {one.id: plain(one.html) for one in item.statements}
            scale = {(Trait.LIMITS, ""): " / ".join(plain(one) for one in item.scale)}
            return _prompt(item.prompt_html, None) | places.each("statements", Trait.WORDS, words) | scale
        case PollItem():
            words = {one.id: plain(one.html) for one in item.options}
            several = {(Trait.SEVERAL, ""): _yes(item.is_multiple)}
            return _prompt(item.prompt_html, None) | places.each("options", Trait.WORDS, words) | several
        case EssayItem():
            limits = f"{item.least_words or ''}–{item.most_words or ''}"
            return _prompt(item.prompt_html, None) | {(Trait.LIMITS, ""): limits}
        case UploadItem():
            limits = f"{item.most_files} × {item.most_megabytes} MB, {' '.join(item.endings)}"
            return _prompt(item.prompt_html, None) | {(Trait.LIMITS, ""): limits}
        case _:
            return _prompt(getattr(item, "prompt_html", ""), None)


def _prompt(prompt: str, feedback: str | None) -> dict[Key, str]:
    return {(Trait.PROMPT, ""): prompt, (Trait.FEEDBACK, ""): feedback or ""}


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _options(options: Iterable[Option | HotspotArea], places: _Places) -> dict[Key, str]:
    options = tuple(options)
    return (
        places.each("options", Trait.WORDS, {one.id: plain(one.html) for one in options})
        | places.each("options", Trait.KEY, {one.id: _right(one.is_correct) for one in options})
        | places.each("options", Trait.FEEDBACK, {one.id: one.feedback_html or "" for one in options})
    )


def _right(is_correct: bool) -> str:
    return "right" if is_correct else "wrong"


def _choice(item: ChoiceItem, places: _Places) -> dict[Key, str]:
    is_multiple = item.type is ItemType.MULTIPLE_CHOICE
    return (
        _prompt(item.prompt_html, None)
        | _options(item.options, places)
        | {
            (Trait.SCORING, ""): item.scoring.value if is_multiple else "",
            (Trait.SHUFFLE, ""): _yes(item.shuffle),
        }
    )


def _hotspot(item: HotspotItem, places: _Places) -> dict[Key, str]:
    areas = {one.id: f"{one.x}/{one.y} {one.width}×{one.height}" for one in item.areas}
    return (
        _prompt(item.prompt_html + item.figure_html, None)
        | _options(item.areas, places)
        | places.each("options", Trait.AREA, areas)
        | {
            (Trait.SCORING, ""): item.scoring.value if item.is_multiple else "",
            (Trait.SEVERAL, ""): _yes(item.is_multiple),
        }
    )


def _numeric(item: NumericItem, places: _Places) -> dict[Key, str]:
    variants = {str(n): one for n, one in enumerate(item.variants)}
    prompts = {n: one.prompt_html for n, one in variants.items()}
    foreseen = {
        n: " ".join(f"{miss.value} ± {miss.tolerance}: {miss.feedback_html}" for miss in one.misconceptions)
        for n, one in variants.items()
    }
    return (
        {(Trait.UNIT, ""): item.unit or "", (Trait.FEEDBACK, ""): item.feedback_html or ""}
        | places.each("variants", Trait.PROMPT, prompts)
        | places.each("variants", Trait.VALUE, {n: f"{one.answer:f}" for n, one in variants.items()})
        | places.each("variants", Trait.TOLERANCE, {n: f"{one.tolerance:f}" for n, one in variants.items()})
        | places.each("variants", Trait.FORESEEN, foreseen)
    )


def _matching(item: MatchingItem, places: _Places) -> dict[Key, str]:
    return (
        _prompt(item.prompt_html, None)
        | places.each("lefts", Trait.WORDS, {one.id: plain(one.html) for one in item.lefts})
        | places.each("rights", Trait.WORDS, {one.id: plain(one.html) for one in item.rights})
        | places.each("lefts", Trait.KEY, {one.id: places.id("rights", one.right_id) for one in item.lefts})
        | places.each("lefts", Trait.FEEDBACK, {one.id: one.feedback_html or "" for one in item.lefts})
    )


def _categorise(item: CategoriseItem, places: _Places) -> dict[Key, str]:
    belongs = {one.id: places.id("categories", one.category_id) for one in item.entries}
    return (
        _prompt(item.prompt_html, None)
        | places.each("entries", Trait.WORDS, {one.id: plain(one.html) for one in item.entries})
        | places.each("categories", Trait.WORDS, {one.id: plain(one.html) for one in item.categories})
        | places.each("entries", Trait.KEY, belongs)
        | places.each("entries", Trait.FEEDBACK, {one.id: one.feedback_html or "" for one in item.entries})
    )


def _matrix(item: MatrixItem, places: _Places) -> dict[Key, str]:
    right = {one.id: places.ids("columns", one.right_column_ids) for one in item.rows}
    return (
        _prompt(item.prompt_html, None)
        | places.each("rows", Trait.WORDS, {one.id: plain(one.html) for one in item.rows})
        | places.each("columns", Trait.WORDS, {one.id: plain(one.html) for one in item.columns})
        | places.each("rows", Trait.KEY, right)
        | places.each("rows", Trait.FEEDBACK, {one.id: one.feedback_html or "" for one in item.rows})
        | {(Trait.SEVERAL, ""): _yes(item.is_multiple)}
    )


def _cloze(item: ClozeItem, places: _Places) -> dict[Key, str]:
    text = "".join(one if isinstance(one, str) else f"[{one.id}]" for one in item.segments)
    chosen = [one for one in item.segments if isinstance(one, Gap) and one.options]
    found = _prompt(text, item.feedback_html) | {(Trait.FOLDING, ""): _yes(item.fold_diacritics)}
    for gap in chosen:
        found |= places.each(gap.id, Trait.WORDS, {one.id: one.text for one in gap.options})
        found |= places.each(gap.id, Trait.KEY, {one.id: _right(one.is_correct) for one in gap.options})
    return found


def _mark_words(item: MarkWordsItem, places: _Places) -> dict[Key, str]:
    words = [one for one in item.segments if isinstance(one, Word)]
    text = "".join(one if isinstance(one, str) else f"[{one.text}]" for one in item.segments)
    return _prompt(text, item.feedback_html) | places.each(
        "words", Trait.KEY, {one.id: _right(one.is_correct) for one in words}
    )


def accepted(versions: Sequence[Item]) -> dict[str, tuple[str, ...]]:
    """Gap (empty for a short text) → all typed answers that count, of all languages, each once."""
    found: dict[str, list[str]] = {}
    for item in versions:
        if isinstance(item, ShortTextItem):
            found.setdefault("", []).extend(item.answers)
        elif isinstance(item, ClozeItem):
            for gap in item.segments:
                if isinstance(gap, Gap) and gap.answers:
                    found.setdefault(gap.id, []).extend(gap.answers)
    return {place: tuple(dict.fromkeys(answers)) for place, answers in found.items()}
