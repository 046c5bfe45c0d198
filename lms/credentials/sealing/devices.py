"""A key in a device (PKCS#11): a card, a token or a security module signs, and the key never leaves it."""

from dataclasses import dataclass, field

from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from lms.credentials.sealing.sealers import SealerError, checked
from lms.credentials.sealing.waiting import finished


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """Where a key lies in a device."""

    module: str
    """Path of the device's library."""
    token: str
    key: str
    pin: str | None = field(repr=False)


class DeviceSealer:
    """Has a device sign, in a session for each seal."""

    def __init__(self, kid: str, certificates: tuple[x509.Certificate, ...], device: Device) -> None:
        self.kid = kid
        self.certificates = certificates
        self._device = device

    def sign(self, data: bytes) -> bytes:
        """A signature over SHA-256 of the data. Raises SealerError."""
        own = Certificate.load(self.certificates[0].public_bytes(Encoding.DER))
        return checked(self.certificates[0], data, _signature(self._device, own, data))


def _signature(device: Device, certificate: Certificate, data: bytes) -> bytes:
    try:
        # The package is there only where such a device is used.
        from pkcs11.exceptions import PKCS11Error  # noqa: PLC0415
        from pyhanko.config.pkcs11 import TokenCriteria  # noqa: PLC0415
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session  # noqa: PLC0415
    except ImportError:
        raise SealerError(
            "The key of the seal lies in a device, but the package python-pkcs11 is not installed: "
            "docs/keys.md says how."
        ) from None
    try:
        criteria = TokenCriteria(label=device.token)
        with open_pkcs11_session(device.module, token_criteria=criteria, user_pin=device.pin) as session:
            # Not every device can hash for a curve; all can sign a digest.
            is_curve = certificate.public_key.algorithm == "ec"
            signer = PKCS11Signer(
                session, signing_cert=certificate, key_label=device.key, use_raw_mechanism=is_curve
            )
            return bytes(finished(signer.async_sign_raw(data, "sha256")))
    except (PKCS11Error, RuntimeError, ValueError) as problem:
        said = str(problem) or type(problem).__name__
        raise SealerError(f"The device of CAMPUS_SEAL_PKCS11_MODULE does not sign: {said}") from None
