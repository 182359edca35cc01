"""Whatever is opened, typed, saved, moved, sent and revised, in whatever order: no word is lost, none strays."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from awards.core.actor import Audience
from awards.nominations.models import WITH_NEW_VERSIONS, Answer, Nomination, Nominee, Submission, TypedPage
from tests.nominations.building import complete
from tests.nominations.typing import Typist
from tests.pages.browser import Browser, Page

MARK = re.compile(r"Mark(\d)n\d+x")
PLACES = (
    ("answer", {"key": "summary"}, "text"),
    ("answer", {"key": "family"}, "text"),
    ("answer", {"key": "values"}, "text"),
    ("person", {"number": 1}, "known_as"),
    ("person", {"number": 1}, "full_name"),
    ("team", {}, "team_name"),
    ("team", {}, "partners"),
)
MOST_TABS = 4
AWARDS = ("practice", "innovation", "team")

one_of_two = st.integers(0, 1)
some_tab = st.integers(0, 3)
place = st.integers(0, len(PLACES) - 1)
STEPS = st.one_of(
    st.tuples(st.just("type"), some_tab, st.sampled_from(["saved", "saved", "answer lost", "not sent"])),
    st.tuples(st.just("press"), some_tab, st.booleans(), st.booleans()),
    st.tuples(st.just("type"), some_tab, st.just("saved")),
    st.tuples(st.just("open"), one_of_two, one_of_two, place),
    st.tuples(st.just("overtaken"), some_tab),
    st.tuples(st.just("move"), one_of_two, st.sampled_from(AWARDS)),
    st.tuples(st.just("send"), one_of_two),
    st.tuples(st.just("revise"), one_of_two),
)


@dataclass
class Tab:
    """An open page, and the words in it that nobody has said to be saved."""

    family: int
    box: str
    typist: Typist
    unsaved: set[str] = field(default_factory=set)
    overtaken: dict[str, list[str]] | None = None

    @property
    def words(self) -> str:
        return " ".join(self.typist.fields.get(self.box, []))


class World:
    """Two nominations of one nominator, two of their browsers, a few open tabs, and every word ever typed."""

    def __init__(self, session, season, app) -> None:
        self.session = session
        first = complete(session, season)
        self.owner, owner_id = first.nominator.ref, first.nominator_id
        second = complete(session, season)
        second.nominator_id = owner_id
        self.refs = [first.ref, second.ref]
        session.commit()
        self.browsers = [Browser(app).sign_in(Audience.NOMINATORS, self.owner) for _ in range(2)]
        self.tabs: list[Tab] = []
        self.typed: set[str] = set()
        self.given_up: set[str] = set()
        """Words that somebody replaced or dropped while they stood before their eyes."""
        self.shown: set[str] = set()

    def open(self, browser: int, family: int, place: int) -> None:
        endpoint, values, box = PLACES[place]
        if len(self.tabs) == MOST_TABS:  # nobody closes a tab that says that its words are not saved
            self.press(0, takes_typed=True, valid=True)
        page = self.browsers[browser].get(f"my_nominations.{endpoint}", ref=self.refs[family], **values)
        if (
            page.status == 200
            and page.soup.main.find(attrs={"name": box})
            and page.soup.find(attrs={"name": "version"})
        ):
            self.tabs.append(Tab(family, box, Typist(page)))

    def type(self, number: int, how: str) -> None:
        tab = self._tab(number)
        if tab is None:
            return
        mark = f"Mark{tab.family}n{len(self.typed)}x"
        self.given_up |= marks(tab.words)
        self.typed.add(mark)
        tab.typist.type(**{tab.box: f"{mark} is what they did."})
        tab.unsaved = {mark}
        if how == "not sent":
            tab.overtaken = tab.typist.take_turn()
            return
        answer = tab.typist.post(tab.typist.take_turn())
        if how == "saved":
            tab.typist.heed(answer)
            tab.unsaved = set() if answer.is_json and answer.json["saved"] else tab.unsaved

    def overtaken(self, number: int) -> None:
        """What was on its way for long arrives after all; nobody hears the answer."""
        tab = self._tab(number)
        if tab is not None and tab.overtaken is not None:
            tab.typist.post(tab.overtaken)

    def press(self, number: int, takes_typed: bool, valid: bool) -> None:
        tab = self._tab(number)
        if tab is None:
            return
        self.tabs.remove(tab)
        if not valid and "email" in tab.typist.fields:
            tab.typist.type(email="not an address")
        page = tab.typist.press()
        if page.status != 200:
            self._choose(page, takes_typed=takes_typed)

    def move(self, family: int, award: str) -> None:
        page = self.browsers[0].get("my_nominations.move", ref=self.refs[family])
        if page.status == 200 and page.soup.find("button", string="Move to this award"):
            page.submit("Move to this award", category=award)

    def send(self, family: int) -> None:
        declarations = self.browsers[1].get("my_nominations.declarations", ref=self.refs[family])
        if declarations.soup.main.find("button", string="Save and continue"):
            declarations.submit("Save", nominee_knows="yes", true="y", no_child_named="y", privacy_read="y")
        page = self.browsers[1].get("my_nominations.check", ref=self.refs[family])
        button = page.soup.main.find("button", string=re.compile("^Send the "))
        if button is not None:
            page.submit(button.get_text())
            self.refs[family] = "-".join(self.refs[family].split("-")[:2])

    def revise(self, family: int) -> None:
        page = self.browsers[0].get("my_nominations.receipt", ref=self.refs[family])
        button = page.soup.main.find("button", string=re.compile("new version|Change", re.IGNORECASE))
        if button is not None and "/receipt" in page.url:
            self.refs[family] = page.submit(button.get_text()).url.split("/")[2]

    def finish(self) -> None:
        """Every tab still open presses its button: what it holds is saved or shown."""
        while self.tabs:
            self.press(0, takes_typed=True, valid=True)

    def check(self) -> None:
        """Nothing is lost, nothing strays."""
        stored = self._stored()
        strayed = {mark for family, marks_there in stored for mark in marks_there if mark[4] != family}
        assert strayed == set()
        there = {mark for _, marks_there in stored for mark in marks_there}
        held = set().union(*(tab.unsaved for tab in self.tabs)) if self.tabs else set()
        assert self.typed - self.given_up - there - held - self.shown == set()

    def _tab(self, number: int) -> Tab | None:
        return self.tabs[number % len(self.tabs)] if self.tabs else None

    def _choose(self, page: Page, *, takes_typed: bool) -> None:
        """A page that shows what was typed: both texts, or why it is not saved. One is chosen, the other given up."""
        self.shown |= marks(page.html)
        if page.soup.find("button", string="Save this instead") and takes_typed:
            self.given_up |= set().union(*(marks(one.get_text()) for one in page.soup.select(".answer-stored")))
            page.submit("Save this instead")

    def _stored(self) -> list[tuple[str, set[str]]]:
        """Give (family, words) of every place where words are stored."""
        self.session.rollback()
        every = select(Nomination)
        families = {}
        for one in self.session.scalars(every, execution_options=WITH_NEW_VERSIONS):
            root = "-".join(one.ref.split("-")[:2])
            roots = ["-".join(ref.split("-")[:2]) for ref in self.refs]
            families[one.id] = str(roots.index(root)) if root in roots else "?"
        found = [
            (families[one.id], marks(f"{one.team_name} {one.team}"))
            for one in self.session.scalars(every, execution_options=WITH_NEW_VERSIONS)
        ]
        for table, words in (
            (Answer, lambda row: row.text),
            (Nominee, lambda row: f"{row.full_name} {row.known_as}"),
            (TypedPage, lambda row: row.fields or ""),
            (Submission, lambda row: str(row.content)),
        ):
            found += [(families[row.nomination_id], marks(words(row))) for row in self.session.scalars(select(table))]
        return [(family, words) for family, words in found if family != "?"]


def marks(text: str) -> set[str]:
    return {found.group() for found in MARK.finditer(text)}


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(at=place, steps=st.lists(STEPS, min_size=5, max_size=14))
def test_no_word_is_lost_and_none_strays(app, session, season, at, steps):
    world = World(session, season, app)
    for browser, family in ((0, 0), (1, 0), (1, 1)):  # two tabs of one page, and one of the other nomination
        world.open(browser, family, at)
    for name, *arguments in steps:
        getattr(world, name)(*arguments)
        world.check()
    world.finish()
    world.check()


@pytest.mark.parametrize(
    "steps",
    [
        # Two tabs of one answer, both with a script; the second may not overwrite.
        [("open", 0, 0, 0), ("open", 1, 0, 0), ("type", 0, "saved"), ("type", 1, "saved"), ("press", 1, True, True)],
        # A move between two saves, then sending, a new version, and a tab from before all that.
        [("open", 0, 0, 1), ("type", 0, "saved"), ("move", 0, "innovation"), ("type", 0, "saved"), ("send", 0)],
        [("open", 0, 0, 0), ("send", 0), ("revise", 0), ("type", 0, "saved"), ("press", 0, True, True)],
        # A save that arrives after a later one.
        [("open", 0, 0, 0), ("type", 0, "not sent"), ("type", 0, "saved"), ("overtaken", 0), ("press", 0, True, True)],
        # A person's page, drawn before the draft became a team's.
        [("open", 0, 0, 3), ("type", 0, "not sent"), ("move", 0, "team"), ("press", 0, True, True)],
    ],
)
def test_known_ways_to_lose_words_lose_none(app, session, season, steps):
    world = World(session, season, app)
    for name, *arguments in steps:
        getattr(world, name)(*arguments)
        world.check()
    world.finish()
    world.check()
