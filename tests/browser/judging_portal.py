"""A portal that runs in earnest (server, worker, mail) with a panel, its entries and three judges who are ready."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.app import create_app
from awards.core.actor import Audience, Role
from awards.db import begin_to_write, db
from awards.demo.clock import demo_clock, move_clock
from awards.judging.models import PracticeSheet
from awards.judging.practice_examples import examples_for
from awards.judging.queries import criteria_of
from awards.panels.models import Panel, PanelMember
from awards.panels.queries import judging_round
from awards.seasons.models import Category, Programme, Season
from awards.seasons.queries import season_for_visitors
from awards.seasons.reading import FRONTLINE_2024
from config import Settings
from tests.browser.screening_morning import PROGRAMME
from tests.browser.site import aside, dispose
from tests.factories import (
    AssignmentFactory,
    EntryFactory,
    GrantFactory,
    PanelFactory,
    PanelMemberFactory,
    PassageFactory,
    UserFactory,
)
from tests.factories.base import factories_use
from tests.journeys.portal import Portal
from tests.pages.browser import Browser as Unseen

T = TypeVar("T")

EMPLOYER, ELSEWHERE = "Islington", "Invented County Council"
NOMINEES = (
    "Amara Okafor", "Bryn Ellery", "Carys Penrose", "Dara Quayle", "Eluned Rowntree", "Farah Sandhu", "Goran Tresize",
    "Hanneke Umarov", "Idris Vasquez", "Jowan Wardle", "Kezia Yardley", "Lowri Abbot", "Merle Beck", "Nye Calder",
    "Oriel Dene",
)  # fmt: skip
COLLEAGUE, FRIEND = NOMINEES[0], NOMINEES[1]
"""Who works where the new judge works, and whom the new judge knows besides."""
FELLOWS = ("Ada Marsh", "Bel Stone", "Col Rivers")
SECRET = "Told to nobody: the words of"
"""What each story begins with, before the nominee's name."""


class JudgesPortal(Portal):
    """A portal in whose database tests may look, and plant what staff and nominators did before."""

    def __init__(self, folder: Path) -> None:
        season = folder / "season.toml"
        words = FRONTLINE_2024.read_text(encoding="utf-8")
        assert words.count("practice = false") == 1
        season.write_text(words.replace("practice = false", "practice = true"), encoding="utf-8")
        super().__init__(folder, season)

    def rows(self, statement: str, *values: object) -> list[tuple]:
        """Ask the database itself, or change it."""
        path = Path(self._environment["AWARDS_DEMO_FOLDER"]) / "demo.sqlite3"
        with closing(sqlite3.connect(path, timeout=20)) as database, database:
            return database.execute(statement, values).fetchall()

    def plant(self, work: Callable[[Session, Season], T]) -> T:
        """Let factories write to the portal's database."""

        def inside() -> T:
            app = create_app(Settings.from_environment(self._environment))
            with app.app_context():
                session = db.sessionmaker()
                begin_to_write(session)
                season = season_for_visitors(
                    session, session.scalars(select(Programme).where(Programme.is_home)).one(), now=demo_clock()
                )
                with factories_use(session):
                    made = work(session, season)
                session.commit()
                session.close()
            dispose(app)
            return made

        return aside(inside)

    def cookie_of(self, judge: str) -> dict[str, str]:
        """Sign a judge in without a mail; gives the cookie."""

        def inside() -> dict[str, str]:
            app = create_app(Settings.from_environment(self._environment))
            name = app.config["SESSION_COOKIE_NAME"]
            value = Unseen(app).sign_in(Audience.JUDGES, judge).client.get_cookie(name).value
            dispose(app)
            return {"name": name, "value": value, "url": self.url}

        return aside(inside)

    def open_judging(self) -> None:
        """Let two days of judging go by."""
        self.plant(lambda session, season: move_clock(session, judging_round(season).opens_at + timedelta(days=2)))

    def readers(self, entry: str, *, state: str = "released") -> set[str]:
        """Give the references of the judges who have a reading of this entry in this state."""
        return {
            ref
            for (ref,) in self.rows(
                "SELECT user_account.ref FROM assignment JOIN entry ON entry.id = entry_id"
                " JOIN panel_member ON panel_member.id = member_id JOIN user_account ON user_account.id = user_id"
                " WHERE entry.ref = ? AND assignment.state = ?",
                entry, state,
            )
        }  # fmt: skip


@dataclass
class Planted:
    """What stands before anybody is invited."""

    panel: str
    entries: dict[str, str] = field(default_factory=dict)
    """Reference of each, by the nominee."""
    fellows: dict[str, str] = field(default_factory=dict)
    """Reference of each judge, by the address."""


def panel_planted(session: Session, season: Season) -> Planted:
    """Plant a panel with fifteen entries and three judges who accepted, declared and practised."""
    now = judging_round(season).opens_at - timedelta(days=3)
    move_clock(session, now)
    chosen = select(Category).where(Category.season_id == season.id, Category.key == "practice")
    category = session.scalars(chosen).one()
    panel = PanelFactory(season=season, categories=[category], members=[], name="Practice panel")
    planted = Planted(panel.ref)
    for name in NOMINEES:
        place = EMPLOYER if name == COLLEAGUE else ELSEWHERE
        entry = EntryFactory(category=category, title=name, place=place, admitted_at=now)
        PassageFactory(entry=entry, question="What did they do?", text=f"{SECRET} {name}. She listened.", position=0)
        planted.entries[name] = entry.ref
    for number, name in enumerate(FELLOWS):
        email = f"fellow{number}@judges.example"
        member = _judge(session, panel, name, email, now)
        _practised(session, member, category, number, now)
        planted.fellows[email] = member.user.ref
    session.flush()
    return planted


def _judge(session: Session, panel: Panel, name: str, email: str, now: datetime) -> PanelMember:
    user = UserFactory(name=name, email=email, employer=None)
    GrantFactory(user=user, role=Role.JUDGE, programme_key=PROGRAMME)
    done = ("terms_accepted_at", "work_told_at", "interests_completed_at", "practised_at")
    member: PanelMember = PanelMemberFactory(panel=panel, user=user, **dict.fromkeys(done, now))
    return member


def _practised(session: Session, member: PanelMember, category: Category, number: int, now: datetime) -> None:
    keys = [one.key for one in criteria_of(session, [category.id])[category.id]]
    marks = {key: {"points": 2 + (number + place) % 3, "comment": ""} for place, key in enumerate(keys)}
    for example in examples_for(category):
        session.add(
            PracticeSheet(
                member_id=member.id, category_id=category.id, example=example.key, marks=marks, saved_at=now,
                completed_at=now,
            )
        )  # fmt: skip


def one_to_read(session: Session, planted: Planted, judge: str) -> str:
    """Give a judge an entry of their own to read, beside every plan; gives its reference."""
    member = session.scalars(select(PanelMember).join(PanelMember.user).where(User.ref == judge)).one()
    category = session.scalars(select(Category).where(Category.key == "practice")).one()
    entry = EntryFactory(category=category, title="Tamsin Howe", admitted_at=member.interests_completed_at)
    AssignmentFactory(member=member, entry=entry)
    return str(entry.ref)
