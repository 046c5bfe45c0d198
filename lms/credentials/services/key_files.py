"""Private keys as encrypted files in `keys/` of the data folder, readable by their owner alone."""

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import cast

from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)

from lms.core.settings import settings
from lms.credentials.errors import KeyUnusableError
from lms.credentials.formats.keys import PrivateKey, Purpose

SUFFIXES = {Purpose.SEAL: ".p12", Purpose.BADGE: ".pem", Purpose.TOKEN: ".pem"}
NAME_OF_KEY = b"Cluster Campus"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFiles:
    """The folder and what opens its files."""

    folder: Path
    passphrase: str = field(repr=False)

    def path(self, purpose: Purpose, kid: str) -> Path:
        """Where a key lies."""
        return self.folder / f"{purpose}-{kid}{SUFFIXES[purpose]}"

    def read(self, purpose: Purpose, kid: str) -> PrivateKey:
        """A private key; raises KeyUnusableError."""
        path = self.path(purpose, kid)
        try:
            changed = path.stat().st_mtime_ns
        except OSError:
            raise KeyUnusableError(
                f"The key file {path} is missing. Bring it back from the backup of keys/, or make a new key "
                f"with `bin/lms credentials keys rotate {purpose}`."
            ) from None
        return _opened(path, changed, self._secret())

    def keep(
        self, purpose: Purpose, kid: str, private: PrivateKey, certificates: tuple[x509.Certificate, ...] = ()
    ) -> None:
        """Write a private key, whole or not at all; raises KeyUnusableError."""
        encryption = BestAvailableEncryption(self._secret())
        if purpose is Purpose.SEAL:
            own, *others = certificates
            data = pkcs12.serialize_key_and_certificates(NAME_OF_KEY, private, own, others, encryption)
        else:
            data = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(self.path(purpose, kid), data)

    def _secret(self) -> bytes:
        if not self.passphrase:
            raise KeyUnusableError(
                f"Nothing is set that opens the key files in {self.folder}. Put the passphrase into the file "
                "`passphrase` there (mode 0600), or set CAMPUS_KEYS_PASSPHRASE; bin/serve makes one at its "
                "first start."
            )
        return self.passphrase.encode()


def key_files() -> KeyFiles:
    """The key files of the running application."""
    return KeyFiles(folder=settings().data / "keys", passphrase=settings().seal.keys_passphrase)


@lru_cache(maxsize=16)
def _opened(path: Path, _changed: int, secret: bytes) -> PrivateKey:
    # Kept, because deriving the key that opens the file is slow on purpose.
    data = path.read_bytes()
    try:
        if path.suffix == ".p12":
            return cast(PrivateKey, pkcs12.load_pkcs12(data, secret).key)
        return cast(PrivateKey, load_pem_private_key(data, secret))
    except ValueError:
        raise KeyUnusableError(
            f"{path} does not open with the passphrase of this installation (CAMPUS_KEYS_PASSPHRASE, or the "
            "file keys/passphrase). Bring back the one that was there when the key was made."
        ) from None


def _write(path: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        _flush_folder(path.parent)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
