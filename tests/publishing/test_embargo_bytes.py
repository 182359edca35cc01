"""Statements 15 to 18 and 22: until the release no public byte tells that somebody has won; then everything does."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from sqlalchemy import update

from awards.core.actor import Audience
from awards.publishing.actions import release_announcement
from awards.publishing.models import AnnouncementKind, Winner
from awards.screening.lifecycle import EntryState
from tests.factories import CitationFactory
from tests.publishing.conftest import ME

STATIC = Path(__file__).parents[2] / "static"
NAME = "Zorblat Quixby"
GUESSES = (
    "/winners/{}", "/winners/2024/{}", "/winners/{}.json", "/winners/2024/{}.json", "/winner/{}", "/finalists/{}",
    "/awards/{}", "/awards/practice/{}", "/finalists.json", "/finalists.atom", "/winners/2024.atom",
    "/winners/preview", "/preview/winners/{}", "/search?q={}", "/?q={}", "/winners/?q={}&sort={}", "/sitemap.xml",
    "/robots.txt", "/feed", "/rss.xml", "/winners.rss", "/.well-known/{}", "/static/winners/{}.jpg",
    "/static/winners/{}.pdf", "/static/portraits/{}.png", "/static/certificates/{}.pdf", "/og/{}.png",
    "/winners/2024?preview=1", "/winners/2024?state=winner", "/finalists?state=winner&sort=-state",
)  # fmt: skip
SLUGS = ("zorblat-quixby", "zorblat_quixby", "Zorblat%20Quixby", "practice-zorblat-quixby")
NONSENSE = "grembly-vantwick"
ASKED = ({}, {"Accept": "application/json"}, {"If-None-Match": "*"}, {"Range": "bytes=0-20"},
         {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"}, {"Accept-Encoding": "gzip"})  # fmt: skip
TOKEN = re.compile(rb'name="csrf_token" value="[^"]*"')


@pytest.fixture
def strangers(app):
    """Ask, as somebody without any cookie, for every public page and every guess; give all that is answered.

    Whether the database can be written to (the page of health) is left out: a test holds its lock for a while.
    """

    def pages():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            door = app.blueprints.get(rule.endpoint.partition(".")[0])
            if door is not None and door.opens_to is Audience.EVERYONE and "GET" in rule.methods and door.name != "web":
                known = {"year": 2024, "slug": "practice", "token": "no-such-token"}
                yield adapter.build(rule.endpoint, {name: known.get(name, "practice") for name in rule.arguments})

    def answers():
        found = {}
        paths = [*pages(), *(guess.format(slug, slug) for guess in GUESSES for slug in SLUGS[:1])]
        for path in dict.fromkeys(paths):
            for number, headers in enumerate(ASKED if path in PLAIN else ASKED[:1]):
                for method in ("GET", "HEAD") if path in PLAIN else ("GET",):
                    found[path, number, method] = told(app, path, method, headers)
        return found

    return answers


PLAIN = {"/", "/winners/", "/winners/2024", "/winners/2024.json", "/winners.atom", "/finalists"}


def told(app, path, method="GET", headers=None):
    """Give status, headers and body, but for the moment and the token."""
    answer = app.test_client().open(path, method=method, headers=headers)
    kept = [(name, value) for name, value in answer.headers if name not in {"Date", "Set-Cookie", "Content-Length"}]
    return answer.status_code, sorted(kept), TOKEN.sub(b"", _plain(answer))


def _plain(answer):
    if answer.headers.get("Content-Encoding") == "gzip":
        return gzip.decompress(answer.get_data())
    return answer.get_data()


def choose(scene, session):
    """Let somebody win, somebody be commended, and everything be drawn up and described."""
    scene.entry(NAME, employer="Plantshire Council")
    scene.entry("Vexmoor Zorblat", state=EntryState.COMMENDED, category=scene.young)
    for kind in AnnouncementKind:
        scene.prepare(kind)
    for winner in scene.desk().winners.values():
        CitationFactory(winner=winner, text="A planted story.")
    session.commit()


def test_choosing_and_drawing_up_changes_no_public_byte_nor_order_nor_size(scene, session, strangers):
    before = strangers()
    choose(scene, session)
    after = strangers()
    assert [key for key in before if before[key] != after[key]] == []
    assert len(before) > 100


def test_a_chosen_finalist_leaves_list_order_and_size_of_the_finalists_as_they_were(scene, session, strangers):
    entries = [scene.entry(name, state=EntryState.FINALIST) for name in ("Ada Wren", "Ben Moss", "Cy Lark")]
    scene.release(AnnouncementKind.FINALISTS)
    before = strangers()
    assert b"Ada Wren" in before["/finalists", 0, "GET"][2]
    entries[1].state, entries[2].state = EntryState.WINNER, EntryState.COMMENDED
    scene.prepare()
    session.commit()
    after = strangers()
    assert [key for key in before if before[key] != after[key]] == []


def test_a_slug_guessed_from_the_name_is_answered_like_nonsense(app, scene, session):
    choose(scene, session)
    wrong = []
    for guess in GUESSES:
        nonsense = told(app, guess.format(NONSENSE, NONSENSE))
        for slug in SLUGS:
            status, headers, body = told(app, guess.format(slug, slug))
            if (status, headers, body.replace(slug.encode(), b"")) != (
                nonsense[0], nonsense[1], nonsense[2].replace(NONSENSE.encode(), b""),
            ):  # fmt: skip
                wrong.append((guess, slug))
    assert wrong == []


def test_nothing_is_kept_beyond_the_release_and_nothing_says_when_it_changed(scene, session, strangers):
    choose(scene, session)
    kept = {
        (key[0], name, value)
        for key, (_, headers, _) in strangers().items()
        for name, value in headers
        if name in {"ETag", "Last-Modified", "Expires", "Age"} or (name == "Cache-Control" and "max-age" in value)
    }
    assert {path for path, _, _ in kept} <= {"/.well-known/security.txt"}  # whom to write to, and nothing else


def test_no_static_file_is_made_for_a_winner(scene, session, strangers):
    before = sorted(path for path in STATIC.rglob("*"))
    choose(scene, session)
    scene.release()
    strangers()
    assert sorted(path for path in STATIC.rglob("*")) == before
    assert [path for path in before if "winner" in path.name.lower() and path.suffix not in {".scss"}] == []


def test_until_the_release_is_committed_everybody_sees_the_old_and_then_everybody_the_new(scene, session, strangers):
    choose(scene, session)
    scene.entry("Ada Wren", category=scene.teams)
    announcement = scene.prepare()
    session.commit()
    before, desk = strangers(), scene.desk()
    release_announcement(session, desk, announcement, version=announcement.version, actor=ME, now=scene.clock())
    session.flush()
    assert strangers() == before  # not committed: no page has it, none mixes old and new
    session.commit()
    after = strangers()
    shown = {path: [name in after[path, 0, "GET"][2] for name in (NAME.encode(), b"Ada Wren")] for path in PLAIN}
    assert shown == {
        "/": [False, False], "/finalists": [False, False], "/winners/": [True, True], "/winners/2024": [True, True],
        "/winners/2024.json": [True, True], "/winners.atom": [True, True],
    }  # fmt: skip
    changed = {path for path, _, _ in before if any(before[key] != after[key] for key in before if key[0] == path)}
    assert all(path in PLAIN or path.startswith(("/winners", "/how-we-judge")) for path in changed)


def test_the_comparison_notices_a_single_byte(scene, session, strangers):
    scene.entry(NAME)
    scene.release()
    before = strangers()
    session.execute(update(Winner).values(version=Winner.version, work_title="x"))
    session.commit()
    after = strangers()
    assert [key for key in before if before[key] != after[key]] != []
