"""Which fields of a refused form are shown once more?"""

import pytest

from lms.web.refused_forms import is_shown_again

LONG = "A long line that somebody wrote by hand and would not like to write a second time, ever."


@pytest.mark.parametrize(
    ("name", "value", "is_shown"),
    [
        ("text", LONG, True),
        ("text", "ilze@example.org\nrasa@example.org", True),
        ("text", "\n short \n", False),
        ("text", LONG[:80].strip(), False),
        ("text", "x" * 500, False),  # a key or a fingerprint
        ("password", LONG, False),
        ("new-Password-2", f"{LONG}\n{LONG}", False),
        ("csrf_token", f"{LONG}\n{LONG}", False),
        ("recovery_codes", f"{LONG}\n{LONG}", False),
        ("current", LONG, False),
        ("next", f"/search?q={LONG}", False),
    ],
)
def test_texts_are_shown_and_secrets_never(name: str, value: str, is_shown: bool) -> None:
    assert is_shown_again(name, value) is is_shown
