"""Invented entries and their judges' copies."""

from __future__ import annotations

from datetime import UTC, datetime

from factory import Sequence, SubFactory

from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, Passage
from tests.factories.base import RoomFactory, reference
from tests.factories.seasons import CategoryFactory


class EntryFactory(RoomFactory):
    class Meta:
        model = Entry

    ref = Sequence(reference("ENT"))
    category = SubFactory(CategoryFactory)
    state = EntryState.IN_JUDGING
    title = Sequence(lambda number: f"Amara Okafor {number}")
    place = "Invented County Council"
    admitted_at = datetime(2024, 2, 27, 10, tzinfo=UTC)
    stamped_by = "USR-STAMPER"


class PassageFactory(RoomFactory):
    class Meta:
        model = Passage

    entry = SubFactory(EntryFactory)
    position = Sequence(int)
    question = "What did they do?"
    text = "She listened and things changed."
    voice = "colleague"
