"""Invented entries and their judges' copies."""

from __future__ import annotations

from datetime import UTC, datetime

from factory import LazyAttribute, Maybe, SelfAttribute, Sequence, SubFactory

from awards.screening.admitting import admit_entry, join_entry
from awards.screening.copying import Typed, save_copy, stamp_copy
from awards.screening.duplicate_models import LikelyDuplicate
from awards.screening.lifecycle import EntryState
from awards.screening.models import CopyStamp, Entry, EntryNomination, Passage
from tests.factories.base import RoomFactory, reference
from tests.factories.nominations import NominationFactory
from tests.factories.seasons import CategoryFactory


class CopyStampFactory(RoomFactory):
    """A stamp; by itself it is about a draft of another programme, so that no list of the season under test grows."""

    class Meta:
        model = CopyStamp

    class Params:
        nomination = SubFactory(
            NominationFactory,
            category__season__programme__key="elsewhere",
            category__season__programme__is_home=False,
        )

    nomination_id = LazyAttribute(lambda stamp: stamp.nomination.id)
    digest = "0" * 64
    stamped_by = "USR-STAMPER"
    stamped_at = datetime(2024, 2, 27, 10, tzinfo=UTC)


class EntryFactory(RoomFactory):
    class Meta:
        model = Entry

    class Params:
        stamp = Maybe("by_organiser", None, SubFactory(CopyStampFactory))

    by_organiser = False
    ref = Sequence(reference("ENT"))
    category = SubFactory(CategoryFactory)
    state = EntryState.IN_JUDGING
    title = Sequence(lambda number: f"Amara Okafor {number}")
    place = "Invented County Council"
    admitted_at = datetime(2024, 2, 27, 10, tzinfo=UTC)
    stamped_by = "USR-STAMPER"
    stamp_id = LazyAttribute(lambda entry: None if entry.by_organiser else entry.stamp.id)


class EntryNominationFactory(RoomFactory):
    """Puts a nomination behind an entry, with a stamp of its own copy."""

    class Meta:
        model = EntryNomination
        exclude = ("entry", "nomination", "stamp")

    entry = SubFactory(EntryFactory)
    nomination = SubFactory(NominationFactory)
    stamp = SubFactory(CopyStampFactory, nomination=SelfAttribute("..nomination"))
    entry_id = LazyAttribute(lambda one: one.entry.id)
    nomination_id = LazyAttribute(lambda one: one.nomination.id)
    stamp_id = LazyAttribute(lambda one: one.stamp.id)


class PassageFactory(RoomFactory):
    class Meta:
        model = Passage

    entry = SubFactory(EntryFactory)
    position = Sequence(int)
    question = "What did they do?"
    text = "She listened and things changed."
    voice = "colleague"


def admitted(session, nomination, *, actor, now, texts=None, into=None, **how):
    """Make the judges' copy with these texts by the question's key, stamp it, and admit it or add it to an entry."""
    typed = [Typed(key, text) for key, text in (texts or {}).items()]
    save_copy(session, nomination, typed, actor=actor, now=now)
    stamp_copy(session, nomination, actor=actor, now=now)
    if into is None:
        return admit_entry(session, nomination, actor=actor, now=now, **how)
    join_entry(session, nomination, into, actor=actor, now=now, **how)
    return into


class LikelyDuplicateFactory(RoomFactory):
    """A likely pair of two nominations of one season."""

    class Meta:
        model = LikelyDuplicate

    class Params:
        nominations = ()

    season_id = LazyAttribute(lambda pair: pair.nominations[0].season_id)
    first_id = LazyAttribute(lambda pair: min(one.id for one in pair.nominations))
    second_id = LazyAttribute(lambda pair: max(one.id for one in pair.nominations))
    score = 0.9
    why = ("Same name", "Same employer")
    found_at = datetime(2024, 2, 25, 10, tzinfo=UTC)
