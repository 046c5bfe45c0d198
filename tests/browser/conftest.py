"""A running product and a real browser."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from config import ROOT, Settings
from lms.app import create_app
from lms.content.loader import fingerprint
from tests.support.missing import skip_for_missing
from tests.support.once import folder_of_run, once
from tests.support.ports import free_port
from tests.support.prebuilt import give_prebuilt

EXPECTED = re.compile(
    r"status of (4\d\d|503)|ERR_(INTERNET_DISCONNECTED|CONNECTION_(REFUSED|RESET)|EMPTY_RESPONSE|FAILED)"
)
"""Requests that tests let fail; a browser tells of them all the same."""
PATIENCE = 90_000
"""Milliseconds that a slow machine may take; a test that passes never waits so long."""
FAULTS = {"resultTypes": ["violations"]}
"""What axe describes one by one. All rules run; describing what is in order takes most of its time."""
SETTLED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
  document.getAnimations().forEach((one) => one.finish());
  done();
})))"""
"""Colours are on their way for a moment when something is pointed at or the scheme changes."""
PHONE = {"width": 390, "height": 844}
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """The product as `bin/serve` starts it."""

    url: str
    data: Path
    said: tuple[str, ...]
    """What the first start said, line by line."""
    courses: Path = ROOT / "courses"

    def app(self) -> Flask:
        """An application on the same data, to look things up that a page does not show."""
        return app_on(self.data, self.courses, fingerprint(self.courses))


@cache
def app_on(data: Path, courses: Path, _state: object) -> Flask:
    """Made once for each state of the courses: to make one takes longer than what is looked up."""
    return create_app(Settings.from_environ({"CAMPUS_DATA": str(data), "CAMPUS_COURSES": str(courses)}))


def start_server(
    data: Path,
    *options: str,
    courses: Path = ROOT / "courses",
    port: int | None = None,
    is_first_ever: bool = False,
) -> tuple[subprocess.Popen[str], Server]:
    """Start the product and wait until it is open; `is_first_ever`: nothing is made for it beforehand."""
    port = port or free_port()
    if not is_first_ever:
        give_prebuilt(data)
    command = [sys.executable, "-m", "lms", "serve", "--port", str(port), "--data", str(data), *options]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("CAMPUS_")}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**environ, "PYTHONUNBUFFERED": "1", "CAMPUS_COURSES": str(courses)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    said = read_until_open(process)
    return process, Server(url=f"http://127.0.0.1:{port}", data=data, said=tuple(said), courses=courses)


def read_until_open(process: subprocess.Popen[str]) -> list[str]:
    said: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line.strip())
        if line.startswith("Stop with"):
            return said
    process.stdout.close()
    process.wait(PATIENCE / 1000)
    pytest.fail("the server did not start: " + "\n".join(said))


def stop_server(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(PATIENCE / 1000)
    assert process.stdout is not None
    process.stdout.close()


def kill_server(process: subprocess.Popen[str]) -> None:
    """End it and all its processes as a power cut would."""
    doomed = family(process.pid)
    # Parents first, so that none starts a child anew.
    for number in doomed:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
    process.wait(PATIENCE / 1000)
    deadline = time.monotonic() + PATIENCE / 1000
    while any(is_running(number) for number in doomed) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert process.stdout is not None
    process.stdout.close()


def family(oldest: int) -> list[int]:
    """A process and all that it started, in whatever session, parents before children."""
    parents = {int(path.name): parent_of(path) for path in Path("/proc").glob("[0-9]*")}
    found = [oldest]
    for parent in found:
        found += [number for number, its_parent in parents.items() if its_parent == parent]
    return found


def parent_of(process: Path) -> int:
    return int(status_of(process)[1] or 0)


def is_running(number: int) -> bool:
    return status_of(Path(f"/proc/{number}"))[0] not in {"", "Z", "X"}


def status_of(process: Path) -> tuple[str, str]:
    """State and parent; both are empty for a process that is gone."""
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return "", ""
    return fields[0], fields[1]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product with the real programme, empty, on a port of its own."""
    process, server = start_server(tmp_path_factory.mktemp("served") / "data")
    yield server
    stop_server(process)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with 300 example people, made once for the run; to be copied."""
    return once(folder_of_run(tmp_path_factory), "demonstration", make_demonstration)


def make_demonstration(data: Path) -> None:
    """Make it with the certificates of those who sign in; those of the others are left for another day."""
    process, _server = start_server(data, "--demo")
    of_named = (
        "SELECT 1 FROM credential_file JOIN credential_record USING (credential_id)"
        " JOIN user ON user.id = holder_id WHERE sha256 IS NULL"
        " AND email IN ('official@example.org', 'certified@example.org')"
    )
    tomorrow = str(datetime.now(UTC).replace(tzinfo=None) + timedelta(days=1))
    deadline = time.monotonic() + PATIENCE / 1000
    with closing(sqlite3.connect(data / "campus.db", timeout=30)) as database:
        while database.execute(of_named).fetchone() and time.monotonic() < deadline:
            time.sleep(0.2)
        stop_server(process)
        database.execute("UPDATE credential_file SET due_at = ? WHERE sha256 IS NULL", [tomorrow])
        database.commit()


@pytest.fixture(scope="session")
def demo_server(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product with example people."""
    data = shutil.copytree(demonstration, tmp_path_factory.mktemp("served") / "demo")
    process, server = start_server(data, "--demo")
    yield server
    stop_server(process)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        skip_for_missing("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """`new_page(url, **context options)`: a page in a browser window of its own, at phone width.

    Afterwards: nothing was asked of any other host, and no script failed.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def make(url: str, **options: object) -> Page:
        values: dict[str, object] = {"viewport": PHONE, "locale": "en-GB", "base_url": url, **options}
        context = browser.new_context(**values)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: complaints.extend(foreign(request.url, url)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.extend(trouble(message.type, message.text)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def foreign(asked: str, url: str) -> list[str]:
    return [] if asked.startswith((url, "data:", "blob:")) else [f"request to {asked}"]


def trouble(kind: str, text: str) -> list[str]:
    is_ours = kind in {"error", "warning"} and not EXPECTED.search(text)
    return [f"{kind}: {text}"] if is_ours else []


def open_enhanced(page: Page, path: str) -> None:
    """Open a page and wait until its scripts are there, before the network may go."""
    page.goto(path)
    wait_for_scripts(page)


def wait_for_scripts(page: Page) -> None:
    """Go on when the page's scripts are there: what is typed before is saved only then."""
    page.wait_for_selector("html[data-enhanced]", state="attached")


def assert_accessible(page: Page) -> None:
    """axe finds nothing, and nothing is wider than the window."""
    page.evaluate(SETTLED)
    results = Axe().run(page, options=FAULTS)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
    assert_fits(page)


def assert_fits(page: Page) -> None:
    """Nothing is wider than the window."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
