"""Making keys, taking them from elsewhere, retiring them. Nothing of a key that was used is ever removed."""

from typing import cast

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12

from lms.content.programme import Issuer
from lms.core import clock
from lms.core.audit import record
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.credentials.errors import KeyRefusedError
from lms.credentials.formats import keys
from lms.credentials.formats.keys import PrivateKey, PublicKey, PublishedKey, Purpose, Standing
from lms.credentials.models.keys import SigningKey
from lms.credentials.queries import keys as queries
from lms.credentials.rules.keys import KeyHolder
from lms.credentials.sealing.certificates import claims_to_be_qualified, objection_to, self_issued
from lms.credentials.services.key_files import key_files
from lms.credentials.services.keys import Certificates, sealer_of

RSA_BITS = 3072
PROBE = b"Cluster Campus asks whether this key signs."


def make_first_keys(issuer: Issuer) -> tuple[PublishedKey, ...]:
    """Make a key for each purpose that has none; gives those made. Raises KeyUnusableError."""
    missing = [purpose for purpose in Purpose if queries.active_key(purpose) is None]
    return tuple(_make(purpose, issuer) for purpose in missing)


def rotate(purpose: Purpose, issuer: Issuer, *, is_compromised: bool = False) -> PublishedKey:
    """Retire the key of a purpose and make a new one, self-issued. Raises KeyUnusableError."""
    retire(purpose, is_compromised=is_compromised)
    return _make(purpose, issuer)


def retire(purpose: Purpose, *, is_compromised: bool = False) -> None:
    """Sign nothing with the present key any more; it stays published."""
    row = queries.active_key(purpose)
    if row is None:
        return
    row.retired_at = clock.now()
    row.compromised_at = row.retired_at if is_compromised else None
    record("signing-key.retired", actor_id=None, subject=f"key:{row.kid}", detail={"lost": is_compromised})
    db.session.flush()


def report_lost(kid: str) -> None:
    """Say of a retired key that others may have it. Raises NotFoundError, KeyRefusedError."""
    row = queries.key_called(kid)
    if row is None:
        raise NotFoundError
    if row.retired_at is None:
        raise KeyRefusedError(
            f"This key is in use: `bin/lms credentials keys rotate {row.purpose} --lost` replaces it."
        )
    row.compromised_at = row.compromised_at or clock.now()
    record("signing-key.reported-lost", actor_id=None, subject=f"key:{kid}")
    db.session.flush()


def import_pkcs12(data: bytes, password: str, standing: Standing) -> PublishedKey:
    """Seal with a key and certificate from a PKCS#12 file from now on. Raises KeyRefusedError."""
    try:
        content = pkcs12.load_pkcs12(data, password.encode())
    except ValueError:
        raise KeyRefusedError(
            "The file does not open: it is no PKCS#12 file (.p12, .pfx), or the password is another."
        ) from None
    if content.key is None or content.cert is None:
        raise KeyRefusedError("The file must hold a private key and its certificate.")
    if not isinstance(content.key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise KeyRefusedError("A seal is made with an EC or RSA key.")
    others = [one.certificate for one in content.additional_certs]
    chain = ordered(content.cert.certificate, others)
    new = _described(chain, standing)
    if content.key.public_key() != content.cert.certificate.public_key():
        raise KeyRefusedError("The certificate in the file belongs to another key than the one beside it.")
    key_files().keep(Purpose.SEAL, new.kid, content.key, chain)
    return install(new, KeyHolder.FILE)


def import_certificate(text: bytes, holder: KeyHolder, standing: Standing) -> PublishedKey:
    """Seal from now on with a key that a device or a program holds.

    It is asked for a signature first. Raises KeyRefusedError, KeyUnusableError, SealerError.
    """
    try:
        own, *others = x509.load_pem_x509_certificates(text)
    except ValueError:
        raise KeyRefusedError("The file must hold certificates as PEM, that of the key first.") from None
    chain = ordered(own, others)
    new = _described(chain, standing)
    sealer_of(holder, new.kid, chain).sign(PROBE)
    return install(new, holder)


def ordered(own: x509.Certificate, others: list[x509.Certificate]) -> Certificates:
    """A certificate and those that lead from it to its root; the rest is left out."""
    chain = [own]
    while chain[-1].issuer != chain[-1].subject:
        issuer = next((one for one in others if one.subject == chain[-1].issuer and one not in chain), None)
        if issuer is None:
            break
        chain.append(issuer)
    return tuple(chain)


def _described(chain: Certificates, standing: Standing) -> PublishedKey:
    objection = objection_to(chain[0], clock.now())
    if objection is not None:
        raise KeyRefusedError(f"The certificate is not fit for seals. {objection}")
    if standing is Standing.QUALIFIED and not claims_to_be_qualified(chain[0]):
        raise KeyRefusedError(
            "The certificate does not say that it is a qualified certificate for electronic seals "
            "(QcCompliance and QcType eseal); import it as advanced."
        )
    public = cast(PublicKey, chain[0].public_key())
    try:
        return keys.published(public, Purpose.SEAL, clock.now(), certificates=chain, standing=standing)
    except keys.UnsuitableKeyError as problem:
        raise KeyRefusedError(f"The key cannot be used: {problem}.") from None


def _make(purpose: Purpose, issuer: Issuer) -> PublishedKey:
    private, certificates = _new_key(purpose, issuer)
    new = keys.published(private.public_key(), purpose, clock.now(), certificates=certificates)
    # The file first: a row whose key is nowhere could not be mended, a file without a row harms nobody.
    key_files().keep(purpose, new.kid, private, certificates)
    return install(new, KeyHolder.FILE)


def _new_key(purpose: Purpose, issuer: Issuer) -> tuple[PrivateKey, Certificates]:
    if purpose is Purpose.BADGE:
        return Ed25519PrivateKey.generate(), ()
    if purpose is Purpose.TOKEN:
        return rsa.generate_private_key(65537, RSA_BITS), ()
    private = ec.generate_private_key(ec.SECP256R1())
    own = self_issued(private, organisation=issuer.name, country=issuer.country, moment=clock.now())
    return private, (own,)


def install(new: PublishedKey, holder: KeyHolder) -> PublishedKey:
    """Make it the key of its purpose; the one before is retired."""
    known = queries.key_called(new.kid)
    if known is not None and known.retired_at is not None:
        raise KeyRefusedError("This key was retired here; a retired key is never used again. Make a new one.")
    if known is not None:
        return _renewed(known, new, holder)
    retire(new.purpose)
    row = SigningKey(
        kid=new.kid,
        purpose=new.purpose,
        algorithm=new.algorithm,
        holder=holder,
        jwk=dict(new.jwk),
        multibase=new.multibase,
        certificates="".join(new.certificates),
        standing=new.standing,
        created_at=new.created_at,
    )
    db.session.add(row)
    record("signing-key.taken-up", actor_id=None, subject=f"key:{new.kid}", detail={"purpose": new.purpose})
    db.session.flush()
    return new


def _renewed(row: SigningKey, new: PublishedKey, holder: KeyHolder) -> PublishedKey:
    """The same key with another certificate, or held elsewhere now."""
    row.certificates, row.standing, row.holder = "".join(new.certificates), new.standing, holder
    record("signing-key.renewed", actor_id=None, subject=f"key:{new.kid}")
    db.session.flush()
    return queries.published_key(row)
