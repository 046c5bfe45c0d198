"""The product with one route more: a file from the disk for anybody who is signed in, and nothing else."""

import os
from pathlib import Path

from flask import Response, send_file

from lms.core.access import Permission
from lms.web.access import requires
from lms.wsgi import app

FILE = Path(os.environ["BENCH_FILE"])


@app.get("/bench/file")
@requires(Permission.LEARN)
def show_file() -> Response:
    """The file, as Flask sends one."""
    return send_file(FILE, mimetype="application/pdf", as_attachment=True, download_name="certificate.pdf")
