"""Poppler's pdfsig with NSS: the seal, the certificate behind it, and whether it covers the whole file."""

from collections.abc import Sequence
from pathlib import Path

from tests.support.validators.programs import need, run, said

VALID = ("Signature is Valid.", "Total document signed", "ETSI.CAdES.detached")
TRUSTED = "Certificate is Trusted."
AUTHORITY, PEER = "CT,CT,CT", "P,P,P"
"""Trust in whatever a certificate vouches for, or in that certificate alone."""
SEALS_MAIL = "4"
"""The use for which pdfsig looks at a certificate: to sign mail."""


def make_trust(folder: Path, certificate: Path, kind: str = AUTHORITY) -> Path:
    """A database of NSS that trusts one certificate, a PEM file, and nothing else."""
    need("certutil", "libnss3-tools")
    folder.mkdir()
    for command in (
        ["certutil", "-N", "-d", str(folder), "--empty-password"],
        ["certutil", "-A", "-d", str(folder), "-n", "root", "-t", kind, "-i", str(certificate)],
    ):
        done = run(command)
        assert done.returncode == 0, said(done)
    return folder


def problems(file: Path, trust: Path, wanted: Sequence[str] = (*VALID, TRUSTED)) -> list[str]:
    """What it says unless there is one seal, in order, and all of this is said of it."""
    need("pdfsig", "poppler-utils")
    # Its exit code says little: the words count.
    text = said(run(["pdfsig", "-no-ocsp", "-nssdir", str(trust), str(file)], offline=True))
    is_fine = all(text.count(words) == 1 for words in wanted) and "Not total document" not in text
    return [] if is_fine else text.splitlines()


def certificate_problems(certificate: Path, trust: Path) -> list[str]:
    """What NSS says of a certificate by itself.

    pdfsig takes an error that is left over from looking for a revocation list for one of the certificate,
    and so trusts none that names no such list, as a self-issued one.
    """
    need("vfychain", "libnss3-tools")
    command = ["vfychain", "-d", str(trust), "-pp", "-u", SEALS_MAIL, "-a", str(certificate)]
    text = said(run(command, offline=True))
    return [] if "Chain is good!" in text else text.splitlines()
