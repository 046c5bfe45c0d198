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
    if settings.public_url is not None:
        for address in settings.addresses:
            yield from _findings_at(address)


def _findings_at(address: str) -> Iterator[Finding]:
    try:
        status, expires_at = _visit(address)
    except ssl.SSLError as problem:
        yield _finding(Level.BROKEN, f"Browsers do not trust {address}: {problem.reason}.")
        return
    except (OSError, http.client.HTTPException) as problem:
        yield _finding(Level.BROKEN, f"{address} does not answer: {problem}.")
        return
    if status != HEALTHY:
        yield _finding(Level.BROKEN, f"{address}/health answers {status}, not {HEALTHY}.")
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
