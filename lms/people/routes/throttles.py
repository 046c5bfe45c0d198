"""How often passwords may be tried and mails be asked for.

The limits of a network let a whole class in that sits behind one address. Those of an account count
tries from one network apart, so that a stranger elsewhere cannot lock somebody out by guessing; a cap
over all networks stands above them, and the mailed link for a new password stays a way in.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import request
from flask_limiter.util import get_remote_address

from lms.people.emails import normalised_email
from lms.people.rules import counting_network_of
from lms.web.access import current_actor
from lms.web.limits import limiter

View = TypeVar("View", bound=Callable[..., Any])


def network() -> str:
    """Who asks, as far as the network tells."""
    return counting_network_of(get_remote_address())


def _typed_address() -> str:
    typed = request.form.get("email", "")
    return normalised_email(typed) or typed.strip().casefold()[:254] or "nobody"


def _account_typed() -> str:
    return f"{_typed_address()} {network()}"


def _account_signed_in() -> str:
    return f"{current_actor().email} {network()}"


def _link() -> str:
    return str((request.view_args or {}).get("token", ""))


def _all(*limits: Callable[[View], View]) -> Callable[[View], View]:
    def attach(view: View) -> View:
        for limit in limits:
            view = limit(view)
        return view

    return attach


PER_ACCOUNT = "5 per minute; 20 per hour"
# One scope for every way to try a password, so that one way does not open when another is closed.
_PASSWORD = "password"

limits_signing_in = _all(
    limiter.limit("60 per 5 minutes; 400 per hour", key_func=network),
    limiter.shared_limit(PER_ACCOUNT, scope=_PASSWORD, key_func=_account_typed),
    limiter.shared_limit("100 per hour", scope="password-anywhere", key_func=_typed_address),
)
"""Address and password."""

limits_proving = limiter.shared_limit(PER_ACCOUNT, scope=_PASSWORD, key_func=_account_signed_in)
"""The present password, asked of somebody who is signed in."""

limits_links = _all(
    limiter.limit("60 per 5 minutes", key_func=network), limiter.limit(PER_ACCOUNT, key_func=_link)
)
"""A form that a mailed link leads to."""

limits_registering = _all(
    limiter.limit("60 per hour", key_func=network), limiter.limit("5 per hour", key_func=_typed_address)
)
"""New accounts, and with them mail to an address that anybody can type."""

limits_resetting = _all(
    limiter.limit("30 per hour", key_func=network), limiter.limit("3 per hour", key_func=_typed_address)
)
"""Links to set a new password."""

limits_new_addresses = _all(limits_proving, limiter.limit("5 per hour", key_func=_account_signed_in))
"""Mail to an address that somebody who is signed in types."""

limits_exports = limiter.limit("10 per day", key_func=_account_signed_in)
"""Archives of one's own data: each is work for the worker."""
