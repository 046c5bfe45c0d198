"""How `bin/serve` gets from a fresh clone to a running product."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import click
from flask import Flask

from config import ROOT, Settings
from lms import demo as demonstration
from lms import migrate
from lms.app import create_app
from lms.core.db import db, may_be_shared
from lms.credentials.errors import KeyUnusableError
from lms.credentials.services import vault
from lms.credentials.services.key_changes import make_first_keys
from lms.credentials.services.keys import key_problems
from lms.people.services import first_administrator_link
from lms.people.services.erasing import replay_erasures
from lms.web import fonts
from lms.web.identity import present_programme

START_SECONDS = 180
STOP_SECONDS = 20


def serve(*, host: str | None, port: int | None, data: Path | None, demo: int | None) -> int:
    """Prepare and run; gives the exit status."""
    _set_environment(host, port, data)
    data_folder = Path(os.environ.get("CAMPUS_DATA") or ROOT / "instance").absolute()
    make_secrets(data_folder)
    settings = Settings.from_environ()
    if not _is_free(settings.host, settings.port):
        return _refuse_busy_port(settings)
    app = prepare(settings)
    if demo and not demonstration.fill(app, demo):
        click.echo("Example people are refused here: this instance already holds something real.", err=True)
        return 2
    return _run(app, settings, demo is not None)


def _set_environment(host: str | None, port: int | None, data: Path | None) -> None:
    given = {"CAMPUS_HOST": host, "CAMPUS_PORT": port, "CAMPUS_DATA": data and data.absolute()}
    os.environ.update({name: str(value) for name, value in given.items() if value is not None})


def make_secrets(data: Path) -> None:
    """Make the folder of this installation and its secrets, unless they are there."""
    os.umask(0o077)  # what this process and its children write from here on is nobody else's to read
    keys = data / "keys"
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    _make_secret(keys / "secret", "CAMPUS_SECRET_KEY")
    _make_secret(keys / "passphrase", "CAMPUS_KEYS_PASSPHRASE")


def _make_secret(path: Path, variable: str) -> None:
    is_elsewhere = any(os.environ.get(name) for name in (variable, f"{variable}_FILE"))
    if not is_elsewhere and not path.exists():
        _write_once(path, secrets.token_urlsafe(48))


def _write_once(path: Path, text: str) -> None:
    """Write a file whole, or leave the one that another process has made meanwhile."""
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(temporary, path)
    finally:
        os.unlink(temporary)


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _refuse_busy_port(settings: Settings) -> int:
    click.echo(
        f"Port {settings.port} on {settings.host} is in use: Cluster Campus may be running already. "
        f"Stop that, or choose another port: bin/serve --port {settings.port + 1}",
        err=True,
    )
    return 2


def prepare(settings: Settings) -> Flask:
    """Compile the courses, bring the database to this release's schema, and make fonts meanwhile."""
    with pdf_fonts(settings.data / "build" / "fonts"):
        click.echo("Compiling the courses …")
        app = create_app(settings)
        with app.app_context():
            click.echo("Preparing the database …")
            migrate.upgrade(db.engine)
            vault.check_master_key()
            _make_keys()
            replay_erasures()
            db.session.remove()
            db.engine.dispose()
    return app


def _make_keys() -> None:
    """See that every key that certificates need is there, and opens."""
    try:
        made = make_first_keys(present_programme().issuer)
        db.session.commit()
    except KeyUnusableError as problem:
        click.echo(problem.message, err=True)
        return
    if made:
        click.echo(
            "Made the keys of certificates. They are self-issued: they show that a certificate was not "
            "altered, but nobody else vouches for who you are (docs/keys.md)."
        )
    for sentence in key_problems():
        click.echo(sentence, err=True)


@contextmanager
def pdf_fonts(folder: Path) -> Iterator[None]:
    """Build the certificates' fonts beside other work, so that the first holder need not wait for them."""
    if fonts.pdf_fonts_are_built(folder):
        yield
        return
    click.echo("Making the fonts of certificates, once …")
    with subprocess.Popen([sys.executable, "-m", fonts.__name__, str(folder)], cwd=ROOT) as process:
        yield
    if process.returncode:
        click.echo("The fonts could not be made; the first certificate will try again.", err=True)


def _run(app: Flask, settings: Settings, demo: bool) -> int:
    link = _first_link(app, settings)
    processes = Processes(settings)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, processes.ask_to_stop)
    processes.start()
    if not _wait_until_it_answers(processes, settings):
        processes.stop()
        click.echo("The server did not start; what it said stands above.", err=True)
        return 1
    _say_where(settings, link, demo)
    return processes.watch()


def _first_link(app: Flask, settings: Settings) -> str | None:
    """The link for the first administrator; made before the server has the database to itself."""
    with app.app_context(), app.test_request_context(base_url=settings.base_url):
        link = first_administrator_link()
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return link


def _wait_until_it_answers(processes: "Processes", settings: Settings) -> bool:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    request = urllib.request.Request(f"http://{host}:{settings.port}/health")
    request.add_header("Host", settings.trusted_hosts[0])
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and not processes.is_stopping:
        try:
            with urllib.request.urlopen(request, timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            if processes.server_has_ended:
                return False
            time.sleep(0.05)
    return False


def _say_where(settings: Settings, link: str | None, demo: bool) -> None:
    click.echo(f"\nCluster Campus is open at {settings.base_url}")
    if settings.is_trial:
        click.echo(
            "This is a trial: certificates are marked so until CAMPUS_PUBLIC_URL and a real issuer are set."
        )
    if link:
        click.echo(f"Make the first administrator within an hour, once, at {link}")
    if demo:
        click.echo(demonstration.SIGN_IN_HINT)
    click.echo("Stop with Ctrl-C.")


@dataclass(slots=True)
class Processes:
    """The server and the worker beside it."""

    settings: Settings
    is_stopping: bool = False
    _server: subprocess.Popen[bytes] | None = None
    _worker: subprocess.Popen[bytes] | None = None
    _worker_started_at: float = field(default=0.0)

    @property
    def server_has_ended(self) -> bool:
        """The server is not running any more."""
        return self._server is not None and self._server.poll() is not None

    def start(self) -> None:
        """Start both."""
        self._server = _start(_server_command(self.settings))
        if may_be_shared(self.settings.database_url):
            self._start_worker()

    def _start_worker(self) -> None:
        self._worker_started_at = time.monotonic()
        self._worker = _start([sys.executable, "-m", "lms", "worker"])

    def ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        """Note a signal; `watch` then ends both."""
        self.is_stopping = True

    def watch(self) -> int:
        """Keep both running until told to stop; gives the exit status."""
        while not self.is_stopping:
            if self.server_has_ended:
                self.stop()
                return 1
            self._revive_worker()
            time.sleep(0.2)
        self.stop()
        return 0

    def _revive_worker(self) -> None:
        ended = self._worker is not None and self._worker.poll() is not None
        if ended and time.monotonic() - self._worker_started_at > 2:
            self._start_worker()

    def stop(self) -> None:
        """End both, letting requests under way finish."""
        for process in (self._server, self._worker):
            if process is not None and process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in (self._server, self._worker):
            if process is not None:
                _wait_or_kill(process)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    # In a session of its own: Ctrl-C reaches this process alone, which then stops the others in order.
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def _wait_or_kill(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def _server_command(settings: Settings) -> list[str]:
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        settings.host,
        "--port",
        str(settings.port),
        "--workers",
        str(settings.workers if may_be_shared(settings.database_url) else 1),
        "--blocking-threads",
        str(settings.threads),
        "--workers-kill-timeout",
        "15",
        "--respawn-failed-workers",
        "--no-ws",
        "--log-level",
        "warning",
        "lms.wsgi:app",
    ]
