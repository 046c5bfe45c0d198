"""Which of these tests the fast suite leaves out."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The fast suite asks pages on SQLite only; services run on both databases there, too."""
    for item in items:
        call = getattr(item, "callspec", None)
        if call is not None and call.params.get("backend") == "postgresql" and HERE in item.path.parents:
            item.add_marker(pytest.mark.slow)
