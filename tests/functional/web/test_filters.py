"""Values as people write them."""

import pytest
from flask import Flask

from lms.web.filters import show_file_size


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 kB"), (340_000, "340 kB"), (1_400_000, "1.4 MB"), (79_184_400_000, "79.2 GB")],
)
def test_a_size_is_said_in_the_unit_that_fits(app: Flask, size: int, words: str) -> None:
    with app.test_request_context():
        assert show_file_size(size) == words
