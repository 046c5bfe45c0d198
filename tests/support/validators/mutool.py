"""MuPDF's `mutool sign -v`: a third reader of seals. It trusts whatever certificates a file brings."""

from pathlib import Path

from tests.support.validators.programs import need, run, said

UNCHANGED = "The document is unchanged since signing."


def problems(file: Path) -> list[str]:
    """What it says unless the file has one seal and nothing was changed since."""
    need("mutool", "mupdf-tools")
    text = said(run(["mutool", "sign", "-v", str(file)]))
    return [] if text.count(UNCHANGED) == 1 else text.splitlines() or ["no seal"]
