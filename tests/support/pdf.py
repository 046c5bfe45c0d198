"""Reading a PDF in tests with tools that are not ours: poppler's pdftotext, pdffonts and pdfinfo."""

import re
import shutil
import subprocess
from pathlib import Path

from tests.support.missing import skip_for_missing


def _run(tool: str, pdf: bytes, folder: Path, *options: str) -> str:
    if shutil.which(tool) is None:
        skip_for_missing("poppler-utils")
    path = folder / "document.pdf"
    path.write_bytes(pdf)
    last = ["-"] if tool == "pdftotext" else []
    done = subprocess.run([tool, *options, str(path), *last], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def text_of(pdf: bytes, folder: Path) -> str:
    """The words on the pages, in the order in which they are drawn."""
    return _run("pdftotext", pdf, folder, "-raw")


def fonts_of(pdf: bytes, folder: Path) -> list[tuple[str, bool]]:
    """Name of each font without its subset tag, and whether it is embedded."""
    lines = _run("pdffonts", pdf, folder).splitlines()[2:]
    return [(line.split()[0].partition("+")[2] or line.split()[0], _is_embedded(line)) for line in lines]


def _is_embedded(line: str) -> bool:
    flags = re.search(r"\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+", line)
    assert flags, line
    return flags[1] == "yes"


def page_count(pdf: bytes, folder: Path) -> int:
    """Number of pages."""
    found = re.search(r"Pages:\s+(\d+)", _run("pdfinfo", pdf, folder))
    assert found
    return int(found[1])
