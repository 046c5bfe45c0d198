"""The production server as a thing that can lose its power and get it back."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bench.processes import free_port, wait_until_it_answers
from config import ROOT

THREADS = 8


class Machine:
    """A server on one port, with all its processes in one group."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.port = free_port()
        self._environ = {**os.environ, **environ, "CAMPUS_PORT": str(self.port)}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), "--workers", "1"]
        options += ["--blocking-threads", str(THREADS), "--no-ws", "--log-level", "critical"]
        command = [sys.executable, "-m", "granian", *options, "lms.wsgi:app"]
        self._process = subprocess.Popen(command, cwd=ROOT, env=self._environ, start_new_session=True)
        # Everybody who waits asks at the same moment, so that an answer may take a while.
        wait_until_it_answers(self.port, seconds=180, patience=30)

    def kill(self) -> None:
        """End all its processes at once, with nothing put in order."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None


@contextmanager
def running(environ: Mapping[str, str]) -> Iterator[Machine]:
    """A machine that runs, and is gone afterwards."""
    machine = Machine(environ)
    machine.start()
    try:
        yield machine
    finally:
        machine.kill()
