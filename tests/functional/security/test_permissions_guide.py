"""Is the page that tells who may do what true?"""

import pytest
from flask import Flask

from lms.core.access import Permission
from tests.support.permissions_guide import GUIDE, WORDS, guide

AGAIN = "write it anew: python -m tests.support.permissions_guide"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_guide_says_what_holds(app: Flask) -> None:
    assert GUIDE.read_text(encoding="utf-8") == guide(app), AGAIN


def test_each_permission_has_its_words() -> None:
    assert set(WORDS) == set(Permission)
