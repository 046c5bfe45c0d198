"""Templates of certificates: the worked example, whole and changed."""

from pathlib import Path

from lms.content.print_templates.model import FOLDER, PrintTemplate
from lms.content.print_templates.reading import read_template
from lms.content.problems import Problem
from tests.courses.trees import COURSES

NAME = "upright"


def example_files() -> dict[str, bytes]:
    """Path below the folder of the programme → bytes."""
    paths = (COURSES / FOLDER / NAME).iterdir()
    return {f"{FOLDER}/{NAME}/{path.name}": path.read_bytes() for path in paths}


def changed_files(file: str, old: str, new: str) -> dict[str, bytes]:
    """The example with a text in one of its files replaced wherever it stands."""
    files = example_files()
    path = f"{FOLDER}/{NAME}/{file}"
    text = files[path].decode()
    assert old in text
    return {**files, path: text.replace(old, new).encode()}


def read(files: dict[str, bytes]) -> tuple[PrintTemplate | None, tuple[Problem, ...]]:
    """What becomes of the files."""
    return read_template(NAME, files)


def example(files: dict[str, bytes] | None = None) -> PrintTemplate:
    """The example, or one made from other files that are in order too."""
    template, problems = read(files or example_files())
    assert template is not None, problems
    return template


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Put files below a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
