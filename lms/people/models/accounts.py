"""Accounts, what they may do and over what, where they are signed in, links that work once."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.access import Role
from lms.core.db import Base, enum_column
from lms.core.ids import new_id
from lms.core.scopes import EVERYWHERE, ScopeKind
from lms.people.models.keys import name_key, shown_key
from lms.people.rules import DEFAULT_TIME_ZONE, NameShown, Occupation, Purpose

SIGNING_IN = {"personal": "signing in"}
CERTIFICATE = {"personal": "the name on certificates"}
FINDING = {"personal": "finding people"}
PROFILE = {"personal": "what kind of learners the programme reaches"}
PREFERENCE = {"personal": "showing pages and mail as the person wishes"}
CLOSED = text("disabled_at IS NOT NULL")
OWN_SIGN_INS = {"personal": "letting people see and end their own sign-ins"}


class User(Base):
    """A person with an account."""

    __tablename__ = "user"
    __table_args__ = (
        CheckConstraint("length(email) BETWEEN 3 AND 254", name="email_length"),
        CheckConstraint("length(certificate_name) BETWEEN 2 AND 60", name="certificate_name_length"),
        CheckConstraint("length(organisation) <= 120", name="organisation_length"),
        CheckConstraint("length(country) = 2", name="country_length"),
        CheckConstraint("length(password_hash) <= 200", name="password_hash_length"),
        Index("ix_user_name_key", "name_key", "id"),
        Index("ix_user_shown_key", "shown_key", "id"),
        Index("ix_user_country", "country", "name_key", "id"),
        Index("ix_user_created_at", "created_at", "id"),
        Index("ix_user_closed", "name_key", "id", sqlite_where=CLOSED, postgresql_where=CLOSED),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True, info=SIGNING_IN)
    """In the one spelling that `emails.normalised_email` gives."""
    email_confirmed_at: Mapped[datetime | None]
    password_hash: Mapped[str | None] = mapped_column(String(200), info=SIGNING_IN)
    """None for an account that nobody can sign in to."""
    certificate_name: Mapped[str | None] = mapped_column(String(60), info=CERTIFICATE)
    name_key: Mapped[str] = mapped_column(String(254), default=name_key, info=FINDING)
    """The name, or else the address, without case and diacritics: to sort by and to see doubles."""
    shown_key: Mapped[str] = mapped_column(String(254), default=shown_key, info=FINDING)
    """The name alone in the same way, empty where there is none: to sort by where addresses are not shown."""
    country: Mapped[str | None] = mapped_column(String(2), info=PROFILE)
    """ISO 3166-1 alpha-2."""
    organisation: Mapped[str | None] = mapped_column(String(120), info=PROFILE)
    occupation: Mapped[Occupation | None] = mapped_column(enum_column(Occupation), info=PROFILE)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list, info=PROFILE)
    """The languages the person works in."""
    language: Mapped[str] = mapped_column(String(10), default="en", info=PREFERENCE)
    """The language of pages and mail."""
    time_zone: Mapped[str] = mapped_column(String(60), default=DEFAULT_TIME_ZONE, info=PREFERENCE)
    name_shown: Mapped[NameShown] = mapped_column(
        enum_column(NameShown), default=NameShown.MASKED, info=CERTIFICATE
    )
    """What new certificates of this person begin with."""
    wants_review: Mapped[bool] = mapped_column(default=True, info=PREFERENCE)
    """Questions that the person did not answer rightly come back, a few a day."""
    created_at: Mapped[datetime]
    last_sign_in_at: Mapped[datetime | None] = mapped_column(index=True, info=OWN_SIGN_INS)
    """Or when a mailed link kept the account. Stays when the sign-in's row goes: tells unused accounts."""
    disabled_at: Mapped[datetime | None]
    is_example: Mapped[bool] = mapped_column(default=False)
    """An invented person of a demonstration."""


class RoleGrant(Base):
    """A role beyond participant that a person holds, over a scope."""

    __tablename__ = "role_grant"

    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(enum_column(Role), primary_key=True, index=True)
    scope_kind: Mapped[ScopeKind] = mapped_column(
        enum_column(ScopeKind), primary_key=True, default=EVERYWHERE.kind
    )
    scope_id: Mapped[str] = mapped_column(String(80), primary_key=True, default=EVERYWHERE.id)
    """Which course, module, country …; empty for the whole programme."""
    granted_at: Mapped[datetime]
    granted_by: Mapped[str | None] = mapped_column(String(22))
    """Id of the person who granted it; None where it came from the command line."""


class SignIn(Base):
    """One device's sign-in. The token is only on the device; here lies its digest."""

    __tablename__ = "sign_in"
    __table_args__ = (
        CheckConstraint("length(network) <= 43", name="network_length"),
        CheckConstraint("length(agent) <= 60", name="agent_length"),
        Index("ix_sign_in_open", "user_id", "ended_at"),
        Index("ix_sign_in_seen_at", "seen_at", "user_id"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(info=OWN_SIGN_INS)
    """Last use, to the minute."""
    network: Mapped[str] = mapped_column(String(43), info=OWN_SIGN_INS)
    """The network it was made from, never the full address."""
    agent: Mapped[str] = mapped_column(String(60), info=OWN_SIGN_INS)
    """Browser and system, such as "Firefox, Windows"."""
    ended_at: Mapped[datetime | None]


class OneTimeToken(Base):
    """A link that works once. The token is only in the link; here lies its digest."""

    __tablename__ = "one_time_token"
    __table_args__ = (
        CheckConstraint("length(email) <= 254", name="email_length"),
        # At most one link can ever create the first administrator.
        Index(
            "uq_one_time_token_first_administrator",
            "purpose",
            unique=True,
            sqlite_where=text("purpose = 'first-administrator' AND used_at IS NULL"),
            postgresql_where=text("purpose = 'first-administrator' AND used_at IS NULL"),
        ),
    )

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[Purpose] = mapped_column(enum_column(Purpose))
    user_id: Mapped[str | None] = mapped_column(ForeignKey("user.id"), index=True)
    email: Mapped[str | None] = mapped_column(String(254), info=SIGNING_IN)
    """The address that a change would bring."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
