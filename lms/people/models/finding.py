"""The words that people are found by, kept in step with what they are taken from."""

from sqlalchemy import Connection, ForeignKey, Index, delete, event, insert, inspect, select
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from lms.core.db import Base, db, enum_column, plain_text
from lms.people.models.accounts import FINDING, User
from lms.people.models.merged import MergedAccount
from lms.people.rules.finding import WordSource, key_of, shown_key_of, words_of

TAKEN_FROM = ("certificate_name", "email", "organisation")


class PersonWord(Base):
    """A word of somebody's name, address or organisation, without case and diacritics."""

    __tablename__ = "person_word"
    __table_args__ = (
        Index("ix_person_word_person", "user_id", "word", "source"),
        Index("ix_person_word_source", "source", "word", "user_id"),
    )

    word: Mapped[str] = mapped_column(plain_text(254), primary_key=True, info=FINDING)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), primary_key=True)
    source: Mapped[WordSource] = mapped_column(enum_column(WordSource))
    """Whoever sees no addresses finds nobody by a word that stands only there."""


@event.listens_for(User, "before_update")
def _sort_anew(_mapper: Mapper[User], _connection: Connection, user: User) -> None:
    user.name_key = key_of(name=user.certificate_name, email=user.email)
    user.shown_key = shown_key_of(user.certificate_name)


@event.listens_for(User, "after_update")
def _find_by_new_words(mapper: Mapper[User], connection: Connection, user: User) -> None:
    state = inspect(user)
    if any(state.attrs[name].history.has_changes() for name in TAKEN_FROM):
        connection.execute(delete(PersonWord).where(PersonWord.user_id == user.id))
        _find_by_words(mapper, connection, user)


@event.listens_for(User, "after_insert")
def _find_by_words(_mapper: Mapper[User], connection: Connection, user: User) -> None:
    former = connection.scalars(select(MergedAccount.email).where(MergedAccount.into_id == user.id))
    words: dict[str, WordSource] = {}
    for email in former:
        words |= words_of(name=None, email=email, organisation=None)
    words |= words_of(name=user.certificate_name, email=user.email, organisation=user.organisation)
    rows = [{"word": word, "user_id": user.id, "source": words[word]} for word in sorted(words)]
    connection.execute(insert(PersonWord), rows)


def find_anew(user: User) -> None:
    """Write the words of a person again, after other accounts were joined with theirs; none of a double."""
    db.session.flush()
    connection = db.session.connection()
    connection.execute(delete(PersonWord).where(PersonWord.user_id == user.id))
    if user.disabled_at is None or not user.email.endswith(".invalid"):
        _find_by_words(inspect(user).mapper, connection, user)


@event.listens_for(User, "before_delete")
def _find_no_more(_mapper: Mapper[User], connection: Connection, user: User) -> None:
    connection.execute(delete(PersonWord).where(PersonWord.user_id == user.id))
