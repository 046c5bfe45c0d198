"""Putting the seal on: a PAdES signature in an invisible, tagged field that certifies the whole file.

After this nothing may rewrite the file. It keeps PDF/A-3a and PDF/UA-1 where it kept them before.
"""

import asyncio
import io
from datetime import datetime
from typing import cast

from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore

from lms.credentials.sealing.field import FIELD, with_field
from lms.credentials.sealing.sealers import Sealer, name_of

DIGEST = "sha256"
LONGEST_SIGNATURE = 512
"""Bytes: of an RSA key with 4,096 bits."""


def seal(pdf: bytes, sealer: Sealer, *, reason: str, location: str, moment: datetime) -> bytes:
    """The PDF with its seal. Raises SealerError."""
    title = f"Electronic seal of {name_of(sealer.certificates[0])}"
    prepared = with_field(pdf, title)
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=reason,
        location=location,
    )
    return asyncio.run(_sign(prepared, PdfSigner(metadata, _Signer(sealer)), moment))


async def _sign(pdf: bytes, signer: PdfSigner, moment: datetime) -> bytes:
    session = signer.init_signing_session(_Writer(io.BytesIO(pdf)), existing_fields_only=True)
    session.system_time = moment
    room = await session.estimate_signature_container_size(None)
    document = session.prepare_tbs_document(None, room)
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
