"""Canonical JSON (RFC 8785) without floats: the same bytes from the same values, whoever writes them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from fractions import Fraction
from typing import Any

import rfc8785

LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exact."""


class NotCanonicalError(ValueError):
    """A value that may not enter the sealed record: a float, too large a number, a key that is no text."""


def canonical(value: object) -> bytes:
    """Give a value's canonical JSON as UTF-8 bytes.

    Raises:
        NotCanonicalError: a float, a whole number beyond 2^53 - 1, a key that is no text, or what JSON cannot say.
    """
    plain = as_plain(value)
    try:
        return bytes(rfc8785.dumps(plain))
    except rfc8785.CanonicalizationError as error:
        raise NotCanonicalError(str(error)) from error


def canonical_hash(value: object) -> str:
    """Give the SHA-256 (hex) of a value's canonical JSON; the rules' hash is made this way.

    Raises:
        NotCanonicalError: see `canonical`.
    """
    return hashlib.sha256(canonical(value)).hexdigest()


def as_plain(value: object) -> Any:
    """Give a value as JSON can say it: times and fractions as text, sequences as lists.

    Sets are refused, since they have no order; so is every float, for readers write floats differently.

    Raises:
        NotCanonicalError: see `canonical`.
    """
    if isinstance(value, bool | str | Enum) or value is None:
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, datetime | Fraction):
        return instant(value) if isinstance(value, datetime) else exact(value)
    if isinstance(value, Mapping):
        return {_key(key): as_plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [as_plain(one) for one in value]
    raise NotCanonicalError(f"The sealed record holds no {type(value).__name__}: {value!r}.")


def instant(moment: datetime) -> str:
    """Write an instant as "2024-02-23T23:59:00.000000Z": UTC, to the microsecond.

    Raises:
        NotCanonicalError: the time has no zone.
    """
    if moment.tzinfo is None:
        raise NotCanonicalError("A time in the sealed record needs its zone.")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def exact(number: Fraction | int) -> str:
    """Write an exact number: "72" or "217/3"."""
    return str(Fraction(number))


def decimals(number: float, places: int = 6) -> str:
    """Write a worked-out number as a decimal text such as "71.283333"; never in the form 1e-05."""
    return f"{number:.{places}f}"


def _whole(value: int) -> int:
    if abs(value) > LARGEST:
        raise NotCanonicalError(f"{value} is larger than 2^53 - 1: write it as text.")
    return value


def _key(key: object) -> str:
    if isinstance(key, Enum):
        key = key.value
    if not isinstance(key, str):
        raise NotCanonicalError(f"A key in the sealed record must be text: {key!r}.")
    return key
