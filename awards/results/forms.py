"""The forms by which a panel's decisions are written down."""

from __future__ import annotations

from typing import Any

from wtforms import (  # type: ignore[attr-defined]  # the stubs do not know SelectChoice yet
    BooleanField,
    HiddenField,
    SelectChoice,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)

from awards.results.actions import WinnersChoice
from awards.results.policy import choosable
from awards.results.queries import Board
from awards.results.rules import keeps_order, preselected, shortlist_sizes
from awards.results.showing import choice_hint
from awards.web.forms import Form

OUT_OF_DATE = (
    "Somebody else recorded a decision while you were writing. It is shown below; what you typed is kept here. "
    "Send again to replace it."
)


class DecisionForm(Form):
    """What both decisions share: which decision the writer had seen, and the reason."""

    seen = HiddenField("Decision seen")
    reason = TextAreaField("Reason")
    board: Board

    status = 200
    """What to answer with when the form is shown (again)."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the form; one that has not seen the latest decision is refused, and may then be sent again."""
        fine = super().validate(extra_validators)
        self.status = 200 if fine else 422
        latest = str(self.board.last_decision_id)
        if self.seen.data != latest:
            self.status = 409
            self.seen.data = latest
            self.form_errors.append(OUT_OF_DATE)
        return self.status == 200  # noqa: PLR2004 - all is well


class ShortlistForm(DecisionForm):
    """Which entries become finalists."""

    entries = SelectMultipleField("Finalists")

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
        """Ask for a reason when the choice departs from the order of the scores.

        Raises:
            ValidationError: it does, and no reason is given.
        """
        if not field.data and not keeps_order(self.board.standings, self.entries.data or ()):
            raise ValidationError("Say why the shortlist departs from the order of the scores")


class WinnersForm(DecisionForm):
    """Who wins and who is commended, or that the award is withheld."""

    winners = SelectMultipleField("Winners")
    commended = SelectMultipleField("Highly commended")
    withhold = BooleanField("Withhold this award: nobody wins it this year")
    taking_part = TextAreaField("Who took part")

    @property
    def choice(self) -> WinnersChoice:
        """What was decided, as the action takes it."""
        return WinnersChoice(
            winners=self.winners.data or (),
            commended=self.commended.data or (),
            reason=self.reason.data or "",
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
            ValidationError: there is none.
        """
        if not field.data:
            raise ValidationError("Say why: the reason is kept with the decision")

    def validate_taking_part(self, field: Any) -> None:
        """Have the names of those who decided an award that nobody could be nominated for.

        Raises:
            ValidationError: they are missing.
        """
        if not field.data and not self.board.category.nominated:
            raise ValidationError("Say who took part and the interests they declared")


def shortlist_form(board: Board) -> ShortlistForm:
    """Make the form for a board; drawn first, the top of the scores is ticked."""
    most = board.category.season.shortlist_max
    form = ShortlistForm(entries=preselected(board.standings, most), seen=str(board.last_decision_id))
    form.board = board
    titles = board.titles
    form.entries.choices = [SelectChoice(one.entry, titles[one.entry]) for one in board.standings]
    return form


def shortlist_hints(board: Board) -> dict[str, str]:
    """Say beside each choice how it stands."""
    return {one.entry: choice_hint(one) for one in board.standings}


def winners_form(board: Board) -> WinnersForm:
    """Make the form for a board; nobody is ticked beforehand."""
    form = WinnersForm(seen=str(board.last_decision_id))
    form.board = board
    choices = [SelectChoice(entry.ref, entry.title) for entry in choosable(board.category, board.entries)]
    form.winners.choices = choices
    form.commended.choices = choices
    return form
