"""Server processes under measurement: start, wait, processor time and memory from /proc."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config import ROOT

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server that answers."""

    process: subprocess.Popen[bytes]
    port: int

    def cpu_seconds(self) -> float:
        """Processor time that the server and its children have used so far."""
        return sum(_cpu_seconds(pid) for pid in self.pids())

    def worker_megabytes(self) -> float:
        """Resident memory of the largest process: the one that serves."""
        return max(_resident_megabytes(pid) for pid in self.pids())

    def pids(self) -> tuple[int, ...]:
        """The server's processes."""
        return tuple(_family(self.process.pid))


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def granian(target: str, environ: dict[str, str], threads: int = 4) -> Iterator[Running]:
    """The production server with one worker, as `bin/serve` starts it."""
    port = free_port()
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    options += ["--blocking-threads", str(threads), "--no-ws", "--log-level", "warning"]
    command = [sys.executable, "-m", "granian", *options, target]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environ, "CAMPUS_PORT": str(port)})
    try:
        wait_until_it_answers(port)
        yield Running(process=process, port=port)
    finally:
        _stop(process)


@contextmanager
def worker(environ: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """`lms worker` beside the server."""
    command = [sys.executable, "-m", "lms", "worker"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environ})
    try:
        yield process
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()


def wait_until_it_answers(port: int, seconds: float = 30, patience: float = 2) -> None:
    """Come back when the server on this port is well; raises OSError after so many seconds."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=patience):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _resident_megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    found = next((line for line in lines if line.startswith("VmRSS")), "VmRSS: 0 kB")
    return int(found.split()[1]) / 1024
