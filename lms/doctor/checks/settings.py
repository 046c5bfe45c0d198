"""Settings, secrets, rights of files, room on the disk, and whether server and worker are there."""

import os
import re
import shutil
import stat
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import config
from config import Settings
from lms.core import clock
from lms.core.db import SAFE_SQLITE_VERSION, may_be_shared, sqlite_version
from lms.core.heartbeat import worker_seen_at
from lms.core.tolerances import MEGABYTE, WORKER_AWAY
from lms.doctor.rules import Finding, Level, is_readable_by_others, space_level, unknown_settings
from lms.web import fonts

PATIENCE = 3
OF_COMMANDS = frozenset({"CAMPUS_PYTHON", "CAMPUS_TEST_POSTGRESQL"})


def check_settings(settings: Settings) -> Iterator[Finding]:
    """What is set, and what that means."""
    known = {*re.findall(r"CAMPUS_[A-Z0-9_]+", Path(config.__file__).read_text("utf-8")), *OF_COMMANDS}
    file = settings.data / "settings.env"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    given = {*os.environ, *(line.partition("=")[0].strip() for line in lines)}
    for name in unknown_settings(given, known):
        yield _finding(
            Level.ATTENTION, f"Nothing reads the setting {name}.", "Compare its name with docs/operations.md."
        )
    if settings.is_trial:
        yield _finding(
            Level.NOTE,
            "This is a trial: no public address is set, and all certificates are marked so.",
            "Set CAMPUS_PUBLIC_URL to the address that people use (https://…).",
        )
    else:
        yield from _of_public_address(settings)


def _of_public_address(settings: Settings) -> Iterator[Finding]:
    if settings.mail_server is None:
        yield _finding(
            Level.ATTENTION,
            "No mail server is set: nobody can confirm an address or get back into an account.",
            "Set CAMPUS_MAIL_SERVER.",
        )
    if settings.proxies == 0:
        yield _finding(
            Level.ATTENTION,
            "No reverse proxy is set, but the server itself speaks no TLS.",
            "Put one before it and set CAMPUS_PROXIES=1, so that visitors’ own addresses are counted.",
        )
    if settings.development:
        yield _finding(Level.ATTENTION, "CAMPUS_DEVELOPMENT is on at a public address.", "Take it away.")


def _finding(level: Level, text: str, mend: str) -> Finding:
    return Finding(level=level, check="settings", text=text, mend=mend)


def check_rights(settings: Settings) -> Iterator[Finding]:
    """Secrets are their owner's alone, and that is whoever runs the server."""
    keys = settings.data / "keys"
    secret = [keys, *(sorted(keys.iterdir()) if keys.is_dir() else ()), settings.data / "settings.env"]
    for path in secret:
        if path.exists() and is_readable_by_others(path.stat().st_mode):
            rights = "700" if path.is_dir() else "600"
            yield Finding(
                level=Level.BROKEN,
                check="rights",
                text=f"{path} can be read by others ({stat.filemode(path.stat().st_mode)}).",
                mend=f"chmod {rights} {path}",
            )
    for path in (*secret, *settings.data.glob("campus.db*")):
        if path.exists() and path.stat().st_uid != settings.data.stat().st_uid:
            yield Finding(
                level=Level.ATTENTION,
                check="rights",
                text=f"{path} belongs to another user than the folder it lies in.",
                mend=f"chown it to the user that runs the server: {settings.data.owner()}",
            )


def check_space(settings: Settings) -> Iterator[Finding]:
    """Room for what is still to come."""
    places = [settings.data, *([settings.backup.folder] if settings.backup.folder else [])]
    for place in places:
        if not place.is_dir():
            continue
        free = shutil.disk_usage(place).free
        level = space_level(free)
        if level is not None:
            yield Finding(
                level=level,
                check="disk",
                text=f"Only {free // MEGABYTE} MB are free where {place} lies.",
                mend="Make room or take a larger disk: a full one refuses answers and certificates.",
            )


def check_processes(settings: Settings) -> Iterator[Finding]:
    """The server answers, the worker goes round, fonts are made."""
    if not _answers(settings):
        yield Finding(
            level=Level.ATTENTION,
            check="server",
            text=f"Nobody answers on {settings.host} port {settings.port}.",
            mend="Start it: bin/serve",
        )
    seen_at = worker_seen_at(settings.data)
    if seen_at is None or clock.now() - seen_at > WORKER_AWAY:
        when = f"was last seen on {seen_at:%Y-%m-%d at %H:%M} UTC" if seen_at else "was never seen"
        yield Finding(
            level=Level.ATTENTION,
            check="worker",
            text=f"The worker {when}: no mail is sent, no certificate made.",
            mend="bin/serve starts it too; if that runs, look at what it logs.",
        )
    if not fonts.pdf_fonts_are_built(settings.data / "build" / "fonts"):
        yield Finding(
            level=Level.NOTE,
            check="fonts",
            text="The fonts of certificates are not made: the first one will take longer.",
            mend="bin/serve makes them at its start.",
        )


def _answers(settings: Settings) -> bool:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    request = urllib.request.Request(f"http://{host}:{settings.port}/health")
    request.add_header("Host", settings.trusted_hosts[0])
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE):
            return True
    except urllib.error.HTTPError:
        return True
    except (OSError, ValueError):
        return False


def check_sqlite(settings: Settings) -> Iterator[Finding]:
    """The library is one that several processes can share a database with."""
    if not may_be_shared(settings.database_url):
        found, wanted = (
            ".".join(str(part) for part in one) for one in (sqlite_version(), SAFE_SQLITE_VERSION)
        )
        yield Finding(
            level=Level.ATTENTION,
            check="database",
            text=f"SQLite {found} is older than {wanted}: one process must do everything.",
            mend="Install the package pysqlite3, or use PostgreSQL.",
        )
