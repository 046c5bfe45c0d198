"""`lms serve`: a first start, a second one, a busy port, example people, and a graceful end."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config import ROOT
from lms.web.fonts import pdf_fonts_are_built
from tests.browser.conftest import start_server, stop_server
from tests.support.ports import free_port

pytestmark = pytest.mark.slow


def test_the_first_start_makes_what_is_needed_and_the_second_keeps_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    process, server = start_server(data, is_first_ever=True)
    try:
        look_at_a_busy_port(int(server.url.rpartition(":")[2]), tmp_path / "other")
    finally:
        stop_server(process)
    assert process.returncode == 0
    assert any(f"open at {server.url}" in line for line in server.said)
    assert any("/first-administrator/" in line for line in server.said)
    assert pdf_fonts_are_built(data / "build" / "fonts")
    secret = data / "keys" / "secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    before = secret.read_bytes()
    process, _server = start_server(data)
    press_ctrl_c(process)
    assert secret.read_bytes() == before


def look_at_a_busy_port(port: int, data: Path) -> None:
    """It is said, and another one named."""
    answer = serve("--port", str(port), "--data", str(data))
    assert answer.returncode == 2
    assert f"Port {port} on 127.0.0.1 is in use" in answer.stderr
    assert f"bin/serve --port {port + 1}" in answer.stderr
    assert "Traceback" not in answer.stderr


def press_ctrl_c(process: subprocess.Popen[str]) -> None:
    """It ends everything at once."""
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # what a terminal sends: to the whole group
    process.wait(30)
    assert process.returncode == 0
    assert time.monotonic() - began < 10, "granian kills its workers after 15 seconds only"
    assert process.stdout is not None
    process.stdout.close()


def test_example_people_come_once_and_never_beside_real_ones(tmp_path: Path) -> None:
    data = tmp_path / "data"
    process, server = start_server(data, "--demo", "8")
    stop_server(process)
    assert any("certified@" in line for line in server.said)
    process, _server = start_server(data, "--demo", "8")
    stop_server(process)
    make_real(data)
    answer = serve("--port", str(free_port()), "--data", str(data), "--demo")
    assert answer.returncode == 2
    assert "already holds something real" in answer.stderr


def make_real(data: Path) -> None:
    """Somebody real stands in the database."""
    code = (
        "import sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1])\n"
        "connection.execute('UPDATE \"user\" SET is_example = 0 WHERE email = ?', ('joined@example.org',))\n"
        "connection.commit()\n"
    )
    subprocess.run([sys.executable, "-c", code, str(data / "campus.db")], check=True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--host", "0.0.0.0"], "CAMPUS_PUBLIC_URL"),
        (["--port", "70000"], "70000"),
    ],
)
def test_a_start_that_cannot_be_is_said_in_plain_words(tmp_path: Path, options: list[str], said: str) -> None:
    answer = serve("--data", str(tmp_path), *options)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def serve(*options: str) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("CAMPUS_")}
    command = [sys.executable, "-m", "lms", "serve", *options]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120)
