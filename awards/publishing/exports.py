"""The public winners as JSON and as an Atom feed; whoever did not agree to feeds is in neither."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from typing import Any

from awards.publishing.models import ArchiveYear
from awards.publishing.showing import WinnerShown

ATOM = "http://www.w3.org/2005/Atom"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""When an empty feed was last changed: it must say something, and nothing about what is to come."""


def winners_as_data(winners: Iterable[WinnerShown], base_url: str) -> list[dict[str, Any]]:
    """Give the winners as a list of objects that all have the same keys; what is not shown is null."""
    return [_data(winner, base_url) for winner in winners if winner.in_feeds]


def winners_as_atom(
    winners: Iterable[WinnerShown], years: Mapping[int, ArchiveYear], *, title: str, author: str, base_url: str
) -> bytes:
    """Give an Atom feed (RFC 4287) with one entry for each winner."""
    ET.register_namespace("", ATOM)
    listed = [(winner, _published(winner, years)) for winner in winners if winner.in_feeds]
    feed = ET.Element(f"{{{ATOM}}}feed", {"xml:lang": "en-GB"})
    _text(feed, "id", f"{base_url}/winners/")
    _text(feed, "title", title)
    _text(feed, "updated", max((at for _, at in listed), default=LONG_AGO).isoformat())
    _link(feed, "self", f"{base_url}/winners.atom")
    _link(feed, "alternate", f"{base_url}/winners/")
    _text(ET.SubElement(feed, f"{{{ATOM}}}author"), "name", author)
    for winner, at in listed:
        _entry(feed, winner, at=at, base_url=base_url)
    body: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return body


def address_of(winner: WinnerShown, base_url: str) -> str:
    """Give a winner's public address: the year's page and the reference, never a name."""
    return f"{base_url}/winners/{winner.year}#{winner.ref}"


def _data(winner: WinnerShown, base_url: str) -> dict[str, Any]:
    return {
        "ref": winner.ref,
        "url": address_of(winner, base_url),
        "year": winner.year,
        "category_key": winner.category_key,
        "category": winner.category,
        "outcome": winner.outcome,
        "name": winner.name,
        "kind": winner.kind,
        "role": winner.role,
        "organisation": winner.organisation,
        "area": winner.area,
        "work_title": winner.work_title,
        "partners": winner.partners,
        "nominated_by": winner.nominated_by,
        "presented_by": winner.presented_by,
        "posthumous": winner.posthumous,
        "citations": [{"voice": voice, "text": text} for voice, text in winner.citations],
        "correction": winner.erratum,
    }


def _entry(feed: ET.Element, winner: WinnerShown, *, at: datetime, base_url: str) -> None:
    entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
    _text(entry, "id", address_of(winner, base_url))
    _text(entry, "title", f"{winner.name}: {winner.category} {winner.year}")
    _text(entry, "updated", at.isoformat())
    _link(entry, "alternate", address_of(winner, base_url))
    words = [f"{text} ({voice})" for voice, text in winner.citations]
    _text(entry, "content", " ".join([f"{winner.outcome}.", *words, *winner.notes])).set("type", "text")


def _published(winner: WinnerShown, years: Mapping[int, ArchiveYear]) -> datetime:
    """Say since when a winner is public: the release or, for the archive, the day of the ceremony."""
    if winner.published_at is not None:
        return winner.published_at
    kept = years.get(winner.year)
    if kept is None or kept.ceremony_on is None:
        return datetime(winner.year, 1, 1, tzinfo=UTC)
    return datetime.combine(kept.ceremony_on, time(), tzinfo=UTC)


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = text
    return child


def _link(parent: ET.Element, rel: str, address: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": address})
