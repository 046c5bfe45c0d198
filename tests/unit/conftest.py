"""What unit tests of printed documents share: the fonts, built once."""

from pathlib import Path

import pytest

from tests.support.prebuilt import FONTS, prebuild_fonts


@pytest.fixture(scope="session")
def pdf_fonts() -> Path:
    """The folder with the fonts of printed documents."""
    prebuild_fonts()
    return FONTS
