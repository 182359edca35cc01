"""Invented panels, judges' places, interests, assignments and score sheets."""

from __future__ import annotations

from datetime import UTC, datetime

from factory import Sequence, SubFactory, Trait

from awards.judging.lifecycle import SheetState
from awards.judging.models import Score, ScoreSheet
from awards.panels.lifecycle import AssignmentState
from awards.panels.models import Assignment, Interest, InterestKind, Panel, PanelMember
from tests.factories.base import RoomFactory, reference
from tests.factories.people import JudgeFactory
from tests.factories.screening import EntryFactory
from tests.factories.seasons import SeasonFactory

MADE = datetime(2024, 3, 4, 10, tzinfo=UTC)


class PanelFactory(RoomFactory):
    """A panel; pass ``categories=[...]``."""

    class Meta:
        model = Panel

    ref = Sequence(reference("PNL"))
    season = SubFactory(SeasonFactory)
    name = "Panel one"


class PanelMemberFactory(RoomFactory):
    class Meta:
        model = PanelMember

    class Params:
        ready = Trait(terms_accepted_at=MADE, work_told_at=MADE, interests_completed_at=MADE)

    panel = SubFactory(PanelFactory)
    user = SubFactory(JudgeFactory)


class InterestFactory(RoomFactory):
    class Meta:
        model = Interest

    member = SubFactory(PanelMemberFactory)
    entry = SubFactory(EntryFactory)
    kind = InterestKind.SAME_EMPLOYER
    declared_by = "USR-ITSELF1"
    declared_at = MADE


class AssignmentFactory(RoomFactory):
    class Meta:
        model = Assignment

    member = SubFactory(PanelMemberFactory)
    entry = SubFactory(EntryFactory)
    state = AssignmentState.RELEASED
    position = Sequence(int)
    made_at = MADE


class ScoreSheetFactory(RoomFactory):
    class Meta:
        model = ScoreSheet

    class Params:
        complete = Trait(state=SheetState.COMPLETE, completed_at=MADE)
        handed_in = Trait(state=SheetState.HANDED_IN, completed_at=MADE, handed_in_at=MADE)

    assignment = SubFactory(AssignmentFactory)
    state = SheetState.STARTED
    saved_at = MADE


class ScoreFactory(RoomFactory):
    """One score; pass ``sheet=`` and ``criterion_id=``."""

    class Meta:
        model = Score

    sheet = SubFactory(ScoreSheetFactory)
    points = 3
    comment = ""
