"""What unit tests share: fonts, built once, and a clock that a busy machine does not disturb."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.prebuilt import FONTS, prebuild_fonts


@pytest.fixture(scope="session")
def pdf_fonts() -> Path:
    """The folder with the fonts of printed documents."""
    prebuild_fonts()
    return FONTS


@pytest.fixture
def cpu_seconds() -> Callable[[], float]:
    """The processor time of this process since the test began."""
    began = time.process_time()
    return lambda: time.process_time() - began
