"""Invented flags, leads and askings about concerns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from factory import LazyAttribute, Sequence, SubFactory

from awards.core.actor import Role
from awards.safeguarding.models import AskedOf, Concern, Flag, FlagNote, SafeguardingLead
from tests.factories.base import RoomFactory, reference
from tests.factories.nominations import NomineeFactory
from tests.factories.people import StaffFactory
from tests.factories.seasons import ProgrammeFactory, SeasonFactory

RAISED = datetime(2024, 3, 5, 10, tzinfo=UTC)


class FlagFactory(RoomFactory):
    """A flag; pass ``season=`` and ``subject=``."""

    class Meta:
        model = Flag
        exclude = ("season",)

    season = SubFactory(SeasonFactory)
    season_id = LazyAttribute(lambda flag: flag.season.id)
    ref = Sequence(reference("FLG"))
    subject = "NOM-2222222"
    raised_by = "staff:USR-2222222"
    raised_at = RAISED
    look_by = LazyAttribute(lambda flag: flag.raised_at + timedelta(hours=24))


class FlagNoteFactory(RoomFactory):
    class Meta:
        model = FlagNote

    flag = SubFactory(FlagFactory)
    text = "Somebody ought to ring the school."
    written_by = "staff:USR-2222222"
    written_at = RAISED


class SafeguardingLeadFactory(RoomFactory):
    class Meta:
        model = SafeguardingLead
        exclude = ("programme",)

    programme = SubFactory(ProgrammeFactory)
    programme_id = LazyAttribute(lambda lead: lead.programme.id)
    user = SubFactory(StaffFactory, role=Role.CONFIDENTIAL_STAFF)
    named_by = "USR-2222222"
    named_at = RAISED


class ConcernFactory(RoomFactory):
    class Meta:
        model = Concern

    ref = Sequence(reference("CON"))
    nominee = SubFactory(NomineeFactory)
    asked_of = AskedOf.EMPLOYER
    asked_at = RAISED
    asked_by = "USR-2222222"
