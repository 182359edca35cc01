"""Hostile names and citations of winners come out harmless: on public pages, as data, in the feed, and before staff."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from awards.core.words import tidy, tidy_line
from tests.factories import CitationFactory, WinnerFactory
from tests.hostile import audiences
from tests.hostile.crawling import pages_of
from tests.hostile.sending import Judge
from tests.hostile.texts import MARK, Hostile

FEED = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def names(session, clock) -> list[str]:
    """Winners of one year whose every text is hostile, as it is stored after tidying."""
    audiences.load_the_season(session, clock)
    programme, hostile = audiences.programme_of(session), Hostile(7)
    found = [tidy_line(hostile.text())[:200] or "Nameless" for _ in range(60)]
    for number, name in enumerate(found):
        winner = WinnerFactory(
            programme=programme, display_name=name, role=name[:80], organisation=name[:80], import_key=f"2022:{number}"
        )
        CitationFactory(winner=winner, text=tidy(hostile.text())[:900] or "Said nothing.")
    session.commit()
    return found


def test_pages_data_and_feed_hold_hostile_text_as_text(app, session, names):
    judge = Judge(app)
    shown = 0
    for party in (audiences.public(app), audiences.staff(app, session)):
        party.starts += ["/winners/2022"] if party.name == "public" else ["/staff/announce/archive"]
        for path, answer in pages_of(party, judge):
            judge.of_page(path, answer)
            shown += MARK in answer.text
    assert judge.findings() == []
    assert shown >= 2
    client = audiences.public(app).browser.client
    data = client.get("/winners/2022.json")
    assert data.mimetype == "application/json"
    assert data.headers["X-Content-Type-Options"] == "nosniff"
    assert set(names) <= {one["name"] for one in data.get_json()}
    feed = ET.fromstring(client.get("/winners.atom").data)  # noqa: S314 - our own feed
    assert {element.tag for element in feed.iter() if not element.tag.startswith(FEED)} == set()
