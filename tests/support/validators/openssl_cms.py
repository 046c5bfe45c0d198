"""OpenSSL: the seal as a CAdES signature over the bytes that its ByteRange names."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.validators.programs import need, run, said

BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
CONTENTS = re.compile(rb"\s*<([0-9A-Fa-f]+)>\s*")
VERIFIED = "CAdES Verification successful"


def cut(pdf: bytes) -> tuple[bytes, bytes] | None:
    """The bytes that are signed, and the signature; None if there is no seal where the file says it is."""
    found = list(BYTE_RANGE.finditer(pdf))
    if not found:
        return None
    start, length, second, rest = (int(number) for number in found[-1].groups())
    written = CONTENTS.fullmatch(pdf[start + length : second])
    if written is None:
        return None
    der = bytes.fromhex(written[1].decode())
    return pdf[start : start + length] + pdf[second : second + rest], der[: _size(der)]


def _size(der: bytes) -> int:
    """Of the outermost element: after it there is only padding."""
    if der[1] < 0x80:
        return 2 + der[1]
    octets = der[1] & 0x7F
    return 2 + octets + int.from_bytes(der[2 : 2 + octets], "big")


def problems(file: Path, root: Path) -> list[str]:
    """What it says unless the signature is that of a certificate under this root, over these bytes."""
    need("openssl", "openssl")
    parts = cut(file.read_bytes())
    if parts is None:
        return ["no seal"]
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "signed").write_bytes(parts[0])
        (folder / "seal.der").write_bytes(parts[1])
        command = "openssl cms -verify -cades -binary -inform DER -in seal.der -content signed -out verified"
        trust = ["-CAfile", str(root.resolve()), "-no-CApath", "-no-CAstore", "-purpose", "any"]
        done = run([*command.split(), *trust], folder=folder)
    text = said(done)
    return [] if done.returncode == 0 and VERIFIED in text else text.splitlines()
