"""Data that others publish for tests of conformance; it lies outside of the repository, in no package."""

import os
from pathlib import Path

VARIABLE = "CONFORMANCE_DATA"


def is_there() -> bool:
    """The folder is at hand."""
    return Path(os.environ.get(VARIABLE) or "/nowhere").is_dir()


def conformance_data(folder: str) -> Path:
    """The folder of that name; raises FileNotFoundError."""
    found = Path(os.environ.get(VARIABLE) or "/nowhere") / folder
    if not found.is_dir():
        raise FileNotFoundError(f"{VARIABLE} names no folder with {folder}/")
    return found
