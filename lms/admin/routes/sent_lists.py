"""A list that was pasted or sent as a CSV file, as text."""

from flask import request


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
        return None
