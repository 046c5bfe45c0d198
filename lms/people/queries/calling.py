"""Whom somebody means who types words: each begins one of a person's name, address or organisation."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, literal, or_, select, true, union
from sqlalchemy.orm import aliased

from lms.core.db import LAST_SIGN, db
from lms.people.emails import normalised_email
from lms.people.models import Affiliation, Organisation, PersonWord, User
from lms.people.queries.reaching import PRESENT
from lms.people.rules.finding import terms_of

COMMON = 10_000
"""What so many are called is looked up person by person; what fewer are called, from the word."""


def is_called(text: str) -> ColumnElement[bool]:
    """Condition on `User`; one round trip, to learn which words are common. Signs alone are nobody."""
    terms = terms_of(text)
    if not terms:
        return false() if text.strip() else true()
    common = _common(terms)
    return and_(true(), *(_bears(term) if term in common else _is_among(term) for term in terms))


def is_known_as(text: str) -> ColumnElement[bool]:
    """Condition on `User`, for lists without addresses; one round trip at most.

    By words of the name and of the organisation that they say; by an address only whole, because by parts
    of it somebody could find out the rest.
    """
    if "@" in text:
        address = normalised_email(text)
        return User.email == address if address else false()
    whole = User.organisation.icontains(text, autoescape=True)
    said = (
        or_(_is_in_name(term), whole, User.organisation.icontains(term, autoescape=True))
        for term in terms_of(text)
    )
    return and_(is_called(text), *said)


def _is_in_name(term: str) -> ColumnElement[bool]:
    """Of whoever has no name, the key is the address."""
    begins = (literal(" ") + User.name_key).contains(f" {term}", autoescape=True)
    return and_(User.certificate_name.is_not(None), begins)


def is_named(text: str) -> ColumnElement[bool]:
    """Condition on `User`: each word begins one of the name, and of nothing else that is known of them."""
    known = aliased(User)
    # The key alone is asked first, because an index has all of it.
    named = select(known.id).where(
        *((literal(" ") + known.name_key).contains(f" {term}", autoescape=True) for term in terms_of(text))
    )
    return and_(User.certificate_name.is_not(None), User.id.in_(named))


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


def _common(terms: Sequence[str]) -> frozenset[str]:
    if not terms:
        return frozenset()
    counts = [_up_to_common(part) for term in terms for part in (_with_word(term), _in_organisation(term))]
    row = db.session.execute(select(*counts)).one()
    return frozenset(
        term for place, term in enumerate(terms) if max(row[2 * place : 2 * place + 2]) == COMMON
    )


def _up_to_common(part: Select[str]) -> ColumnElement[int]:
    return select(func.count()).select_from(part.limit(COMMON).subquery()).scalar_subquery()


def _is_among(term: str) -> ColumnElement[bool]:
    return User.id.in_(union(_with_word(term), _in_organisation(term)))


def _bears(term: str) -> ColumnElement[bool]:
    return or_(exists().where(PersonWord.user_id == User.id, *_begins(term)), _is_member(term))


def _is_member(term: str) -> ColumnElement[bool]:
    return exists().where(
        Affiliation.user_id == User.id, Affiliation.organisation_id.in_(_organisations(term)), *PRESENT
    )


def _with_word(term: str) -> Select[str]:
    """Whose words begin with it: a range of the index."""
    return select(PersonWord.user_id).where(*_begins(term))


def _begins(term: str, words: type[PersonWord] = PersonWord) -> tuple[ColumnElement[bool], ...]:
    return words.word >= term, words.word < term + LAST_SIGN


def _in_organisation(term: str) -> Select[str]:
    return select(Affiliation.user_id).where(Affiliation.organisation_id.in_(_organisations(term)), *PRESENT)


def _organisations(term: str) -> Select[str]:
    return select(Organisation.id).where((" " + Organisation.name_key).contains(f" {term}", autoescape=True))
