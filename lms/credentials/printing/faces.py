"""The faces that are embedded in what is printed, as a style sheet names them."""

from collections.abc import Sequence
from pathlib import Path

from lms.core.pdf import Asset
from lms.web.fonts import build_pdf_fonts

WEIGHTS = {"regular": 400, "semibold": 600}


def faces_of(names: Sequence[str], fonts: Path) -> tuple[str, dict[str, Asset]]:
    """The rules that name them, and their files, built into a folder."""
    built = build_pdf_fonts(fonts)
    files = {f"{name}.ttf": Asset(body=built[name].read_bytes(), media_type="font/ttf") for name in names}
    return "".join(_rule(name) for name in names), files


def _rule(name: str) -> str:
    family, cut = name.split("-")
    source = f'font-family:"Campus {family.title()}";font-weight:{WEIGHTS[cut]};src:url(asset:{name}.ttf)'
    return f"@font-face{{{source}}}"
