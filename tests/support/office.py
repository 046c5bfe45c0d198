"""An office program that opens workbooks and works every formula out anew."""

import os
import shutil
import subprocess
from pathlib import Path

from openpyxl import Workbook, load_workbook

from tests.support.missing import skip_for_missing

SOFFICE = shutil.which("soffice")
ALWAYS_RECOMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""
"""Without it the program shows the results that a file brings along, and a test would compare us with us."""


def recomputed(books: dict[str, bytes], folder: Path) -> dict[str, Workbook]:
    """The workbooks by name as the office program computes them, in one go."""
    if SOFFICE is None:
        skip_for_missing("LibreOffice")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECOMPUTE)
    for name, data in books.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    command = [
        SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx",
        "--outdir", str(folder / "out"), *(str(folder / f"{name}.xlsx") for name in books),
    ]  # fmt: skip
    done = subprocess.run(
        command,
        check=True,
        capture_output=True,
        timeout=300,
        env={**os.environ, "HOME": str(folder)},
        text=True,
    )
    said = [
        line for line in done.stderr.splitlines() if "javaldx" not in line
    ]  # it has no Java, and needs none
    assert not said, done.stderr
    return {name: load_workbook(folder / "out" / f"{name}.xlsx", data_only=True) for name in books}
