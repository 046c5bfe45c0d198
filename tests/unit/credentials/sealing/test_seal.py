"""Does a seal leave the certificate as it was: archivable, accessible, with the metadata it had?"""

import base64
import io
import zlib
from datetime import timedelta
from importlib.metadata import version

import page
import pikepdf
import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

from lms.credentials.sealing import seal as module
from lms.credentials.sealing.certificates import objection_to
from lms.credentials.sealing.field import FIELD, with_field
from lms.credentials.sealing.waiting import finished
from tests.support.keys import seal_key
from tests.unit.credentials.sealing.conftest import SEALED_AT, put_seal_on

PROFILES = [page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1]


def failures(pdf: bytes, profile: page.ValidationProfile) -> list[str]:
    return [one.rule_id for one in page.validate_pdf_bytes(pdf, profile=profile).failures]


def metadata(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return bytes(opened.Root.Metadata.read_raw_bytes())


@pytest.mark.parametrize("profile", PROFILES, ids=["PDF/A-3a", "PDF/UA-1"])
def test_a_sealed_certificate_keeps_both_standards(sealed: bytes, profile: page.ValidationProfile) -> None:
    assert failures(sealed, profile) == []


def test_a_field_without_a_tag_would_be_noticed(plain: bytes) -> None:
    with pikepdf.open(io.BytesIO(with_field(plain, "Seal"))) as opened:
        for element in list(opened.Root.StructTreeRoot.K[0].K):
            if element.S == "/Form":
                element.S = pikepdf.Name.Div
        out = io.BytesIO()
        opened.save(out, fix_metadata_version=False)
    assert failures(out.getvalue(), page.ValidationProfile.PDF_UA_1)


def test_the_metadata_are_those_of_the_unsealed_file_to_the_byte(plain: bytes, sealed: bytes) -> None:
    assert metadata(sealed) == metadata(plain)


def test_the_library_would_rewrite_them_if_it_were_not_kept_from_it(
    plain: bytes, sealed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_Writer", IncrementalPdfFileWriter)
    assert metadata(put_seal_on(plain)) != metadata(plain)


def test_what_keeps_it_from_it_is_private_so_the_version_is_fixed() -> None:
    assert version("pyhanko") == "0.38.0"
    assert callable(IncrementalPdfFileWriter._update_meta)


def test_the_field_is_invisible_named_and_met_by_assistive_technology(sealed: bytes) -> None:
    with pikepdf.open(io.BytesIO(sealed)) as opened:
        (field,) = opened.Root.AcroForm.Fields
        assert (field.FT, field.T, field.F) == ("/Sig", FIELD, 132)
        assert [int(side) for side in field.Rect] == [0, 0, 0, 0]
        assert str(field.TU) == "Electronic seal of Baltic Cluster Academy"
        tree = opened.Root.StructTreeRoot
        element = dict(zip(*[iter(tree.ParentTree.Nums)] * 2, strict=True))[int(field.StructParent)]
        assert (element.S, str(element.Alt)) == ("/Form", str(field.TU))
        assert element.K.Obj.objgen == field.objgen


def test_a_field_is_added_once_and_always_the_same_way(plain: bytes) -> None:
    prepared = with_field(plain, "Seal")
    assert with_field(plain, "Seal") == prepared
    assert with_field(prepared, "another title") == prepared


def test_the_seal_states_reason_place_and_time_and_forbids_changes(sealed: bytes) -> None:
    with pikepdf.open(io.BytesIO(sealed)) as opened:
        value = opened.Root.AcroForm.Fields[0].V
        assert (str(value.Reason), str(value.Location)) == ("Certificate", "SE")
        assert str(value.M).startswith("D:20261121103000")
        assert value.SubFilter == "/ETSI.CAdES.detached"
        assert opened.Root.Perms.DocMDP.objgen == value.objgen
        assert int(value.Reference[0].TransformParams.P) == 1


def test_what_is_signed_is_what_the_library_would_have_signed() -> None:
    signer, digest = module._Signer(seal_key().sealer), bytes(range(32))
    settings = PdfCMSSignedAttributes(signing_time=SEALED_AT)
    theirs = Signer.signed_attrs(signer, digest, module.DIGEST, settings, use_pades=True)
    assert finished(signer.signed_attrs(digest, module.DIGEST)).dump() == finished(theirs).dump()


def test_no_stream_ends_so_that_its_length_seems_wrong(plain: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    # As if the packed objects had ended unclearly: once more, without packing.
    monkeypatch.setattr(module, "UNCLEAR_END", b"/ObjStm")
    other = put_seal_on(plain)
    assert b"/ObjStm" not in other
    assert [failures(other, profile) for profile in PROFILES] == [[], []]
    stream = module._Writer(io.BytesIO(plain)).add_object(StreamObject(stream_data=b"\x0d")).get_object()
    assert stream.encoded_data.endswith(b">")
    assert stream.data == b"\x0d"


def with_unclear_end(pdf: bytes) -> bytes:
    """The page drawn by a stream that would end in a carriage return, were it not written in letters."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        drawn = opened.pages[0].obj.Contents
        longer = (drawn.read_bytes() + b"\t" * count for count in range(256))
        packed = next(one for one in map(zlib.compress, longer) if one.endswith(b"\r"))
        filters = pikepdf.Array([pikepdf.Name.ASCII85Decode, pikepdf.Name.FlateDecode])
        drawn.write(base64.a85encode(packed) + b"~>", filter=filters)
        out = io.BytesIO()
        opened.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def test_a_stream_written_so_that_its_end_is_clear_stays_as_it_was(plain: bytes) -> None:
    unclear = with_unclear_end(plain)
    assert module.UNCLEAR_END in with_field(unclear, "Seal")
    other = put_seal_on(unclear)
    assert module.UNCLEAR_END not in other
    assert failures(other, page.ValidationProfile.PDF_A_3A) == []


def test_the_certificate_of_a_new_key_may_be_used_for_seals_and_pleases_readers_of_mail() -> None:
    certificate = seal_key().sealer.certificates[0]
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert ExtendedKeyUsageOID.EMAIL_PROTECTION in usage
    assert objection_to(certificate, certificate.not_valid_before_utc) is None
    assert objection_to(certificate, certificate.not_valid_before_utc + timedelta(days=10 * 366)) is None
    assert "valid from" in str(objection_to(certificate, certificate.not_valid_before_utc - timedelta(1)))
