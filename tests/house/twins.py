"""Two panels in judging, and one entry from which judges stand down in every way there is; all of it is marked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from awards.judging.models import JudgeMessage, SheetVersion
from awards.panels.lifecycle import AssignmentState, PlanState
from awards.panels.models import OrganiserTie, Plan
from awards.panels.words import PlanCause
from awards.screening.models import StaffNote
from tests.factories import (
    AssignmentFactory,
    CategoryFactory,
    CriterionFactory,
    EntryFactory,
    EntryNominationFactory,
    InterestFactory,
    JudgeFactory,
    NominationFactory,
    NominatorFactory,
    NomineeFactory,
    PanelFactory,
    PanelMemberFactory,
    PassageFactory,
    RoundFactory,
    RuleSetFactory,
    ScoreFactory,
    ScoreSheetFactory,
    SeasonFactory,
)

MADE = datetime(2024, 3, 4, 10, tzinfo=UTC)
LATER = MADE + timedelta(hours=1)
DECLARED = MADE + timedelta(hours=2)
OPEN = datetime(2024, 3, 18, 12, tzinfo=UTC)
"""A week before the close: the first reminders are due."""
OVER = datetime(2024, 3, 26, 12, tzinfo=UTC)
OF_THE_ENTRY = (
    "zqtitlemark", "zqplacemark", "zqwarning", "zqpassage", "zqquestion", "zqvoicemark", "zqnominator", "zqknownas",
    "zqnominee", "zqtiemark", "zqstaffnote", "zqcomment", "zqoverall", "zqtypedmark", "zqinterest", "zqabstained",
    "zqmessage",
)  # fmt: skip
STANDS_DOWN = ("chair", "before", "midway", "noted", "late", "elsewhere")
"""The judges who stand down from the marked entry: by name before the release, after scoring, by what staff noted, by
what staff noted before they ever saw the name, and by what was declared on another panel."""


def twins(session, **judging):
    """Build it; gives people, entries, the marked entry, and every mark by what it is."""
    judging = {"practice": True} | judging
    season = SeasonFactory(judging=judging, readings_per_entry=3)
    given = SimpleNamespace(season=season, round=RoundFactory(season=season), marks=[*OF_THE_ENTRY])
    RuleSetFactory(season_id=season.id)
    given.category = CategoryFactory(season=season, key="practice", name="Practice award", position=1)
    other = CategoryFactory(season=season, key="team", name="Team award", position=2)
    given.criteria = [CriterionFactory(category=given.category, key=f"c{n}", position=n, weight=50) for n in (1, 2)]
    CriterionFactory(category=other, key="c1", position=1, weight=100)
    given.panels = [
        PanelFactory(season=season, name=f"Panel {one.name}", categories=[one], members=[], released_at=MADE)
        for one in (given.category, other)
    ]
    _judges(given)
    given.entries = [
        EntryFactory(category=given.category, title=f"Bo Lind {n}", place="Invented Council", admitted_at=MADE)
        for n in range(5)
    ]
    given.second = EntryFactory(category=other, title="Yew Team", admitted_at=MADE)
    for entry in (*given.entries, given.second):
        PassageFactory(entry=entry, text="They listened.", position=1)
    given.entry = _marked_entry(session, given)
    given.marks += [given.entry.ref.lower(), given.entry.ref.rpartition("-")[2].lower()]
    _ordinary_readings(given)
    _readings_of_the_marked(session, given)
    session.commit()
    return given


def _judges(given):
    ready = {"terms_accepted_at": MADE, "work_told_at": MADE, "practised_at": MADE, "interests_completed_at": DECLARED}
    first, second = given.panels
    given.members = {
        who: PanelMemberFactory(
            panel=first, user=JudgeFactory(name=f"{who.title()} Vale", email=f"{who}@judges.example", employer=None),
            is_chair=who == "chair", **ready,
        )
        for who in (*STANDS_DOWN, "reader", "abstained", "left")
    }  # fmt: skip
    given.members["late"].interests_completed_at = MADE
    given.members["left"].left_at = DECLARED
    given.on_second = PanelMemberFactory(panel=second, user=given.members["elsewhere"].user, **ready)
    given.users = {who: member.user.ref for who, member in given.members.items()}


def _marked_entry(session, given):
    entry = EntryFactory(
        category=given.category, title="Bo Zqtitlemark", place="Zqplacemark Council", content_warning="zqwarning",
        admitted_at=LATER,
    )  # fmt: skip
    nominator = NominatorFactory(
        name="Zqnominator Poe", email="zqnominator@people.example", organisation="Zqnominator Trust"
    )
    nomination = NominationFactory(category=given.category, nominator=nominator, eligible=True)
    NomineeFactory(
        nomination=nomination, full_name="Bo Zqtitlemark", known_as="Zqknownas", email="zqnominee@people.example"
    )
    EntryNominationFactory(entry=entry, nomination=nomination)
    PassageFactory(entry=entry, question="Zqquestion?", text="zqpassage", voice="Zqvoicemark", position=1)
    staff = "USR-STAFFER"
    session.add_all([
        OrganiserTie(entry_id=entry.id, words="zqtiemark", noted_by=staff, noted_at=MADE),
        StaffNote(ref="NOT-2222222", nomination_id=nomination.id, text="zqstaffnote", written_by=staff,
                  written_at=MADE),
        JudgeMessage(ref="MSG-2222222", season_id=given.season.id, text="zqmessage", sent_to=[given.users["reader"]],
                     sent_at=MADE, sent_by=staff),
        Plan(ref="PLN-2222222", panel_id=given.panels[0].id, cause=PlanCause.CONFLICT, state=PlanState.MADE,
             asked_at=MADE, asked_by=staff, made_at=MADE, basis="0" * 64,
             result={"offered": True, "add": [[given.users["reader"], entry.ref]], "give_up": []}),
    ])  # fmt: skip
    return entry


def _ordinary_readings(given):
    """Enough sheets for figures of agreement; some judges have something left, one has not begun."""
    for number, entry in enumerate(given.entries):
        for turn, who in enumerate(("reader", "chair", "midway", "elsewhere", "left")):
            if (number + turn) % 5:
                scored(given, given.members[who], entry, points=((number + turn) % 5, 3), position=number)
        for who in ("before", "noted", "late", "abstained"):
            AssignmentFactory(member=given.members[who], entry=entry, position=number, made_at=MADE)
    for number, who in enumerate(("midway", "elsewhere")):
        AssignmentFactory(
            member=given.members[who], entry=given.entries[(5 - 2 - number) % 5], position=9, made_at=MADE
        )
    AssignmentFactory(member=given.on_second, entry=given.second, position=1, made_at=MADE)


def _readings_of_the_marked(session, given):
    entry, members = given.entry, given.members
    for who in ("reader", "left"):
        scored(given, members[who], entry, points=(0, 5), words="zq", position=7)
    recused = {"state": AssignmentState.RECUSED, "recused_at": DECLARED, "position": 2}
    for who in ("midway", "noted"):
        sheet = scored(given, members[who], entry, points=(5, 0), words="zq", **recused)
        session.add(SheetVersion(sheet_id=sheet.id, number=1, state=sheet.state, overall="zqtypedmark", began_at=MADE,
                                 at=MADE, by=given.users[who],
                                 marks={"c1": {"points": 5, "comment": "zqtypedmark"}}))  # fmt: skip
    scored(given, members["elsewhere"], entry, points=(0, 5), words="zq", position=2)
    scored(given, members["abstained"], entry, points=(0, 5), words="zq", state=AssignmentState.ABSTAINED,
           abstained_at=DECLARED, abstained_because="zqabstained", position=2)  # fmt: skip
    for who in ("chair", "before", "midway"):
        InterestFactory(
            member=members[who], entry=entry, note="zqinterest", declared_by=given.users[who], declared_at=DECLARED
        )
    for who in ("noted", "late"):
        InterestFactory(
            member=members[who], entry=entry, note="zqinterest", declared_by="USR-STAFFER", declared_at=DECLARED
        )
    InterestFactory(member=given.on_second, entry=entry, note="zqinterest", declared_by=given.users["elsewhere"])


def scored(given, member, entry, *, points, words="", **reading):
    """One reading with its complete sheet; `words` begins every comment."""
    made = AssignmentFactory(
        member=member, entry=entry, **({"made_at": MADE, "started_at": MADE, "finished_at": MADE} | reading)
    )
    sheet = ScoreSheetFactory(assignment=made, complete=True, overall=words and f"{words}overall")
    for criterion, number in zip(given.criteria, points, strict=True):
        ScoreFactory(sheet=sheet, criterion_id=criterion.id, points=number, comment=words and f"{words}comment")
    return sheet
