"""Importing and exporting a bank in the terminal: all or nothing, and never a success with nothing."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lms.content.loader import check_courses, read_files
from lms.content.parser import parse_tree
from lms.quiz.cli import quiz
from tests.courses.trees import GOOD
from tests.unit.quiz.interchange.test_samples import CASES, SAMPLES

BANK = Path("basics/small-clusters/en/final-test.md")
QUESTION = "::Firms::Firms can belong to a cluster.{T#No, they do.#Yes.}\n"


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOOD, tmp_path / "courses"))


@pytest.fixture
def gift(tmp_path: Path) -> Path:
    file = tmp_path / "questions.txt"
    file.write_text(QUESTION, "utf-8")
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(quiz, [str(argument) for argument in arguments])


def take(courses: Path, file: Path, *more: str, form: str = "gift") -> Result:
    fixed = ("import", file, "--format", form, "--module", "small-clusters", "--courses", courses)
    return run(*fixed, *(more or ("--outcome", "T1-O1")))


@pytest.mark.parametrize("name", CASES)
def test_questions_are_added_and_the_programme_is_still_right(courses: Path, name: str) -> None:
    before = [problem for problem in check_courses(courses) if problem.is_error]
    old = (courses / BANK).read_bytes()
    result = take(courses, SAMPLES / name, form=CASES[name])
    assert result.exit_code == 0, result.output
    assert (courses / BANK).read_bytes().startswith(old.rstrip())
    assert [problem for problem in check_courses(courses) if problem.is_error] == before
    tree, _ = parse_tree(read_files(courses)[0])
    assert tree is not None
    page = tree.modules["small-clusters"].source.final_test
    assert page is not None
    added = int(result.output.splitlines()[-1].split()[0])
    assert added > 3
    assert sum(item.line > old.count(b"\n") for item in page.items) == added
    assert [path.name for path in (courses / BANK).parent.glob(".*")] == []


def test_a_dry_run_writes_nothing(courses: Path, gift: Path) -> None:
    old = (courses / BANK).read_bytes()
    result = take(courses, gift, "--outcome", "T1-O1", "--dry-run")
    assert result.exit_code == 0
    assert result.output.splitlines()[-1].startswith("1 items would be added")
    assert (courses / BANK).read_bytes() == old


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no question could be taken"),
        (b"Nothing is asked here.\n", "no question could be taken"),
        (QUESTION.encode("utf-16-le"), "the file cannot be read"),
        (b"\n\n\xff", "questions.txt:3 left: byte 3 is no UTF-8"),
    ],
)
def test_a_file_that_yields_nothing_is_no_success(
    courses: Path, gift: Path, data: bytes, message: str
) -> None:
    old = (courses / BANK).read_bytes()
    gift.write_bytes(data)
    result = take(courses, gift)
    assert result.exit_code == 1
    assert message in result.output
    assert "Nothing was written" in result.output
    assert (courses / BANK).read_bytes() == old


def test_an_outcome_must_be_one_of_the_module(courses: Path, gift: Path) -> None:
    result = take(courses, gift, "--outcome", "B9-O9")
    assert result.exit_code == 1
    assert "small-clusters has no outcome B9-O9; it has: T1-O1, T1-O2" in result.output
    result = take(courses, gift, "--dry-run")
    assert result.exit_code == 1
    assert "it names no learning outcome of the module; use --outcome" in result.output


def test_a_bank_that_grows_too_large_stays_as_it_was(courses: Path, gift: Path) -> None:
    old = (courses / BANK).read_bytes()
    gift.write_text("\n".join(f"::q{n}::Is {n} the {'very ' * 250}number?{{T}}\n" for n in range(300)))
    result = take(courses, gift)
    assert result.exit_code == 1
    assert "at most 256,000 are read" in result.output
    assert (courses / BANK).read_bytes() == old


def test_a_translation_takes_no_questions_of_its_own(courses: Path, gift: Path) -> None:
    path = courses / "basics/small-clusters/sv/final-test.md"
    path.write_bytes((courses / BANK).read_bytes())
    old = path.read_bytes()
    result = take(courses, gift, "--outcome", "T1-O1", "--language", "sv")
    assert result.exit_code == 1
    assert path.read_bytes() == old


def test_the_report_as_json_counts(courses: Path, gift: Path) -> None:
    result = take(courses, gift, "--outcome", "T1-O1", "--dry-run", "--format-report", "json")
    report = json.loads(result.stdout)
    assert report["sums"] == {"taken": 1, "changed": 0, "left": 0, "noted": 0}
    assert report["findings"][0]["item"] == "firms"
    assert report["findings"][0]["line"] == 1


@pytest.mark.parametrize("form", ["gift", "aiken", "moodle-xml", "qti"])
def test_a_bank_is_handed_on_in_every_format(courses: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "bank"
    fixed = ("--module", "small-clusters", "--courses", courses, "--format", form, "--out", out)
    result = run("export", *fixed)
    assert result.exit_code == 0, result.output
    first = out.read_bytes()
    assert run("export", *fixed).exit_code == 0
    assert out.read_bytes() == first
    assert zipfile.is_zipfile(out) == (form == "qti")


@pytest.mark.parametrize("form", ["gift", "moodle-xml"])
def test_an_exported_bank_is_known_again(courses: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "bank"
    run("export", "--module", "small-clusters", "--courses", courses, "--format", form, "--out", out)
    result = take(courses, out, form=form)
    assert "the bank has the same question as" in result.output


def test_an_unknown_module_is_named(courses: Path, gift: Path) -> None:
    result = run("import", gift, "--format", "gift", "--module", "nowhere", "--courses", courses)
    assert result.exit_code == 1
    assert "there is no module nowhere" in result.output
