"""No item changes its type under its id once it was served."""

import shutil
from pathlib import Path

import pytest

from lms.content.loader import LiveCatalogue, load_catalogue
from lms.content.problems import ContentErrors
from lms.core.storage import Storage
from tests.courses.trees import GOOD

TEST = Path("basics/small-clusters/en/final-test.md")
LESSON = Path("basics/small-clusters/en/02-measuring.md")
WORD, NUMBER = "= support | support layer", "= 5 ± 1"


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOOD, tmp_path / "courses"))


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(tmp_path / "storage")


def change(courses: Path, old: str, new: str) -> None:
    text = (courses / TEST).read_text("utf-8")
    assert old in text
    (courses / TEST).write_text(text.replace(old, new), "utf-8")


def refused(courses: Path, storage: Storage) -> list[str]:
    with pytest.raises(ContentErrors) as caught:
        load_catalogue(courses, storage=storage)
    return [f"{one.path}:{one.line} {one.code}" for one in caught.value.problems if one.is_error]


def test_another_type_under_a_served_id_is_refused_at_its_line(courses: Path, storage: Storage) -> None:
    load_catalogue(courses, storage=storage)
    change(courses, WORD, NUMBER)
    assert refused(courses, storage) == [f"{TEST}:24 item-type-changed"]
    change(courses, "### t-layers ", "### t-layers-2 ")
    assert (
        "t-layers-2"
        in load_catalogue(courses, storage=storage).module("small-clusters").text("en").test_items
    )


def test_an_id_that_left_the_bank_does_not_come_back_as_another_type(courses: Path, storage: Storage) -> None:
    load_catalogue(courses, storage=storage)
    change(courses, "### t-layers ", "### t-other ")
    load_catalogue(courses, storage=storage)
    change(courses, "### t-other ", "### t-layers ")
    load_catalogue(courses, storage=storage)
    change(courses, WORD, NUMBER)
    assert refused(courses, storage) == [f"{TEST}:24 item-type-changed"]


def test_what_was_never_served_may_change_as_one_likes(courses: Path, storage: Storage) -> None:
    load_catalogue(courses)
    change(courses, WORD, NUMBER)
    assert load_catalogue(courses, storage=storage).modules


def test_a_self_check_keeps_its_type_too(courses: Path, storage: Storage) -> None:
    load_catalogue(courses, storage=storage)
    lesson = courses / LESSON
    text = lesson.read_text("utf-8")
    lesson.write_text(
        text.replace("= over-representation | overrepresentation", "= 5 ± 1").replace("!= growth", "!= 9 ± 1")
    )
    assert any(
        one.startswith(f"{LESSON}:") and "item-type-changed" in one for one in refused(courses, storage)
    )


def test_the_catalogue_in_use_goes_on_with_what_it_served(courses: Path, storage: Storage) -> None:
    live = LiveCatalogue(courses, storage=storage)
    served = live.current
    change(courses, WORD, NUMBER)
    assert live.refreshed() is served
    assert [problem.code for problem in live.problems if problem.is_error] == ["item-type-changed"]
    change(courses, NUMBER, WORD)
    live.refreshed()
    assert live.problems == ()
