"""Putting the seal on: a PAdES signature in an invisible, tagged field that certifies the whole file.

After this nothing may rewrite the file. It keeps PDF/A-3a and PDF/UA-1 where it kept them before.
"""

from datetime import datetime

from lms.credentials.sealing.sealers import Sealer


def seal(pdf: bytes, sealer: Sealer, *, reason: str, location: str, moment: datetime) -> bytes:
    """The PDF with its seal. Raises SealerError."""
    raise NotImplementedError
