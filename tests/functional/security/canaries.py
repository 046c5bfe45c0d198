"""A word of its own in every personal column of one person, to look for it where it must or must not be."""

import re
from datetime import UTC, date, datetime
from itertools import count

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Date,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Table,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy import Enum as EnumType

from lms.core import clock, mail
from lms.core.db import Base, UtcDateTime, db, may_write
from lms.core.ids import new_id
from lms.core.mail import OutboxMail
from lms.core.privacy import PERSONAL, personal_columns
from lms.people import services
from lms.people.models import MergedAccount
from tests.factories.people import PASSWORD, make_user
from tests.functional.security.world import OWN_NAME, World

SECRETS = {
    ("user", "password_hash"): "opens the account",
    ("outbox_mail", "text"): "may hold a link that opens the account",
    ("person_key", "wrapped"): "opens what is given out in plain",
}
"""What is not given out, and why."""
GIVEN: dict[tuple[str, str], object] = {
    ("user", "email"): "cnry-mail@example.org",
    ("user", "country"): "LI",
    ("user", "language"): "sv",
    ("user", "time_zone"): "Pacific/Chatham",
    ("data_export", "language"): "sv",
    ("outbox_mail", "recipient"): "cnry-mail@example.org",
    ("invitation", "email"): "cnry-mail@example.org",
    ("invitation", "country"): "LI",
    ("invitation", "language"): "sv",
    ("credential_record", "text"): OWN_NAME,  # encrypted: made when the certificate was issued
}
"""Where not every text will do."""

USUAL: tuple[tuple[type, object], ...] = (
    (UtcDateTime, datetime(2026, 1, 1, tzinfo=UTC)),
    (Date, date(2026, 1, 1)),
    (JSON, {}),
    (Boolean, True),
    (String, "cn"),
    (LargeBinary, b""),
    (Integer, 1),
    (Numeric, 1),
)
"""What a column gets that says nothing of a person."""

AT_FIRST: dict[tuple[str, str], object] = {
    ("regraded_attempt", "old_score"): 0,
    ("invitation", "email"): "cnry-mail@example.org",
}
"""Where a constraint asks for more."""

ALONG: dict[tuple[str, str], dict[str, object]] = {
    ("submission", "review_reason"): {"review_asked_at": datetime(2026, 1, 1, tzinfo=UTC)}
}
"""What has to be set with it."""

Name = tuple[str, str]


def owned(table: Table, owner: str) -> ColumnElement[bool] | None:
    """Which rows of a table are the owner's, over as many tables as it takes; None where none can be."""
    if table.name == "user":
        return table.c.id == owner
    if table.name == "outbox_mail":
        return table.c.recipient == GIVEN["user", "email"]
    if table.name == "invitation":
        return table.c.email == GIVEN["user", "email"]
    found = [one for key in table.foreign_keys if (one := _by_key(key, owner)) is not None]
    return or_(*found) if found else None


def _by_key(key: object, owner: str) -> ColumnElement[bool] | None:
    parent, target = key.parent, key.column  # type: ignore[attr-defined]
    if parent.table is target.table:
        return None
    if target.table.name == "user":
        return parent == owner  # type: ignore[no-any-return]
    rows = owned(target.table, owner)
    return None if rows is None else parent.in_(select(target).where(rows))  # type: ignore[no-any-return]


def columns_that_name_people() -> list[tuple[Table, Column[object]]]:
    """Every column that points at an account."""
    return [
        (table, column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "user" for key in column.foreign_keys)
    ]


def give_what_is_missing(owner: str) -> None:
    """A row of the owner in each table that holds personal data or names people, where they have none yet."""
    for table in Base.metadata.sorted_tables:
        is_personal = any(column.table is table for _, column in personal_columns())
        is_personal = is_personal or any(table is one for one, _ in columns_that_name_people())
        rows = owned(table, owner)
        if is_personal and rows is not None and db.session.execute(select(table).where(rows)).first() is None:
            db.session.execute(insert(table).values(**_values(table, owner)))


def _values(table: Table, owner: str) -> dict[str, object]:
    return {column.name: _value(column, owner) for column in table.columns if not _is_left_out(column)}


def _is_left_out(column: Column[object]) -> bool:
    is_needed = not column.nullable or (column.foreign_keys and PERSONAL in column.info)
    return not is_needed or column.autoincrement is True


def _value(column: Column[object], owner: str) -> object:
    if (column.table.name, column.name) in AT_FIRST:
        return AT_FIRST[column.table.name, column.name]
    for key in column.foreign_keys:
        return _row_pointed_at(key.column, owner)
    if isinstance(column.type, EnumType):
        return next(iter(column.type.enum_class or column.type.enums))  # type: ignore[arg-type]
    if column.primary_key:
        return new_id()
    return next(value for kind, value in USUAL if isinstance(column.type, kind))


def _row_pointed_at(target: Column[object], owner: str) -> object:
    if target.table.name == "user":
        return owner
    rows = owned(target.table, owner)
    query = select(target) if rows is None else select(target).where(rows)
    found = db.session.scalar(query.limit(1))
    if found is None:
        values = _values(target.table, owner)
        db.session.execute(insert(target.table).values(**values))
        found = values[target.name]
    return found


def give_canaries(owner: str) -> dict[Name, str]:
    """Writes a word of its own into each personal text of the owner; gives what to look for."""
    numbers, words = count(1), {}
    for table, column in personal_columns():
        name = (table.name, column.name)
        if column.foreign_keys or not _holds_text(column):
            continue
        words[name] = str(GIVEN.get(name, f"cnry{next(numbers):03d}"))
        rows = owned(table, owner)
        if name == ("credential_record", "text") or name in SECRETS or rows is None:
            continue
        value = {words[name]: words[name]} if isinstance(column.type, JSON) else words[name]
        assert db.session.execute(
            update(table).where(rows).values(ALONG.get(name, {}) | {column.name: value})
        ).rowcount, name  # type: ignore[attr-defined]
    return words


def _holds_text(column: Column[object]) -> bool:
    return isinstance(column.type, String | JSON) and not isinstance(column.type, EnumType)


def write_canaries(world: World) -> dict[Name, str]:
    """Gives the owner a row in every table and a word in every column; gives what to look for."""
    with world.app.app_context():
        may_write.set(True)
        owner = world.user_ids["owner"]
        _move(owner)
        mail.queue(to=str(GIVEN["user", "email"]), subject="Hello", text="cn", kind="test", language="en")
        db.session.flush()
        words = Base.metadata.tables["person_word"]
        db.session.execute(
            words.delete().where(words.c.user_id == owner)
        )  # so that one is left to be changed
        _join_a_double(owner)
        give_what_is_missing(owner)
        words = give_canaries(owner)
        db.session.commit()
    return words


def _move(owner: str) -> None:
    """To the address that is looked for; mail went to the old one before and about it."""
    services.ask_for_new_email(owner, PASSWORD, str(GIVEN["user", "email"]))
    asked = select(OutboxMail.text).where(OutboxMail.kind == "change-email")
    link = re.search(r"/account/email/(\S+)", db.session.scalars(asked).one())
    assert link
    services.confirm_new_email(link[1], user_id=owner, sign_in_id="")


def _join_a_double(owner: str) -> None:
    """Another account of theirs, which cannot be made up by giving each column a value."""
    double = make_user(email="double@example.org")
    db.session.add(MergedAccount(user_id=double.id, into_id=owner, email=double.email, merged_at=clock.now()))
    double.email = f"{double.id.lower()}@erased.invalid"
    db.session.flush()
