"""What a backup says of itself: at its beginning what is to come, at its end what came. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

FORMAT = 1
"""Number of the format; one more when an older release could no longer read it."""
HEADER = "backup.json"
MANIFEST = "manifest.json"


class UnknownFormatError(ValueError):
    """The backup was written by a release that is newer than this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """How a backup begins."""

    release: str
    revision: str
    """Of the database's schema."""
    database: str
    """SQLite or PostgreSQL; it may be restored into either."""
    made_at: datetime
    """The moment of the snapshot."""
    public_url: str | None
    tables: Mapping[str, tuple[tuple[str, str], ...]]
    """Name → columns with their kinds, in the order in which they come."""
    not_inside: tuple[str, ...]
    """Names of settings that the environment gave: whoever restores must give them again."""

    def text(self) -> bytes:
        """As JSON."""
        said = {
            "format": FORMAT,
            "release": self.release,
            "revision": self.revision,
            "database": self.database,
            "made_at": self.made_at.isoformat(),
            "public_url": self.public_url,
            "tables": dict(self.tables),
            "not_inside": self.not_inside,
        }
        return json.dumps(said, indent=1).encode("ascii")


def header_from(text: bytes) -> Header:
    """The header of a backup. Raises UnknownFormatError; ValueError, KeyError, TypeError if it is none."""
    said = json.loads(text)
    if said["format"] != FORMAT:
        raise UnknownFormatError(said["format"])
    return Header(
        release=str(said["release"]),
        revision=str(said["revision"]),
        database=str(said["database"]),
        made_at=datetime.fromisoformat(said["made_at"]),
        public_url=said["public_url"],
        tables={
            str(name): tuple((str(column), str(kind)) for column, kind in columns)
            for name, columns in said["tables"].items()
        },
        not_inside=tuple(str(one) for one in said["not_inside"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """How a backup ends."""

    tables: Mapping[str, tuple[int, str]]
    """Name → how many rows, and their digest."""
    file_count: int
    byte_count: int
    missing: tuple[str, ...] = field(default=())
    """Files that the database names and that were nowhere, or not as they were written."""
    removed: tuple[str, ...] = field(default=())
    """Files that were removed together with their rows while the backup was made."""

    def text(self) -> bytes:
        """As JSON."""
        said = {
            "tables": {
                name: {"rows": rows, "digest": digest} for name, (rows, digest) in self.tables.items()
            },
            "files": self.file_count,
            "bytes": self.byte_count,
            "missing": self.missing,
            "removed": self.removed,
        }
        return json.dumps(said, indent=1).encode("ascii")


def manifest_from(text: bytes) -> Manifest:
    """The manifest of a backup. Raises ValueError, KeyError, TypeError."""
    said = json.loads(text)
    return Manifest(
        tables={str(name): (int(one["rows"]), str(one["digest"])) for name, one in said["tables"].items()},
        file_count=int(said["files"]),
        byte_count=int(said["bytes"]),
        missing=tuple(str(one) for one in said["missing"]),
        removed=tuple(str(one) for one in said["removed"]),
    )
