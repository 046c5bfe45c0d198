"""Links by which holders show their credentials to others."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base
from lms.core.ids import new_id
from lms.credentials.models.credentials import CERTIFICATE


class ShareLink(Base):
    """A random address; of it only the digest is kept. Who opens it is not noted anywhere."""

    __tablename__ = "share_link"

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    holder_id: Mapped[str] = mapped_column(ForeignKey("user.id"), index=True, info=CERTIFICATE)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(80), info=CERTIFICATE)
    """For the holder alone: whom it is for."""
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SharedCredential(Base):
    """What a link shows."""

    __tablename__ = "shared_credential"

    link_id: Mapped[str] = mapped_column(ForeignKey("share_link.id"), primary_key=True)
    credential_id: Mapped[str] = mapped_column(ForeignKey("credential.id"), primary_key=True)
