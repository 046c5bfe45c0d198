"""What to do with a test that needs a system package which is missing here."""

import os

import pytest


def skip_for_missing(what: str) -> None:
    """Skip a test for lack of a system package, or fail where nothing may be skipped."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and with CI=true nothing may be skipped")
    pytest.skip(f"missing: {what}")
