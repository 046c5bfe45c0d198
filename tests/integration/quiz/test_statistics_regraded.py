"""Figures after tests were judged anew: counted from all tests they are what they became step by step."""

import random

import pytest
from flask import Flask

from lms.core.db import db, may_write
from lms.quiz.models import RegradedAttempt
from lms.quiz.queries.statistics import Mark, kept_tally
from lms.quiz.services import statistics
from lms.quiz.services.regrade_previews import preview
from lms.quiz.services.regrading import decide_regrade, go_on_with_regrade
from lms.web.catalogue import current_catalogue
from tests.functional.quiz.test_regrading import also_nonsense, other_option
from tests.integration.quiz.test_statistics import alive, sit
from tests.support.mending import serve_mended
from tests.support.quiz import SLUG, module

MENDED = ("q-text", "q-true")


@pytest.fixture
def mended(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Some people have taken the test, some of them twice; then two keys were mended."""
    with app.app_context():
        may_write.set(True)
        chance = random.Random(4)
        for number in range(5):
            sit(f"person{number}", chance, tries=1 + number % 2)
        db.session.commit()
    serve_mended(app, monkeypatch, {"q-text": also_nonsense, "q-true": other_option})
    return app


def regrade() -> None:
    """Judge all tests anew by the keys as they are now."""
    seen = preview(current_catalogue(), module(), MENDED)
    decided = decide_regrade(
        module(), seen, fingerprint=seen.fingerprint, reason="Keys were wrong.", decided_by=None
    )
    while go_on_with_regrade(current_catalogue(), decided.id):
        pass
    assert db.session.scalars(db.select(RegradedAttempt.id)).all()


def test_counting_anew_gives_the_same_figures_after_a_regrade(mended: Flask) -> None:
    with mended.app_context():
        may_write.set(True)
        first = alive(kept_tally(SLUG))
        regrade()
        db.session.commit()
        grown = alive(kept_tally(SLUG))
        rebuilt = statistics.rebuild(SLUG, current_catalogue())
        db.session.commit()
        assert alive(kept_tally(SLUG)) == grown != first
        assert (rebuilt.before, rebuilt.lost) == (rebuilt.now, 0)


def test_a_regrade_while_all_are_counted_anew_is_not_lost(
    mended: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends between the long first reading and the moment from which others wait."""
    read, reads = statistics.graded_attempts, list[str]()

    def graded(module_slug: str) -> set[Mark]:
        reads.append(module_slug)
        if len(reads) == 2:
            regrade()
        return read(module_slug)

    with mended.app_context():
        may_write.set(True)
        monkeypatch.setattr(statistics, "graded_attempts", graded)
        statistics.rebuild(SLUG, current_catalogue())
        db.session.commit()
        found = alive(kept_tally(SLUG))
        statistics.rebuild(SLUG, current_catalogue())
        db.session.commit()
        assert found == alive(kept_tally(SLUG))
