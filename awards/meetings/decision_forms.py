"""The forms by which a meeting's decision is recorded; what it changes is on the page before it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from flask import request
from wtforms import HiddenField, SelectChoice  # type: ignore[attr-defined]  # the stubs do not know SelectChoice yet

from awards.meetings.deciding import Chosen, Way, consequence_of, preset, stance_of
from awards.results.actions import ShortlistChoice, WinnersChoice
from awards.results.deciding import Stance, scored_order
from awards.results.deciding_forms import ShortlistForm, WinnersForm
from awards.results.models import DecisionKind
from awards.results.policy import choosable
from awards.results.queries import Board

RECORD = "record"
"""What the button says that records a decision; the other one only shows what would change."""


class _Looked:
    """What both forms of a decision share: nothing is recorded whose consequence was not on the page before."""

    looked: Any
    votes: Mapping[str, Any] | None = None
    board: Board
    settles: DecisionKind

    @property
    def chosen(self) -> Chosen:
        """What is ticked."""
        raise NotImplementedError

    @property
    def changes(self) -> list[str]:
        """What would change, in sentences."""
        return consequence_of(self.board, self.settles, self.chosen, votes=self.votes)

    @property
    def is_read(self) -> bool:
        """Whether it was sent to be recorded, with what it does on the page before."""
        return request.form.get("do") == RECORD and self.looked.data == self.mark

    @property
    def mark(self) -> str:
        """A mark of what would change, by which the page knows that it was shown."""
        return hashlib.sha256("".join(self.changes).encode()).hexdigest()[:16]

    def look(self) -> list[str]:
        """Give what would change, and remember that it is shown now."""
        self.looked.data = self.mark
        return self.changes


class FinalistsForm(_Looked, ShortlistForm):
    """What a meeting decides about a shortlist."""

    looked = HiddenField("Consequence read")

    @property
    def chosen(self) -> Chosen:
        """What is ticked."""
        return Chosen(picked=tuple(self.picked))

    @property
    def choice(self) -> ShortlistChoice:
        """What was decided, with the vote that it rests on."""
        return ShortlistChoice(
            entries=self.picked, reason=self.reason.data or "", departure=self.kind,
            taking_part=self.taking_part.data or "", votes=self.votes,
        )  # fmt: skip


class AwardForm(_Looked, WinnersForm):
    """What a meeting decides about winners."""

    looked = HiddenField("Consequence read")

    @property
    def chosen(self) -> Chosen:
        """What is ticked."""
        return Chosen(picked=tuple(self.picked), commended=tuple(self.commended.data or ()))

    @property
    def stance(self) -> Stance:
        """How the ticked winners stand to the scores or, where the panel voted, to the vote."""
        return stance_of(self.board, DecisionKind.WINNERS, self.chosen, votes=self.votes)

    @property
    def choice(self) -> WinnersChoice:
        """What was decided, with the vote that it rests on."""
        return WinnersChoice(
            winners=self.picked, commended=self.commended.data or (), reason=self.reason.data or "",
            departure=self.kind, taking_part=self.taking_part.data or "", votes=self.votes,
        )  # fmt: skip


def decision_form(
    board: Board, purpose: DecisionKind, way: Way, *, votes: Mapping[str, Any] | None, taking_part: str
) -> FinalistsForm | AwardForm:  # fmt: skip
    """Make the form of a decision, ticked as the way says."""
    begin = preset(board, purpose, way, votes=votes) or Chosen()
    shared = {"seen": str(board.last_decision_id), "taking_part": taking_part}
    order = scored_order(board, purpose)
    if purpose is DecisionKind.SHORTLIST:
        form: FinalistsForm | AwardForm = FinalistsForm(entries=list(begin.picked), **shared)
        listed = [*order, *(one.ref for one in board.entries if one.ref not in order)]
        form.entries.choices = [SelectChoice(ref, board.titles[ref]) for ref in listed]
    else:
        form = AwardForm(winners=list(begin.picked), commended=list(begin.commended),
                         withhold=way is Way.WITHHOLD or not begin.picked, **shared)  # fmt: skip
        open_to = [one.ref for one in choosable(board.category, board.entries)]
        choices = [
            SelectChoice(ref, board.titles[ref]) for ref in [*order, *(one for one in open_to if one not in order)]
        ]
        form.winners.choices = form.commended.choices = choices
    form.board, form.votes = board, votes
    return form
