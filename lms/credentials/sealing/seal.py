"""Putting the seal on: a PAdES signature in an invisible, tagged field that certifies the whole file.

After this nothing may rewrite the file. It keeps PDF/A-3a and PDF/UA-1 where it kept them before.
"""

import asyncio
import io
from dataclasses import replace
from datetime import datetime
from typing import cast

from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko_certvalidator.registry import SimpleCertificateStore

from lms.credentials.sealing.field import FIELD, with_field
from lms.credentials.sealing.sealers import Sealer, name_of
from lms.credentials.sealing.timestamps import FAILURES, Authority, Stamper, TimestampError, context_for

DIGEST = "sha256"
IN_THE_SAME_REVISION = DSSContentSettings(
    include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
)
"""What proves the certificates goes in before the seal, so that the seal covers the whole file."""
LONGEST_SIGNATURE = 512
"""Bytes: of an RSA key with 4,096 bits."""


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
    title = f"Electronic seal of {name_of(sealer.certificates[0])}"
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=reason,
        location=location,
    )
    writer = _Writer(io.BytesIO(with_field(pdf, title)))
    if authority is None:
        return asyncio.run(_sign(writer, PdfSigner(metadata, _Signer(sealer)), moment))
    try:
        return asyncio.run(_sign_with_time(writer, metadata, sealer, moment, authority))
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
    room = await session.estimate_signature_container_size(proofs)
    document = session.prepare_tbs_document(proofs, room)
    prepared, output = document.digest_tbs_document()
    attributes = PdfCMSSignedAttributes(signing_time=moment)
    await document.perform_signature(prepared.document_digest, attributes)
    return cast(io.BytesIO, output).getvalue()


class _Writer(IncrementalPdfFileWriter):
    """Appends to a file without touching its metadata."""

    def _update_meta(self) -> None:
        """Do nothing: what the library would write there is not PDF/A to a strict reader."""


class _Signer(Signer):
    """Lets a `Sealer` sign for the library."""

    def __init__(self, sealer: Sealer) -> None:
        own, *others = (Certificate.load(one.public_bytes(Encoding.DER)) for one in sealer.certificates)
        store = SimpleCertificateStore.from_certs(others)  # type: ignore[no-untyped-call]
        super().__init__(signing_cert=own, cert_registry=store)
        self._sealer = sealer

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The signature; where only its room is to be known, something as long."""
        if dry_run:
            return bytes(LONGEST_SIGNATURE)
        return self._sealer.sign(data)
