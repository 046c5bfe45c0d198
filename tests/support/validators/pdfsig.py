"""Poppler's pdfsig with NSS: the seal, the certificate behind it, and whether it covers the whole file."""

from pathlib import Path

from tests.support.validators.programs import need, run, said

WANTED = ("Signature is Valid.", "Certificate is Trusted.", "Total document signed", "ETSI.CAdES.detached")


def make_trust(folder: Path, root: Path) -> Path:
    """A database of NSS that trusts one certificate, a PEM file, and nothing else."""
    need("certutil", "libnss3-tools")
    folder.mkdir()
    for command in (
        ["certutil", "-N", "-d", str(folder), "--empty-password"],
        ["certutil", "-A", "-d", str(folder), "-n", "root", "-t", "CTP,CTP,CTP", "-i", str(root)],
    ):
        done = run(command)
        assert done.returncode == 0, said(done)
    return folder


def problems(file: Path, trust: Path) -> list[str]:
    """What it says unless there is one seal, it is in order, and the certificate is trusted."""
    need("pdfsig", "poppler-utils")
    # Its exit code says little: the words count.
    text = said(run(["pdfsig", "-no-ocsp", "-nssdir", str(trust), str(file)], offline=True))
    is_fine = all(text.count(words) == 1 for words in WANTED) and "Not total document" not in text
    return [] if is_fine else text.splitlines()
