"""A signer outside: a program or an address that is given a digest and gives a signature.

It is asked with one JSON object (as standard input, or as the body of a POST) and answers with one:

    {"version": 1, "kid": "…", "algorithm": "ES256", "hash": "SHA-256", "digest": "<base64>"}
    {"signature": "<base64>"}

The signature is ECDSA as DER, or RSA PKCS#1 v1.5. It is checked before it is used.
"""

import base64
import hashlib
import json
import shlex
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException, HTTPMessage
from typing import IO, cast

from cryptography import x509

from lms.credentials.formats.keys import PublicKey, jwk_of
from lms.credentials.sealing.sealers import SealerError, checked

SECONDS = 20
LARGEST_ANSWER = 16 * 1024

Ask = Callable[[bytes], bytes]
"""Hands over the question, gives the answer; raises SealerError."""


class ProgramSealer:
    """Has something else sign, and looks at what comes back."""

    def __init__(self, kid: str, certificates: tuple[x509.Certificate, ...], ask: Ask) -> None:
        self.kid = kid
        self.certificates = certificates
        self._ask = ask

    def sign(self, data: bytes) -> bytes:
        """A signature over SHA-256 of the data. Raises SealerError."""
        public = cast(PublicKey, self.certificates[0].public_key())
        question = {
            "version": 1,
            "kid": self.kid,
            "algorithm": jwk_of(public)["alg"],
            "hash": "SHA-256",
            "digest": base64.b64encode(hashlib.sha256(data).digest()).decode(),
        }
        answer = self._ask(json.dumps(question).encode())
        return checked(self.certificates[0], data, _signature_in(answer))


def _signature_in(answer: bytes) -> bytes:
    try:
        return base64.b64decode(json.loads(answer)["signature"], validate=True)
    except (ValueError, KeyError, TypeError):
        raise SealerError('The signer’s answer is not {"signature": "<base64>"}.') from None


def command(line: str) -> Ask:
    """Asks a program, without a shell."""
    words = shlex.split(line)

    def ask(question: bytes) -> bytes:
        try:
            done = subprocess.run(words, input=question, capture_output=True, timeout=SECONDS, check=True)
        except subprocess.TimeoutExpired:
            raise SealerError(f"CAMPUS_SEAL_COMMAND did not answer within {SECONDS} seconds.") from None
        except subprocess.CalledProcessError as problem:
            said = problem.stderr.decode(errors="replace").strip()[-300:]
            raise SealerError(f"CAMPUS_SEAL_COMMAND ended with {problem.returncode}: {said}") from None
        except OSError as problem:
            raise SealerError(f"CAMPUS_SEAL_COMMAND cannot be run: {problem}") from None
        return done.stdout[:LARGEST_ANSWER]

    return ask


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The token goes to the address that was set, and nowhere else."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """Follow none."""


def address(url: str, token: str | None) -> Ask:
    """Asks an address."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    opener = urllib.request.build_opener(_NoRedirect)

    def ask(question: bytes) -> bytes:
        request = urllib.request.Request(url, data=question, headers=headers, method="POST")
        try:
            with opener.open(request, timeout=SECONDS) as response:
                return cast(bytes, response.read(LARGEST_ANSWER))
        except urllib.error.HTTPError as problem:
            problem.close()
            raise SealerError(f"CAMPUS_SEAL_URL answered {problem.code}.") from None
        except (OSError, HTTPException) as problem:
            raise SealerError(f"CAMPUS_SEAL_URL did not answer: {problem}") from None

    return ask
