"""`bin/bench` measures everything it promises; how fast it is, it says, not this test."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT

pytestmark = pytest.mark.slow

PROMISED = (
    "a bare Flask page",
    "lesson page",
    "saving an answer",
    "submitting a test",
    "first certificate",
    "stored certificate",
    "plain file from the disk",
    "stored certificate, known already",
    "static file, to anybody",
    "everything for a first certificate",
    "memory",
    "compile all courses, cold",
    "compile all courses, cached",
    "starting a test, 10 tests taken",
    "saving an answer, 1,000 tests taken",
    "handing in 20 answers, 1,000 tests taken",
    "reviewing the result, 1,000 tests taken",
)


def test_a_quick_run_gives_every_row_for_people_and_for_machines(tmp_path: Path) -> None:
    file = tmp_path / "bench.json"
    environ = {name: value for name, value in os.environ.items() if not name.startswith("CAMPUS_")}
    command = [sys.executable, "-m", "bench", "--quick", "--json", str(file)]
    run = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    rows = json.loads(file.read_text("utf-8"))
    for promise in PROMISED:
        assert any(row["what"].startswith(promise) for row in rows), promise
        assert promise in run.stdout
