"""The keys of this installation: those that sign now, and all that are published."""

from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from lms.core import clock
from lms.core.settings import settings
from lms.credentials.errors import KeyUnusableError
from lms.credentials.formats.keys import KeyPair, PublishedKey, Purpose
from lms.credentials.models.keys import SigningKey
from lms.credentials.queries import keys as queries
from lms.credentials.rules.keys import KeyHolder
from lms.credentials.sealing import programs
from lms.credentials.sealing.certificates import objection_to
from lms.credentials.sealing.devices import Device, DeviceSealer
from lms.credentials.sealing.programs import ProgramSealer
from lms.credentials.sealing.sealers import KeySealer, Sealer
from lms.credentials.services.key_files import key_files

FORESIGHT = timedelta(days=30)
Certificates = tuple[x509.Certificate, ...]


def published() -> tuple[PublishedKey, ...]:
    """Every key that was ever used, the newest first."""
    return queries.published_keys()


def active(purpose: Purpose) -> KeyPair:
    """The key that signs badges or tokens now. Raises KeyUnusableError."""
    row = _active(purpose)
    return KeyPair(published=queries.published_key(row), private=key_files().read(purpose, row.kid))


def active_sealer() -> Sealer:
    """What seals PDF files now. Raises KeyUnusableError."""
    row = _active(Purpose.SEAL)
    certificates = tuple(x509.load_pem_x509_certificates(row.certificates.encode()))
    return sealer_of(row.holder, row.kid, certificates)


def key_problems() -> list[str]:
    """What will keep certificates from being signed, or soon will: sentences for whoever runs this."""
    found = []
    for purpose in Purpose:
        try:
            if purpose is not Purpose.SEAL:
                active(purpose)
            elif objection := objection_to(active_sealer().certificates[0], clock.now() + FORESIGHT):
                found.append(f"The certificate of the seal is not, or soon not, fit for use. {objection}")
        except KeyUnusableError as problem:
            found.append(str(problem))
    return found


def _active(purpose: Purpose) -> SigningKey:
    row = queries.active_key(purpose)
    if row is None:
        raise KeyUnusableError(
            f"There is no key for the purpose “{purpose}”: `bin/lms credentials keys create` makes what is "
            "missing; bin/serve does so at every start."
        )
    return row


def sealer_of(holder: KeyHolder, kid: str, certificates: Certificates) -> Sealer:
    """What seals with a key, wherever that lies. Raises KeyUnusableError."""
    if holder is KeyHolder.PKCS11:
        return DeviceSealer(kid, certificates, _device())
    if holder is KeyHolder.PROGRAM:
        return ProgramSealer(kid, certificates, _ask())
    private = key_files().read(Purpose.SEAL, kid)
    assert isinstance(private, EllipticCurvePrivateKey | RSAPrivateKey)
    return KeySealer(kid, private, certificates)


def _device() -> Device:
    seal = settings().seal
    if not (seal.pkcs11_module and seal.pkcs11_token and seal.pkcs11_key):
        raise KeyUnusableError(
            "The key of the seal lies in a device: set CAMPUS_SEAL_PKCS11_MODULE, CAMPUS_SEAL_PKCS11_TOKEN "
            "and CAMPUS_SEAL_PKCS11_KEY (and _PIN or _PIN_FILE)."
        )
    return Device(
        module=seal.pkcs11_module, token=seal.pkcs11_token, key=seal.pkcs11_key, pin=seal.pkcs11_pin
    )


def _ask() -> programs.Ask:
    seal = settings().seal
    if seal.command:
        return programs.command(seal.command)
    if seal.url:
        return programs.address(seal.url, seal.token)
    raise KeyUnusableError(
        "The key of the seal lies with a program outside: set CAMPUS_SEAL_COMMAND or CAMPUS_SEAL_URL."
    )
