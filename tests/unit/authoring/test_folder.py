"""Any folder that holds a module can be previewed, inside a programme or outside."""

import shutil
from pathlib import Path

import pytest

from lms.authoring.folder import AuthorFolder, NothingToShowError
from lms.content.problems import Problem, Severity
from tests.courses.trees import GOOD

MODULE = GOOD / "basics" / "small-clusters"


def problem(path: str, code: str = "raw-html") -> Problem:
    return Problem(path=path, line=3, column=1, severity=Severity.ERROR, code=code, message="wrong.")


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A module in no programme."""
    return shutil.copytree(MODULE, tmp_path / "My Module")


def test_a_programme_is_shown_whole() -> None:
    folder = AuthorFolder.at(GOOD)
    gathered = folder.read()
    assert folder.is_programme
    assert gathered.shows("small-clusters")
    assert gathered.shows("larger-clusters")


@pytest.mark.parametrize("path", [MODULE, MODULE / "en"])
def test_a_part_of_a_programme_is_compiled_with_all_of_it_but_shown_alone(path: Path) -> None:
    gathered = AuthorFolder.at(path).read()
    assert "glossary/en.md" in gathered.files
    assert gathered.shows("small-clusters") is (path == MODULE)
    assert not gathered.shows("larger-clusters")
    own = gathered.own((problem("basics/small-clusters/en/01-what-it-is.md"), problem("glossary/en.md")))
    assert [p.path for p in own] == ["basics/small-clusters/en/01-what-it-is.md"]


def test_a_module_alone_gets_a_programme_for_the_time_of_the_preview(alone: Path) -> None:
    gathered = AuthorFolder.at(alone).read()
    assert {"programme.yaml", "preview/course.yaml", "preview/my-module/module.yaml"} <= set(gathered.files)
    assert not (alone / "programme.yaml").exists()
    assert gathered.shows("my-module")


def test_a_folder_of_modules_shows_them_all(alone: Path) -> None:
    shutil.copytree(alone, alone.parent / "other")
    gathered = AuthorFolder.at(alone.parent).read()
    assert gathered.shows("my-module")
    assert gathered.shows("other")
    own = gathered.own((problem("preview/other/en/module.md"), problem("preview/my-module/module.yaml")))
    assert [p.path for p in own] == ["other/en/module.md", "My Module/module.yaml"]


def test_problems_of_the_made_up_programme_are_nobodys(alone: Path) -> None:
    gathered = AuthorFolder.at(alone).read()
    assert gathered.own((problem("programme.yaml"), problem("preview/course.yaml"))) == ()


def test_what_only_a_programme_can_know_is_a_warning_outside_one(alone: Path) -> None:
    (own,) = AuthorFolder.at(alone).read().own((problem("preview/my-module/en/module.md", "term-unknown"),))
    assert own.path == "en/module.md"
    assert not own.is_error
    assert "in no programme" in own.message


def test_a_folder_without_modules_says_so(tmp_path: Path) -> None:
    with pytest.raises(NothingToShowError, match=r"module\.yaml"):
        AuthorFolder.at(tmp_path)


def test_a_save_changes_the_fingerprint_and_editors_litter_does_not(alone: Path) -> None:
    folder = AuthorFolder.at(alone)
    before = folder.fingerprint()
    assert folder.fingerprint() == before
    (alone / "en" / ".module.md.swp").write_text("x")
    assert folder.fingerprint() == before
    (alone / "en" / "module.md").write_text("changed")
    assert folder.fingerprint() != before


def test_links_and_huge_files_are_not_read(alone: Path) -> None:
    (alone / "en" / "02-link.md").symlink_to("/etc/hostname")
    (alone / "en" / "03-huge.md").write_bytes(b"x" * 300_000)
    gathered = AuthorFolder.at(alone).read()
    assert not any(path.endswith(("02-link.md", "03-huge.md")) for path in gathered.files)
    assert sorted(p.path for p in gathered.own(())) == ["en/02-link.md", "en/03-huge.md"]
