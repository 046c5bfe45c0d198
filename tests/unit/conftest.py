"""What unit tests of printed documents share: the fonts, built once."""

from pathlib import Path

import pytest

from lms.web.fonts import build_pdf_fonts


@pytest.fixture(scope="session")
def pdf_fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the fonts of printed documents."""
    folder = tmp_path_factory.mktemp("pdf-fonts")
    build_pdf_fonts(folder)
    return folder
