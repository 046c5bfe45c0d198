"""The public address as a visitor meets it; asked only where that is wanted."""

import http.client
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from config import Settings
from lms.core import clock
from lms.doctor.rules import Finding, Level, days_left, expiry_level

PATIENCE = 10
HEALTHY = 200


def check_public_address(settings: Settings) -> Iterator[Finding]:
    """It answers, over TLS that browsers trust, and goes on doing so."""
    if settings.public_url is None:
        return
    try:
        status, expires_at = _visit(settings.public_url)
    except ssl.SSLError as problem:
        yield _finding(Level.BROKEN, f"Browsers do not trust {settings.public_url}: {problem.reason}.")
        return
    except (OSError, http.client.HTTPException) as problem:
        yield _finding(Level.BROKEN, f"{settings.public_url} does not answer: {problem}.")
        return
    if status != HEALTHY:
        yield _finding(Level.BROKEN, f"{settings.public_url}/health answers {status}, not {HEALTHY}.")
    level = expiry_level(expires_at, clock.now())
    if level is not None:
        yield _finding(level, f"The TLS certificate has {days_left(expires_at, clock.now())} days left.")


def _visit(address: str) -> tuple[int, datetime | None]:
    """The answer's status, and until when the certificate holds."""
    parts = urlsplit(address)
    is_safe = parts.scheme == "https"
    kind = http.client.HTTPSConnection if is_safe else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        connection.request("GET", "/health")
        certificate = connection.sock.getpeercert() if isinstance(connection.sock, ssl.SSLSocket) else None
        status = connection.getresponse().status
    finally:
        connection.close()
    if not certificate:
        return status, None
    return status, datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)


def _finding(level: Level, text: str) -> Finding:
    return Finding(
        level=level,
        check="public address",
        text=text,
        mend="Look at the reverse proxy: its certificate, and that it passes requests on with their Host.",
    )
