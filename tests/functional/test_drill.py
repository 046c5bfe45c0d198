"""`bin/drill` in small: a few people, a server that is killed twice, and nothing lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT
from drill import backups
from drill.attempts import Plan, run
from tests.conftest import SERVER_VARIABLE
from tests.support.application import SMALL_COURSES, make_postgresql_database
from tests.support.prebuilt import give_prebuilt
from tests.support.quiz import QUESTIONS

pytestmark = pytest.mark.slow

SMALL = Plan(people=4, answers=8, kills=2, seed=7)
SMALL_BACKUP = backups.Plan(people=2, answers=6, certificates=3, history=5, damaged=20, seed=7)


def test_answers_and_results_survive_a_killed_server(backend: str, tmp_path: Path) -> None:
    url = make_postgresql_database(os.environ[SERVER_VARIABLE]) if backend == "postgresql" else None
    report = run(SMALL, tmp_path, url, courses=QUESTIONS)
    assert report.problems == ()
    assert report.kills == SMALL.kills
    assert report.acknowledged == SMALL.total
    assert f"{SMALL.total} answers acknowledged" in "\n".join(report.lines())


def test_certificates_are_there_once_with_their_files_whenever_the_process_is_killed(tmp_path: Path) -> None:
    give_prebuilt(tmp_path)
    options = ["--people", "4", "--kills", "8", "--courses", str(SMALL_COURSES), "--data", str(tmp_path)]
    # In a process of its own, because it copies itself: a test run has threads.
    said = subprocess.run(
        [sys.executable, "-m", "drill", "credentials", *options], cwd=ROOT, capture_output=True, text=True
    )
    assert said.returncode == 0, said.stdout + said.stderr
    assert "killed 8 times" in said.stdout
    assert "0 problems" in said.stdout


def test_a_backup_made_at_work_comes_back_on_the_other_database_without_the_erased(tmp_path: Path) -> None:
    give_prebuilt(tmp_path / "data")
    server = os.environ.get(SERVER_VARIABLE)
    into = make_postgresql_database(server) if server else None
    report = backups.run(SMALL_BACKUP, tmp_path, None, into, courses=QUESTIONS)
    assert report.problems == []
    assert (report.refused, report.erased) == (SMALL_BACKUP.damaged, 1)
    assert f"{report.acknowledged:8} answers acknowledged" in "\n".join(report.lines())


def test_the_command_says_what_it_can_do() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "drill", "attempts", "--help"], cwd=ROOT, capture_output=True, text=True
    )
    for option in ("--people", "--answers", "--kills", "--database", "--seed"):
        assert option in said.stdout
