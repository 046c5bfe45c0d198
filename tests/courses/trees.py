"""The small trees of files that tests compile: a good one, and bad ones laid over it."""

from pathlib import Path

from lms.content.loader import read_files

HERE = Path(__file__).parent
COURSES = HERE.parents[1] / "courses"
GOOD = HERE / "good"
BAD = HERE / "bad"
QUESTIONS = HERE / "questions"
"""Modules with questions of every type, whose feedback can be told from all else."""
REMOVED = "removed.txt"
EXPECTED = "expected.txt"

_STANDS_FOR = {".md": "basics/small-clusters/en/03-next.md", ".yaml": "basics/small-clusters/module.yaml"}


def good_files() -> dict[str, bytes]:
    return read_files(GOOD)[0]


def question_files() -> dict[str, bytes]:
    return read_files(QUESTIONS)[0]


def bad_cases() -> dict[str, Path]:
    """Name → what is laid over the good tree: a folder with files, or one file."""
    paths = (path for path in BAD.iterdir() if path.is_dir() or path.suffix in _STANDS_FOR)
    return {path.name: path for path in sorted(paths)}


def files_of(case: Path) -> dict[str, bytes]:
    """The good tree with the files of the case in it."""
    files = good_files()
    if case.is_file():
        return {**files, _STANDS_FOR[case.suffix]: case.read_bytes()}
    for path in sorted(case.rglob("*")):
        if path.is_file() and path.name not in (REMOVED, EXPECTED):
            files[path.relative_to(case).as_posix()] = path.read_bytes()
    removed = case / REMOVED
    for name in removed.read_text().split() if removed.exists() else ():
        del files[name]
    return files


def expected_path(case: Path) -> Path:
    return case / EXPECTED if case.is_dir() else case.with_name(f"{case.name}.expected.txt")
