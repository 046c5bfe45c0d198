"""The application as a server imports it."""

import gc
import threading

from flask import Flask

from lms.app import create_app
from lms.core.db import may_be_shared
from lms.core.extension import campus
from lms.core.settings import settings

app = create_app()
# The catalogue and the code live as long as the process: the collector need not look at them again.
gc.collect()
gc.freeze()


def works_alone(app: Flask) -> bool:
    """Server and worker must share one process, because SQLite is too old to be shared."""
    with app.app_context():
        return not may_be_shared(settings().database_url)


def _work(app: Flask) -> None:
    with app.app_context():
        campus().jobs.run_until(threading.Event())


if works_alone(app):
    threading.Thread(target=_work, args=(app,), name="worker", daemon=True).start()
