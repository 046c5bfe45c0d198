"""A list that was pasted or sent as a CSV file, as text."""

from flask import flash, request
from flask_babel import gettext as _


def text_sent(pasted: str) -> str | None:
    """What was sent as a file, else what was pasted; None for a file that is no text we can read."""
    file = request.files.get("file")
    data = file.read() if file else b""
    if not data:
        return pasted
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None if encoding == "utf-16" else _as_excel_saves_it(data)


def _as_excel_saves_it(data: bytes) -> str | None:
    """A plain CSV of Excel says nowhere how its letters are written: what is read is to be looked at."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    flash(
        _(
            "The file is not UTF-8, so it was read as Western European. Look whether the names are right; if "
            "not, save it as “CSV UTF-8”."
        )
    )
    return text
