"""Sends requests over kept-alive connections and notes how long each took."""

import http.client
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import quantiles

CONNECTIONS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request and the status that counts as success."""

    method: str
    path: str
    headers: dict[str, str]
    body: str | None = None
    expected: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What a run of requests took."""

    count: int
    seconds: float
    latencies_ms: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.count / self.seconds

    @property
    def p50(self) -> float:
        """Median latency in milliseconds."""
        return sorted(self.latencies_ms)[len(self.latencies_ms) // 2]

    @property
    def p99(self) -> float:
        """The latency that 99 of 100 requests stay below, in milliseconds."""
        if len(self.latencies_ms) < 2:
            return self.latencies_ms[0]
        return quantiles(self.latencies_ms, n=100, method="inclusive")[98]


class UnexpectedAnswerError(Exception):
    """A request was not answered as a benchmark needs it."""


def send(connection: http.client.HTTPConnection, request: Request) -> bytes:
    """Send one request; gives the body, raises UnexpectedAnswerError."""
    connection.request(request.method, request.path, request.body, request.headers)
    response = connection.getresponse()
    body = response.read()
    if response.status != request.expected:
        raise UnexpectedAnswerError(f"{request.method} {request.path}: {response.status}")
    return body


def run(port: int, requests: Sequence[Request], connections: int = CONNECTIONS) -> Timing:
    """Send all requests over some connections at once, each as fast as its answers come."""
    shares = [requests[start::connections] for start in range(connections)]
    latencies: list[list[float]] = [[] for _ in shares]
    failures: list[Exception] = []
    threads = [
        threading.Thread(target=_guarded(_send_all, failures), args=(port, share, noted))
        for share, noted in zip(shares, latencies, strict=True)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    if failures:
        raise failures[0]
    flat = tuple(latency for noted in latencies for latency in noted)
    return Timing(count=len(flat), seconds=seconds, latencies_ms=flat)


def _send_all(port: int, requests: Sequence[Request], noted: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for request in requests:
        began = time.perf_counter()
        send(connection, request)
        noted.append((time.perf_counter() - began) * 1000)
    connection.close()


def _guarded(work: Callable[..., None], failures: list[Exception]) -> Callable[..., None]:
    def guarded(*arguments: object) -> None:
        try:
            work(*arguments)
        except Exception as problem:
            failures.append(problem)

    return guarded
