"""Which of these tests the fast suite leaves out."""

from pathlib import Path

import pytest

from lms.admin.queries import credentials
from lms.core import paging
from lms.people.queries import calling
from lms.reports.queries import people as results

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The fast suite asks pages on SQLite only; services run on both databases there, too."""
    for item in items:
        call = getattr(item, "callspec", None)
        if call is not None and call.params.get("backend") == "postgresql" and HERE in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(params=["few", "many", "most"])
def few_and_many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list finds the same each way: of few rows and rare words, of many and common, or very common ones."""
    if request.param == "most":
        monkeypatch.setattr(calling, "MOST_GATHERED", 0)
    if request.param != "few":
        monkeypatch.setattr(paging, "COUNTED_UP_TO", 0)
        monkeypatch.setattr(calling, "COMMON", 0)
        monkeypatch.setattr(results, "FEW", 0)
        monkeypatch.setattr(results, "VERY_FEW", 0)
        monkeypatch.setattr(credentials, "FEW", 0)
