"""The forms by which a shortlist and winners are decided, and a departure is confirmed or refused."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from wtforms import (  # type: ignore[attr-defined]  # the stubs do not know SelectChoice yet
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired

from awards.core.actor import Actor
from awards.core.permission import Permission
from awards.results.actions import (
    ShortlistChoice,
    WinnersChoice,
    confirm_decision,
    refuse_decision,
)
from awards.results.deciding import Stance, scored_order, shortlist_stance, winners_stance
from awards.results.forms import DecisionForm
from awards.results.models import Decision, DecisionKind
from awards.results.policy import choosable
from awards.results.queries import Board
from awards.results.rows import hints_of
from awards.results.rules import shortlist_sizes
from awards.web.forms import Form

CONFIRM, REFUSE = "confirm", "refuse"


class ShortlistForm(DecisionForm):
    """Which entries become finalists."""

    entries = SelectMultipleField("Finalists")
    settles = DecisionKind.SHORTLIST

    @property
    def picked(self) -> list[str]:
        """The entries ticked."""
        return self.entries.data or []

    @property
    def stance(self) -> Stance:
        """How the ticked entries stand to the order of the scores."""
        return shortlist_stance(self.board, self.picked)

    @property
    def choice(self) -> ShortlistChoice:
        """What was decided, as the action takes it."""
        return ShortlistChoice(
            entries=self.picked,
            reason=self.reason.data or "",
            departure=self.kind,
            taking_part=self.taking_part.data or "",
        )

    def validate_entries(self, field: Any) -> None:
        """Keep to the season's size of a shortlist.

        Raises:
            ValidationError: too few or too many are ticked.
        """
        season = self.board.category.season
        count = len(self.board.entries)
        least, most = shortlist_sizes(count, least=season.shortlist_min, most=season.shortlist_max)
        if not least <= len(field.data or ()) <= most:
            wanted = str(least) if least == most else f"between {least} and {most}"
            raise ValidationError(f"Choose {wanted} finalists")

    def validate_reason(self, field: Any) -> None:
        """Ask for a reason when the choice departs from the order of the scores, or the order does not settle it.

        Raises:
            ValidationError: it does, and no reason is given, or too short a one.
        """
        if not field.data and self.stance is Stance.BETWEEN_EQUALS:
            raise ValidationError("Say why you choose between equals, or leave out an entry that needs scores")
        super().validate_reason(field)


class WinnersForm(DecisionForm):
    """Who wins and who is commended, or that the award is withheld."""

    winners = SelectMultipleField("Winners")
    commended = SelectMultipleField("Highly commended")
    withhold = BooleanField("Withhold this award: nobody wins it this year")
    settles = DecisionKind.WINNERS

    @property
    def picked(self) -> list[str]:
        """The winners ticked."""
        return self.winners.data or []

    @property
    def stance(self) -> Stance:
        """How the ticked winners stand to the order of the finalists."""
        return winners_stance(self.board, self.picked, None)

    @property
    def choice(self) -> WinnersChoice:
        """What was decided, as the action takes it."""
        return WinnersChoice(
            winners=self.picked,
            commended=self.commended.data or (),
            reason=self.reason.data or "",
            departure=self.kind,
            taking_part=self.taking_part.data or "",
        )

    def validate_winners(self, field: Any) -> None:
        """Have either winners or a withheld award, and nobody both winning and commended.

        Raises:
            ValidationError: neither, both, or the same entry twice.
        """
        if not field.data and not self.withhold.data:
            raise ValidationError("Choose at least one winner, or say that the award is withheld")
        if field.data and self.withhold.data:
            raise ValidationError("Choose winners or withhold the award, not both")
        if set(field.data or ()) & set(self.commended.data or ()):
            raise ValidationError("Choose each entry as a winner or as commended, not both")

    def validate_reason(self, field: Any) -> None:
        """Have a reason, always.

        Raises:
            ValidationError: there is none, or too short a one for a departure.
        """
        if not field.data:
            raise ValidationError("Say why: the reason is kept with the decision")
        super().validate_reason(field)

    def validate_taking_part(self, field: Any) -> None:
        """Have the names of those who decided an award that nobody could be nominated for, or a departure.

        Raises:
            ValidationError: they are missing.
        """
        if not field.data and not self.board.category.nominated:
            raise ValidationError("Say who took part and the interests they declared")
        super().validate_taking_part(field)


class SecondForm(Form):
    """A second person's answer to a departure."""

    seen = HiddenField("Decision seen")
    answer = RadioField(
        "Your answer",
        [InputRequired("Choose whether you confirm the decision or refuse it")],
        choices=[
            SelectChoice(CONFIRM, "I confirm it: I have read the reason, and it holds from now on"),
            SelectChoice(REFUSE, "I refuse it: nothing changes, and the decision is made anew"),
        ],
    )
    reason = TextAreaField("Why you refuse it")

    status = 200

    @property
    def done(self) -> str:
        """What to say once the answer is kept."""
        if self.answer.data == CONFIRM:
            return "Confirmed. The decision holds from now on, with both your names."
        return "Refused. Nothing has changed."

    def agrees(self, decision: Decision, may: Permission) -> bool:
        """Check the answer, whether one may give it, and that it is about the decision that still waits."""
        fine = self.validate()
        self.status = 200 if fine else 422
        if fine and self.answer.data == CONFIRM and not may:
            self.status = 409
            self.form_errors.extend(reason.text for reason in may.reasons)
        if self.seen.data != str(decision.id):
            self.status, self.seen.data = 409, str(decision.id)
            self.form_errors.append("Another decision waits now. Read it before you answer; your words are kept here.")
        return self.status == 200  # noqa: PLR2004 - all is well

    def answer_with(self, session: Session, decision: Decision, board: Board, *, actor: Actor, now: datetime) -> None:
        """Confirm or refuse, as answered."""
        if self.answer.data == CONFIRM:
            confirm_decision(session, decision, board, actor=actor, now=now)
        else:
            refuse_decision(session, decision, board, reason=self.reason.data or "", actor=actor, now=now)

    def validate_reason(self, field: Any) -> None:
        """Have a reason for a refusal.

        Raises:
            ValidationError: there is none.
        """
        if self.answer.data == REFUSE and not field.data:
            raise ValidationError("Say why you refuse it")


def shortlist_form(board: Board) -> ShortlistForm:
    """Make the form for a board; drawn first, the top of the order is ticked."""
    order = scored_order(board, DecisionKind.SHORTLIST)
    form = ShortlistForm(entries=order[: board.category.season.shortlist_max], seen=str(board.last_decision_id))
    form.board = board
    unplaced = [entry.ref for entry in board.entries if entry.ref not in order]
    form.entries.choices = [SelectChoice(ref, board.titles[ref]) for ref in [*order, *unplaced]]
    return form


def shortlist_hints(board: Board) -> dict[str, str]:
    """Say beside each choice how it stands."""
    return hints_of(board)


def winners_form(board: Board) -> WinnersForm:
    """Make the form for a board, the finalists in the order of the scores; nobody is ticked beforehand."""
    form = WinnersForm(seen=str(board.last_decision_id))
    form.board = board
    order = scored_order(board, DecisionKind.WINNERS)
    others = [entry.ref for entry in choosable(board.category, board.entries) if entry.ref not in order]
    choices = [SelectChoice(ref, board.titles[ref]) for ref in [*order, *others]]
    form.winners.choices = choices
    form.commended.choices = choices
    return form


def winners_hints(board: Board) -> dict[str, str]:
    """Say beside each finalist how it stands."""
    return shortlist_hints(board) if board.category.nominated else {}
