"""States of what staff screen with: the queue, a nomination, its copy, duplicates, registers, rules, flags."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.core.actor import Actor, Audience, Role
from awards.nominations.models import Nomination, Nominee
from awards.safeguarding.actions import name_lead, raise_flag
from awards.safeguarding.models import Flag
from awards.screening.actions import rule_on
from awards.screening.admitting import admit_entry
from awards.screening.copying import stamp_copy
from awards.screening.lifecycle import EntryState
from awards.screening.merging import merge
from awards.screening.models import RulingDecision
from awards.screening.queries import whole
from awards.seasons.models import Season
from tests.browser.screening_morning import MORNING, PROGRAMME, WITHOUT, Morning, in_app, staff_browser, thirty
from tests.browser.site import Site, Visit
from tests.browser.state import State, press
from tests.factories import GrantFactory, UserFactory

STAFF = Actor(Audience.STAFF, "USR-2222222", frozenset({Role.CONFIDENTIAL_STAFF}))
CHILDS_STORY: Final = "Amara Okafor"
RULED, ADMITTED, MERGED, LEAD = "Bryn Ellery", "Carys Penrose", "Lowri Abbot", "Merle Beck"

Act = Callable[[Page], object]


def _field(site: Site) -> Morning:
    """Give the field of thirty, of which some have gone further; no state changes what another shows."""
    morning = site.once("thirty nominations", lambda: _made(site))
    site.clock.set(MORNING)
    return morning


def _made(site: Site) -> Morning:
    morning = thirty(site)
    in_app(site, lambda: _go_further(morning, site.writing()))
    morning.worker()
    site.clock.set(MORNING)
    return morning


def _go_further(morning: Morning, session: Session) -> None:
    now, said = morning.site.clock(), {"actor": STAFF, "now": morning.site.clock()}
    found = {name: whole(session, _nomination(session, morning.refs[name])) for name in (RULED, ADMITTED, CHILDS_STORY)}
    for one in found.values():
        rule_on(session, one, decision=RulingDecision.ELIGIBLE, reason="", **said)
    stamp_copy(session, found[ADMITTED], **said)
    entry = admit_entry(session, found[ADMITTED], **said)
    entry.state = EntryState.FINALIST
    lead, merged = (_nomination(session, morning.refs[name]) for name in (LEAD, MERGED))
    merge(session, merged, into=lead, reason="One person.", **said)
    season = session.scalars(select(Season).options(joinedload(Season.programme))).one()
    user = UserFactory(name="Cora Finch")
    GrantFactory(user=user, role=Role.CONFIDENTIAL_STAFF, programme_key=PROGRAMME)
    session.flush()
    name_lead(session, season.programme, user, actor=Actor(Audience.STAFF, "USR-2", frozenset({Role.ADMINISTRATOR})),
              now=now)  # fmt: skip
    raise_flag(session, season, morning.refs["Goran Tresize"], **said)
    morning.site.settle()


def _nomination(session: Session, ref: str) -> Nomination:
    return session.scalars(select(Nomination).where(Nomination.ref == ref)).one()


def _named_staff(site: Site) -> Any:
    return site.once("named staff", lambda: staff_browser(site, Role.CONFIDENTIAL_STAFF))


def staff(path: str, act: Act | None = None, about: str = "") -> Callable[[Site], Visit]:
    """Look at a page as staff; `about` names somebody whose nomination's reference goes into the address."""

    def make(site: Site) -> Visit:
        morning = _field(site)
        return Visit(path.format(ref=morning.refs.get(about, ""), twins=morning.twins), morning.staff, act)

    return make


def named(path: Callable[[Session], str]) -> Callable[[Site], Visit]:
    """Look at a page as one of the few who read flags and concerns."""

    def make(site: Site) -> Visit:
        _field(site)
        who = _named_staff(site)
        site.session.rollback()
        return Visit(path(site.session), who)

    return make


def _several(act: str) -> Callable[[Site], Visit]:
    """Look at what would be done with one that it can be done with and one that it cannot."""

    def make(site: Site) -> Visit:
        morning = _field(site)
        ticked = "".join(f"&ref={morning.refs[name]}" for name in ("Dara Quayle", "Sorrel Garth"))
        return Visit(f"/staff/queue/several?act={act}{ticked}", morning.staff)

    return make


def _then_press(words: str) -> Callable[[Site], Visit]:
    def make(site: Site) -> Visit:
        before = _several("park")(site)
        return Visit(before.path, before.who, press(words))

    return make


def _rule(page: Page) -> None:
    page.get_by_role("radio", name="Yes, it is eligible").check()
    press("Rule on this nomination")(page)


def _redact(page: Page) -> None:
    page.get_by_role("group", name="What they did").get_by_role("textbox").fill(WITHOUT)
    press("Save the copy")(page)


def _see_the_mail(page: Page) -> None:
    page.get_by_role("checkbox", name="In a sentence or two").check()
    page.get_by_label("What do you tell the nominator?").fill("Which year was it?")
    press("Show me the mail first")(page)


def _a_year_less(page: Page) -> None:
    page.get_by_label("Oldest age").fill("24")
    press("See what would change")(page)


def _try(page: Page) -> None:
    press("Ask the rules")(page)


def _flag_at(session: Session) -> str:
    return f"/staff/flags/{session.scalars(select(Flag.ref).order_by(Flag.id)).first()}"


def _concern_at(session: Session) -> str:
    nominee = session.scalars(select(Nominee).where(Nominee.full_name == ADMITTED).order_by(Nominee.id)).first()
    return f"/staff/concerns/{nominee.ref if nominee else ''}"


def _nominee_of(about: str) -> Callable[[Site], Visit]:
    def make(site: Site) -> Visit:
        morning = _field(site)
        site.session.rollback()
        wanted = select(Nominee.ref).join(Nomination, Nomination.id == Nominee.nomination_id)
        ref = site.session.scalars(wanted.where(Nomination.ref == morning.refs[about])).one()
        return Visit(f"/staff/registers/nominees/{ref}", morning.staff)

    return make


_NOMINATION, _COPY = "/staff/nominations/{ref}?list=needs_me", "/staff/nominations/{ref}/copy"

STATES = [
    State("queue", "queue_staff.queue", "In the order in which they were sent", staff("/staff/queue")),
    State("several, one left out", "queue_staff.bulk", "Left as it is", _several("confirm_eligible")),
    State("several, no reason", "queue_staff.bulk", "There is a problem", _then_press("Do it")),
    State("on hold", "queue_staff.park", "When does it come back?",
          staff("/staff/queue/{ref}/hold", about="Dara Quayle")),
    State("nomination to rule on", "screening_staff.nomination", "Rule on this nomination",
          staff(_NOMINATION, about="Nye Calder")),
    State("nomination, no reason given", "screening_staff.nomination", "Enter the reason for the ruling",
          staff(_NOMINATION, _rule, about="Nye Calder")),
    State("nomination, ruled just now", "screening_staff.nomination", "Undo",
          staff(_NOMINATION, _rule, about="Hanneke Umarov")),
    State("copy, marked", "copy_staff.copy", "Larkfield Primary School", staff(_COPY, about=CHILDS_STORY)),
    State("copy, changed", "copy_staff.copy", "What was changed", staff(_COPY, _redact, about=CHILDS_STORY)),
    State("admit, something missing", "screening_staff.admit", "Before this can go to judges",
          staff("/staff/nominations/{ref}/admit", about=RULED)),
    State("ask, the mail first", "asking_staff.ask", "What do you tell the nominator?",
          staff("/staff/nominations/{ref}/ask", _see_the_mail, about="Oriel Dene")),
    State("offer a move", "asking_staff.offer", "Nothing is moved unless the nominator agrees",
          staff("/staff/nominations/{ref}/offer", about="Oriel Dene")),
    State("likely duplicates", "duplicates_staff.pairs", "the likeliest first", staff("/staff/duplicates/")),
    State("a pair", "duplicates_staff.pair", "Side by side", staff("/staff/duplicates/{twins[0]}/{twins[1]}")),
    State("take apart", "duplicates_staff.merged", "stands for itself again",
          staff("/staff/duplicates/merged/{ref}", about=MERGED)),
    State("registers", "registers_staff.registers", "Register checks", staff("/staff/registers/")),
    State("numbers to look up", "registers_staff.numbers", "Numbers to look up", staff("/staff/registers/numbers")),
    State("what the register says", "registers_staff.upload", "There is a problem",
          staff("/staff/registers/new/register", press("Go on to the columns"))),
    State("one looked up", "registers_staff.nominee", "Record the look-up", _nominee_of("Perran Esk")),
    State("rules", "rules_staff.index", "In force", staff("/staff/rules")),
    State("a rule, preview", "rules_staff.edit", "would change", staff("/staff/rules/YP2/edit", _a_year_less)),
    State("rules tried", "rules_staff.attempt", "Every rule, and the facts it rests on",
          staff("/staff/rules/try?category=practice&people=1", _try)),
    State("flag told", "safeguarding_staff.raised", "The safeguarding lead has been told",
          staff(_NOMINATION, press("Tell the safeguarding lead"), about="Goran Tresize")),
    State("flags", "safeguarding_staff.flags", "FLG-", named(lambda _: "/staff/flags")),
    State("a flag", "safeguarding_staff.flag_shown", "Restricted notes", named(_flag_at)),
    State("concerns", "concerns_staff.concerns", ADMITTED, named(lambda _: "/staff/concerns/")),
    State("a concern", "concerns_staff.concern", "Note that you asked", named(_concern_at)),
]  # fmt: skip
