"""What the conformance tests share: all files made once, and the slow validators asked once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.faults import STANDARDS
from tests.conformance.making import SPECIMEN, make_files
from tests.support.once import folder_of_run, once
from tests.support.validators import verapdf

Verdicts = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the specimen, all certificates and all planted faults, made once for the whole run."""
    return once(folder_of_run(tmp_path_factory), "certificates", make_files)


@pytest.fixture(scope="session")
def verapdf_verdicts(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """What veraPDF says of each of these files, by its name and the standard; the JVM runs once for all."""

    def ask(folder: Path) -> None:
        verdicts: Verdicts = {}
        for (file, flavour), problems in verapdf.verdicts(list(_questions(files))).items():
            verdicts.setdefault(_name(file), {})[flavour] = problems
        (folder / "verdicts.json").write_text(json.dumps(verdicts), "utf-8")

    made = once(folder_of_run(tmp_path_factory), "verapdf", ask)
    answer: Verdicts = json.loads((made / "verdicts.json").read_text("utf-8"))
    return answer


def _questions(files: Path) -> Iterator[verapdf.Question]:
    """Both standards of what is in order, and of a planted fault the one that it breaks."""
    for file in [*sorted(files.glob("*.pdf")), files / SPECIMEN / "certificate.pdf"]:
        for flavour in (STANDARDS[file.stem][1],) if file.stem in STANDARDS else verapdf.BOTH:
            yield file, flavour


def _name(file: Path) -> str:
    return SPECIMEN if file.parent.name == SPECIMEN else file.stem
