"""How often something may be tried: Flask-Limiter, counting in our own database, for all processes at once.

Keys are hashed, because they may hold addresses. Limits are checked before a request's transaction
begins. Do not use `deduct_when` on an unsafe view: its count would wait for the write transaction of
the same request.
"""

import hashlib
import time
from typing import Any, ClassVar

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.storage import Storage
from sqlalchemy import BigInteger, String, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, db, may_write

SCHEME = "campus"


class ThrottleCount(Base):
    """How often a key was used in its present window."""

    __tablename__ = "throttle_count"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    expires_at: Mapped[int] = mapped_column(BigInteger, index=True)
    """End of the window, in seconds since 1970."""


_COUNT = text(
    """
    INSERT INTO throttle_count (key, count, expires_at) VALUES (:key, :amount, :ends)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN throttle_count.expires_at <= :now THEN :amount
                     ELSE throttle_count.count + :amount END,
        expires_at = CASE WHEN throttle_count.expires_at <= :now THEN :ends
                          ELSE throttle_count.expires_at END
    RETURNING count
    """
)
_READ = text("SELECT count, expires_at FROM throttle_count WHERE key = :key AND expires_at > :now")
_FORGET = text("DELETE FROM throttle_count WHERE key = :key")
_FORGET_ALL = text("DELETE FROM throttle_count")
_SWEEP = text("DELETE FROM throttle_count WHERE expires_at <= :now")


class DatabaseStorage(Storage):
    """Counts of a fixed window as rows of the application's database."""

    STORAGE_SCHEME: ClassVar[list[str]] = [SCHEME]  # type: ignore[misc]

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the database may raise."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count once more; gives the count of the present window."""
        now = int(time.time())
        values = {"key": _hashed(key), "amount": amount, "now": now, "ends": now + expiry}
        return int(_write(_COUNT, values) or 0)

    def get(self, key: str) -> int:
        """The count of the present window."""
        row = _read(key)
        return int(row[0]) if row else 0

    def get_expiry(self, key: str) -> float:
        """When the present window ends, in seconds since 1970."""
        row = _read(key)
        return float(row[1]) if row else time.time()

    def check(self) -> bool:
        """The storage answers."""
        _read("check")
        return True

    def reset(self) -> int | None:
        """Forget all counts."""
        _write(_FORGET_ALL, {})
        return None

    def clear(self, key: str) -> None:
        """Forget the count of a key."""
        _write(_FORGET, {"key": _hashed(key)})


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _write(statement: Any, values: dict[str, object]) -> Any:
    token = may_write.set(True)
    try:
        with db.engine.begin() as connection:
            result = connection.execute(statement, values)
            return result.scalar() if result.returns_rows else None
    finally:
        may_write.reset(token)


def _read(key: str) -> Any:
    token = may_write.set(False)
    try:
        with db.engine.connect() as connection:
            return connection.execute(_READ, {"key": _hashed(key), "now": int(time.time())}).first()
    finally:
        may_write.reset(token)


def sweep_expired_counts() -> int:
    """Remove counts whose window has ended; a job of the worker."""
    if _is_nothing_expired():
        return 0
    _write(_SWEEP, {"now": int(time.time())})
    return 1


def _is_nothing_expired() -> bool:
    token = may_write.set(False)
    query = text("SELECT 1 FROM throttle_count WHERE expires_at <= :now LIMIT 1")
    try:
        with db.engine.connect() as connection:
            return connection.execute(query, {"now": int(time.time()) - 3600}).first() is None
    finally:
        may_write.reset(token)


limiter = Limiter(get_remote_address, storage_uri=f"{SCHEME}://", strategy="fixed-window")


def seconds_to_wait() -> int:
    """How long the window still lasts in which this request came too often; a minute where none is known."""
    limit = limiter.current_limit
    if limit is None or not limit.breached:
        return 60
    return max(1, int(limit.reset_at - time.time()))


def register(app: Flask) -> None:
    """Attach to the application."""
    limiter.init_app(app)
