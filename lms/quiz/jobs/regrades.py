"""Going on with regrades."""

from lms.core.db import db, reading
from lms.quiz.queries.regrades import first_unfinished
from lms.quiz.services.regrading import go_on_with_regrade
from lms.web.catalogue import current_catalogue


def go_on_with_regrades() -> int:
    """Judge the next attempts of a regrade that is under way, in a transaction of its own."""
    with reading():
        regrade_id = first_unfinished()
    if regrade_id is None:
        return 0
    go_on_with_regrade(current_catalogue(), regrade_id)
    db.session.commit()
    return 1
