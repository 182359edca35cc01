"""What a nominee takes back is gone from every public page, feed and data file with the same press of a button."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from awards.core.actor import Audience
from awards.nominees.models import Stage, Thing
from awards.publishing.models import AnnouncementKind
from awards.screening.lifecycle import EntryState
from tests.factories import CitationFactory
from tests.publishing.conftest import AWARDS_NIGHT, Scene

ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = ["/winners/", "/winners/2024"]
DATA = ["/winners/2024.json", "/winners.atom"]
SEVENTEEN = date(2006, 8, 1)
EVERYTHING = frozenset(Thing)


@pytest.fixture
def scene(session, clock):
    clock.set(AWARDS_NIGHT)
    session.expire_on_commit = False
    return Scene(session, clock)


@pytest.fixture
def nominee_page(browser):
    """Give the own page of the (first) nominee of an entry, as after the check of the name."""
    known = {}

    def reach(entry):
        reference = known.setdefault(id(entry), entry.nominees[0].ref if id(entry) not in known else "")
        return browser.sign_in(Audience.NOMINEES, reference).get("nominees.about_me")

    return reach


@pytest.fixture
def shows(app):
    """Say which public addresses hold these words."""

    def look(words, addresses=(*PAGES, *DATA)):
        client = app.test_client()
        return [address for address in addresses if words in client.get(address).get_data(as_text=True)]

    return look


def robots(app, address):
    return "noindex" in app.test_client().get(address).get_data(as_text=True)


def take_back(page, words):
    done = page.submit(f"Take this back (If you win, what may we show? {words})")
    assert "Taken back" in done.text
    return done


def test_a_name_taken_back_is_gone_everywhere_at_once(scene, nominee_page, shows):
    entry = scene.entry("Ada Wren")
    scene.release()
    assert shows("Ada Wren") == [*PAGES, *DATA]
    take_back(nominee_page(entry), "My name, in the form chosen above")
    assert (shows("Ada"), shows("Wren"), shows("Name withheld")) == ([], [], [*PAGES, *DATA])


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("A few sentences about what I did", "She listens."),
        ("Where I work, or the area I am from", "Plantshire"),
    ],
)
def test_one_thing_taken_back_leaves_the_rest(scene, session, nominee_page, shows, words, text):
    entry = scene.entry("Ada Wren", employer="Plantshire")
    scene.prepare()
    CitationFactory(winner=scene.desk().winners[entry.id], text="She listens.")
    session.commit()
    scene.release()
    assert set(shows(text)) >= {*PAGES, "/winners/2024.json"}
    take_back(nominee_page(entry), words)
    assert (shows(text), shows("Ada Wren")) == ([], [*PAGES, *DATA])


def test_another_name_and_an_unsafe_place_count_at_once(scene, nominee_page, shows):
    entry = scene.entry("Ada Wren", employer="Plantshire")
    scene.release()
    nominee_page(entry).submit("Save my answer", name_form="first_name", unsafe="yes")
    assert (shows("Wren"), shows("Plantshire"), shows("Ada")) == ([], [], [*PAGES, *DATA])


def test_saying_no_after_all_withholds_the_name(scene, nominee_page, shows):
    entry = scene.entry("Ada Wren")
    scene.release()
    nominee_page(entry).submit("Save my answer", response="declined")
    assert shows("Ada") == []


def test_a_finalist_takes_the_name_back(scene, nominee_page, shows):
    entry = scene.entry("Ada Wren", state=EntryState.FINALIST)
    scene.release(AnnouncementKind.FINALISTS)
    assert shows("Ada Wren", ["/finalists"]) == ["/finalists"]
    nominee_page(entry).submit(
        "Take this back (If you become a finalist, what may we show? My name, in the form chosen above)"
    )
    assert shows("Ada", ["/finalists"]) == []


@pytest.mark.parametrize("kind", ["child", "reveals"])
def test_feeds_data_files_and_search_engines_need_a_consent_of_their_own(scene, app, shows, nominee_page, kind):
    category, born = (scene.practice, SEVENTEEN) if kind == "child" else (scene.young, date(2000, 1, 1))
    entry = scene.entry("Ada Wren", category=category, date_of_birth=born, agreed=EVERYTHING - {Thing.SEARCH})
    scene.release()
    assert (shows("Ada Wren"), [robots(app, page) for page in PAGES]) == (PAGES, [True, True])
    nominee_page(entry).submit("Save my answer", search=["winner"])
    assert (shows("Ada Wren"), [robots(app, page) for page in PAGES]) == ([*PAGES, *DATA], [False, False])
    take_back_search = nominee_page(entry).submit(
        "Take this back (May search engines, feeds and data files have what we show of you? Yes, if I win)"
    )
    assert "Taken back" in take_back_search.text
    assert (shows("Ada Wren"), [robots(app, page) for page in PAGES]) == (PAGES, [True, True])


def test_in_a_feed_there_is_no_trace_of_whoever_keeps_out_of_it(scene, app):
    scene.entry("Ada Wren", date_of_birth=SEVENTEEN, agreed=EVERYTHING - {Thing.SEARCH})
    scene.release()
    client = app.test_client()
    assert json.loads(client.get("/winners/2024.json").get_data()) == []
    feed = ET.fromstring(client.get("/winners.atom").get_data())  # noqa: S314 - our own bytes
    assert feed.findall(f"{ATOM}entry") == []


def test_a_category_that_reveals_something_needs_its_own_consent_even_for_search(scene, app, shows):
    scene.entry("Ada Wren", category=scene.young, agreed=EVERYTHING - {Thing.CATEGORY})
    scene.release()
    assert (shows("Ada"), robots(app, "/winners/2024")) == ([], True)


def test_turning_18_publishes_nothing_more(scene, app, shows, clock):
    scene.entry("Ada Wren", date_of_birth=SEVENTEEN, agreed=EVERYTHING - {Thing.SEARCH})
    scene.release()
    clock.forward(days=365)
    assert (shows("Ada Wren"), robots(app, "/winners/2024")) == (PAGES, True)


def test_an_adult_in_a_category_that_reveals_nothing_is_not_asked(scene, shows, nominee_page, app):
    entry = scene.entry("Ada Wren", date_of_birth=date(2000, 1, 1), agreed=(Thing.NAME,))
    scene.release()
    assert (shows("Ada Wren"), robots(app, "/winners/2024")) == ([*PAGES, *DATA], False)
    assert nominee_page(entry).soup.select("input[name=search]") == []


def test_a_child_among_the_finalists_keeps_the_page_out_of_search_engines(scene, app):
    entry = scene.entry(
        "Ada Wren", state=EntryState.FINALIST, date_of_birth=SEVENTEEN, agreed=EVERYTHING - {Thing.SEARCH}
    )  # fmt: skip
    scene.release(AnnouncementKind.FINALISTS)
    assert robots(app, "/finalists")
    from_now = scene.desk().notices[entry.nominees[0].id]
    assert {one.thing for one in from_now.consents if one.stage is Stage.FINALIST} == EVERYTHING - {Thing.SEARCH}


def test_a_team_is_named_as_its_contact_chose(scene, shows, nominee_page):
    entry = scene.entry("Robin Contact", category=scene.teams, is_team=True)
    entry.nominees[0].nomination.team_name = "Harbour Lights Team"
    scene.release()
    assert (shows("Harbour Lights"), shows("Robin")) == ([*PAGES, *DATA], [])
    nominee_page(entry).submit("Save my answer", name_form="other", public_name="The Lights")
    assert (shows("Harbour Lights"), shows("The Lights")) == ([], [*PAGES, *DATA])
    nominee_page(entry).submit("Save my answer", winner=None)
    assert shows("The Lights") == []
