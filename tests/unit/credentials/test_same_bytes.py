"""The same record gives the same unsealed bytes: in another process, and in a later language too."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lms.credentials.records import canonical
from tests.factories.credentials import ENGLISH, SWEDISH, make_record

PROGRAM = """
import hashlib, json, sys
from datetime import UTC, datetime
from pathlib import Path
from lms.core.pdf import Printer
from lms.credentials.formats.addresses import address_of
from lms.credentials.formats.badge import as_bytes, badge_of
from lms.credentials.formats.elm import elm_of
from lms.credentials.records import record_from
from lms.credentials.printing.rendering import attached_badge, document_of

record = record_from(sys.stdin.read())
badge = as_bytes(badge_of(record, address_of(record)))
elm = as_bytes(elm_of(record, address_of(record), b"picture"))
printer = Printer()
inside = (attached_badge(badge, datetime(2026, 11, 21, tzinfo=UTC)),)
documents = [document_of(record, Path(sys.argv[1]), language=one, attachments=inside) for one in ("sv", "lv")]
pages = [printer.render(one) for one in documents]
printer.close()
print(json.dumps([hashlib.sha256(one).hexdigest() for one in (badge, elm, *pages)]))
"""


def digests(record: str, fonts: Path, seed: str) -> list[str]:
    """Of badge, export and two pages, made in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(fonts)],
        input=record,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_another_process_makes_the_same_bytes_of_a_record(pdf_fonts: Path) -> None:
    record = canonical(make_record(wordings=(SWEDISH, ENGLISH), expires_on="2031-11-21"))
    first, second = (digests(record, pdf_fonts, seed) for seed in ("1", "2"))
    assert first == second
    assert len(set(first)) == 4
