"""States of the pages of one person's data, of retention and of the trail, and of the public ones about privacy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from awards.audit import Tag, record
from awards.audit.models import AuditEntry
from awards.core.actor import Actor, Audience, Role
from awards.privacy.models import Clearance
from awards.privacy.rules import Rule
from awards.seasons.models import Category, Season
from awards.trail.heads import make_head
from awards.trail.sealing import seal_entries
from tests.browser.signing_hands import People, Person
from tests.browser.site import Site, Visit, aside
from tests.browser.state import State, press
from tests.factories import (
    AnswerFactory,
    FlagFactory,
    FlagNoteFactory,
    NominationFactory,
    NominatorFactory,
    NomineeFactory,
    SupporterFactory,
    WinnerFactory,
)
from tests.pages.browser import Browser

LONG_NAME = "Anneliese Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
LONG_WORD = "Antidisestablishmentarianism" * 3
PEOPLE = "/staff/privacy/people/"

Act = Callable[[Page], object] | None
T = TypeVar("T")


def _boss(site: Site) -> Browser:
    people = People(site)
    ivy = site.once("the administrator", lambda: people.staff("Ivy Head", role=Role.ADMINISTRATOR))
    return people.signed_in(ivy)


def _reader(site: Site) -> Person:
    return site.once("the reader", lambda: People(site).staff("Jo Marsh"))


def _written(site: Site, what: str, make: Callable[[Site], T]) -> T:
    """Write something once, behind the server's back, and let the server see it."""

    def inside() -> T:
        site.writing()
        made = make(site)
        site.settle()
        return made

    return site.once(what, lambda: aside(inside))


def _somebody(site: Site, name: str) -> list[str]:
    """Plant somebody who was put forward, put somebody forward and won; gives the references, as in an address."""
    whole = joinedload(Category.season).joinedload(Season.programme)
    category = site.session.scalars(select(Category).order_by(Category.id).options(whole).limit(1)).one()
    nomination = NominationFactory(category=category, submitted=True, nominator=NominatorFactory(name="Casey Brook"))
    nominee = NomineeFactory(nomination=nomination, full_name=name)
    AnswerFactory(nomination=nomination, text=f"{name} listened, and things changed. {LONG_WORD}")
    shared = NominationFactory(category=category, submitted=True)
    both = NomineeFactory(nomination=shared, full_name=name)
    NomineeFactory(nomination=shared, full_name="Pat Quay", position=2)
    AnswerFactory(nomination=shared, text=f"{name.split(maxsplit=1)[0]} and Pat did it together.")
    supporter = SupporterFactory(nominee=nominee, name=name)
    nominator = NominatorFactory(name=name)
    NomineeFactory(nomination=NominationFactory(category=category, submitted=True, nominator=nominator))
    winner = WinnerFactory(programme=category.season.programme, display_name=name)
    flag = FlagFactory(season=category.season, subject=nomination.ref)
    FlagNoteFactory(flag=flag)
    return [one.ref for one in (nominee, both, supporter, nominator, winner)]


def _refs(site: Site, name: str = LONG_NAME) -> str:
    return ".".join(_written(site, name, lambda _: _somebody(site, name)))


def finding(act: Act) -> Callable[[Site], Visit]:
    """Look for the person with the long name."""

    def make(site: Site) -> Visit:
        _refs(site)
        return Visit(PEOPLE, _boss(site), act)

    return make


def chosen(page: str = "", act: Act = None) -> Callable[[Site], Visit]:
    """Look at a page about the person with the long name."""
    return lambda site: Visit(f"{PEOPLE}{_refs(site)}{page}", _boss(site), act)


def erased(site: Site) -> Visit:
    """Look at the page after somebody of their own has been erased."""
    return Visit(f"{PEOPLE}{_refs(site, 'Gone Soonest')}/erase", _boss(site), erase)


def look_for(words: str) -> Callable[[Page], None]:
    """Look for somebody by these words."""

    def act(page: Page) -> None:
        page.locator("main [name=words]").fill(words)
        press("Look")(page)

    return act


def tick_and_go(page: Page) -> None:
    """Look for them, tick the first line, and go on."""
    look(page)
    page.locator("main input[name=ref]").first.check()
    press("Go on with those ticked")(page)


def erase(page: Page) -> None:
    """Decide everything there is to decide, and erase."""
    page.locator("main input[name=ground][value=objected]").check()
    page.locator("main [name=reason]").fill("They rang, and Jo checked that it was they.")
    page.locator("main input[name=flags][value=keep]").check()
    for name in ("suppress", "seen_public", "sure"):
        page.locator(f"main input[name={name}]").check()
    press("Erase")(page)


def _clearances(site: Site) -> dict[str, str]:
    season, now = site.season, site.clock()
    held = {"held_at": now, "held_by": _reader(site).ref, "held_why": f"A claim is open. {LONG_WORD}"}
    rows = {
        "soon": Clearance(rule=Rule.DRAFTS.value, season_id=season.id, acts_at=now + timedelta(days=7)),
        "house": Clearance(rule=Rule.MESSAGES.value, acts_at=now + timedelta(days=6)),
        "held": Clearance(rule=Rule.COMMENTS.value, season_id=season.id, acts_at=now, **held),
        "done": Clearance(rule=Rule.NOT_SHORTLISTED.value, season_id=season.id, acts_at=now, done_at=now, done=12_345),
    }
    for number, one in enumerate(rows.values(), 2):
        one.ref, one.due, one.announced_at = f"CLR-{number}222222", 12_345, now - timedelta(days=1)
        site.session.add(one)
    return {name: one.ref for name, one in rows.items()}


def retention(which: str | None = None, act: Act = None, *, reader: bool = False) -> Callable[[Site], Visit]:
    """Look at what goes and when, or at one announcement; as an administrator, unless said otherwise."""

    def make(site: Site) -> Visit:
        _reader(site)
        refs = _written(site, "clearances", _clearances)
        who = People(site).signed_in(_reader(site)) if reader else _boss(site)
        return Visit(f"/staff/retention/{refs[which] if which else ''}", who, act)

    return make


def nothing_due(site: Site) -> Visit:
    """Look at what goes, before anything is announced."""
    return Visit("/staff/retention/", _boss(site))


def _entries(site: Site) -> list[int]:
    jo, at = Actor(Audience.STAFF, _reader(site).ref, frozenset({Role.STAFF})), site.clock()
    for number in range(3):
        record(site.session, Tag.ENTRY_ADMITTED, f"ENT-{number + 2}222222", actor=jo, at=at,
               reason=f"Nobody knew them. {LONG_WORD}", number=number, panels=["PNL-2222222"] * 8)  # fmt: skip
    site.session.flush()
    seal_entries(site.session)
    make_head(site.session, now=at)
    record(site.session, Tag.ENTRY_ADMITTED, "ENT-6222222", actor=jo, at=at)
    site.session.flush()
    mine = select(AuditEntry.id).where(AuditEntry.tag == Tag.ENTRY_ADMITTED).order_by(AuditEntry.id)
    return list(site.session.scalars(mine))


def trail(path: str, act: Act = None, *, reader: bool = False) -> Callable[[Site], Visit]:
    """Look at a page of the trail; `{sealed}` and `{waiting}` in a path are the numbers of two entries."""

    def make(site: Site) -> Visit:
        jo = _reader(site)
        numbers = _written(site, "entries", _entries)
        where = path.format(sealed=numbers[0], waiting=numbers[-1])
        return Visit(f"/staff/trail/{where}", People(site).signed_in(jo) if reader else _boss(site), act)

    return make


def public(path: str) -> Callable[[Site], Visit]:
    """Look at a page as anybody."""
    return lambda _site: Visit(path)


def unfold(page: Page) -> None:
    """Open everything that is folded."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")


look = look_for(LONG_NAME.split()[1])
STATES = [
    State("finding somebody", "persons_staff.index", "What you type here is kept nowhere", finding(None)),
    State("finding, nothing typed", "persons_staff.index", "There is a problem", finding(press("Look"))),
    State("finding, nobody", "persons_staff.index", "Try another spelling", finding(look_for("Zzyzx"))),
    State("choosing", "persons_staff.index", "Probably one person", finding(look)),
    State("choosing, nothing ticked", "persons_staff.index", "Tick at least one line",
          lambda site: Visit(f"{PEOPLE}choose", _boss(site))),
    State("chosen", "persons_staff.chosen", "See what erasing them would do", finding(tick_and_go)),
    State("several chosen", "persons_staff.chosen", LONG_NAME, chosen()),
    State("copy", "persons_staff.copy", "Who told us", chosen(act=press("Show the copy"))),
    State("erasing", "persons_staff.erase_them", "This cannot be undone", chosen("/erase")),
    State("erasing, nothing decided", "persons_staff.erase_them", "There is a problem",
          chosen("/erase", press("Erase"))),
    State("erased", "persons_staff.erased", "Outside the portal", erased),
    State("nothing goes", "retention_staff.index", "Nothing goes soon", nothing_due),
    State("what goes", "retention_staff.index", "On hold since", retention()),
    State("announced", "retention_staff.clearance", "Keep it longer", retention("soon")),
    State("announced, as staff", "retention_staff.clearance", "Goes after", retention("house", reader=True)),
    State("on hold", "retention_staff.clearance", "It then goes a week from now", retention("held")),
    State("gone", "retention_staff.clearance", "have gone", retention("done")),
    State("holding, no reason", "retention_staff.hold", "There is a problem",
          retention("soon", press("Put on hold"))),
    State("the trail", "trail_staff.index", "Newest first", trail("")),
    State("the trail, filtered", "trail_staff.index", "Nobody knew them", trail("?who=Jo+Marsh&since=2024-01-01")),
    State("the trail, nothing found", "trail_staff.index", "Nothing was found", trail("?who=Zzyzx")),
    State("the trail, wrong day", "trail_staff.index", "There is a problem", trail("?since=soon")),
    State("an entry", "trail_staff.entry", "It is held by the head", trail("{sealed}")),
    State("an entry that waits", "trail_staff.entry", "It is not sealed yet", trail("{waiting}")),
    State("own actions", "trail_staff.mine", "What the trail holds of your own actions", trail("mine", reader=True)),
    State("state of the log", "trail_staff.sealing", "Download the newest head", trail("sealing")),
    State("privacy", "privacy.notice", "Your rights, and how to use them", public("/privacy")),
    State("privacy, unfolded", "privacy.notice", "Who sees it", lambda _site: Visit("/privacy", None, unfold)),
    State("security", "privacy.security", "What you may do", public("/security")),
]  # fmt: skip
NO_PAGE = {
    "persons_staff.choose": "goes on to what was chosen, or back to looking",
    "privacy.security_txt": "text for machines",
    "retention_staff.release": "a post that goes back to the announcement",
    "trail_staff.file": "a file for spreadsheets",
    "trail_staff.head": "a text to be kept elsewhere",
}
"""What answers no page of its own, and why."""
DOORS = {"persons_staff", "retention_staff", "trail_staff", "privacy"}
