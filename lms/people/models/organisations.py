"""Organisations, and who belongs to them by their own consent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.core.ids import new_id
from lms.people.rules import ClusterStage, OrganisationKind

MEMBERSHIP = {"personal": "showing an organisation what its people learnt, where they agreed"}


class Organisation(Base):
    """A cluster organisation, a business support organisation, a public body, or another one."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 2 AND 160", name="name_length"),
        CheckConstraint("length(country) = 2", name="country_length"),
        CheckConstraint("length(region) BETWEEN 3 AND 5", name="region_length"),
        CheckConstraint("merged_into_id <> id", name="not_merged_into_itself"),
        Index("ix_organisation_name_key", "name_key", "id"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(160))
    name_key: Mapped[str] = mapped_column(String(160))
    """The name without case and diacritics: to find it, sort by it and see doubles."""
    kind: Mapped[OrganisationKind] = mapped_column(enum_column(OrganisationKind))
    country: Mapped[str] = mapped_column(String(2), index=True)
    """ISO 3166-1 alpha-2."""
    region: Mapped[str | None] = mapped_column(String(5), index=True)
    """NUTS 2024 code of level 1 to 3."""
    sector: Mapped[str | None] = mapped_column(String(80))
    stage: Mapped[ClusterStage | None] = mapped_column(enum_column(ClusterStage))
    """Of a cluster organisation."""
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    merged_into_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """Where this row was a double: the one that stays."""
    is_example: Mapped[bool] = mapped_column(default=False)
    """An invented organisation of a demonstration."""


class Affiliation(Base):
    """One person in one organisation: proposed by somebody, in force once the person has agreed."""

    __tablename__ = "affiliation"
    __table_args__ = (
        # A person is in an organisation at most once; whoever left may come back.
        Index(
            "uq_affiliation_present",
            "user_id",
            "organisation_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        # The members of an organisation, answered without a look at any row.
        Index("ix_affiliation_organisation", "organisation_id", "ended_at", "agreed_at", "user_id"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), info=MEMBERSHIP)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), info=MEMBERSHIP)
    proposed_at: Mapped[datetime]
    proposed_by: Mapped[str | None] = mapped_column(String(22))
    """Id of whoever proposed it; the person themselves, or somebody who manages organisations."""
    agreed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
