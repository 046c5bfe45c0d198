"""What each data folder needs and takes seconds to make, made once for all runs: fonts, the catalogue."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from config import ROOT
from lms.content.loader import load_catalogue
from lms.web.fonts import build_fonts, build_pdf_fonts

SHARED = ROOT / "build" / "prebuilt"
FONTS = SHARED / "fonts"
CATALOGUE = SHARED / "catalogue"
TEMPLATES = SHARED / "templates"
"""Compiled templates, which the applications in tests fill as they go."""
PROGRAMMES = (ROOT / "tests" / "courses" / "good", ROOT / "courses")


@cache
def prebuild_fonts() -> None:
    """Make the fonts if they are not there yet, and no more: all that files of certificates need."""
    with _alone():
        build_fonts(FONTS)
        build_pdf_fonts(FONTS)


@cache
def prebuild() -> None:
    """Make what is not there yet; parallel test processes wait for each other."""
    prebuild_fonts()
    with _alone():
        for courses in PROGRAMMES:
            load_catalogue(courses, cache=CATALOGUE)


@contextmanager
def _alone() -> Iterator[None]:
    SHARED.mkdir(parents=True, exist_ok=True)
    with (SHARED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def give_prebuilt(data: Path) -> None:
    """Put it where an installation would make its own; a changed module is still compiled, alone."""
    prebuild()
    for made in (FONTS, CATALOGUE):
        target = data / "build" / made.name
        if not target.exists():
            shutil.copytree(made, target)
