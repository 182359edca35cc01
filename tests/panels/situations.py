"""Invented panels for these tests."""

from __future__ import annotations

from types import SimpleNamespace

from awards.core.actor import Actor, Audience, Role
from tests.factories import (
    CategoryFactory,
    CriterionFactory,
    EntryFactory,
    JudgeFactory,
    PanelFactory,
    PanelMemberFactory,
    RoundFactory,
    SeasonFactory,
    StaffFactory,
)

STAFF = Actor(Audience.STAFF, "USR-STAFFER", frozenset({Role.STAFF}))


def as_judge(user):
    return Actor(Audience.JUDGES, user.ref, frozenset({Role.JUDGE}))


def panel_of(*, judges=3, entries=4, ready=True, readings=2, **season):
    """A panel with its season, round, category with two criteria, entries and judges."""
    season = SeasonFactory(readings_per_entry=readings, **season)
    judging = RoundFactory(season=season)
    category = CategoryFactory(season=season, key="practice", name="Practice award")
    criteria = [CriterionFactory(category=category, position=number, weight=50) for number in (1, 2)]
    panel = PanelFactory(season=season, categories=[category], members=[])
    members = [
        PanelMemberFactory(panel=panel, user=JudgeFactory(name=f"Judge {letter}", employer=None), ready=ready)
        for letter in "ABCDEFGH"[:judges]
    ]
    these = [EntryFactory(category=category, title=f"Nominee {number}") for number in range(1, entries + 1)]
    return SimpleNamespace(
        season=season, judging=judging, category=category, criteria=criteria, panel=panel, members=members,
        users=[member.user for member in members],
        entries=these, staff=StaffFactory(name="Sam Reid"),
    )  # fmt: skip
