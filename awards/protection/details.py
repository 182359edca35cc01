"""Likely personal details in a story, found by rules and word lists for a person of the staff to judge.

Nothing here decides anything: a detail is a stretch of the text that staff should look at before judges read it. Pure:
no database, no request, no network, and time that grows with the length of the text and no faster.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from operator import attrgetter

from awards.protection.ages import age_details
from awards.protection.contacts import contact_details
from awards.protection.kinds import Detail as Detail
from awards.protection.kinds import DetailKind as DetailKind
from awards.protection.names import name_details
from awards.protection.places import place_details
from awards.protection.reading import read
from awards.protection.terms import term_details


def find_details(text: str, *, nominees: Collection[str] = (), places: Collection[str] = ()) -> list[Detail]:
    """Find the likely details of a text in their order, none overlapping another.

    `nominees` are the full names and the names known by of those put forward: their own names are not details.
    `places` are names of places beyond the lists of this room. Never raises, whatever the text.
    """
    reading = read(text, nominees=nominees, places=places)
    found = [
        *contact_details(text),
        *age_details(text),
        *place_details(reading),
        *term_details(reading),
        *name_details(reading),
    ]
    return _without_overlaps(found, len(text))


def _without_overlaps(found: Iterable[Detail], length: int) -> list[Detail]:
    """Keep the longest of those that overlap; of two as long, the one found first."""
    taken = bytearray(length)
    kept = []
    for detail in sorted(found, key=lambda detail: detail.start - detail.end):
        if not any(taken[detail.start : detail.end]):
            taken[detail.start : detail.end] = b"\x01" * (detail.end - detail.start)
            kept.append(detail)
    return sorted(kept, key=attrgetter("start"))
