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

SEMICOLONS_AND_FORMULAS = "--infilter=CSV:59,34,76,1,,0,false,true,false,false,false,0,true"
"""Semicolons, quotes, UTF-8; and what looks like a formula is one."""


def recomputed(books: dict[str, bytes], folder: Path) -> dict[str, Workbook]:
    """The workbooks by name as the office program computes them, in one go."""
    files = {f"{name}.xlsx": data for name, data in books.items()}
    return _opened(files, folder, is_data_only=True)


def opened_lists(files: dict[str, bytes], folder: Path) -> dict[str, Workbook]:
    """Files with semicolons as the program opens them that would work out any formula, in one go."""
    lists = {f"{name}.csv": data for name, data in files.items()}
    return _opened(lists, folder, SEMICOLONS_AND_FORMULAS, is_data_only=False)


def _opened(files: dict[str, bytes], folder: Path, *options: str, is_data_only: bool) -> dict[str, Workbook]:
    if SOFFICE is None:
        skip_for_missing("LibreOffice")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECOMPUTE)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    command = [
        SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", *options, "--convert-to", "xlsx",
        "--outdir", str(folder / "out"), *(str(folder / name) for name in files),
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
    stems = [Path(name).stem for name in files]
    return {stem: load_workbook(folder / "out" / f"{stem}.xlsx", data_only=is_data_only) for stem in stems}
