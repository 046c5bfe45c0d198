"""Rows as a backup has them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from lms.backup.rules.rows import Kind, TableDigest, line_of, values_of

KINDS = tuple(Kind)
ROW = st.tuples(
    *(
        st.none() | values
        for values in (
            st.text(),
            st.integers(-(2**63), 2**63 - 1),
            st.floats(allow_nan=False, allow_infinity=False),
            st.decimals(-99999, 99999, places=4),
            st.booleans(),
            st.datetimes(timezones=st.just(UTC)),
            st.dates(),
            st.binary(),
            st.text(),
        )
    )
)


@settings(max_examples=20)
@given(ROW)
def test_a_row_comes_back_as_it_was_on_one_line(row: tuple[object, ...]) -> None:
    line = line_of(row, KINDS)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert values_of(line, KINDS) == list(row)


def test_a_row_is_the_same_line_whatever_a_database_adds_to_a_number() -> None:
    lines = {line_of([Decimal(text)], [Kind.DECIMAL]) for text in ("12.5", "12.5000", "12.5000000000")}
    assert lines == {b'["12.5"]\n'}
    assert line_of([Decimal("100.00")], [Kind.DECIMAL]) == b'["100"]\n'


def test_values_are_plain_json() -> None:
    moment, day = datetime(2026, 11, 22, 3, 4, 5, 6, tzinfo=UTC), date(2026, 11, 22)
    said = line_of([moment, day, b"\x00\xff", "ė"], [Kind.MOMENT, Kind.DAY, Kind.BYTES, Kind.TEXT])
    assert said == b'["2026-11-22T03:04:05.000006+00:00","2026-11-22","AP8=","\\u0117"]\n'


def test_a_digest_does_not_depend_on_the_order_and_tells_doubled_rows_apart() -> None:
    def digest(*lines: bytes) -> tuple[int, str]:
        found = TableDigest()
        for line in lines:
            found.add(line)
        return found.rows, found.text

    assert digest(b"a", b"b", b"c") == digest(b"c", b"a", b"b")
    assert digest(b"a", b"b") != digest(b"a", b"c")
    assert digest(b"a", b"a", b"b") != digest(b"a", b"b", b"b")
    assert len(digest(b"a")[1]) == 64
