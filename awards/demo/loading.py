"""Loading the demo: everything through the same actions that people use, at the times they would have used them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from awards.accounts.actions import add_user
from awards.accounts.models import User
from awards.core.actor import SYSTEM, Actor, Audience, Role
from awards.core.permission import Refused
from awards.db import begin_to_write
from awards.demo.casting import Cast
from awards.demo.clock import demo_state, move_clock, phases_of
from awards.demo.judging import score_some, set_up_panels
from awards.demo.models import DemoState
from awards.demo.nominating import nominate_all
from awards.demo.open_matters import leave_open, merge_a_pair, offer_better_awards
from awards.demo.registering import look_up_the_register
from awards.demo.screening import screen_all
from awards.places.rules import plain_name
from awards.publishing.archiving import Basis, a_year_after, import_winners
from awards.publishing.reading import read_past_winners
from awards.screening.admitting import Honoured, enter_honoured
from awards.screening.rerunning import look_again_due
from awards.seasons.actions import load_season
from awards.seasons.documents import Choice, SeasonDocument
from awards.seasons.models import Programme, Season
from awards.seasons.queries import categories_of, programme_by_key, season_by_key
from awards.seasons.reading import FRONTLINE_2024, LANTERN_2025, read_season

PAST_WINNERS = Path(__file__).with_name("past-winners.json")
BEFORE = datetime(2024, 1, 2, 9, tzinfo=UTC)
START = "judging"
"""The phase at which the demo begins."""

Tell = Callable[[str], None]


def is_loaded(session: Session) -> bool:
    """Say whether this database holds the demo already."""
    return session.scalar(select(DemoState.loaded_at)) is not None


def refuse_a_database_in_use(session: Session) -> None:
    """Go on only with an empty database or one that the demo made.

    Raises:
        Refused: the database holds something else.
    """
    if session.scalar(select(func.count(DemoState.id))):
        return
    if session.scalar(select(func.count(Programme.id))) or session.scalar(select(func.count(User.id))):
        raise Refused.because("not-a-demo", "This database holds something else; the demo does not touch it.")


def load_demo(session: Session, *, tell: Tell) -> None:
    """Load the whole demo, committing in small pieces; `tell` hears of progress.

    Raises:
        Refused: the database holds something else.
    """
    refuse_a_database_in_use(session)
    session.rollback()
    begin_to_write(session)
    demo_state(session)
    cast = Cast()
    season = _seasons(session)
    staff = _staff(session, cast)
    session.commit()
    tell("The programme and its season")
    _archive(session, season, actor=staff)
    written = []
    for one in nominate_all(session, season, cast):
        session.commit()
        written.append(one)
        if len(written) % 20 == 0:
            tell(f"{len(written)} nominations written")
    tell(f"{look_up_the_register(session, season, actor=staff)} looked up in the register")
    session.commit()
    merge_a_pair(session, season, actor=staff)
    session.commit()
    session.refresh(season, ["programme", "rounds"])  # the search for duplicates began a transaction of its own
    for number, _ref in enumerate(screen_all(session, season, written, cast=cast, actor=staff), 1):
        session.commit()
        if number % 20 == 0:
            tell(f"{number} nominations screened")
    for act in (leave_open, offer_better_awards):
        for _ref in act(session, season, written, actor=staff):
            session.commit()
    _judge_and_finish(session, season, cast=cast, staff=staff, tell=tell)


def _judge_and_finish(session: Session, season: Season, *, cast: Cast, staff: Actor, tell: Tell) -> None:
    _honour(session, season, actor=staff)
    panels = set_up_panels(session, season, cast=cast, actor=staff, now=season.closes_at + timedelta(days=8))
    tell(f"{len(panels)} panels with their judges")
    for name in score_some(session, season, panels, cast=cast):
        session.commit()
        tell(f"{name} has scored")
    state = demo_state(session)
    state.loaded_at = datetime.now(UTC)
    start = next(phase.moment for phase in phases_of(season) if phase.key == START)
    move_clock(session, start)
    session.commit()
    look_again_due(session, start)


def _seasons(session: Session) -> Season:
    document = _with_invented_employers(read_season(FRONTLINE_2024))
    load_season(session, document, actor=SYSTEM, now=BEFORE, home=True)
    load_season(session, read_season(LANTERN_2025), actor=SYSTEM, now=BEFORE)
    programme = programme_by_key(session, document.programme.key)
    season = season_by_key(session, programme, document.season.key) if programme else None
    if season is None:
        raise LookupError("the demo season did not load")
    return season


def _staff(session: Session, cast: Cast) -> Actor:
    """Add one of the staff for each role, and give the one who does the work of the season."""
    by_role = {}
    for role, name in cast.texts["staff"].items():
        person = cast.named(name, domain="staff.example")
        by_role[Role(role)] = add_user(
            session, name=name, email=person.email, role=Role(role), programme_key="", actor=SYSTEM, now=BEFORE
        )
    return Actor(Audience.STAFF, by_role[Role.STAFF].ref, frozenset({Role.STAFF}))


def _with_invented_employers(document: SeasonDocument) -> SeasonDocument:
    """Give the season with the demo’s own invented councils and trusts in its list, so that no real one is used."""
    texts = Cast().texts
    more = {
        "more_councils": tuple(Choice(_key(name), name) for name in texts["councils"]),
        "more_childrens_trusts": tuple(Choice(_key(name), name) for name in texts["trusts"]),
    }
    return replace(document, vocabulary={**document.vocabulary, **more})


def _key(name: str) -> str:
    return "invented-" + plain_name(name).replace(" ", "-")


def _archive(session: Session, season: Season, *, actor: Actor) -> None:
    basis = Basis("published before", a_year_after(BEFORE.date()))
    import_winners(session, season.programme, read_past_winners(PAST_WINNERS), basis=basis, actor=actor, now=BEFORE)
    session.commit()


def _honour(session: Session, season: Season, *, actor: Actor) -> None:
    """Give the award that is not open to nomination its entry."""
    for category in categories_of(session, season):
        if not category.nominated:
            honoured = Honoured(
                full_name="Cordelia Vane",
                role="founder, Orchard Voices",
                organisation="Orchard Voices",
                email="cordelia.vane@people.example",
                why="Thirty years of making sure that young people are heard where decisions about them are made.",
            )
            decided = "The trustees agreed; nobody present works with Orchard Voices."
            enter_honoured(
                session, category, honoured, decided=decided, actor=actor, now=season.closes_at + timedelta(days=9)
            )
            session.commit()
