"""The archive as a static site: pages, published keys and lists, register, log, and a manifest of it all."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lms.credentials.archive.register import Registered, register_files
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.did import did_document, jwk_set, public_jwk
from lms.credentials.formats.key_records import record_of
from lms.credentials.formats.keys import PublishedKey, Purpose

STATIC = Path(__file__).parent.parent.parent / "static"
TEMPLATES = Path(__file__).parent.parent.parent / "templates" / "archive"
SCRIPTS = ("sha256.js", "pdf.js", "verify.js", "start.js", "site.css")
MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.sig"
SOURCE_LANGUAGE = "en"

_environment = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """All that an archive is made of; nothing in it is personal."""

    issuer: IssuerAddress
    issuer_name: str
    made_on: date
    keys: tuple[PublishedKey, ...]
    registered: tuple[Registered, ...]
    status_lists: Mapping[int, bytes]
    """Number → the signed list as it is served."""
    achievements: Mapping[tuple[str, int], bytes]
    """Slug and version → what is served at its address."""
    log: Mapping[str, Any]
    texts: Mapping[str, Mapping[str, str]]
    """Language → key → what the page says."""
    languages: Mapping[str, str]
    """Language → its own name."""


def files_of(contents: Contents) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file but the signature; the same contents give the same files."""
    digests: dict[str, str] = {}
    for path, data in _files_of(contents):
        digests[path] = hashlib.sha256(data).hexdigest()
        yield path, data
    yield MANIFEST, _manifest(contents, digests)


def _manifest(contents: Contents, digests: Mapping[str, str]) -> bytes:
    manifest = {
        "issuer": contents.issuer_name,
        "address": contents.issuer.base_url,
        "did": contents.issuer.did,
        "made_on": contents.made_on.isoformat(),
        "certificates": len(contents.registered),
        "sha256": dict(sorted(digests.items())),
    }
    return _document(manifest)


def _files_of(contents: Contents) -> Iterator[tuple[str, bytes]]:
    yield from _pages(contents)
    yield from _keys(contents.issuer, contents.keys)
    for number, status_list in sorted(contents.status_lists.items()):
        yield f"status/{number}", status_list
    for (slug, version), text in sorted(contents.achievements.items()):
        yield f"achievements/{slug}/{version}", text
    yield "log.json", _document(contents.log)
    yield from register_files(contents.registered, contents.issuer, contents.issuer_name, contents.made_on)


def _pages(contents: Contents) -> Iterator[tuple[str, bytes]]:
    for name in SCRIPTS:
        yield name, (TEMPLATES / name).read_bytes()
    yield "mark.svg", (STATIC / "icons" / "mark.svg").read_bytes()
    values = {"day": contents.made_on.isoformat(), "issuer": contents.issuer_name}
    texts = {key: filled(text, values) for key, text in contents.texts[SOURCE_LANGUAGE].items()}
    known = {
        "texts": texts,
        "issuer": contents.issuer_name,
        "address": contents.issuer.base_url,
        "did": contents.issuer.did,
        "made_on": contents.made_on.isoformat(),
        "languages": contents.languages.items(),
        "keys": contents.keys,
    }
    yield "index.html", _environment.get_template("index.html").render(known).encode()
    yield "README.md", _environment.get_template("readme.txt").render(known).encode()
    said = json.dumps(contents.texts, ensure_ascii=False, indent=1, sort_keys=True)
    yield "texts.js", f"campusArchive.say({said});\n".encode()
    yield "keys.js", _trusted(contents.keys)


def _trusted(keys: Iterable[PublishedKey]) -> bytes:
    """The keys that seal, once more: a page that is opened from a disk may load scripts and nothing else."""
    seals = [record_of(key) for key in _sorted(keys) if key.purpose is Purpose.SEAL]
    told = [{name: key[name] for name in ("kid", "jwk", "retired", "compromised")} for key in seals]
    return f"campusArchive.trust({json.dumps(told, indent=1, allow_nan=False)});\n".encode()


def _sorted(keys: Iterable[PublishedKey]) -> list[PublishedKey]:
    return sorted(keys, key=lambda key: (key.created_at, key.kid))


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its values; values that are not known yet stay as they are."""
    for name, value in values.items():
        text = text.replace(f"%({name})s", value)
    return text


def _keys(issuer: IssuerAddress, keys: Iterable[PublishedKey]) -> Iterator[tuple[str, bytes]]:
    known = _sorted(keys)
    yield ".well-known/did.json", _document(did_document(issuer, known))
    yield "keys/index.json", _document(jwk_set(known))
    yield "keys/history.json", _document({"keys": [record_of(key) for key in known]})
    for key in known:
        yield f"keys/{key.kid}", _document(public_jwk(key))
        if key.certificates:
            yield f"keys/{key.kid}.pem", "".join(key.certificates).encode()


def _document(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
