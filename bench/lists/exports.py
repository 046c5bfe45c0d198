"""What it takes to take a whole list along: until the first byte, until the last, and memory."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from bench import stage
from bench.stage import Person

LISTS = ("people", "enrolments", "credentials", "audit")
KINDS = ("csv", "excel-csv", "xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One file."""

    name: str
    kind: str
    first_byte_ms: float
    cpu_s: float
    megabytes: float
    memory_megabytes: float
    """By which the most that the process held grew meanwhile."""


def exports(app: Flask, person: Person) -> Iterator[Taken]:
    """Each list of the owner's desk in each kind of file."""
    for name in LISTS:
        for kind in KINDS:
            yield _taken(app, person, name, kind)


def _taken(app: Flask, person: Person, name: str, kind: str) -> Taken:
    client = app.test_client(use_cookies=False)
    Path("/proc/self/clear_refs").write_text("5")  # from now on the most that is held is counted anew
    before, cpu, began = _held("VmRSS"), time.process_time(), time.perf_counter()
    answer = client.post(
        f"/desk/{name}/export",
        data=f"as={kind}",
        headers=person.form_headers,
        base_url=f"http://{stage.HOST}",
        buffered=False,
    )
    if answer.status_code != 200:
        raise RuntimeError(f"/desk/{name}/export: {answer.status}")
    pieces = answer.iter_encoded()
    size = len(next(pieces))
    first = (time.perf_counter() - began) * 1000
    size += sum(len(piece) for piece in pieces)
    answer.close()
    return Taken(
        name=name,
        kind=kind,
        first_byte_ms=first,
        cpu_s=time.process_time() - cpu,
        megabytes=size / 1e6,
        memory_megabytes=_held("VmHWM") - before,
    )


def _held(what: str) -> float:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith(f"{what}:"))
