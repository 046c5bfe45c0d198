"""Dropping questions of the daily review that are gone from their module."""

from lms.core.db import db
from lms.quiz.services.cards import drop_vanished
from lms.web.catalogue import current_catalogue


class VanishedQuestions:
    """Drops questions that come back to people and that a new edition has no more; once for each."""

    def __init__(self) -> None:
        self._seen = ""

    def __call__(self) -> int:
        """Look through them where the programme has changed; gives 0, because nobody waits for more."""
        catalogue = current_catalogue()
        if catalogue.digest != self._seen:
            drop_vanished(catalogue)
            db.session.commit()
            self._seen = catalogue.digest
        return 0
