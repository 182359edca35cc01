"""What the rules say of many nominations at once, for a number of statements that does not grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.accounts.models import Grant, User
from awards.core.actor import Role
from awards.db import blind_index
from awards.eligibility.facts import Facts, PreviousWin
from awards.eligibility.rules import RuleSpec, assess_in
from awards.eligibility.wording import Wording
from awards.nominations.facts import facts_of
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominator, Nominee
from awards.nominees.models import Notice, Supporter
from awards.nominees.supporting import adult_confirmed
from awards.registers.known import known_of
from awards.screening.queries import Check
from awards.screening.standing import newest_supporter
from awards.seasons.models import Category, PastWin, RuleSet, Season
from awards.seasons.queries import rule_set_in_force, rules_for, window_of
from awards.seasons.rule_books import labels_of

_NOT_SENT = (NominationState.DRAFT, NominationState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the house knows of a season besides what was typed: fingerprints of judges, adults, earlier wins."""

    judges: frozenset[str]
    adults: Mapping[str, bool]
    wins: Mapping[str, tuple[PreviousWin, ...]]


def nominations_to_check(session: Session, season_id: int) -> Sequence[Nomination]:
    """Give every nomination of a season that was sent and not withdrawn, with what the rules look at. One statement."""
    return session.scalars(
        select(Nomination)
        .where(Nomination.season_id == season_id, Nomination.state.not_in(_NOT_SENT))
        .options(
            joinedload(Nomination.category),
            joinedload(Nomination.season).joinedload(Season.programme),
            joinedload(Nomination.nominator),
            joinedload(Nomination.nominees),
        )
        .order_by(Nomination.ref)
    ).unique().all()  # fmt: skip


def checks_of(session: Session, nominations: Sequence[Nomination], *, now: datetime) -> dict[int, Check]:  # noqa: ARG001 - whoever keeps what the rules say keeps when, too
    """Put nominations to the rules in force, by their ids; nothing is stored.

    They need category, season with programme, nominator and nominees loaded (`nominations_to_check` loads them). Four
    statements for each season among them and one more, however many there are.
    """
    checks: dict[int, Check] = {}
    for season, some in _by_season(nominations):
        rule_set = rule_set_in_force(session, season)
        words = Wording(window_of(season), labels_of(season))
        rules = _rules_of({one.category.id: one.category for one in some}, rule_set)
        facts = facts_of_all(session, some)
        for one in some:
            applying = rules[one.category_id]
            checks[one.id] = Check(assess_in(facts[one.id], applying, words), rule_set, applying)
    return checks


def facts_of_all(session: Session, nominations: Sequence[Nomination]) -> dict[int, Facts]:
    """Give what the rules may know of each nomination, by its id, as `checks_of` needs them.

    Three statements a season, and one for what staff found in registers and lists.
    """
    checked = known_of(session, (nominee for one in nominations for nominee in one.nominees))
    return {
        one.id: facts_of(
            one,
            judges_categories=_judging(one, known),
            past_wins=_wins(session, one, known),
            adults_confirmed=known.adults,
            checks=checked,
        )
        for season, some in _by_season(nominations)
        for known in [_known(session, season)]
        for one in some
    }


def _by_season(nominations: Iterable[Nomination]) -> list[tuple[Season, list[Nomination]]]:
    found: dict[int, list[Nomination]] = defaultdict(list)
    for one in nominations:
        found[one.season_id].append(one)
    return [(some[0].season, some) for some in found.values()]


def _rules_of(categories: Mapping[int, Category], rule_set: RuleSet) -> dict[int, tuple[RuleSpec, ...]]:
    """Read the rules once for each category: reading them costs more than a verdict does."""
    return {category_id: rules_for(category, rule_set) for category_id, category in categories.items()}


def _known(session: Session, season: Season) -> _Known:
    here = Grant.programme_key.in_(("", season.programme.key))
    judges = session.scalars(
        select(User.email_index).join(Grant, Grant.user_id == User.id).where(Grant.role == Role.JUDGE, here)
    )
    adults = session.execute(
        select(Nominee.ref, Notice, Supporter)
        .join(Nomination, Nomination.id == Nominee.nomination_id)
        .join(Notice, Notice.nominee_id == Nominee.id)
        .join(Supporter, Supporter.id == newest_supporter())
        .where(Nomination.season_id == season.id)
    )
    wins: dict[str, list[PreviousWin]] = defaultdict(list)
    for win in session.scalars(select(PastWin).where(PastWin.programme_id == season.programme_id)):
        wins[win.name_index].append(PreviousWin(win.category_key, win.year))
    return _Known(
        judges=frozenset(index for index in judges if index),
        adults={ref: adult_confirmed(notice, adult) for ref, notice, adult in adults},
        wins={index: tuple(some) for index, some in wins.items()},
    )


def _judging(nomination: Nomination, known: _Known) -> dict[str, tuple[str, ...]]:
    """Say of the nominator and the nominees, by reference, which categories they judge: this one or none."""
    here: tuple[str, ...] = (nomination.category.key,)
    people: list[Nominator | Nominee] = [nomination.nominator, *nomination.nominees]
    return {one.ref: here if one.email_index in known.judges else () for one in people}


def _wins(session: Session, nomination: Nomination, known: _Known) -> dict[str, tuple[PreviousWin, ...]]:
    """Say what each nominee is known to have won; no fingerprint is made where nobody has won anything."""
    if not known.wins:
        return {}
    named = [one for one in nomination.nominees if one.full_name]
    return {one.ref: known.wins.get(blind_index(session, one.full_name), ()) for one in named}
