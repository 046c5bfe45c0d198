"""Whom somebody means who types words: each begins one of a person's name, address or organisation."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    exists,
    false,
    func,
    or_,
    select,
    true,
    union,
)
from sqlalchemy.orm import aliased

from lms.core.db import LAST_SIGN, db
from lms.core.paging import Expression
from lms.core.planning import by_database, is_among, unindexed
from lms.core.scopes import Reach
from lms.people.emails import normalised_email
from lms.people.models import Affiliation, Organisation, PersonWord, User
from lms.people.queries.reaching import ids_within, members_of, people_within
from lms.people.rules.finding import WordSource, terms_of

COMMON = 10_000
"""What fewer are called is found from the word; what so many are called, or more, is looked up for each."""
MOST_GATHERED = 30_000
"""Where fewer than this bear a common word, PostgreSQL gathers them all first, so that to look up is quick.

No word is counted further: which of two still commoner ones is the rarer does not matter. Memberships are
counted only as far as `COMMON`, and always gathered: they are fewer than people, and to count them is dear.
"""
UNCOUNTED = 0
"""Taken for few."""


@dataclass(frozen=True, slots=True)
class _Where:
    """Where words are looked for."""

    sources: tuple[WordSource, ...] = ()
    """Empty: all of them."""
    in_memberships: bool = False


ALL_WORDS = _Where(in_memberships=True)
SHOWN = _Where((WordSource.NAME, WordSource.ORGANISATION))
NAME = _Where((WordSource.NAME,))


def are_called_within(text: str, reach: Reach, user_id: Expression = User.id) -> ColumnElement[bool]:
    """People within reach who are called so: condition on `User`, and on a column that names one.

    Without a text all of them, by signs alone nobody. At most one round trip: which words are common?
    """
    called = _calling(text, ALL_WORDS)
    within = and_(people_within(reach, user_id), called.condition(user_id))
    if reach.is_everywhere or not called.are_gathered:
        return within
    # Because of OFFSET, PostgreSQL finds those within first, and looks at their names before anything else:
    # left to itself it expects far too many to be called so, and may begin with what everybody did.
    found = ids_within(reach).offset(0).subquery().c.user_id
    return by_database(within, user_id.in_(select(found).where(called.condition(found))))


def is_known_as(text: str, user_id: Expression = User.id) -> ColumnElement[bool]:
    """Condition on `User` and a column that names one, for lists without addresses; one round trip at most.

    By words of the name and of the organisation that they say; by an address only whole, because by parts
    of it somebody could find out the rest.
    """
    if "@" in text:
        address = normalised_email(text)
        return User.email == address if address else false()
    return _calling(text, SHOWN).condition(user_id)


def is_named(text: str) -> ColumnElement[bool]:
    """Condition on `User`: each word begins one of the name, and of nothing else."""
    terms = sorted(terms_of(text), key=len)
    if not terms:
        return false() if text.strip() else true()
    # The longest is rare enough not to be counted before.
    return User.id.in_(_bearers(terms.pop(), dict.fromkeys(terms, UNCOUNTED), NAME))


def some_called(text: str, *, most: int) -> Sequence[str]:
    """Ids of at most so many who are called so by name or address, in no order; one round trip."""
    terms = sorted(terms_of(text), key=len)
    if not terms:
        return ()
    query = select(PersonWord.user_id).where(*_begins(terms.pop())).distinct().limit(most)
    for term in terms:
        other = aliased(PersonWord)
        query = query.where(exists().where(other.user_id == PersonWord.user_id, *_begins(term, other)))
    return db.session.scalars(query).all()


@dataclass(frozen=True, slots=True)
class _Called:
    condition: Callable[[Expression], ColumnElement[bool]]
    """Whether a column names somebody who is called so."""
    are_gathered: bool = False
    """The words are common, and PostgreSQL still gathers all who bear the rarest."""


def _calling(text: str, where: _Where) -> _Called:
    """The rarest word says who comes into question; the others are looked for among those."""
    terms = terms_of(text)
    if not terms:
        return _Called(lambda _user_id: false() if text.strip() else true())
    counts = _counts(terms, where)
    rarest = min(terms, key=counts.__getitem__)
    if counts[rarest] >= COMMON:
        are_gathered = counts[rarest] < MOST_GATHERED
        return _Called(lambda user_id: and_(true(), *_each_borne(counts, user_id, where)), are_gathered)
    del counts[rarest]
    return _Called(lambda user_id: user_id.in_(_bearers(rarest, counts, where)))


def _counts(terms: Sequence[str], where: _Where) -> dict[str, int]:
    """How many bear each, as far as that matters; one round trip."""
    asked = {
        term: [
            *(_up_to(MOST_GATHERED, part) for part in _by_words(term, {}, where)),
            *(_up_to(COMMON, part) for part in _by_memberships(term, {}, where)),
        ]
        for term in terms
    }
    counts = iter(db.session.execute(select(*(count for own in asked.values() for count in own))).one())
    return {term: max(next(counts) for _ in own) for term, own in asked.items()}


def _up_to(most: int, part: Select[str]) -> ColumnElement[int]:
    return select(func.count()).select_from(part.limit(most).subquery()).scalar_subquery()


def _bearers(term: str, others: Mapping[str, int], where: _Where) -> CompoundSelect[str]:
    """Ids of those who bear it and all others; of these, how many bear each."""
    return union(*_by_words(term, others, where), *_by_memberships(term, others, where))


def _by_words(term: str, others: Mapping[str, int], where: _Where) -> list[Select[str]]:
    """Ids, source by source: each a range of an index."""
    own = select(PersonWord.user_id).where(*_begins(term), *_each_borne(others, PersonWord.user_id, where))
    return [own.where(PersonWord.source == source) for source in where.sources] or [own]


def _by_memberships(term: str, others: Mapping[str, int], where: _Where) -> list[Select[str]]:
    if not where.in_memberships:
        return []
    return [members_of(_is_organisation(term)).where(*_each_borne(others, Affiliation.user_id, where))]


def _each_borne(
    terms: Mapping[str, int], user_id: Expression, where: _Where
) -> Iterator[ColumnElement[bool]]:
    return (_bears(term, user_id, where, how_many) for term, how_many in terms.items())


def _bears(term: str, user_id: Expression, where: _Where, how_many: int) -> ColumnElement[bool]:
    are_few = how_many < MOST_GATHERED
    word, membership = aliased(PersonWord), aliased(Affiliation)
    with_word = select(word.user_id).where(*_begins(term, word))
    if where.sources:
        with_word = with_word.where(word.source.in_(where.sources))
    bears = is_among(user_id, with_word, are_few=are_few)
    if not where.in_memberships:
        return bears
    # By the person's memberships, not by each organisation that is called so.
    organisation_id = unindexed(membership.organisation_id)
    as_member = select(membership.user_id).where(
        membership.agreed_at.is_not(None),
        membership.ended_at.is_(None),
        organisation_id.in_(select(Organisation.id).where(_is_organisation(term))),
    )
    return or_(bears, is_among(user_id, as_member, are_few=are_few))


def _begins(term: str, words: type[PersonWord] = PersonWord) -> tuple[ColumnElement[bool], ...]:
    return words.word >= term, words.word < term + LAST_SIGN


def _is_organisation(term: str) -> ColumnElement[bool]:
    return (" " + Organisation.name_key).contains(f" {term}", autoescape=True)
