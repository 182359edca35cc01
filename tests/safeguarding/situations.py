"""Invented people who read, flag and look."""

from __future__ import annotations

from types import SimpleNamespace

from awards.core.actor import Actor, Audience, Role
from awards.screening.lifecycle import EntryState
from awards.screening.models import EntryNominee
from tests.factories import (
    CategoryFactory,
    EntryFactory,
    EntryNominationFactory,
    GrantFactory,
    NominationFactory,
    NomineeFactory,
    RuleSetFactory,
    SeasonFactory,
    StaffFactory,
    UserFactory,
)

SCREENING = {"second_person": [], "asks_concerns": True, "flag_hours": 24}


def actor_of(user, role=Role.STAFF, audience=Audience.STAFF):
    return Actor(audience, user.ref, frozenset({role}))


def season_with_staff(**screening):
    """A season with one nomination, its entry, and one of each kind of staff."""
    season = SeasonFactory(screening=SCREENING | screening)
    RuleSetFactory(season_id=season.id)
    category = CategoryFactory(season=season, name="Practice award")
    nomination = NominationFactory(category=category, eligible=True)
    nominee = NomineeFactory(nomination=nomination, full_name="Amara Okafor")
    entry = EntryFactory(category=category, title="Amara Okafor")
    EntryNominationFactory(entry=entry, nomination=nomination)
    return SimpleNamespace(
        season=season, category=category, nomination=nomination, nominee=nominee, entry=entry,
        staff=StaffFactory(name="Sam Reid"),
        other=StaffFactory(name="Ali Moss"),
        reader=StaffFactory(name="Rea Dunn", role=Role.READ_ONLY),
        confidential=StaffFactory(name="Cora Finch", role=Role.CONFIDENTIAL_STAFF),
        administrator=StaffFactory(name="Ada Lowe", role=Role.ADMINISTRATOR),
        elsewhere=_elsewhere(),
    )  # fmt: skip


def _elsewhere():
    user = UserFactory(name="Els Ware")
    GrantFactory(user=user, role=Role.ADMINISTRATOR, programme_key="another-programme")
    return user


def shortlisted(given, session):
    """Make the situation's entry a finalist with its nominee in it."""
    given.entry.state = EntryState.FINALIST
    session.add(EntryNominee(nominee_id=given.nominee.id, entry_id=given.entry.id))
    session.commit()
    return given
