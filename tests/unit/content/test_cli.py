"""The content commands of the terminal."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lms.content.cli import content
from lms.content.facts import FACT_EXAMPLE
from lms.content.loader import load_catalogue
from lms.core.storage import Storage
from tests.courses.trees import GOOD

LESSON = Path("basics/small-clusters/en/03-next.md")


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOOD, tmp_path / "courses"))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(content, [str(argument) for argument in arguments])


def test_warnings_alone_leave_the_exit_status_at_zero(courses: Path) -> None:
    result = run("check", courses)
    assert result.exit_code == 0
    assert result.output.splitlines()[-1].startswith("0 errors, ")
    assert f"{courses}/glossary/sv.md:1:1 warning glossary-missing" in result.output


def test_the_check_names_the_facts_to_look_up_again(courses: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = FACT_EXAMPLE.replace("2027-05-31", "2028-02-29")
    (courses / "facts.yaml").write_text(f"format: 1\n{facts}\n", "utf-8")
    monkeypatch.setattr("lms.content.cli.now", lambda: datetime(2028, 2, 29, tzinfo=UTC))
    assert "fact-review-due" not in run("check", courses).output
    monkeypatch.setattr("lms.content.cli.now", lambda: datetime(2028, 3, 1, tzinfo=UTC))
    result = run("check", courses)
    assert "facts.yaml:3:3 warning fact-review-due: “de-minimis-ceiling” was to be looked" in result.output
    assert result.exit_code == 0


def test_a_folder_inside_a_programme_is_checked_alone(courses: Path) -> None:
    other = courses / "basics" / "larger-clusters" / "en" / "module.md"
    other.write_text(other.read_text("utf-8") + "\n<b>raw</b>\n", "utf-8")
    module = courses / "basics" / "small-clusters"
    lesson = module / "en" / "02-measuring.md"
    lesson.write_text(lesson.read_text("utf-8") + "\n<b>raw</b>\n", "utf-8")
    output = run("check", module).output
    assert "02-measuring.md" in output
    assert "larger-clusters" not in output


def test_a_question_that_was_served_with_another_type_is_refused(
    courses: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_catalogue(courses, storage=Storage(tmp_path / "editions"))
    test = courses / "basics/small-clusters/en/final-test.md"
    test.write_text(test.read_text("utf-8").replace("= support | support layer", "= 5 ± 1"), "utf-8")
    monkeypatch.setenv("CAMPUS_DATA", str(tmp_path))
    assert "item-type-changed" not in run("check", courses).output
    monkeypatch.setenv("CAMPUS_COURSES", str(courses))
    result = run("check", courses)
    assert result.exit_code == 1
    assert f"{test}:24:1 error item-type-changed: “t-layers” was served as short-text" in result.output
    assert "    ### t-layers-2" in result.output


def test_errors_set_the_exit_status(courses: Path) -> None:
    (courses / LESSON).write_text("No head.\n")
    result = run("check", courses)
    assert result.exit_code == 1
    assert f"{courses}/{LESSON}:1:1 error head-missing" in result.output


@pytest.mark.parametrize("form", ["json", "github"])
def test_problems_are_written_for_other_tools(courses: Path, form: str) -> None:
    (courses / LESSON).write_text("No head.\n")
    output = run("check", courses, "--format", form).output
    if form == "json":
        assert {problem["code"] for problem in json.loads(output)} >= {"head-missing"}
    else:
        assert f"::error file={courses}/{LESSON},line=1,col=1,title=head-missing::" in output


def test_the_outline_has_counts(courses: Path) -> None:
    assert (
        "3 lessons, 8 self-checks, 6 test items, 2 files; 1.75 hours"
        in run("show", "--courses", courses).output
    )
    detailed = run("show", "small-clusters", "--courses", courses).output
    assert "02 Measuring  (18 min; T1-O2)" in detailed
    assert "larger-clusters" not in detailed
    assert "there is no module other" in run("show", "other", "--courses", courses).output


def test_the_matrix_names_every_page_that_needs_work(courses: Path) -> None:
    table = run("status", "--courses", courses).output
    assert "02-measuring.md: 1 block stale" in table
    assert "03-next.md: missing" in table
    rows = json.loads(run("status", "--courses", courses, "--format", "json").output)["translations"]
    assert rows[0] == {
        "module": "small-clusters",
        "language": "sv",
        "pages": 7,
        "fresh": 2,
        "stale_blocks": 5,
        "missing": ["03-next.md", "assignment.md", "facilitator.md"],
        "unstamped": [],
        "parity_problems": 0,
    }


def test_the_status_counts_what_a_module_holds(courses: Path) -> None:
    text = run("status", "--courses", courses).output
    assert "    bank of 6: T1-O1 3 for 2 drawn, T1-O2 3 for 2 drawn\n" in text
    assert "T2  larger-clusters  (announced)\n    no lessons yet\n" in text
    assert max(map(len, text.splitlines())) <= 100
    (module, _) = json.loads(run("status", "--courses", courses, "--format", "json").output)["modules"]
    assert (module["id"], module["lessons"], module["self_checks"], module["figures"]) == ("T1", 3, 8, 1)
    assert module["types"]["numeric"] == 2
    assert module["minutes"] == round(sum(module["words"]) / 200 + 8 * 2 + 60)


def test_stamping_a_page_makes_it_fresh(courses: Path) -> None:
    result = run("stamp", "small-clusters", "sv", "02-measuring.md", "--courses", courses)
    assert result.exit_code == 0, result.output
    assert "02-measuring.md" not in run("status", "--courses", courses).output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("other", "sv"), "other has no translation into sv"),
        (("small-clusters", "da"), "small-clusters has no translation into da"),
        (("small-clusters", "en"), "small-clusters has no translation into en"),
        (("small-clusters", "sv", "09-x.md"), "there is no page sv/09-x.md"),
    ],
)
def test_only_translations_are_stamped(courses: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run("stamp", *arguments, "--courses", courses)
    assert result.exit_code == 1
    assert words in result.output


def test_a_page_with_other_blocks_is_not_stamped(courses: Path) -> None:
    page = courses / "basics/small-clusters/sv/02-measuring.md"
    page.write_text(page.read_text().replace("## Så gör man\n", ""))
    result = run("stamp", "small-clusters", "sv", "--courses", courses)
    assert result.exit_code == 1
    assert "02-measuring.md: not stamped, 7 blocks here, 8 expected from the source" in result.output
