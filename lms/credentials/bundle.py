"""All files of a holder's credentials in one archive, with a text that says what each is. Pure."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_BYTES = 100_000_000
MOST_FILES = 500
_NOT_IN_NAMES = re.compile(r"[^\w.,()-]+")


class BundleTooLargeError(ValueError):
    """More than anybody's certificates can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file of the archive."""

    folder: str
    name: str
    data: bytes


def bundle_of(entries: Iterable[Entry], readme: str) -> bytes:
    """The archive. Raises BundleTooLargeError."""
    buffer = io.BytesIO()
    count = size = 0
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in entries:
            count, size = count + 1, size + len(entry.data)
            if count > MOST_FILES or size > MOST_BYTES:
                raise BundleTooLargeError
            archive.writestr(f"{file_name(entry.folder)}/{file_name(entry.name)}", entry.data)
        archive.writestr("README.txt", readme.replace("\n", "\r\n"))
    return buffer.getvalue()


def shortened(text: str, most: int = 60) -> str:
    """The beginning of a text, to the end of a word."""
    return text if len(text) <= most else text[: most + 1].rpartition(" ")[0].rstrip(" ,:;–-") or text[:most]


def file_name(text: str) -> str:
    """A text as the name of a file on any system: letters stay, what has a meaning somewhere goes."""
    kept = _NOT_IN_NAMES.sub(" ", unicodedata.normalize("NFC", text)).strip(" .")
    return kept[:100].strip(" .") or "file"


def readme_of(title: str, paragraphs: Sequence[str], files: Sequence[tuple[str, str]]) -> str:
    """A plain text: a title, what is in the archive, and a line for each kind of file."""
    width = max((len(name) for name, _ in files), default=0)
    lines = [title, "=" * len(title), "", *(f"{paragraph}\n" for paragraph in paragraphs)]
    lines += [f"{name.ljust(width)}  {meaning}" for name, meaning in files]
    return "\n".join(lines) + "\n"
