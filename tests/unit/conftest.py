"""What unit tests of printed documents share: the fonts, built once."""

from pathlib import Path

import pytest

from tests.support.fonts import SHARED, build_shared_fonts


@pytest.fixture(scope="session")
def pdf_fonts() -> Path:
    """The folder with the fonts of printed documents."""
    build_shared_fonts()
    return SHARED
