"""A round of judging half-way through, for the states of its pages: panels, plans, sheets in every state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.core.actor import Actor, Audience, Role
from awards.judging.models import JudgeMessage, PracticeSheet, ScoreSheet, SheetVersion
from awards.judging.practice_examples import examples_for
from awards.panels.locking import lock_rules
from awards.panels.models import Assignment, OrganiserTie, Panel, PanelMember
from awards.panels.plan_jobs import make_due
from awards.panels.plans import ask_plan
from awards.panels.words import PlanCause
from awards.screening.models import Entry
from awards.seasons.models import Category, Criterion, Season
from tests.browser.screening_morning import PROGRAMME, in_app, staff_browser
from tests.browser.site import Site, Visit
from tests.factories import (
    AssignmentFactory,
    EntryFactory,
    EntryNominationFactory,
    GrantFactory,
    InterestFactory,
    NominationFactory,
    NominatorFactory,
    PanelFactory,
    PanelMemberFactory,
    PassageFactory,
    ScoreFactory,
    ScoreSheetFactory,
    UserFactory,
)

IN_JUDGING = datetime(2024, 3, 13, 12, tzinfo=UTC)
LAST_MINUTES = datetime(2024, 3, 22, 16, 50, tzinfo=UTC)
CLOSED = datetime(2024, 3, 22, 17, 10, tzinfo=UTC)
READY = datetime(2024, 3, 4, 10, tzinfo=UTC)
STAFF = Actor(Audience.STAFF, "USR-2222222", frozenset({Role.STAFF}))
STORY = "She stayed when it was hard, and she listened before she spoke.\n\nThings changed. " * 4
NOMINEES = (
    "Amara Okafor", "Llŷr ap Gwilym", "Zoë Featherstonehaugh-Montgomery-Cholmondeley", "Kit Lane", "Bryn Ellery",
    "Carys Penrose", "Dara Quayle", "Eluned Rowntree",
)  # fmt: skip
COMPLETE, HANDED_IN, BEGUN, EMPTY, WARNED, SECOND, FAULTY, TWICE = range(8)
"""What the judge's sheet of each of these is: by the place in the list."""
JUDGES = ("Robin Vale", "Ada Marsh", "Bel Stone", "Col Rivers-Featherstonehaugh")
ROBIN, CHAIR = JUDGES[0], JUDGES[1]
DONE = ("terms_accepted_at", "work_told_at", "interests_completed_at", "practised_at")

Act = Callable[[Page], object]


@dataclass
class Round:
    """References by name."""

    people: dict[str, str] = field(default_factory=dict)
    entries: list[str] = field(default_factory=list)
    panels: dict[str, str] = field(default_factory=dict)
    example: str = ""

    def path(self, path: str) -> str:
        """Fill an address in: {e0} is the first entry, {practice} a panel, {Robin} a judge."""
        first_names = {name.split()[0]: ref for name, ref in self.people.items()}
        entries = {f"e{number}": ref for number, ref in enumerate(self.entries)}
        return path.format(**entries, **self.panels, **first_names, example=self.example)


def round_of(site: Site) -> Round:
    """Give the round; no state changes what another shows."""
    found = site.once("a round of judging", lambda: in_app(site, lambda: _made(site)))
    site.clock.set(IN_JUDGING)
    return found


def judge(path: str, act: Act | None = None, *, who: str = ROBIN, at: datetime = IN_JUDGING) -> Callable[[Site], Visit]:
    """Look at a page as a judge."""

    def make(site: Site) -> Visit:
        found = round_of(site)
        site.clock.set(at)
        browser = site.browser().sign_in(Audience.JUDGES, found.people[who])
        return Visit(found.path(path), browser, act)

    return make


def staff(path: str, act: Act | None = None, *, at: datetime = IN_JUDGING) -> Callable[[Site], Visit]:
    """Look at a page as staff."""

    def make(site: Site) -> Visit:
        found = round_of(site)
        site.clock.set(at)
        return Visit(found.path(path), site.once(f"staff at {at}", lambda: staff_browser(site)), act)

    return make


def _made(site: Site) -> Round:
    site.clock.set(IN_JUDGING)
    session, season = site.writing(), site.season
    season.judging = season.judging | {"practice": True}
    found = Round()
    _practice_panel(session, season, found)
    _other_panels(session, season, found)
    _newcomers(session, season, found)
    lock_rules(session, season, actor=STAFF, now=READY)
    site.settle()
    _plans(site, found)
    return found


def _categories(session: Session, season: Season, *keys: str) -> list[Category]:
    chosen = select(Category).where(Category.season_id == season.id, Category.key.in_(keys))
    return list(session.scalars(chosen.options(joinedload(Category.season))))


def _practice_panel(session: Session, season: Season, found: Round) -> None:
    """The panel that is at work: eight entries, four judges, sheets in every state."""
    [category] = _categories(session, season, "practice")
    panel = PanelFactory(season=season, categories=[category], members=[], name="Practice panel")
    found.panels["practice"], found.example = panel.ref, examples_for(category)[0].key
    members = [_member(found, panel, name, is_chair=name == CHAIR, ready=True) for name in JUDGES]
    criteria = list(session.scalars(select(Criterion).where(Criterion.category_id == category.id)))
    for member in members[1:]:
        _practised(session, member, category, [one.key for one in criteria])
    entries = [_entry(session, found, category, name) for name in NOMINEES]
    entries[WARNED].content_warning = "This story speaks of loss."
    for place, entry in enumerate(entries):
        for number, member in enumerate(members[:3]):
            assignment = AssignmentFactory(member=member, entry=entry, position=place)
            _scored(session, assignment, criteria, _kind(place, number), number)
    _tied(session, members, _entry(session, found, category, "Farah Sandhu"), entries[BEGUN])
    session.add(
        JudgeMessage(ref="MSG-2345678", season_id=season.id, text="Thank you.\nThree days.", sent_at=READY,
                     sent_to=[members[0].user.ref], sent_by="USR-2222222")
    )  # fmt: skip


def _kind(place: int, number: int) -> str:
    """Say which sheet a judge has at a place: the first judge's differ, the others have all but the last few done."""
    if number:
        return "complete" if place <= WARNED + number else "none"
    return {COMPLETE: "complete", HANDED_IN: "handed_in", BEGUN: "begun", SECOND: "complete", TWICE: "begun"}.get(
        place, "none"
    )


def _member(found: Round, panel: Panel, name: str, *, is_chair: bool = False, ready: bool = False,
            **more: object) -> PanelMember:  # fmt: skip
    email = f"{name.split(maxsplit=1)[0].lower()}{len(found.people)}@judges.example"
    user = UserFactory(name=name, email=email, employer="Islington")
    GrantFactory(user=user, role=Role.JUDGE, programme_key=PROGRAMME)
    found.people[name] = user.ref
    done = dict.fromkeys(DONE, READY) if ready else {}
    member: PanelMember = PanelMemberFactory(panel=panel, user=user, is_chair=is_chair, **(done | more))
    return member


def _entry(session: Session, found: Round, category: Category, name: str) -> Entry:
    entry: Entry = EntryFactory(category=category, title=name, place="Islington")
    for voice in ("A colleague", "A manager"):
        PassageFactory(entry=entry, text=STORY, voice=voice)
    found.entries.append(entry.ref)
    return entry


def _scored(session: Session, assignment: Assignment, criteria: Sequence[Criterion], kind: str, number: int) -> None:
    if kind == "none":
        return
    sheet: ScoreSheet = ScoreSheetFactory(assignment=assignment, **({} if kind == "begun" else {kind: True}))
    marks = {}
    for place, one in enumerate(criteria[: 1 if kind == "begun" else None]):
        points = 1 + (place + 2 * number) % 5
        ScoreFactory(sheet=sheet, criterion_id=one.id, points=points, comment="It shows, and others could copy it.")
        marks[one.key] = {"points": points, "comment": "It shows, and others could copy it."}
    session.add(
        SheetVersion(sheet_id=sheet.id, number=1, state=sheet.state, marks=marks, overall="", began_at=READY, at=READY,
                     by=assignment.member.user.ref)
    )  # fmt: skip


def _practised(session: Session, member: PanelMember, category: Category, keys: Sequence[str]) -> None:
    for example in examples_for(category):
        marks = {key: {"points": 2 + (member.id + place) % 3, "comment": ""} for place, key in enumerate(keys)}
        session.add(
            PracticeSheet(member_id=member.id, category_id=category.id, example=example.key, marks=marks,
                          saved_at=READY, completed_at=READY)
        )  # fmt: skip


def _tied(session: Session, members: Sequence[PanelMember], known: Entry, told: Entry) -> None:
    """Robin stands down from one entry, whose nominator has Bel's address; the organiser is tied to another."""
    declared_by = members[0].user.ref
    InterestFactory(member=members[0], entry=known, declared_by=declared_by, note="We share an office.")
    nomination = NominationFactory(
        category=known.category, season=known.category.season, nominator=NominatorFactory(email=members[2].user.email),
        eligible=True,
    )  # fmt: skip
    EntryNominationFactory(entry=known, nomination=nomination)
    session.add(OrganiserTie(entry_id=told.id, words="Was trained by us in 2021.", noted_by="USR-2", noted_at=READY))
    members[3].away_from, members[3].away_until = date(2024, 3, 11), date(2024, 3, 15)


def _other_panels(session: Session, season: Season, found: Round) -> None:
    """Panels whose plan is asked for, made, or impossible, and one of which nothing is known yet."""
    for name, key, judges in (("asked", "leadership", 4), ("made", "team", 4), ("impossible", "innovation", 1)):
        [category] = _categories(session, season, key)
        panel = PanelFactory(season=season, categories=[category], members=[], name=f"Panel of {category.name}")
        found.panels[name] = panel.ref
        for number in range(judges):
            _member(found, panel, f"{name.title()}{number} Holt", ready=True)
        for number in range(4):
            _entry(session, Round(), category, f"{NOMINEES[number]} the {number + 2}nd")
    [category] = _categories(session, season, "fellowship")
    found.panels["empty"] = PanelFactory(season=season, categories=[category], members=[], name="Quiet panel").ref


def _newcomers(session: Session, season: Season, found: Round) -> None:
    """Judges at each step before the entries."""
    panel = session.scalars(select(Panel).where(Panel.ref == found.panels["practice"])).one()
    for reached, name in enumerate(("Terms Ash", "Work Birch", "Conflicts Cedar", "Practice Damson", "Idle Elm")):
        _member(found, panel, name, **dict.fromkeys(DONE[:reached], READY))
    user = UserFactory(name="Panelless Fir", email="fir@judges.example")
    GrantFactory(user=user, role=Role.JUDGE, programme_key=PROGRAMME)
    found.people["Panelless Fir"] = user.ref


def _plans(site: Site, found: Round) -> None:
    for names in (("made", "impossible"), ("asked",)):
        session = site.writing()
        for name in names:
            panel = session.scalars(select(Panel).where(Panel.ref == found.panels[name])).one()
            ask_plan(session, panel, cause=PlanCause.STAFF, actor=STAFF, now=IN_JUDGING)
        site.settle()
        if "asked" not in names:
            make_due(session, IN_JUDGING)
            site.settle()
