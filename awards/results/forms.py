"""What the forms of decisions share: which decision the writer had seen, the reason, and the kind of a departure."""

from __future__ import annotations

from typing import Any

from wtforms import (  # type: ignore[attr-defined]  # the stubs do not know SelectChoice yet
    HiddenField,
    RadioField,
    SelectChoice,
    TextAreaField,
    ValidationError,
)

from awards.results.deciding import DEPARTURE_WORDS, Stance, departure_worded
from awards.results.further_readings_running import BEING_WORKED_OUT
from awards.results.models import DecisionKind, DepartureKind
from awards.results.queries import Board
from awards.web.forms import Form

OUT_OF_DATE = (
    "Somebody else recorded a decision while you were writing. It is shown below; what you typed is kept here. "
    "Send again to replace it."
)
NO_KIND = ""
"""The value of "it does not depart", so that a choice once made can be taken back."""
KINDS = [
    SelectChoice(NO_KIND, "It does not depart from the scores"),
    *(SelectChoice(kind, words) for kind, words in DEPARTURE_WORDS.items()),
]


class DecisionForm(Form):
    """What both decisions share."""

    seen = HiddenField("Decision seen")
    reason = TextAreaField("Reason")
    departure = RadioField("If this departs from the order of the scores: why", choices=KINDS, default=NO_KIND)
    taking_part = TextAreaField("Who took part")
    board: Board
    settles: DecisionKind

    status = 200
    """What to answer with when the form is shown (again)."""

    @property
    def picked(self) -> list[str]:
        """The entries chosen."""
        raise NotImplementedError

    @property
    def stance(self) -> Stance:
        """How the choice stands to the order of the scores."""
        raise NotImplementedError

    @property
    def kind(self) -> DepartureKind | None:
        """The kind of departure that was chosen; None for what is no kind, which the form then refuses."""
        return DepartureKind(self.departure.data) if self.departure.data in set(DepartureKind) else None

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the form; one that has not seen the latest decision is refused, and may then be sent again."""
        fine = super().validate(extra_validators)
        self.status = 200 if fine else 422
        latest = str(self.board.last_decision_id)
        if self.seen.data != latest:
            self.status = 409
            self.seen.data = latest
            self.form_errors.append(OUT_OF_DATE)
        if self.board.is_being_worked_out:
            self.status = 409
            self.form_errors.append(BEING_WORKED_OUT)
        return self.status == 200  # noqa: PLR2004 - all is well

    def validate_departure(self, _field: Any) -> None:
        """Ask for the kind of a departure.

        Raises:
            ValidationError: the choice departs from the scores, and nobody said why in kind.
        """
        self._worded("no-departure-kind")

    def validate_taking_part(self, _field: Any) -> None:
        """Ask who took part in a departure.

        Raises:
            ValidationError: the choice departs from the scores, and the names are missing.
        """
        self._worded("nobody-took-part")

    def validate_reason(self, _field: Any) -> None:
        """Ask for a reason that says enough for a departure.

        Raises:
            ValidationError: the choice departs from the scores, and the reason is short.
        """
        self._worded("short-reason")

    def _worded(self, code: str) -> None:
        if self.stance is not Stance.DEPARTS:
            return
        for one in departure_worded(_Words(self)).reasons:
            if one.code == code:
                raise ValidationError(one.text.rstrip("."))


class _Words:
    """The words of a form as the rule on departures reads them."""

    def __init__(self, form: DecisionForm) -> None:
        self.reason: str = form.reason.data or ""
        self.departure = form.kind
        self.taking_part: str = form.taking_part.data or ""
