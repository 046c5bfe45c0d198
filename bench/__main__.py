"""Starts the production server and prints a table: `bin/bench [--json FILE] [--quick]`."""

import hashlib
import http.client
import json
import os
import platform
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

import click
from flask import Flask

from bench import badges, growth, pdf, seal, stage
from bench.lists.command import measure_lists
from bench.load import Request, Timing, run, send
from bench.processes import Running, granian, worker
from bench.stage import Person
from config import ROOT
from lms.content.loader import load_catalogue

PEOPLE = 40
FEWER_PEOPLE = 10
LONGEST_WAIT_S = 60
FIRST_CERTIFICATES = 8
QUESTIONS = 20
ROUNDS = 5
ANSWERS = tuple(urlencode({"chosen": key, "value": key, "text": key}) for key in ("1", "2"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table; what was not measured is None."""

    what: str
    rate: float | None = None
    """Requests a second."""
    p50_ms: float | None = None
    p99_ms: float | None = None
    cpu_ms: float | None = None
    """Processor time of the server for one request."""
    yardsticks: float | None = None
    """`cpu_ms` in units of the bare page's."""
    note: str = ""


@click.group(invoke_without_command=True)
@click.pass_context
@click.option(
    "--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write the table here too."
)
@click.option("--quick", is_flag=True, help="Fewer requests: to see that it works, not how fast.")
def main(context: click.Context, file: Path | None, quick: bool) -> None:
    """Measure and print."""
    if context.invoked_subcommand is not None:
        return
    with tempfile.TemporaryDirectory(prefix="campus-bench-") as folder:
        rows = list(measure(Path(folder), quick=quick))
    for line in table(rows):
        click.echo(line)
    if file is not None:
        file.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n", encoding="utf-8")


def measure(folder: Path, *, quick: bool) -> Iterator[Row]:
    """All rows, in the order of the table."""
    requests = 60 if quick else 2000
    data = folder / "data"
    yield from compile_rows(data / "build" / "catalogue")
    click.echo("Measuring the yardstick …", err=True)
    bare = yardstick(folder, requests)
    yield bare
    click.echo("Preparing people …", err=True)
    app = stage.make_app(data)
    people = stage.add_people(app, FEWER_PEOPLE if quick else PEOPLE)
    environ = {"CAMPUS_DATA": str(data)}
    with granian("lms.wsgi:app", environ) as server, worker(environ):
        yield from (in_yardsticks(row, bare) for row in page_rows(app, server, people, requests))
        yield from (in_yardsticks(row, bare) for row in test_rows(app, server, people, requests))
        yield from (in_yardsticks(row, bare) for row in certificate_rows(app, server, people, requests))
        yield Row(what="memory of the serving process", note=f"{server.worker_megabytes():.0f} MB resident")
    yield from (in_yardsticks(row, bare) for row in static_rows(app, folder, people[0], requests))
    yield from pdf_rows(app, data)
    yield from growth_rows(folder, quick=quick)


def growth_rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """What a test costs with few and with many tests in the database."""
    click.echo("Measuring growth …", err=True)
    for one in growth.measure(folder, quick=quick):
        times = f"{one.growth:.2f} of it with {growth.SIZES[0]}"
        if one.growth > growth.MOST:
            times += f", more than {growth.MOST}"
        note = times if one.size > growth.SIZES[0] else ""
        yield Row(what=f"{one.step}, {one.size:,} tests taken", cpu_ms=one.cpu_ms, note=note)


def in_yardsticks(row: Row, bare: Row) -> Row:
    """The row with its cost in units of the bare page."""
    if row.cpu_ms is None or not bare.cpu_ms:
        return row
    values = asdict(row)
    return Row(**{**values, "yardsticks": row.cpu_ms / bare.cpu_ms})


def compile_rows(cache: Path) -> Iterator[Row]:
    """Compiling the real courses, without and with the cache, which stays for what is measured next."""
    for what in ("compile all courses, cold", "compile all courses, cached"):
        began = time.perf_counter()
        load_catalogue(ROOT / "courses", cache=cache, storage=None)
        yield Row(what=what, note=f"{(time.perf_counter() - began) * 1000:.0f} ms")


def yardstick(folder: Path, requests: int) -> Row:
    """The bare Flask page with one indexed query."""
    database = folder / "yardstick.db"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT)")
        connection.executemany("INSERT INTO line VALUES (?, ?)", ((n, f"line {n}") for n in range(1000)))
    connection.close()
    with granian("bench.yardstick:app", {"BENCH_DATABASE": str(database)}) as server:
        asked = [Request(method="GET", path=f"/line/{n % 1000}", headers={}) for n in range(requests)]
        return timed("a bare Flask page with one indexed query", server, asked)


def timed(what: str, server: Running, requests: Sequence[Request]) -> Row:
    """Send the requests (a tenth of them first, to warm up) and make a row of it."""
    run(server.port, requests[: max(8, len(requests) // 10)])
    before = server.cpu_seconds()
    timing = run(server.port, requests)
    return row_of(what, timing, (server.cpu_seconds() - before) * 1000 / timing.count)


def row_of(what: str, timing: Timing, cpu_ms: float | None) -> Row:
    """A row of a timing."""
    return Row(what=what, rate=timing.rate, p50_ms=timing.p50, p99_ms=timing.p99, cpu_ms=cpu_ms)


def page_rows(app: Flask, server: Running, people: Sequence[Person], requests: int) -> Iterator[Row]:
    """Reading."""
    click.echo("Measuring pages …", err=True)
    module, lessons = stage.slugs(app)
    paths = [f"/modules/{module}/{lesson}" for lesson in lessons]
    lesson_pages = [
        Request(method="GET", path=paths[n % len(paths)], headers=one.headers)
        for n, one in enumerate(in_turn(people, requests))
    ]
    yield timed("lesson page, signed in", server, lesson_pages)
    dashboards = [
        Request(method="GET", path="/learning", headers=one.headers) for one in in_turn(people, requests)
    ]
    yield timed("dashboard, signed in", server, dashboards)


def in_turn(people: Sequence[Person], count: int) -> Iterator[Person]:
    """People in turn."""
    return (people[n % len(people)] for n in range(count))


def test_rows(app: Flask, server: Running, people: Sequence[Person], requests: int) -> Iterator[Row]:
    """Answering and handing in, each person in an attempt of their own."""
    click.echo("Measuring tests …", err=True)
    module, _lessons = stage.slugs(app)
    starts = [_form(one, f"/modules/{module}/final-test/start") for one in people]
    yield costed("starting a test", server, starts)
    attempts = stage.attempts_of(app, people)
    saves = [
        Request(
            method="POST",
            path=f"/attempts/{attempts[one.user_id]}/items/{1 + n // len(people) % QUESTIONS}",
            headers={**one.form_headers, "Accept": "application/json"},
            body=ANSWERS[n % 2],
        )
        for n, one in enumerate(in_turn(people, requests))
    ]
    yield timed("saving an answer", server, saves)
    stage.answer_everything(app, attempts.values())
    submits = [_form(one, f"/attempts/{attempts[one.user_id]}/submit") for one in people[FIRST_CERTIFICATES:]]
    yield costed("submitting a test (20 answers)", server, submits)


def _form(person: Person, path: str) -> Request:
    return Request(method="POST", path=path, headers=person.form_headers, body="", expected=303)


def costed(what: str, server: Running, requests: Sequence[Request]) -> Row:
    """A row of requests that can be made once each, so that none can warm up."""
    before = server.cpu_seconds()
    timing = run(server.port, requests)
    return row_of(what, timing, (server.cpu_seconds() - before) * 1000 / timing.count)


def certificate_rows(app: Flask, server: Running, people: Sequence[Person], requests: int) -> Iterator[Row]:
    """From handing in to the first PDF, one person after the other; and PDFs that are stored already."""
    click.echo("Measuring certificates …", err=True)
    first = people[:FIRST_CERTIFICATES]
    attempts = stage.attempts_of(app, first)
    waits = tuple(first_certificate_ms(app, server, one, attempts[one.user_id]) for one in first)[1:]
    timing = Timing(count=len(waits), seconds=sum(waits) / 1000, latencies_ms=waits)
    yield row_of("first certificate, from passing to PDF", timing, None)
    path = stage.certificate_path(app, first[0])
    yield timed("stored certificate", server, _again(path, first[0].headers, requests))


def static_rows(app: Flask, folder: Path, person: Person, requests: int) -> Iterator[Row]:
    """A stored certificate beside the same bytes as a plain file, both only for whoever is signed in."""
    file = folder / "certificate.pdf"
    file.write_bytes(stage.certificate_of(app, person))
    size = f"{file.stat().st_size / 1000:.0f} kB, signed in"
    path, static = stage.certificate_path(app, person), stage.static_path(app, file.stat().st_size)
    tag = {"If-None-Match": f'"{hashlib.sha256(file.read_bytes()).hexdigest()}"'}
    environ = {"CAMPUS_DATA": str(folder / "data"), "BENCH_FILE": str(file)}
    asked = {
        "plain file from the disk": _again("/bench/file", person.headers, requests),
        "stored certificate, beside it": _again(path, person.headers, requests),
        "stored certificate, known already": _again(path, {**person.headers, **tag}, requests, 304),
        "static file, to anybody": _again(static, {"Host": stage.HOST}, requests),
    }
    with granian("bench.beside:app", environ) as server:
        plain, again, known, public = in_rounds(server, asked)
    share = (again.cpu_ms or 0) / (plain.cpu_ms or 1)
    yield replace(plain, note=size)
    yield replace(again, note=f"{size}; {share:.2f} of the plain file")
    yield replace(known, note="told that it is the same")
    yield replace(public, note="from memory")


def in_rounds(server: Running, asked: Mapping[str, Sequence[Request]]) -> Iterator[Row]:
    """What each costs, taken in turn so that all see the same noise: of so many rounds the middle one."""
    for requests in asked.values():
        run(server.port, requests[:8])
    rounds = [
        [costed(what, server, requests[at::ROUNDS]) for what, requests in asked.items()]
        for at in range(ROUNDS)
    ]
    for rows in zip(*rounds, strict=True):
        yield sorted(rows, key=lambda row: row.cpu_ms or 0)[ROUNDS // 2]


def _again(path: str, headers: Mapping[str, str], times: int, expected: int = 200) -> list[Request]:
    return [Request(method="GET", path=path, headers=dict(headers), expected=expected) for _ in range(times)]


def first_certificate_ms(app: Flask, server: Running, person: Person, attempt_id: str) -> float:
    """How long somebody waits for the PDF after passing, in milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    send(connection, _form(person, f"/attempts/{attempt_id}/submit"))
    began = time.perf_counter()
    path = stage.certificate_path(app, person)
    while not _is_pdf(connection, path, person):
        if time.perf_counter() - began > LONGEST_WAIT_S:
            raise RuntimeError(f"{path}: no certificate was made")
    waited = (time.perf_counter() - began) * 1000
    connection.close()
    return waited


def _is_pdf(connection: http.client.HTTPConnection, path: str, person: Person) -> bool:
    """The certificate came; otherwise it is still being prepared, and the server waited a while."""
    connection.request("GET", path, headers=person.headers)
    return connection.getresponse().read().startswith(b"%PDF")


def pdf_rows(app: Flask, data: Path) -> Iterator[Row]:
    """What laying out costs: our way, and the same HTML with less care."""
    certificate = pdf.certificate_of(app, data / "build" / "fonts")
    badge, page, sealing = pdf.steps_ms(certificate)
    ours, uncached, careless = pdf.costs_ms(certificate.document)
    whole = badge + page + sealing
    yield Row(
        what="everything for a first certificate",
        cpu_ms=whole,
        note=f"badge {badge:.0f}, page {page:.0f}, seal {sealing:.0f}; {whole / careless:.2f} of flex, grid",
    )
    yield Row(what="laying out a certificate, our way", cpu_ms=ours)
    yield Row(what="an Open Badge with its proof", cpu_ms=badges.cost_ms())
    yield Row(
        what="same HTML and CSS, fonts whole and not kept",
        cpu_ms=uncached,
        note=f"ours takes {ours / uncached:.2f} of it",
    )
    yield Row(
        what="same HTML, flex and grid, fonts not kept",
        cpu_ms=careless,
        note=f"ours takes {ours / careless:.2f} of it",
    )
    document = certificate.document
    curve, longer = seal.costs_ms(pdf.plain_pdf(document, document.style.css))
    yield Row(what="sealing a certificate, EC P-256", cpu_ms=curve)
    yield Row(what="the same with RSA-3072", cpu_ms=longer, note=f"EC P-256 takes {curve / longer:.2f} of it")


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The rows as text."""
    version = platform.python_version()
    yield f"Python {version}, {os.cpu_count()} cores; one serving process, 4 threads, 4 connections"
    yield ""
    yield f"{'':44} {'req/s':>8} {'p50 ms':>8} {'p99 ms':>8} {'CPU ms':>8} {'× bare':>8}"
    for row in rows:
        figures = (row.rate, row.p50_ms, row.p99_ms, row.cpu_ms, row.yardsticks)
        cells = " ".join(f"{'' if figure is None else format(figure, '.1f'):>8}" for figure in figures)
        yield f"{row.what:44} {cells}  {row.note}".rstrip()


main.add_command(measure_lists)


if __name__ == "__main__":
    main()
