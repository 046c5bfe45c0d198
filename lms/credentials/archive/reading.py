"""An archive read back from a folder: keys, register, status lists. Knows the disk, and nothing else."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lms.credentials.archive.register import (
    INDEX_BEGINS,
    SHARD_BEGINS,
    SHARD_ENDS,
    fingerprint_of_code,
    fingerprint_of_id,
)
from lms.credentials.archive.signing import is_signature
from lms.credentials.archive.site import MANIFEST, SIGNATURE
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.key_records import key_from
from lms.credentials.formats.keys import PublishedKey


class UnreadableArchiveError(Exception):
    """The folder is no archive, or a part of it is missing or damaged; the message names it."""


@dataclass(frozen=True)
class Archive:
    """A folder that `credentials archive` wrote, or one with the published keys alone."""

    folder: Path

    @cached_property
    def keys(self) -> tuple[PublishedKey, ...]:
        """Every key that was ever published."""
        listed = self._json("keys/history.json")["keys"]
        return tuple(_key(one) for one in listed)

    @property
    def has_register(self) -> bool:
        """There is a register to ask, and not only keys."""
        return (self.folder / "registry" / "index.js").is_file()

    @cached_property
    def index(self) -> Mapping[str, Any]:
        """What the register says of itself."""
        text = self._text("registry/index.js").removeprefix(INDEX_BEGINS).removesuffix(SHARD_ENDS)
        index: Mapping[str, Any] = self._parsed("registry/index.js", text)
        return index

    @property
    def issuer(self) -> IssuerAddress:
        """Who issued."""
        if self.has_register:
            return IssuerAddress(str(self.index["address"]))
        host = str(self._json(".well-known/did.json").get("id")).removeprefix("did:web:")
        return IssuerAddress(f"https://{unquote(host)}")

    def parts_that_differ(self) -> tuple[str, ...]:
        """Files that are missing or are not those of the manifest, sorted."""
        listed: Mapping[str, str] = self._json(MANIFEST)["sha256"]
        return tuple(path for path, digest in sorted(listed.items()) if self._digest(path) != digest)

    def is_signed_by(self, key: PublishedKey) -> bool:
        """The manifest bears a signature of this key."""
        try:
            manifest = (self.folder / MANIFEST).read_bytes()
            return is_signature(key, (self.folder / SIGNATURE).read_bytes(), manifest)
        except OSError:
            return False

    @property
    def made_on(self) -> date:
        """What happened after this day is not in it."""
        return date.fromisoformat(str(self.index["made_on"]))

    def with_code(self, code: str) -> Mapping[str, Any] | None:
        """What the register has under a code."""
        return self.with_fingerprint(fingerprint_of_code(code, self.issuer))

    def with_id(self, credential_id: str) -> Mapping[str, Any] | None:
        """What the register has under the id of a credential."""
        return self.with_fingerprint(fingerprint_of_id(credential_id, self.issuer))

    def with_fingerprint(self, digest: str) -> Mapping[str, Any] | None:
        """What the register has under a fingerprint, with the subject's own facts."""
        name = digest[: int(self.index["prefix"])]
        path = f"registry/{name}.js"
        text = self._text(path).removeprefix(f'{SHARD_BEGINS}"{name}",').removesuffix(SHARD_ENDS)
        found = self._parsed(path, text).get(digest)
        return {**self.index["subjects"][found["of"]], **found} if found else None

    def status_list(self, number: int) -> Mapping[str, Any] | None:
        """A list of revoked credentials, if it is there."""
        path = f"status/{number}"
        return self._json(path) if (self.folder / path).is_file() else None

    def _digest(self, path: str) -> str | None:
        try:
            return hashlib.sha256((self.folder / path).read_bytes()).hexdigest()
        except OSError:
            return None

    def _json(self, path: str) -> Any:
        return self._parsed(path, self._text(path))

    def _text(self, path: str) -> str:
        try:
            return (self.folder / path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise UnreadableArchiveError(f"{self.folder / path} cannot be read") from None

    def _parsed(self, path: str, text: str) -> Any:
        try:
            return json.loads(text)
        except ValueError:
            raise UnreadableArchiveError(f"{self.folder / path} is damaged") from None


def _key(given: Mapping[str, Any]) -> PublishedKey:
    try:
        return key_from(given)
    except (KeyError, TypeError, ValueError) as problem:
        raise UnreadableArchiveError(f"keys/history.json is damaged: {problem!r}") from None
