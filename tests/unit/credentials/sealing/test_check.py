"""Is a genuine seal told from every other, whatever was done to the file?"""

import io
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.credentials.formats.keys import PublishedKey, Purpose
from lms.credentials.sealing.check import LARGEST_PDF, SealState, check_seal
from tests.support.keys import ORGANISATION, key_pair, seal_key
from tests.unit.credentials.sealing.conftest import SEALED_AT, put_seal_on

OURS = (seal_key().published, key_pair(Purpose.BADGE).published)


def state(pdf: bytes, *keys: PublishedKey) -> SealState:
    return check_seal(pdf, keys or OURS).state


def saved_anew(pdf: bytes, **how: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def retitled(pdf: bytes) -> bytes:
    """Another text on the page, as an editor would change it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.pages[0].Contents.write(b"BT ET")
        opened.save(out)
    return out.getvalue()


def appended(pdf: bytes) -> bytes:
    """An incremental update that puts another page over the one that was sealed."""
    start = pdf.rindex(b"startxref") + len(b"startxref")
    update = b"\n9999 0 obj\n<</Type /Page>>\nendobj\n"
    previous = int(pdf[start:].split()[0])
    table = (
        f"xref\n9999 1\n{len(pdf) + 1:010} 00000 n \n"
        f"trailer\n<</Prev {previous}>>\nstartxref\n{len(pdf)}\n%%EOF\n"
    )
    return pdf + update + table.encode()


def gap_of(pdf: bytes) -> tuple[int, int]:
    start = pdf.index(b"/Contents <3") + len(b"/Contents ")
    return start, pdf.index(b">", start) + 1


def moved(sealed: bytes, other: bytes) -> bytes:
    """The seal of one certificate in the place of another's."""
    (start, end), (low, high) = gap_of(sealed), gap_of(other)
    digits = sealed[start:end].strip(b"<>").rstrip(b"0")
    return other[:low] + b"<" + digits.ljust(high - low - 2, b"0") + b">" + other[high:]


def test_a_genuine_seal_is_intact_and_says_when_and_with_which_key(sealed: bytes) -> None:
    found = check_seal(sealed, OURS)
    assert found.state is SealState.INTACT
    assert found.covers_whole_file
    assert (found.key_id, found.signed_at) == (seal_key().published.kid, SEALED_AT)
    assert (found.signer, found.seal_count, found.sealed_length) == (ORGANISATION, 1, len(sealed))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda pdf: pdf[:2000] + bytes([pdf[2000] ^ 1]) + pdf[2001:], SealState.ALTERED),
        (lambda pdf: pdf.replace(b"/Reason (Certificate)", b"/Reason (Certificatx)"), SealState.ALTERED),
        (lambda pdf: pdf.replace(b"072202611", b"072202511"), SealState.ALTERED),
        (retitled, SealState.ALTERED),
        (saved_anew, SealState.ALTERED),
        (
            lambda pdf: saved_anew(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate),
            SealState.ALTERED,
        ),
        (lambda pdf: pdf[:-300], SealState.ALTERED),
        (appended, SealState.ADDED_TO),
        (lambda pdf: pdf + b"\n", SealState.ADDED_TO),
        (lambda pdf: pdf.replace(b"/ByteRange", b"/ByteRangf"), SealState.ALTERED),
        (lambda pdf: pdf.replace(b"/ByteRange [0 ", b"/ByteRange [1 "), SealState.ALTERED),
    ],
)
def test_changes_are_told(sealed: bytes, change: Callable[[bytes], bytes], expected: SealState) -> None:
    changed = change(sealed)
    assert changed != sealed
    assert state(changed) is expected


def test_what_was_sealed_can_be_cut_out_of_a_file_that_was_added_to(sealed: bytes) -> None:
    changed = appended(sealed)
    found = check_seal(changed, OURS)
    assert changed[: found.sealed_length] == sealed
    assert not found.covers_whole_file


def test_a_seal_moved_to_another_certificate_is_ours_over_other_content(plain: bytes, sealed: bytes) -> None:
    other = put_seal_on(plain.replace(b"campus.example.org/verify", b"campus.example.org/verifx"))
    assert state(other) is SealState.INTACT
    assert state(moved(sealed, other)) is SealState.ALTERED


def test_another_key_with_the_same_name_is_foreign(plain: bytes) -> None:
    found = check_seal(put_seal_on(plain, key="forger"), OURS)
    assert (found.state, found.signer, found.key_id) == (SealState.FOREIGN_KEY, ORGANISATION, None)
    assert found.sealed_length is None


def test_a_file_without_a_seal_has_none(plain: bytes) -> None:
    for data in (plain, b"", b"%PDF-1.7", bytes(1000)):
        assert state(data) is SealState.NONE


def test_a_seal_whose_signature_was_changed_is_broken(sealed: bytes) -> None:
    start, _end = gap_of(sealed)
    at = sealed.rindex(b"01", start, start + len(sealed[start:].split(b"0000000000")[0])) + 1
    forged = sealed[:at] + b"2" + sealed[at + 1 :]
    assert state(forged) is SealState.BROKEN


def test_a_key_that_does_not_seal_is_not_believed_for_seals(sealed: bytes) -> None:
    assert state(sealed, replace(seal_key().published, purpose=Purpose.BADGE)) is SealState.FOREIGN_KEY


def test_a_seal_from_before_its_key_was_retired_stays_genuine(sealed: bytes) -> None:
    retired = replace(seal_key().published, retired_at=SEALED_AT + timedelta(days=1))
    assert state(sealed, retired, seal_key("second").published) is SealState.INTACT


def test_a_seal_from_after_its_key_was_retired_is_told_apart(sealed: bytes) -> None:
    retired = replace(seal_key().published, retired_at=SEALED_AT - timedelta(days=1))
    found = check_seal(sealed, [retired])
    assert (found.state, found.key_id) == (SealState.RETIRED_KEY, retired.kid)


def test_a_seal_under_way_while_its_key_was_retired_counts(sealed: bytes) -> None:
    assert state(sealed, replace(seal_key().published, retired_at=SEALED_AT)) is SealState.INTACT


def test_a_lost_key_proves_nothing_whatever_time_its_seal_states(sealed: bytes) -> None:
    later = SEALED_AT + timedelta(days=300)
    lost = replace(seal_key().published, retired_at=later, compromised_at=later)
    assert state(sealed, lost) is SealState.COMPROMISED_KEY


def test_of_several_seals_ours_says_what_the_file_is_worth(sealed: bytes, plain: bytes) -> None:
    foreign = put_seal_on(plain, key="forger")
    found = check_seal(sealed + foreign, OURS)
    assert (found.state, found.seal_count) == (SealState.ADDED_TO, 2)


def test_a_second_seal_inside_the_gap_of_the_first_is_not_found(sealed: bytes) -> None:
    start, end = gap_of(sealed)
    forged = sealed[:start] + b"<" + b"/ByteRange [0 1 2 3]".ljust(end - start - 2) + b">" + sealed[end:]
    assert state(forged) in {SealState.BROKEN, SealState.ALTERED}


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_byte_outside_the_seal_itself_can_be_changed(sealed: bytes, data: st.DataObject) -> None:
    start, end = gap_of(sealed)
    outside = st.one_of(st.integers(0, start), st.integers(end - 1, len(sealed) - 1))
    at = data.draw(outside)
    changed = bytearray(sealed)
    changed[at] ^= data.draw(st.integers(1, 255))
    assert state(bytes(changed)) not in {SealState.INTACT, SealState.ADDED_TO}


@settings(max_examples=100, deadline=None)
@given(junk=st.binary(max_size=400), at=st.integers(0, 100_000))
def test_nonsense_never_raises(sealed: bytes, junk: bytes, at: int) -> None:
    start, _end = gap_of(sealed)
    at = start + at % 1500
    assert state(sealed[:at] + junk + sealed[at + len(junk) :]) in SealState
    assert state(junk + b"/ByteRange [0 1 2 3]" + junk + b"/Contents <3081>") in SealState


def hostile_files() -> dict[str, bytes]:
    bomb = zlib.compress(bytes(50_000_000))
    return {
        "a million marks": b"/ByteRange [0 1 2 3] /SubFilter /ETSI.x " * 300_000,
        "contents that never end": (b"/ByteRange /Contents <" + b"0" * 100_000) * 100,
        "zeros before a one": b"/ByteRange [0 30 130070 5]"
        + b" " * 4
        + b"<"
        + b"0" * 130_000
        + b"1x>"
        + bytes(9),
        "streams that swell": b"".join(b"/Type /ObjStm>>stream\n" + bomb for _ in range(100)),
        "deep certificates": b"/ByteRange [0 1 2 3] /Contents <" + b"30800" * 20_000 + b"0>",
        "too large": bytes(LARGEST_PDF + 1),
    }


@pytest.mark.parametrize("kind", hostile_files())
def test_a_file_made_to_be_slow_is_not(kind: str, cpu_seconds: Callable[[], float]) -> None:
    assert state(hostile_files()[kind]) in {SealState.NONE, SealState.BROKEN, SealState.FOREIGN_KEY}
    assert cpu_seconds() < 5


def test_the_present_moment_plays_no_part(sealed: bytes) -> None:
    retired = replace(seal_key().published, retired_at=datetime(2000, 1, 1, tzinfo=UTC))
    assert state(sealed, retired) is SealState.RETIRED_KEY
