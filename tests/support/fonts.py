"""Fonts built once for all test runs, because cutting them takes seconds and every data folder needs them."""

import fcntl
import shutil
from pathlib import Path

from config import ROOT
from lms.web.fonts import build_fonts, build_pdf_fonts

SHARED = ROOT / "build" / "test-fonts"


def build_shared_fonts() -> None:
    """Build them unless they are there; parallel test processes wait for each other."""
    SHARED.mkdir(parents=True, exist_ok=True)
    with (SHARED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build_fonts(SHARED)
        build_pdf_fonts(SHARED)


def give_fonts(data: Path) -> None:
    """Put the shared fonts where an installation would build its own."""
    build_shared_fonts()
    target = data / "build" / "fonts"
    if not target.exists():
        shutil.copytree(SHARED, target, ignore=shutil.ignore_patterns("lock"))
