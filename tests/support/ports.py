"""Ports for servers of the tests."""

import random
import socket
from contextlib import suppress

BELOW_OTHERS = range(12_000, 32_000)
"""Systems give out ports from 32768 on: one of those may be a connection's before the server has begun."""
_chance = random.SystemRandom()  # no seed that a test sets, or that two processes share, plays a part


def free_port() -> int:
    """A port on which nobody listens, and which the system gives to no connection meanwhile."""
    while True:
        port = _chance.choice(BELOW_OTHERS)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
