"""Canonical JSON: the vectors of RFC 8785 that need no floats, and what is refused."""

from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.ledger import verify
from awards.ledger.canonical import NotCanonicalError, canonical, canonical_hash, decimals, exact, instant

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_strings_and_literals_are_written_as_in_the_standard():
    given = {"string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/", "literals": [None, True, False]}
    assert canonical(given) == (b'{"literals":[null,true,false],"string":"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}')


def test_keys_are_sorted_by_their_utf_16_units_as_in_the_standard():
    given = {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
             "\U0001f600": "Emoji: Grinning Face", "\u0080": "Control",
             "\u00f6": "Latin Small Letter O With Diaeresis"}  # fmt: skip
    wanted = ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
              "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"]  # fmt: skip
    text = canonical(given).decode()
    assert sorted(wanted, key=text.index) == wanted


@pytest.mark.parametrize("wrong", [1.0, float("nan"), 2**53, -(2**53), {1: 2}, {1, 2}, b"bytes", object(), "\ud800"])
def test_what_readers_write_differently_is_refused(wrong):
    with pytest.raises(NotCanonicalError):
        canonical({"value": [wrong]})


def test_the_largest_whole_number_is_kept():
    assert canonical([2**53 - 1, -(2**53) + 1, 0]) == b"[9007199254740991,-9007199254740991,0]"


def test_times_are_written_in_utc_to_the_microsecond():
    moment = datetime(2025, 7, 1, 1, 2, 3, 4, tzinfo=timezone(timedelta(hours=1)))
    assert instant(moment) == "2025-07-01T00:02:03.000004Z"
    with pytest.raises(NotCanonicalError):
        instant(datetime(2025, 7, 1))  # noqa: DTZ001 - that is the point


def test_exact_and_worked_out_numbers_are_text():
    assert [exact(72), exact(Fraction(217, 3)), decimals(0.00001), decimals(1e16)] == [
        "72", "217/3", "0.000010", "10000000000000000.000000",
    ]  # fmt: skip
    assert canonical([Fraction(1, 3), datetime(2025, 1, 2, tzinfo=UTC)]) == b'["1/3","2025-01-02T00:00:00.000000Z"]'


def test_the_hash_is_of_the_canonical_text():
    assert canonical_hash({"b": 1, "a": 2}) == "d3626ac30a87e6f7a6428233b3c68299976865fa5508e4267c5415c76af7a772"


@given(JSON.filter(lambda value: "\\ud" not in ascii(value)))
def test_the_stand_alone_checker_writes_the_same(value):
    assert verify.canonical(value).encode() == canonical(value)
