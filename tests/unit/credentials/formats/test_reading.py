"""Is the credential found in whatever is handed in, and does nothing hostile get far?"""

import io
import json
import zlib

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.credentials.formats.addresses import address_of
from lms.credentials.formats.badge import as_bytes, badge_of
from lms.credentials.formats.baking import bake_png, bake_svg
from lms.credentials.formats.multibase import base64url
from lms.credentials.formats.proofs import ProofState, add_proof, check_proof
from lms.credentials.formats.reading import MAX_FILE, Form, Problem, credential_in, form_of
from lms.credentials.formats.tokens import token_of
from tests.factories.credentials import make_record
from tests.factories.signing import SIGNED_AT, badge_key, token_key
from tests.unit.credentials.formats.test_baking import PNG, SVG

RECORD = make_record()
SIGNED = add_proof(badge_of(RECORD, address_of(RECORD)), badge_key(), SIGNED_AT)
STORED = as_bytes(SIGNED)


def pdf_with(*attachments: tuple[str, bytes], **options: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for place, (name, content) in enumerate(attachments):
            pdf.attachments[f"{place}-{name}"] = pikepdf.AttachedFileSpec(pdf, content, filename=name)
        pdf.save(out, **options)
    return out.getvalue()


GENUINE = {
    Form.PDF: pdf_with(("elm.jsonld", b"{}"), ("credential.json", STORED)),
    Form.PNG: bake_png(PNG, STORED.decode()),
    Form.SVG: bake_svg(SVG, STORED.decode()),
    Form.JSON: STORED,
}


@pytest.mark.parametrize("form", GENUINE)
def test_the_credential_is_found_whatever_it_is_in(form: Form) -> None:
    found = credential_in(GENUINE[form])
    assert (found.form, found.problem) == (form, None)
    assert found.document == SIGNED
    assert not found.is_token
    assert check_proof(found.document, [badge_key().published]).state is ProofState.INTACT


def test_a_token_is_found_alone_and_in_pictures() -> None:
    token = token_of(SIGNED, token_key(), address_of(RECORD))
    for data in (token.encode(), bake_png(PNG, token), bake_svg(SVG, token), token.encode() + b"\n"):
        found = credential_in(data)
        assert found.is_token
        assert found.document is not None
        assert found.document["id"] == SIGNED["id"]


def test_marks_and_spaces_before_json_do_not_matter() -> None:
    assert credential_in(b"\xef\xbb\xbf\n " + STORED).document == SIGNED


def bomb() -> bytes:
    """A PDF whose attachment unpacks to half a gigabyte."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        packed = zlib.compress(b" " * 500_000_000, 9)
        stream = pikepdf.Stream(pdf, packed, Filter=pikepdf.Name.FlateDecode)
        spec = pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec, F="credential.json", UF="credential.json", EF={"/F": stream}
        )
        names = pikepdf.Dictionary(Names=["credential.json", pdf.make_indirect(spec)])
        pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=names)
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return out.getvalue()


def unsigned(claims: object) -> bytes:
    parts = ({"alg": "RS256"}, claims, {})
    return ".".join(base64url(json.dumps(one).encode()) for one in parts).encode()


def deep(levels: int) -> object:
    return [deep(levels - 1)] if levels else 1


HOSTILE = {
    "nothing": (b"", Problem.UNKNOWN_FORM),
    "a web page": (b"<!doctype html><p>", Problem.UNKNOWN_FORM),
    "a picture of another kind": (b"GIF89a", Problem.UNKNOWN_FORM),
    "too large": (b"{" + b" " * MAX_FILE, Problem.TOO_LARGE),
    "no JSON": (b"{nothing", Problem.DAMAGED),
    "deep JSON": (b'{"a":' * 5000 + b"1" + b"}" * 5000, Problem.DAMAGED),
    "deep JSON behind brackets in texts": (
        b'{"a":' * 500 + b'{"credentialSubject":"' + b"}" * 500 + b'"}' + b"}" * 500,
        Problem.DAMAGED,
    ),
    "half a sign": (b'{"credentialSubject":{"name":"\\ud800"}}', Problem.DAMAGED),
    "half a sign as a name": (b'{"credentialSubject":{"\\udfff":1}}', Problem.DAMAGED),
    "a zero in a text": (b'{"credentialSubject":1,"id":"https://a/credentials/\\u0000"}', Problem.DAMAGED),
    "half a sign in a token": (unsigned({"credentialSubject": "\ud800"}), Problem.DAMAGED),
    "a deep token": (unsigned({"credentialSubject": deep(500)}), Problem.DAMAGED),
    "a name twice": (b'{"id":1,"id":2}', Problem.DAMAGED),
    "not a number": (b'{"a":NaN}', Problem.DAMAGED),
    "no UTF-8": (b'{"a":"\xff"}', Problem.DAMAGED),
    "JSON of something else": (b'{"a":1}', Problem.NO_CREDENTIAL),
    "no token": (b"eyJ.eyJ.eyJ", Problem.DAMAGED),
    "a bare PNG": (PNG, Problem.DAMAGED),
    "a bare SVG": (SVG, Problem.DAMAGED),
    "a PDF without attachments": (pdf_with(), Problem.NO_CREDENTIAL),
    "a PDF with others": (pdf_with(("a.json", STORED)), Problem.NO_CREDENTIAL),
    "a PDF with two": (pdf_with(*[("credential.json", STORED)] * 2), Problem.DAMAGED),
    "a PDF with many": (pdf_with(*[(f"{n}.json", b"{}") for n in range(21)]), Problem.DAMAGED),
    "a large attachment": (pdf_with(("credential.json", b" " * 600_000)), Problem.DAMAGED),
    "a bomb": (bomb(), Problem.DAMAGED),
    "a PDF cut off": (GENUINE[Form.PDF][:-200], Problem.DAMAGED),
    "a PDF only in name": (b"%PDF-1.7\n" + b"x" * 100, Problem.DAMAGED),
    "a locked PDF": (
        pdf_with(("credential.json", STORED), encryption=pikepdf.Encryption(owner="a", user="b")),
        Problem.DAMAGED,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_anything_else_is_named_and_put_aside(name: str) -> None:
    data, problem = HOSTILE[name]
    found = credential_in(data)
    assert found.problem is problem
    assert found.document is None or "credentialSubject" not in found.document


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(GENUINE)),
    st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=3)), max_size=4),
    st.integers(0, 10**6),
)
def test_no_spoilt_file_makes_it_fall_over(form: Form, changes: list[tuple[int, bytes]], end: int) -> None:
    data = GENUINE[form]
    for place, other in changes:
        place %= len(data)
        data = data[:place] + other + data[place + len(other) :]
    data = data[: end % len(data)] if end % 3 == 0 else data
    found = credential_in(data)
    assert found.document is not None or found.problem is not None
    form_of(data)


def test_json_is_kept_as_it_was_written() -> None:
    text = json.dumps(SIGNED)
    assert credential_in(text.encode()).text == text
