"""What a test run could not test because a system package is missing; with CI=true nothing may be missing."""

import os

import pytest

NOTES: set[str] = set()


def skip_for_missing(what: str) -> None:
    """Skip a test for lack of a system package, or fail where nothing may be skipped."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and with CI=true nothing may be skipped")
    pytest.skip(f"missing: {what}")
