"""Do all that may hold the key sign alike: this process, a program, an address, a device?"""

import base64
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from lms.credentials.sealing.check import SealState, check_seal
from lms.credentials.sealing.devices import Device, DeviceSealer
from lms.credentials.sealing.programs import ProgramSealer, address, command
from lms.credentials.sealing.seal import seal
from lms.credentials.sealing.sealers import Sealer, SealerError
from tests.support.keys import seal_key
from tests.support.missing import skip_for_missing
from tests.unit.credentials.sealing.conftest import SEALED_AT

SIGNER = """
import base64, json, sys
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
question = json.load(sys.stdin)
assert (question["version"], question["algorithm"], question["hash"]) == (1, "ES256", "SHA-256")
key = serialization.load_pem_private_key(open(sys.argv[1], "rb").read(), None)
digest = base64.b64decode(question["digest"])
signature = key.sign(digest, ec.ECDSA(Prehashed(hashes.SHA256())))
print(json.dumps({"signature": base64.b64encode(signature).decode()}))
"""
SOFTHSM = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")


def sealed_by(sealer: Sealer, plain: bytes) -> SealState:
    pdf = seal(plain, sealer, reason="Certificate", location="SE", moment=SEALED_AT)
    return check_seal(pdf, [seal_key().published]).state


def pem_of(key: str, folder: Path) -> Path:
    path = folder / f"{key}.pem"
    private = seal_key(key).private
    path.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


def by_command(line: str) -> ProgramSealer:
    ours = seal_key()
    return ProgramSealer(ours.published.kid, ours.sealer.certificates, command(line))


def test_a_program_seals(plain: bytes, tmp_path: Path) -> None:
    script = tmp_path / "signer.py"
    script.write_text(SIGNER, encoding="utf-8")
    line = f"'{sys.executable}' '{script}' '{pem_of('first', tmp_path)}'"
    assert sealed_by(by_command(line), plain) is SealState.INTACT
    with pytest.raises(SealerError, match="another key signed"):
        by_command(line.replace("first.pem", pem_of("forger", tmp_path).name)).sign(b"data")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("sh -c 'echo the card is not there >&2; exit 3'", "ended with 3: the card is not there"),
        ("/no/such/program", "cannot be run"),
        ("echo nonsense", "answer is not"),
        ("echo '[]'", "answer is not"),
    ],
)
def test_a_program_that_fails_is_said_plainly(line: str, said: str) -> None:
    with pytest.raises(SealerError) as caught:
        by_command(line).sign(b"data")
    assert said in str(caught.value)


class Service(BaseHTTPRequestHandler):
    """Signs for whoever has the token."""

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/sign")
            self.end_headers()
            return
        allowed = self.headers["Authorization"] == "Bearer a token"
        self.send_response(200 if allowed else 401)
        self.end_headers()
        if allowed:
            digest = base64.b64decode(question["digest"])
            signature = seal_key().private.sign(digest, ec.ECDSA(Prehashed(hashes.SHA256())))
            self.wfile.write(json.dumps({"signature": base64.b64encode(signature).decode()}).encode())

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@contextmanager
def service() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_address_seals_for_its_token_and_is_not_followed_elsewhere(plain: bytes) -> None:
    ours = seal_key()

    def asking(url: str, token: str | None) -> ProgramSealer:
        return ProgramSealer(ours.published.kid, ours.sealer.certificates, address(url, token))

    with service() as url:
        assert sealed_by(asking(f"{url}/sign", "a token"), plain) is SealState.INTACT
        with pytest.raises(SealerError, match="answered 401"):
            asking(f"{url}/sign", "another").sign(b"data")
        with pytest.raises(SealerError, match="answered 302"):
            asking(f"{url}/moved", "a token").sign(b"data")
    with pytest.raises(SealerError, match="did not answer"):
        asking(f"{url}/sign", "a token").sign(b"data")


def make_token(folder: Path) -> Device:
    """A device in software that holds the first key."""
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n", encoding="ascii")
    environ = {**os.environ, "SOFTHSM2_CONF": str(folder / "softhsm2.conf")}
    key = pem_of("first", folder)
    for line in (
        "--init-token --free --label Campus --pin 1234 --so-pin 5678",
        f"--import {key} --token Campus --label seal --id 01 --pin 1234",
    ):
        subprocess.run(["softhsm2-util", *line.split()], env=environ, check=True, capture_output=True)
    return Device(module=next(filter(os.path.exists, SOFTHSM)), token="Campus", key="seal", pin="1234")


def test_a_device_seals(plain: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pkcs11")
    if shutil.which("softhsm2-util") is None:
        skip_for_missing("softhsm2")
    ours = seal_key()
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    device = make_token(tmp_path)
    sealer = DeviceSealer(ours.published.kid, ours.sealer.certificates, device)
    assert sealed_by(sealer, plain) is SealState.INTACT
    wrong = Device(module=device.module, token="Campus", key="another", pin="1234")
    with pytest.raises(SealerError, match="does not sign"):
        DeviceSealer(ours.published.kid, ours.sealer.certificates, wrong).sign(b"data")
