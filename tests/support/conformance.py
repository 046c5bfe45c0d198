"""Data that others publish for tests of conformance; it lies outside of the repository."""

import os
from pathlib import Path

import pytest

VARIABLE = "CONFORMANCE_DATA"


def conformance_data(folder: str) -> Path:
    """The folder of that name; skips the test where there is none, and fails where nothing may be."""
    root = os.environ.get(VARIABLE)
    if root and (found := Path(root) / folder).is_dir():
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(f"{VARIABLE} names no folder with {folder}/, and with CI=true nothing may be skipped")
    pytest.skip(f"{VARIABLE} names no folder with {folder}/")
