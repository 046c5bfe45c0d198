"""Invented people, organisations and three months of what they did: every page of an installation alive.

Begin reading at `filling.fill`. Everything is written by the services that real people's requests go
through, with the clock set to when it happened.
"""

from lms.demo.examples import PASSWORD, SIGN_IN_HINT
from lms.demo.filling import PEOPLE, fill

__all__ = ["PASSWORD", "PEOPLE", "SIGN_IN_HINT", "fill"]
