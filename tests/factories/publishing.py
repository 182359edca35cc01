"""Invented announcements, winners and citations."""

from __future__ import annotations

from factory import Sequence, SubFactory

from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import Announcement, AnnouncementKind, Citation, Voice, Winner, WinnerKind
from tests.factories.base import RoomFactory, reference
from tests.factories.seasons import ProgrammeFactory, SeasonFactory


class AnnouncementFactory(RoomFactory):
    class Meta:
        model = Announcement

    ref = Sequence(reference("ANN"))
    season = SubFactory(SeasonFactory)
    kind = AnnouncementKind.WINNERS
    state = AnnouncementState.PREPARED


class WinnerFactory(RoomFactory):
    """An imported winner of 2022; pass ``entry=`` and ``announcement=`` for one of a season."""

    class Meta:
        model = Winner

    ref = Sequence(reference("WIN"))
    programme = SubFactory(ProgrammeFactory)
    year = 2022
    category_key = "practice"
    category_name = "Practice award"
    kind = WinnerKind.PERSON
    display_name = "Imogen Hale"
    import_key = Sequence(lambda number: f"2022:practice:{number}")


class CitationFactory(RoomFactory):
    class Meta:
        model = Citation

    winner = SubFactory(WinnerFactory)
    voice = Voice.JUDGES
    text = "The judges admired her patience."
