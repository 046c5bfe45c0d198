"""The test of any sequence finds what would go wrong: each fault is planted, and it fails."""

from collections.abc import Callable

import pytest
from flask import Flask

from lms.core.db import db
from lms.credentials import privacy
from lms.credentials.models import Credential, PersonKey
from lms.credentials.queries import Held
from lms.credentials.services import replacing, standing, status_lists
from tests.integration.credentials.test_any_sequence import live_through

Plant = Callable[[pytest.MonkeyPatch], None]


def earlier_one_not_marked(patched: pytest.MonkeyPatch) -> None:
    replace = replacing._replace

    def forget(held: Held, *rest: object, **named: object) -> Credential:
        new: Credential = replace(held, *rest, **named)
        db.session.get_one(Credential, held.credential.id).superseded_by = None
        return new

    patched.setattr(replacing, "_replace", forget)


def event_left_out(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(standing, "note", lambda *_anything, **_more: None)


def name_left_behind(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(privacy, "HolderName", PersonKey)


def bit_not_set(patched: pytest.MonkeyPatch) -> None:
    of_places = status_lists.status_list_of
    patched.setattr(
        status_lists,
        "status_list_of",
        lambda issuer, number, _places, moment: of_places(issuer, number, (), moment),
    )


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("plant", "last"),
    [
        (earlier_one_not_marked, "reissue"),
        (event_left_out, "revoke"),
        (name_left_behind, "erase"),
        (bit_not_set, "revoke"),
    ],
)
def test_a_planted_fault_is_found(
    app: Flask, monkeypatch: pytest.MonkeyPatch, plant: Plant, last: str
) -> None:
    steps = [("issue", 0), (last, 0)]
    live_through(app, steps)
    plant(monkeypatch)
    with pytest.raises(AssertionError) as found:
        live_through(app, steps)
    assert found.traceback[-1].path.name == "test_any_sequence.py"
