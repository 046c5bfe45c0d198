"""What the conformance tests share: all files made once, and the slow validators asked once."""

import json
from pathlib import Path

import pytest

from tests.conformance.making import make_files
from tests.support.once import folder_of_run, once
from tests.support.validators import verapdf

Verdicts = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with every certificate and every planted fault, made once for the whole run."""
    return once(folder_of_run(tmp_path_factory), "certificates", make_files)


@pytest.fixture(scope="session")
def verapdf_verdicts(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """What veraPDF says of each of these files, by its name and the standard."""

    def ask(folder: Path) -> None:
        verdicts: Verdicts = {}
        for (file, flavour), problems in verapdf.verdicts(sorted(files.glob("*.pdf"))).items():
            verdicts.setdefault(file.stem, {})[flavour] = problems
        (folder / "verdicts.json").write_text(json.dumps(verdicts), "utf-8")

    made = once(folder_of_run(tmp_path_factory), "verapdf", ask)
    answer: Verdicts = json.loads((made / "verdicts.json").read_text("utf-8"))
    return answer
