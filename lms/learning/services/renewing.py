"""What follows when the final test of a module that is being renewed was passed again."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import OperationalError

from lms.content.outline import Module
from lms.core import clock
from lms.core.db import db
from lms.learning import queries
from lms.learning.models import Enrolment, Renewal

RenewedHandler = Callable[[Renewal, Enrolment, Module], None]

log = logging.getLogger(__name__)

_renewed_handlers: list[RenewedHandler] = []


def on_renewed(handler: RenewedHandler) -> None:
    """Have `handler` called in the same transaction whenever a module is renewed. Filled in by `app`."""
    if handler not in _renewed_handlers:
        _renewed_handlers.append(handler)


def note_pass(enrolment: Enrolment, module: Module, test_begun_at: datetime) -> None:
    """A final test was passed that was begun then: it renews the module, if it was begun for that."""
    renewal = queries.open_renewal_of(enrolment.id)
    if renewal is None or enrolment.withdrawn_at is not None or test_begun_at < renewal.begun_at:
        return
    if renewal.passed_at is None:
        renewal.passed_at = clock.now()
        db.session.flush()
    finish(renewal, enrolment, module)


def finish(renewal: Renewal, enrolment: Enrolment, module: Module) -> None:
    """Tell those above of a renewal whose test was passed; what fails can be tried again."""
    try:
        with db.session.begin_nested():
            renewal.finished_at = clock.now()
            db.session.flush()
            for handler in _renewed_handlers:
                handler(renewal, enrolment, module)
    except OperationalError:
        raise  # the database is full or away: then the result could not be kept either
    except Exception:
        log.exception("the renewal %s could not be finished", renewal.id)
