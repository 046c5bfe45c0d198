"""Items as trainers could write them, for property tests."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from lms.content.item_sources import (
    AreaSource,
    CaseSource,
    CategoriseSource,
    ChoiceSource,
    ClozeSource,
    EntrySource,
    EssaySource,
    GapSource,
    HotspotSource,
    ItemSource,
    LikertSource,
    MarkWordsSource,
    MatchingSource,
    MatrixSource,
    NearMissSource,
    NumericSource,
    OptionSource,
    OrderingSource,
    PairSource,
    ParameterTable,
    Passage,
    PollSource,
    ReflectionSource,
    RowSource,
    ShortTextSource,
    UploadSource,
    ValueSource,
    WordSource,
)
from lms.content.items import ChoiceScoring, ItemType
from lms.content.quiz_attributes import KNOWN_ENDINGS

_WORD = st.text(alphabet="abcdefghijåäöžē*_`'’", min_size=1, max_size=8)
WORDS = st.lists(_WORD, min_size=1, max_size=5).map(" ".join)
_LINES = st.lists(WORDS, min_size=1, max_size=3)
PASSAGE = _LINES.map(lambda lines: Passage("\n".join(lines)))
_PARAGRAPHS = st.lists(_LINES.map("\n".join), min_size=1, max_size=2).map(lambda p: Passage("\n\n".join(p)))
_NUMBER = st.decimals(0, 10_000, places=2).map(lambda d: f"{d:f}")
_IDS = st.from_regex(r"[a-z]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)


def _base(
    kind: ItemType, prompt: st.SearchStrategy[Passage] = _PARAGRAPHS
) -> dict[str, st.SearchStrategy[object]]:
    return {
        "id": _IDS,
        "type": st.just(kind),
        "prompt": prompt,
        "learning_outcome": st.none() | st.sampled_from(["B1-O1", "T1-O2"]),
        "points": st.sampled_from([Decimal(1), Decimal(2), Decimal("0.5")]),
        "hint": st.none() | PASSAGE,
        "hint_cost": st.sampled_from([Decimal(0), Decimal("0.25"), Decimal("0.125"), Decimal(1)]),
        "explanation": st.none() | _PARAGRAPHS,
    }


def _distinct(
    strategy: st.SearchStrategy[Passage], least: int, most: int
) -> st.SearchStrategy[list[Passage]]:
    key = lambda passage: " ".join(passage.text.split()).casefold()  # noqa: E731
    return st.lists(strategy, min_size=least, max_size=most, unique_by=key)


@st.composite
def choices(draw: st.DrawFn, kind: ItemType) -> ChoiceSource:
    texts = draw(_distinct(PASSAGE, 2, 5))
    right = draw(st.integers(0, len(texts) - 1))
    options = tuple(
        OptionSource(text=text, is_correct=n == right, feedback=draw(st.none() | PASSAGE))
        for n, text in enumerate(texts)
    )
    is_multiple = kind is ItemType.MULTIPLE_CHOICE
    scoring = draw(st.sampled_from(ChoiceScoring)) if is_multiple else ChoiceScoring.EXACT
    if kind is ItemType.TRUE_FALSE:
        options = (*options[:1], OptionSource(text=Passage("zzz"), is_correct=right != 0))
        options = (OptionSource(text=options[0].text, is_correct=right == 0), options[1])
    base = draw(st.fixed_dictionaries(_base(kind)))
    return ChoiceSource(**base, options=options, scoring=scoring, shuffle=draw(st.booleans()))  # type: ignore[arg-type]


@st.composite
def _values(draw: st.DrawFn, value: str, *, has_unit: bool) -> ValueSource:
    is_formula = draw(st.booleans())
    return ValueSource(
        value=f"a + {value}" if is_formula else value,
        is_formula=is_formula,
        tolerance=Decimal("0.01"),
        is_percent=draw(st.booleans()),
        unit=draw(st.none() | st.sampled_from(["jobs", "%", "km²", "jobs per year"])) if has_unit else None,
        feedback=draw(st.none() | PASSAGE),
    )


@st.composite
def numerics(draw: st.DrawFn) -> NumericSource:
    base = draw(st.fixed_dictionaries(_base(ItemType.NUMERIC)))
    rows = draw(st.lists(_NUMBER.map(lambda cell: (cell,)), min_size=1, max_size=3))
    return NumericSource(
        **base,  # type: ignore[arg-type]
        answer=draw(_values(draw(_NUMBER), has_unit=True)),
        misconceptions=tuple(draw(_values("999999", has_unit=False)) for _ in range(draw(st.integers(0, 2)))),
        parameters=ParameterTable(names=("a",), rows=tuple(rows)),
    )


@st.composite
def short_texts(draw: st.DrawFn) -> ShortTextSource:
    texts = draw(st.lists(WORDS, min_size=2, max_size=5, unique_by=str.casefold))
    cut = draw(st.integers(1, len(texts)))
    return ShortTextSource(
        **draw(st.fixed_dictionaries(_base(ItemType.SHORT_TEXT))),  # type: ignore[arg-type]
        answers=tuple(texts[:cut]),
        near_misses=tuple(
            NearMissSource(text=text, feedback=draw(st.none() | PASSAGE)) for text in texts[cut:]
        ),
        fold_diacritics=draw(st.booleans()),
        feedback=draw(st.none() | PASSAGE),
    )


@st.composite
def matchings(draw: st.DrawFn) -> MatchingSource:
    lefts = draw(_distinct(WORDS.map(Passage), 2, 4))
    rights = draw(_distinct(WORDS.map(Passage), 2, 4))
    pairs = [
        PairSource(left=left, right=rights[n % len(rights)], feedback=draw(st.none() | PASSAGE))
        for n, left in enumerate(lefts)
    ]
    extra = [PairSource(left=None, right=Passage("zzz"))] if draw(st.booleans()) else []
    base = draw(st.fixed_dictionaries(_base(ItemType.MATCHING)))
    return MatchingSource(**base, pairs=tuple(pairs + extra))  # type: ignore[arg-type]


@st.composite
def orderings(draw: st.DrawFn) -> OrderingSource:
    entries = tuple(draw(_distinct(PASSAGE, 2, 5)))
    base = draw(st.fixed_dictionaries(_base(ItemType.ORDERING)))
    return OrderingSource(**base, entries=entries)  # type: ignore[arg-type]


@st.composite
def clozes(draw: st.DrawFn) -> ClozeSource:
    gaps = tuple(
        GapSource(answers=tuple(texts), is_choice=len(texts) > 1 and draw(st.booleans()))
        for texts in draw(
            st.lists(st.lists(WORDS, min_size=1, max_size=3, unique_by=str.casefold), min_size=1, max_size=3)
        )
    )
    texts = ["{{" + ("=" if gap.is_choice else "") + "|".join(gap.answers) + "}}" for gap in gaps]
    prompt = Passage(" ".join(["Words", *texts, "end."]))
    base = draw(st.fixed_dictionaries(_base(ItemType.CLOZE, st.just(prompt))))
    return ClozeSource(
        **base,  # type: ignore[arg-type]
        gaps=gaps,
        fold_diacritics=draw(st.booleans()),
        feedback=draw(st.none() | PASSAGE),
    )


_PER_CENT = st.decimals(0, 50, places=2)
_MARKED = st.lists(st.booleans(), min_size=2, max_size=5).filter(lambda marks: any(marks) and not all(marks))


@st.composite
def hotspots(draw: st.DrawFn) -> HotspotSource:
    texts = draw(_distinct(WORDS.map(Passage), 2, 5))
    is_multiple = draw(st.booleans())
    right = draw(st.integers(0, len(texts) - 1))
    areas = tuple(
        AreaSource(
            text=text,
            x=Decimal(n * 10),
            y=draw(_PER_CENT),
            width=Decimal(10),
            height=draw(_PER_CENT.filter(bool)),
            is_correct=n == right or (is_multiple and draw(st.booleans())),
            feedback=draw(st.none() | PASSAGE),
        )
        for n, text in enumerate(texts)
    )
    habit = ChoiceScoring.PROPORTIONAL if is_multiple else ChoiceScoring.EXACT
    return HotspotSource(
        **draw(st.fixed_dictionaries(_base(ItemType.HOTSPOT))),  # type: ignore[arg-type]
        figure=draw(WORDS.map(lambda words: Passage(f"![{words}](../assets/map.svg)"))),
        areas=areas,
        is_multiple=is_multiple,
        scoring=draw(st.sampled_from(ChoiceScoring)) if is_multiple else habit,
    )


@st.composite
def categories(draw: st.DrawFn) -> CategoriseSource:
    texts = draw(_distinct(WORDS.map(Passage), 2, 6))
    names = draw(_distinct(WORDS.map(Passage), 2, 4))
    entries = [
        EntrySource(entry=text, category=names[n % len(names)], feedback=draw(st.none() | PASSAGE))
        for n, text in enumerate(texts)
    ]
    empty = [EntrySource(entry=None, category=Passage("zzz zzz"))] if draw(st.booleans()) else []
    base = draw(st.fixed_dictionaries(_base(ItemType.CATEGORISE)))
    return CategoriseSource(**base, entries=tuple(entries + empty))  # type: ignore[arg-type]


@st.composite
def matrices(draw: st.DrawFn) -> MatrixSource:
    columns = draw(_distinct(WORDS.map(Passage), 2, 5))
    places = st.integers(0, len(columns) - 1)
    is_multiple = draw(st.booleans())
    rows = tuple(
        RowSource(
            text=text,
            right=tuple(sorted(draw(st.sets(places, min_size=1, max_size=3 if is_multiple else 1)))),
            feedback=draw(st.none() | PASSAGE),
        )
        for text in draw(_distinct(WORDS.map(Passage), 2, 4))
    )
    base = draw(st.fixed_dictionaries(_base(ItemType.MATRIX)))
    return MatrixSource(**base, columns=tuple(columns), rows=rows, is_multiple=is_multiple)  # type: ignore[arg-type]


@st.composite
def marked_words(draw: st.DrawFn) -> MarkWordsSource:
    words = tuple(WordSource(text=draw(WORDS), is_correct=mark) for mark in draw(_MARKED))
    texts = [f"[{'x' if word.is_correct else ' '}: {word.text}]" for word in words]
    prompt = Passage(" ".join(["Words", *texts, "end."]))
    base = draw(st.fixed_dictionaries(_base(ItemType.MARK_WORDS, st.just(prompt))))
    return MarkWordsSource(**base, words=words, feedback=draw(st.none() | PASSAGE))  # type: ignore[arg-type]


@st.composite
def likerts(draw: st.DrawFn) -> LikertSource:
    return LikertSource(
        **draw(st.fixed_dictionaries(_ungraded(ItemType.LIKERT))),  # type: ignore[arg-type]
        scale=tuple(draw(_distinct(WORDS.map(Passage), 3, 7))),
        statements=tuple(draw(_distinct(PASSAGE, 1, 5))),
    )


@st.composite
def polls(draw: st.DrawFn) -> PollSource:
    return PollSource(
        **draw(st.fixed_dictionaries(_ungraded(ItemType.POLL))),  # type: ignore[arg-type]
        options=tuple(draw(_distinct(PASSAGE, 2, 5))),
        is_multiple=draw(st.booleans()),
    )


def _ungraded(kind: ItemType) -> dict[str, st.SearchStrategy[object]]:
    return {**_base(kind), "points": st.just(Decimal(1)), "hint_cost": st.just(Decimal(0))}


def reflections() -> st.SearchStrategy[ReflectionSource]:
    return st.fixed_dictionaries(_ungraded(ItemType.REFLECTION)).map(
        lambda base: ReflectionSource(**base)  # type: ignore[arg-type]
    )


@st.composite
def essays(draw: st.DrawFn) -> EssaySource:
    least, most = sorted(draw(st.tuples(st.integers(1, 10_000), st.integers(1, 10_000))))
    return EssaySource(
        **{**draw(st.fixed_dictionaries(_base(ItemType.ESSAY))), "hint_cost": Decimal(0)},  # type: ignore[arg-type]
        least_words=draw(st.sampled_from([None, least])),
        most_words=draw(st.sampled_from([None, most])),
    )


@st.composite
def uploads(draw: st.DrawFn) -> UploadSource:
    return UploadSource(
        **{**draw(st.fixed_dictionaries(_base(ItemType.UPLOAD))), "hint_cost": Decimal(0)},  # type: ignore[arg-type]
        most_files=draw(st.integers(1, 10)),
        most_megabytes=draw(st.integers(1, 25)),
        endings=tuple(draw(st.lists(st.sampled_from(KNOWN_ENDINGS), min_size=1, unique=True))),
    )


def _without_cost(item: ItemSource) -> ItemSource:
    """Only a hint can cost something."""
    return item if item.hint else replace(item, hint_cost=Decimal(0))


ITEMS: st.SearchStrategy[ItemSource] = st.one_of(
    choices(ItemType.SINGLE_CHOICE),
    choices(ItemType.TRUE_FALSE),
    choices(ItemType.MULTIPLE_CHOICE),
    numerics(),
    short_texts(),
    matchings(),
    orderings(),
    clozes(),
    hotspots(),
    categories(),
    matrices(),
    marked_words(),
    likerts(),
    polls(),
    reflections(),
    essays(),
    uploads(),
).map(_without_cost)


@st.composite
def fences(draw: st.DrawFn) -> tuple[ItemSource, ...]:
    """Items of one fence, some of them in cases."""
    ids = iter(draw(st.lists(_IDS, min_size=30, max_size=30, unique=True)))
    items: list[ItemSource] = []
    for _ in range(draw(st.integers(1, 3))):
        text = draw(st.none() | _PARAGRAPHS)
        case = CaseSource(id=next(ids), text=text) if text else None
        members = draw(st.lists(ITEMS, min_size=1, max_size=3))
        items += [replace(member, id=next(ids), case=case) for member in members]
    return tuple(items)
