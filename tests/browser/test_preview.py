"""An author sees a change in the browser as soon as it is saved."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from config import ROOT
from tests.browser.conftest import PATIENCE, NewPage, assert_accessible
from tests.courses.trees import GOOD


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    """The small programme, free to be changed."""
    return shutil.copytree(GOOD, tmp_path / "courses")


@pytest.fixture
def address(courses: Path) -> Iterator[str]:
    """Where `lms content preview` shows it."""
    command = [sys.executable, "-u", "-m", "lms", "content", "preview", str(courses), "--port", "0"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    found = re.search(r"http://\S+", process.stdout.readline())
    assert found is not None
    yield found[0]
    process.terminate()
    process.wait(PATIENCE / 1000)
    process.stdout.close()


def test_a_saved_change_is_on_the_page_at_once(address: str, courses: Path, new_page: NewPage) -> None:
    lesson = courses / "basics/small-clusters/en/01-what-it-is.md"
    page = new_page(address)
    page.goto("modules/small-clusters/what-it-is")
    assert_accessible(page)
    lesson.write_text(lesson.read_text() + "\n\nWritten a moment ago, <b>wrongly</b>.\n")
    page.get_by_text("Written a moment ago").wait_for()
    expect(page.get_by_text("1 problem on this page")).to_be_visible()
    assert_accessible(page)


def test_the_pages_of_an_author_can_be_read_by_everyone(address: str, new_page: NewPage) -> None:
    page = new_page(address)
    for path in (
        "",
        "modules/small-clusters",
        "pages/small-clusters/final-test",
        "modules/small-clusters/measuring",
    ):
        page.goto(path)
        assert_accessible(page)
