"""Rules of the house that no linter knows."""

import re
import subprocess
from pathlib import Path

from flask import Flask

from lms.core.extension import campus
from lms.core.privacy import personal_columns

TEXT_FILES = {".py", ".md", ".html", ".css", ".js", ".toml", ".yaml", ".txt", ".svg", ".po", ".mako", ""}
LONGEST_FILE = 320


def tracked(repository: Path, pattern: str = "") -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=repository,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    return [
        repository / name for name in listed if re.search(pattern, name) and (repository / name).is_file()
    ]


def test_every_personal_column_has_a_package_that_answers_for_it(app: Flask) -> None:
    with app.app_context():
        owned = {table for owner in campus().personal_data for table in owner.tables}
    assert {table.name for table, _ in personal_columns()} <= owned


def test_templates_hold_nothing_inline(repository: Path) -> None:
    forbidden = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:")
    pages = tracked(repository, r"^lms/templates/(?!pdf/|email/).*\.html$")
    assert pages
    assert [page.name for page in pages if forbidden.search(page.read_text("utf-8"))] == []


def test_only_compiled_content_goes_onto_pages_unescaped(repository: Path) -> None:
    pages = tracked(repository, r"^lms/templates/.*\.html$")
    assert [page.name for page in pages if re.search(r"\|\s*safe\b(?!_)", page.read_text("utf-8"))] == []


def test_templates_ask_the_database_nothing(repository: Path) -> None:
    for page in tracked(repository, r"^lms/templates/.*\.html$"):
        assert not re.search(r"\bsession\.|\.query\b|\bselect\(", page.read_text("utf-8")), page.name


def test_days_are_worked_out_in_a_time_zone_that_knows_its_offset(repository: Path) -> None:
    asking = {
        path.name for path in (repository / "lms").rglob("*.py") if "get_timezone" in path.read_text("utf-8")
    }
    assert asking == {"i18n.py"}, "take `lms.web.i18n.time_zone`"


def test_no_file_has_two_nouns_in_it(repository: Path) -> None:
    for file in tracked(repository, r"^(lms|config).*\.py$"):
        assert len(file.read_text("utf-8").splitlines()) <= LONGEST_FILE, file.name


def test_nothing_names_a_host_of_packages_or_a_path_of_a_machine(repository: Path) -> None:
    hosts = re.compile("|".join(["pypi" + r"\.org", "pythonhosted", "npmjs" + r"\.(org|com)", "/ro" + "ot/"]))
    for file in tracked(repository):
        if file.suffix in TEXT_FILES and file != Path(__file__):
            assert not hosts.search(file.read_text("utf-8", "replace")), file.name


def test_the_two_commands_are_those_of_the_readme(repository: Path) -> None:
    text = (repository / "README.md").read_text("utf-8")
    commands = re.findall(r"^\s*(?:\$ )?(bin/\w+)", text, re.MULTILINE)
    assert {"bin/serve", "bin/test"} <= set(commands)
    for command in set(commands):
        assert (repository / command).stat().st_mode & 0o100, command


def test_ci_runs_what_people_run(repository: Path) -> None:
    assert (repository / ".ci/run").read_text("utf-8").rstrip().endswith("exec bin/test")
