"""A template as it is kept: its files in one, known by a digest."""

import hashlib
import json
from dataclasses import asdict, dataclass

FOLDER = "certificates"
"""Beside the courses; each template is a folder in it."""
HTML_FILE, CSS_FILE, YAML_FILE = "template.html", "template.css", "template.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintTemplate:
    """One version of a template."""

    name: str
    version: int
    fields: tuple[str, ...]
    """That it declares and may use."""
    html: str
    """What stands in the body of the page, with fields."""
    css: str

    @property
    def packed(self) -> bytes:
        """What is kept: the same template always gives the same bytes."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def digest(self) -> str:
        """What it is known by: SHA-256 of the bytes that are kept."""
        return hashlib.sha256(self.packed).hexdigest()


def unpacked(data: bytes) -> PrintTemplate:
    """The template that was kept."""
    said = json.loads(data)
    return PrintTemplate(**{**said, "fields": tuple(said["fields"])})
