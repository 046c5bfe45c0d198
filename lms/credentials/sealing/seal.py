"""Putting the seal on: a PAdES signature in an invisible, tagged field that certifies the whole file.

After this nothing may rewrite the file. It keeps PDF/A-3a and PDF/UA-1 where it kept them before.
"""

import asyncio
import io
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from asn1crypto.cms import CMSAttribute, CMSAttributes, SignerInfo
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.generic import IndirectObject, PdfObject, StreamObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko_certvalidator.registry import SimpleCertificateStore

from lms.core.pdf_finish import UNCLEAR_END
from lms.credentials.sealing.field import FIELD, with_field
from lms.credentials.sealing.sealers import KeySealer, Sealer, name_of
from lms.credentials.sealing.timestamps import FAILURES, Authority, Stamper, TimestampError, context_for
from lms.credentials.sealing.waiting import finished

DIGEST = "sha256"
NO_DIGEST = bytes(32)
"""Stands where the digest of a file will stand."""
IN_THE_SAME_REVISION = DSSContentSettings(
    include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
)
"""What proves the certificates goes in before the seal, so that the seal covers the whole file."""
LONGEST_SIGNATURE = 512
"""Bytes: of an RSA key with 4,096 bits."""
AROUND_IT = 2048
"""Bytes: the attributes of a signature, with the name of the issuer twice."""


def seal(
    pdf: bytes,
    sealer: Sealer,
    *,
    reason: str,
    location: str,
    moment: datetime,
    authority: Authority | None = None,
) -> bytes:
    """The PDF with its seal: PAdES B-LT where an authority states the time, else B-B.

    Raises SealerError, and TimestampError: whether to go without the time then is for the caller to say.
    """
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=reason,
        location=location,
    )
    title = f"Electronic seal of {name_of(sealer.certificates[0])}"
    sealed = _sealed(with_field(pdf, title), metadata, sealer, moment, authority)
    if UNCLEAR_END in sealed:
        # One certificate in thirty; without packed objects there is no stream that this writes.
        plain = with_field(pdf, title, is_packed=False)
        sealed = _sealed(plain, metadata, sealer, moment, authority)
    return sealed


def _sealed(
    pdf: bytes, metadata: PdfSignatureMetadata, sealer: Sealer, moment: datetime, authority: Authority | None
) -> bytes:
    writer = _Writer(io.BytesIO(pdf))
    if authority is None:
        return finished(_sign(writer, PdfSigner(metadata, _Signer(sealer)), moment))
    try:
        return finished(_sign_with_time(writer, metadata, sealer, moment, authority))
    except FAILURES as problem:
        raise TimestampError(f"{authority.url}: {problem}") from None


async def _sign_with_time(
    writer: "_Writer", metadata: PdfSignatureMetadata, sealer: Sealer, moment: datetime, authority: Authority
) -> bytes:
    stamper = Stamper(authority.url)
    context = await context_for(authority, stamper, sealer.certificates)
    complete = replace(
        metadata, embed_validation_info=True, validation_context=context, dss_settings=IN_THE_SAME_REVISION
    )
    return await _sign(writer, PdfSigner(complete, _Signer(sealer), timestamper=stamper), moment)


async def _sign(writer: "_Writer", signer: PdfSigner, moment: datetime) -> bytes:
    session = signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = moment
    proofs = await session.perform_presign_validation(writer)
    # Otherwise the library makes every signature twice, the first time to measure it.
    room = _room(signer.signer) if proofs is None else await session.estimate_signature_container_size(proofs)
    document = session.prepare_tbs_document(proofs, room)
    prepared, output = document.digest_tbs_document()
    attributes = PdfCMSSignedAttributes(signing_time=moment)
    await document.perform_signature(prepared.document_digest, attributes)
    return cast(io.BytesIO, output).getvalue()


def _room(signer: Signer) -> int:
    """Hexadecimal digits that a signature takes at most: its certificates and what stands around them."""
    certificates = [signer.signing_cert, *signer.cert_registry]
    return 2 * (sum(len(one.dump()) for one in certificates) + LONGEST_SIGNATURE + AROUND_IT)


class _Writer(IncrementalPdfFileWriter):
    """Appends to a file without touching its metadata."""

    def _update_meta(self) -> None:
        """Do nothing: what the library would write there is not PDF/A to a strict reader."""

    def add_object(self, obj: PdfObject, *where: Any, **how: Any) -> IndirectObject:
        """Add it; a stream whose last byte could be taken for a line's end is written in digits."""
        if isinstance(obj, StreamObject) and obj.encoded_data.endswith(b"\r"):
            obj.apply_filter(pdf_name("/ASCIIHexDecode"))
        return super().add_object(obj, *where, **how)


class _Signer(Signer):
    """Lets a `Sealer` sign for the library, and keeps what it would put together anew each time."""

    def __init__(self, sealer: Sealer) -> None:
        own, *others = (Certificate.load(one.public_bytes(Encoding.DER)) for one in sealer.certificates)
        store = SimpleCertificateStore.from_certs(others)  # type: ignore[no-untyped-call]
        super().__init__(signing_cert=own, cert_registry=store)
        self._sealer = sealer

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The signature; where only its room is to be known, something as long."""
        if dry_run:
            return bytes(LONGEST_SIGNATURE)
        if isinstance(self._sealer, KeySealer):
            return self._sealer.sign(data)
        # In a thread: devices and programs are waited for, some of them by a loop of their own.
        return await asyncio.to_thread(self._sealer.sign, data)

    async def signed_attrs(self, data_digest: bytes, *_what: Any, **_how: Any) -> CMSAttributes:
        """What is signed under PAdES: only the digest differs from file to file."""
        attributes = _attributes(self._sealer.certificates[0].public_bytes(Encoding.DER))
        return CMSAttributes.load(attributes.replace(NO_DIGEST, data_digest))

    def signer_info(self, digest_algorithm: str, signed_attrs: CMSAttributes, signature: bytes) -> SignerInfo:
        """What is said of the signature, read back: what is only built is encoded again at each look."""
        return SignerInfo.load(super().signer_info(digest_algorithm, signed_attrs, signature).dump())


@lru_cache(maxsize=8)
def _attributes(certificate: bytes) -> bytes:
    values = {
        "content_type": "data",
        "message_digest": NO_DIGEST,
        "signing_certificate_v2": as_signing_certificate_v2(Certificate.load(certificate)),
    }
    attributes = [CMSAttribute({"type": name, "values": [value]}) for name, value in values.items()]
    return cast(bytes, CMSAttributes(attributes).dump())
