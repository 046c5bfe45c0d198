"""By what requests of strangers are counted."""

from flask import Response
from flask_limiter.util import get_remote_address

from lms.people.rules import counting_network_of

LOOK_UPS = "30 per minute; 200 per hour"
"""Of what is not there; what is there may be looked up as often as anybody likes."""


def network() -> str:
    """Where the request comes from, as far as it is counted."""
    return counting_network_of(get_remote_address())


def was_unknown(response: Response) -> bool:
    """The look-up found nothing."""
    return response.status_code == 404
