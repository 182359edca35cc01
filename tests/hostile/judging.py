"""A judge in the midst of judging, beside another judge, and a browser that sends every form of theirs afresh."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

from flask import url_for
from sqlalchemy import delete, select, update

from awards.core.actor import Audience
from awards.judging.models import PracticeSheet, Score, ScoreSheet
from awards.judging.practice_examples import examples_for
from awards.panels.models import Assignment, Interest, PanelMember
from awards.safeguarding.models import Flag
from tests.factories import (
    AssignmentFactory,
    CategoryFactory,
    CriterionFactory,
    EntryFactory,
    InterestFactory,
    JudgeFactory,
    PanelFactory,
    PanelMemberFactory,
    PassageFactory,
    RoundFactory,
    ScoreFactory,
    ScoreSheetFactory,
    SeasonFactory,
)
from tests.hostile.sending import Judge, Sender, Target, forms_on
from tests.pages.browser import Browser

NOW = datetime(2024, 3, 6, 12, tzinfo=UTC)
MADE = datetime(2024, 3, 4, 10, tzinfo=UTC)


def judging(app, session, clock) -> SimpleNamespace:
    """Two judges with sheets on entries of one panel; the first one is at work, and new on another panel."""
    clock.set(NOW)
    season = SeasonFactory(judging={"practice": True})
    RoundFactory(season=season)
    category = CategoryFactory(season=season, key="practice", name="Practice award")
    new = PanelFactory(season=season, name="Another panel", categories=[CategoryFactory(season=season)], members=[])
    panel = PanelFactory(season=season, categories=[category], members=[], released_at=MADE)
    criteria = [CriterionFactory(category=category, key=f"c{n}", position=n, weight=50) for n in (1, 2)]
    me, other = (PanelMemberFactory(panel=panel, user=JudgeFactory(), ready=True, practised_at=MADE) for _ in range(2))
    given = SimpleNamespace(
        panel=panel, new=new, criteria=criteria, me=me, other=other, session=session, category=category
    )
    given.new_member = PanelMemberFactory(panel=new, user=me.user)
    given.mine = [EntryFactory(category=category, title=f"Mine {n}", admitted_at=MADE) for n in range(2)]
    given.theirs = EntryFactory(category=category, title="Theirs", admitted_at=MADE)
    given.conflict = EntryFactory(category=category, title="Conflict", admitted_at=MADE)
    InterestFactory(member=me, entry=given.conflict, declared_by=me.user.ref)
    for entry in (*given.mine, given.theirs):
        PassageFactory(entry=entry, position=1)
        sheet = ScoreSheetFactory(
            assignment=AssignmentFactory(member=other, entry=entry), complete=True, overall="Kept"
        )
        for criterion in criteria:
            ScoreFactory(sheet=sheet, criterion_id=criterion.id, points=2, comment="Kept")
    for entry in given.mine:
        AssignmentFactory(member=me, entry=entry)
    session.commit()
    given.browser = Browser(app).sign_in(Audience.JUDGES, me.user.ref)
    given.pages = _pages(app, given)
    given.sheet = f"/judge/entries/{given.mine[0].ref}"
    return given


def _pages(app, given) -> list[str]:
    """Give the page of every form that judges have."""
    panel, entry = given.panel.ref, given.mine[0].ref
    with app.test_request_context(base_url="http://localhost"):
        return [
            url_for("panels_judge.terms", ref=given.new.ref),
            *(url_for(f"panels_judge.{page}", ref=panel) for page in ("work", "conflicts", "notes")),
            *(url_for("judging_practice.example", ref=panel, category="practice", example=one.key)
              for one in examples_for(given.category)),
            *(url_for(f"judging.{page}", ref=entry) for page in ("sheet", "flagged", "cannot_judge")),
            url_for("panels_judge.conflict", ref=entry), url_for("judging.scores"), url_for("judging.hand_in"),
        ]  # fmt: skip


def as_before(given) -> None:
    """Give the judge back what the last form took away, so that the next one finds its page."""
    session, mine = given.session, Assignment.member_id == given.me.id
    session.rollback()
    session.execute(update(Assignment).where(mine).values(state="released", recused_at=None, abstained_at=None))
    others = (Interest.member_id == given.me.id) & (Interest.entry_id != given.conflict.id)
    session.execute(delete(Interest).where(others))
    sheets = select(Assignment.id).where(mine)
    closed = ScoreSheet.assignment_id.in_(sheets) & (ScoreSheet.state == "handed_in")
    session.execute(update(ScoreSheet).where(closed).values(state="complete", handed_in_at=None))
    session.execute(update(PracticeSheet).values(completed_at=None))
    session.execute(update(PanelMember).where(PanelMember.id == given.new_member.id).values(terms_accepted_at=None))
    session.commit()
    session.expire_all()


def of_the_other(given) -> list[tuple[object, ...]]:
    """Give every row that is the other judge's, or says which entries are this judge's to read."""
    session = given.session
    session.rollback()
    theirs = select(Assignment.id).where(Assignment.member_id == given.other.id)
    sheets = select(ScoreSheet.id).where(ScoreSheet.assignment_id.in_(theirs))
    asked = (
        select(Assignment.__table__).where(Assignment.member_id == given.other.id),
        select(ScoreSheet.__table__).where(ScoreSheet.assignment_id.in_(theirs)),
        select(Score.__table__).where(Score.sheet_id.in_(sheets)),
        select(PanelMember.__table__).where(PanelMember.id == given.other.id),
        select(Interest.__table__).where(Interest.member_id == given.other.id),
        select(Assignment.id, Assignment.entry_id).where(Assignment.member_id == given.me.id),
        select(Flag.subject).where(Flag.subject.not_in([one.ref for one in given.mine])),
    )
    return [row for statement in asked for row in sorted(map(tuple, session.execute(statement)), key=str)]


def points_given(given, *, of=None) -> set[object]:
    """Give all points that are stored anywhere, of sheets (of one judge, or of all) and of practice."""
    session = given.session
    session.rollback()
    scores = select(Score.points).join(Score.sheet).join(ScoreSheet.assignment)
    if of is not None:
        scores = scores.where(Assignment.member_id == of.id)
    practised = session.scalars(select(PracticeSheet.marks)).all()
    return {*session.scalars(scores), *(mark["points"] for marks in practised for mark in marks.values())}


def targets_of(given, judge: Judge) -> list[Target]:
    """Give every form of every page, and the sheet's own fields sent to the other button's address."""
    sender, found = Sender(given.browser, judge), {}
    for page in given.pages:
        as_before(given)
        path, answer = sender.open(page)
        assert (path, answer.status_code) == (page, 200), (page, path, answer.status_code)
        for target in forms_on(path, answer.data):
            found.setdefault(target.key, target)
    sheet = next(one for one in found.values() if one.action.endswith(given.sheet))
    return [*found.values(), replace(sheet, action=f"{sheet.action}/flag")]


class Renewing(Sender):
    """Sends each form as the page draws it at that moment, after everything was put back."""

    def __init__(self, given, judge: Judge, *, accept: str = "text/html") -> None:
        super().__init__(given.browser, judge)
        self._given, self._asks = given, accept

    def send(self, target: Target, changes, *, without: str = ""):
        as_before(self._given)
        self._client.environ_base["HTTP_ACCEPT"] = "text/html"
        _, page = self.open(target.page)
        drawn = [
            one
            for one in forms_on(target.page, page.data)
            if set(one.typed + one.chosen) == set(target.typed + target.chosen)
        ]
        fresh = replace(drawn[0], action=target.action) if drawn else target
        self._client.environ_base["HTTP_ACCEPT"] = self._asks
        return super().send(fresh, changes, without=without)
