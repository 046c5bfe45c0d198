"""What a seal costs in processor time: with the key of a first start, and with an RSA key of a provider."""

import statistics
import time
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric import ec, rsa

from lms.credentials.formats.keys import thumbprint
from lms.credentials.sealing.certificates import self_issued
from lms.credentials.sealing.seal import seal
from lms.credentials.sealing.sealers import KeySealer

RUNS = 12
RSA_BITS = 3072


def costs_ms(pdf: bytes) -> tuple[float, float]:
    """Median processor time in milliseconds, measured in turn: EC P-256, RSA with 3,072 bits."""
    sealers = (
        _sealer(ec.generate_private_key(ec.SECP256R1())),
        _sealer(rsa.generate_private_key(65537, RSA_BITS)),
    )
    runs = [[_cpu_ms(pdf, sealer) for sealer in sealers] for _run in range(RUNS + 1)][1:]
    curve, longer = (statistics.median(times) for times in zip(*runs, strict=True))
    return curve, longer


def _sealer(private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> KeySealer:
    certificate = self_issued(private, organisation="Bench", country="SE", moment=datetime.now(UTC))
    return KeySealer(thumbprint(private.public_key()), private, (certificate,))


def _cpu_ms(pdf: bytes, sealer: KeySealer) -> float:
    began = time.process_time()
    seal(pdf, sealer, reason="Certificate", location="SE", moment=datetime.now(UTC))
    return (time.process_time() - began) * 1000
