"""Whom somebody means who types words: each begins one of a person's name, address or organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
from sqlalchemy.orm import InstrumentedAttribute, aliased

from lms.core.db import LAST_SIGN, db
from lms.core.planning import unindexed
from lms.people.emails import normalised_email
from lms.people.models import Affiliation, Organisation, PersonWord, User
from lms.people.queries.reaching import members_of
from lms.people.rules.finding import WordSource, terms_of

COMMON = 10_000
"""What so many are called is looked up person by person; what fewer are called, from the word.

As many are counted, not more: which of two common words is the rarer does not matter.
"""


@dataclass(frozen=True, slots=True)
class _Where:
    """Where words are looked for."""

    sources: tuple[WordSource, ...] = ()
    """Empty: all of them."""
    in_memberships: bool = False


EVERYWHERE = _Where(in_memberships=True)
SHOWN = _Where((WordSource.NAME, WordSource.ORGANISATION))
NAME = _Where((WordSource.NAME,))


def is_called(text: str, user_id: InstrumentedAttribute[Any] = User.id) -> ColumnElement[bool]:
    """Condition on `User`, or on rows with a column that names one; signs alone are nobody.

    One round trip, to learn which words are common.
    """
    return _is_found(text, EVERYWHERE, user_id)


def is_known_as(text: str, user_id: InstrumentedAttribute[Any] = User.id) -> ColumnElement[bool]:
    """Condition on `User` and a column that names one, for lists without addresses; one round trip at most.

    By words of the name and of the organisation that they say; by an address only whole, because by parts
    of it somebody could find out the rest.
    """
    if "@" in text:
        address = normalised_email(text)
        return User.email == address if address else false()
    return _is_found(text, SHOWN, user_id)


def is_named(text: str) -> ColumnElement[bool]:
    """Condition on `User`: each word begins one of the name, and of nothing else."""
    terms = sorted(terms_of(text), key=len)
    if not terms:
        return false() if text.strip() else true()
    # The longest is rare enough not to be counted before.
    return User.id.in_(_among(terms.pop(), terms, NAME))


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


def _is_found(text: str, where: _Where, user_id: InstrumentedAttribute[Any] = User.id) -> ColumnElement[bool]:
    """The rarest word says who comes into question; the others are looked for among those."""
    terms = terms_of(text)
    if not terms:
        return false() if text.strip() else true()
    rarest, how_many = min(_counts(terms, where).items(), key=lambda one: one[1])
    if how_many >= COMMON:
        return and_(true(), *(_bears(term, user_id, where) for term in terms))
    return user_id.in_(_among(rarest, [term for term in terms if term != rarest], where))


def _counts(terms: Sequence[str], where: _Where) -> dict[str, int]:
    """How many bear each, as far as that matters."""
    found = {term: _parts(term, (), where) for term in terms}
    row = iter(
        db.session.execute(select(*(_up_to_common(part) for own in found.values() for part in own))).one()
    )
    return {term: max(next(row) for _ in own) for term, own in found.items()}


def _up_to_common(part: Select[str]) -> ColumnElement[int]:
    return select(func.count()).select_from(part.limit(COMMON).subquery()).scalar_subquery()


def _among(term: str, others: Sequence[str], where: _Where) -> CompoundSelect[str]:
    """Ids of those who bear it and all others."""
    return union(*_parts(term, others, where))


def _parts(term: str, others: Sequence[str], where: _Where) -> list[Select[str]]:
    """Ids by words, source by source, and by memberships: each a range of an index."""
    own = select(PersonWord.user_id).where(
        *_begins(term), *(_bears(other, PersonWord.user_id, where) for other in others)
    )
    parts = [own.where(PersonWord.source == source) for source in where.sources] or [own]
    if where.in_memberships:
        bearing = (_bears(other, Affiliation.user_id, where) for other in others)
        parts.append(members_of(_is_organisation(term)).where(*bearing))
    return parts


def _bears(term: str, user_id: InstrumentedAttribute[Any], where: _Where) -> ColumnElement[bool]:
    word, membership = aliased(PersonWord), aliased(Affiliation)
    has_word = exists().where(word.user_id == user_id, *_begins(term, word))
    if where.sources:
        has_word = has_word.where(word.source.in_(where.sources))
    if not where.in_memberships:
        return has_word
    # By the person's memberships, not by each organisation that is called so.
    organisation_id = unindexed(membership.organisation_id)
    is_member = exists().where(
        membership.user_id == user_id,
        membership.agreed_at.is_not(None),
        membership.ended_at.is_(None),
        organisation_id.in_(select(Organisation.id).where(_is_organisation(term))),
    )
    return or_(has_word, is_member)


def _begins(term: str, words: type[PersonWord] = PersonWord) -> tuple[ColumnElement[bool], ...]:
    return words.word >= term, words.word < term + LAST_SIGN


def _is_organisation(term: str) -> ColumnElement[bool]:
    return (" " + Organisation.name_key).contains(f" {term}", autoescape=True)
