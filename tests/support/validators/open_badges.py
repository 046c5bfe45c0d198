"""Open Badges by two others: 1EdTech's JSON Schema, and the package openbadgeslib. Neither may connect."""

import json
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, TypeAlias
from unittest import mock

import jsonschema
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc.jwk import import_key
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3 import OB3LdpVerifier, OB3Verifier, check_credential_status
from openbadgeslib.ob3.did import resolve_verification_method
from openbadgeslib.ob3.ldp import verify_data_integrity_proof

Documents: TypeAlias = Mapping[str, Any]
"""What would be fetched: a document by its address."""


@contextmanager
def no_connection() -> Iterator[list[object]]:
    """While it lasts every connection is refused; gives the list of those that were tried."""
    tried: list[object] = []

    def refuse(*arguments: object, **_options: object) -> NoReturn:
        tried.append(arguments)
        raise OSError("refused: no connection here")

    with mock.patch.object(socket.socket, "connect", refuse), mock.patch("socket.getaddrinfo", refuse):
        yield tried


@cache
def _schema(folder: Path) -> jsonschema.Draft201909Validator:
    text = (folder / "ob_v3p0_achievementcredential_schema.json").read_text("utf-8")
    return jsonschema.Draft201909Validator(json.loads(text))


def schema_problems(credential: object, folder: Path) -> list[str]:
    """Where it breaks 1EdTech's schema of an AchievementCredential, which lies in that folder."""
    found = _schema(folder).iter_errors(credential)
    return [f"{one.json_path}: {one.message[:200]}" for one in found]


def badge_problems(credential: Mapping[str, Any], documents: Documents) -> list[str]:
    """Why openbadgeslib does not accept it: form, proof, time, or what its status list says."""

    def check() -> None:
        download = _download(documents)
        verifier = OB3LdpVerifier.for_issuer_did(credential["issuer"]["id"])
        read = verifier.verify(json.dumps(credential), download=download)
        for entry in read.credential_status:
            _check_list(json.loads(download(entry["statusListCredential"])), download)
        # Its own check of a list's signature knows lists in the form of a JWT only.
        check_credential_status(read, download=download, verify_list=False)

    return _problems_in(check)


def token_problems(token: str, documents: Documents, kid: str) -> list[str]:
    """Why openbadgeslib does not accept a credential in the form of a JWT, with the key at that address."""
    jwk = import_key(documents[kid])
    pem = jwk.public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def check() -> None:
        read = OB3Verifier(pem).verify(token)
        check_credential_status(read, download=_download(documents), verify_list=False)

    return _problems_in(check)


def baked_in(picture: bytes) -> str:
    """The credential that openbadgeslib finds in a PNG or SVG."""
    is_png = picture.startswith(b"\x89PNG")
    text: str = (OB3Verifier.extract_token_from_png if is_png else OB3Verifier.extract_token_from_svg)(
        picture
    )
    return text


def _problems_in(check: Callable[[], None]) -> list[str]:
    with no_connection() as tried:
        try:
            check()
        except LibOpenBadgesException as problem:
            return [str(problem), *map(str, tried)]
    return [f"tried to connect: {one}" for one in tried]


def _check_list(credential: dict[str, Any], download: Callable[[str], bytes]) -> None:
    proof = credential["proof"][0] if isinstance(credential["proof"], list) else credential["proof"]
    key = resolve_verification_method(proof["verificationMethod"], download=download)
    verify_data_integrity_proof(credential, key)


def _download(documents: Documents) -> Callable[[str], bytes]:
    def download(address: str) -> bytes:
        if address not in documents:
            raise LibOpenBadgesException(f"not among the documents given: {address}")
        return json.dumps(documents[address]).encode()

    return download
