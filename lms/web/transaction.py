"""Where the transaction of a request begins and ends; nothing else commits while serving pages.

A safe request (GET, HEAD, OPTIONS) begins deferred and is always rolled back. Any other loads the
actor in a read transaction that ends; what the view then does begins as a writing transaction and is
committed where the answer is below 400. After a roll-back, what must be kept all the same (counts
of failed sign-ins, security events) is written in a second, short transaction; so is, before the answer
to a safe request goes out, the trace of a look at somebody's data (ADR 11).
"""

from collections.abc import Callable, Sequence

from flask import Flask, Response, g, request

from lms.core.db import collect_late_writes, db, late_writes, may_write

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def register(app: Flask) -> None:
    """Attach to the application. Must come first, so that its end comes after all other handlers."""
    app.before_request(_begin)
    app.after_request(_end)


def is_safe() -> bool:
    """The request may change nothing."""
    return request.method in SAFE_METHODS


def keep_despite_refusal(write: Callable[[], None]) -> None:
    """Call `write` in a transaction of its own if this request ends in a refusal."""
    g.setdefault("kept", []).append(write)


def allow_writing() -> None:
    """The actor is known: from here on an unsafe request may write."""
    if not is_safe():
        db.session.rollback()
        may_write.set(True)


def _begin() -> None:
    may_write.set(False)
    collect_late_writes()


def _end(response: Response) -> Response:
    g.pop("sign_in_to_hold", None)  # what follows is not done by the actor
    late = late_writes()
    if not is_safe() and response.status_code < 400:
        db.session.commit()
        return response
    db.session.rollback()
    if response.status_code < 400:
        _write(late)  # where this fails, an error is shown in place of the page
    _write(g.pop("kept", []))
    return response


def _write(writes: Sequence[Callable[[], None]]) -> None:
    if not writes:
        return
    may_write.set(True)
    for write in writes:
        write()
    db.session.commit()
