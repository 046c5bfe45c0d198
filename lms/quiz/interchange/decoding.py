"""From bytes to text: encodings are told apart by their marks, what deceives the eye is taken out."""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from lms.quiz.interchange.readings import FileRefusedError, Remark

MAX_BYTES = 10_000_000
MOST_REMARKS = 20

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufffe\uffff\U000f0000-\U0010ffff]"
)
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_KNOWN = {
    "utf-8": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "windows-1252": "cp1252",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text with lines ended by a line feed, and where characters were taken out."""

    text: str
    remarks: tuple[Remark, ...]


def decoded(data: bytes, *, is_xml: bool = False) -> Decoded:
    """The text of a file; raises FileRefusedError where it is too large or no text that can be told."""
    if len(data) > MAX_BYTES:
        raise FileRefusedError(1, f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read")
    text = _text(data, _encoding(data, is_xml=is_xml))
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return Decoded(_INVISIBLE.sub("", text), tuple(_remarks(text)))


def _encoding(data: bytes, *, is_xml: bool) -> str:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise FileRefusedError(1, "the file is saved as UTF-32; save it as UTF-8")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in data[:200]:
        raise FileRefusedError(1, "the file is no text, or UTF-16 without its mark; save it as UTF-8")
    declared = _DECLARED.match(data) if is_xml else None
    if declared is None or data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    name = declared[1].decode("ascii").lower()
    if name not in _KNOWN:
        raise FileRefusedError(1, f"the file says that it is saved as {name}; save it as UTF-8")
    return _KNOWN[name]


def _text(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
        message = f"byte {error.start + 1:,} is no {encoding.removesuffix('-sig').upper()}; save it as UTF-8"
        raise FileRefusedError(line, message) from None


def _remarks(text: str) -> list[Remark]:
    remarks: list[Remark] = []
    line = position = 0
    for match in _INVISIBLE.finditer(text):
        line += text.count("\n", position, match.start())
        position = match.start()
        if len(remarks) == MOST_REMARKS:
            remarks.append(Remark(line + 1, "further invisible characters were taken out"))
            break
        remarks.append(Remark(line + 1, f"the invisible character U+{ord(match[0]):04X} was taken out"))
    return remarks
