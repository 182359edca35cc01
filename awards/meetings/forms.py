"""The forms of a meeting: who is there, words, ballots, votes, decisions, and the minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import (  # type: ignore[attr-defined]  # the stubs do not know SelectChoice yet
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired

from awards.core.permission import Permission
from awards.maths.votes import ballot_by_places
from awards.meetings.balloting import NONE_WORDS, Counted
from awards.meetings.lifecycle import NONE
from awards.meetings.models import Ballot
from awards.meetings.policy import LEAST_REASON
from awards.meetings.table import Table
from awards.results.models import DecisionKind
from awards.web.forms import Form


class Answered(Form):
    """A form that may come back with what stands in its way, and with all that was typed."""

    status = 200

    def agrees(self, permission: Permission) -> bool:
        """Check the form and whether what it asks for may be done now; if not, say so on the form."""
        fine = self.validate()
        self.status = 200 if fine else 422
        if fine and not permission:
            self.status = 409
            self.form_errors.extend(reason.text for reason in permission.reasons)
        return self.status == 200  # noqa: PLR2004 - all is well


class OpenForm(Form):
    """Which meeting to open."""

    category = HiddenField("Category", [InputRequired("Choose a category")])
    purpose = HiddenField("Purpose")

    def validate_purpose(self, field: Any) -> None:
        """Know what the meeting is to settle.

        Raises:
            ValidationError: it is neither a shortlist nor winners.
        """
        if field.data not in set(DecisionKind):
            raise ValidationError("Choose whether the meeting settles the shortlist or the winners")


class AttendanceForm(Form):
    """Who is at the meeting."""

    present = SelectMultipleField("At the meeting")


class WordsForm(Answered):
    """What the meeting says of an entry."""

    version = HiddenField("Version")
    words = TextAreaField("What the meeting says")
    for_feedback = BooleanField("These words may be used for the feedback on the entry")

    @property
    def rests_on(self) -> int:
        """The version that the writer had read; -1 for nonsense."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1  # noqa: PLR2004 - a version


class VoteForm(Answered):
    """Who stands in a vote."""

    candidates = SelectMultipleField("Who stands")
    none = BooleanField(f"Offer “{NONE_WORDS.lower()}” on the ballot as well")

    @property
    def chosen(self) -> list[str]:
        """The candidates, "none" among them if it is offered."""
        return [*(self.candidates.data or []), *([NONE] if self.none and self.none.data else [])]


class ReasonForm(Answered):
    """A reason, where one is asked for."""

    reason = TextAreaField("Reason")


class CastingForm(Answered):
    """The chair's casting vote."""

    chosen = RadioField("Your casting vote", [InputRequired("Choose one of those who are level")])
    reason = TextAreaField("Why", [InputRequired(f"Say why in {LEAST_REASON} characters or more")])


class EndForm(Answered):
    """Ending the meeting."""

    with_words = BooleanField("Put what was said of the entries into the minutes")


class SignForm(Answered):
    """Signing the minutes that were read."""

    seen = HiddenField("Minutes read")


class BallotForm(Answered):
    """A ranking: a place for each candidate, equal places allowed."""

    candidates: Sequence[str] = ()
    places: Mapping[str, Any] = {}

    @property
    def ranking(self) -> tuple[tuple[str, ...], ...]:
        """The tiers, the best first; whoever has no place is left out and so last together."""
        return ballot_by_places({ref: _place(self.places[ref].data) for ref in self.candidates}).tiers

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the places; a ballot that ranks nobody is none."""
        fine = super().validate(extra_validators)
        if fine and not self.ranking:
            self.places[self.candidates[0]].errors = ["Give at least one candidate a place"]
            return False
        return fine


def ballot_form(
    candidates: Sequence[str], titles: Mapping[str, str], ranking: Sequence[Sequence[str]] = ()
) -> BallotForm:  # fmt: skip
    """Make the form of a ballot; `ranking` is what was cast before."""
    choices = [SelectChoice("", "Not ranked"), *(SelectChoice(str(n), str(n)) for n in range(1, len(candidates) + 1))]
    fields = {
        f"place_{number}": SelectField(titles.get(ref, NONE_WORDS), choices=choices, default="")
        for number, ref in enumerate(candidates, 1)
    }
    made: type[BallotForm] = type("BallotForm", (BallotForm,), fields)
    before = {ref: str(place) for place, tier in enumerate(ranking, 1) for ref in tier}
    form = made(**{f"place_{number}": before.get(ref, "") for number, ref in enumerate(candidates, 1)})
    form.candidates = candidates
    form.places = {ref: form[f"place_{number}"] for number, ref in enumerate(candidates, 1)}
    return form


def attendance_form(table: Table) -> AttendanceForm:
    """Make the form of who is there, as noted so far."""
    form = AttendanceForm(present=[one.ref for one in table.present])
    form.present.choices = [
        SelectChoice(one.ref, f"{one.name} (chair)" if one.is_chair else one.name) for one in table.members
    ]
    return form


def vote_form(table: Table) -> VoteForm:
    """Make the form of a vote; the finalists are ticked, or the entries on the line."""
    items = table.agenda
    winners = table.meeting.purpose is DecisionKind.WINNERS
    form = VoteForm(candidates=[one.entry for one in items if winners or one.is_close])
    form.candidates.choices = [SelectChoice(one.entry, table.titles[one.entry]) for one in items]
    if not winners:
        del form.none
    return form


def casting_form(level: Sequence[str], titles: Mapping[str, str]) -> CastingForm:
    """Make the form of the chair's casting vote."""
    form = CastingForm()
    form.chosen.choices = [SelectChoice(ref, titles.get(ref, NONE_WORDS)) for ref in level]
    return form


def vote_forms(
    candidates: Sequence[str], titles: Mapping[str, str], *, mine: Ballot | None, result: Counted | None
) -> dict[str, Answered]:  # fmt: skip
    """Make the forms of a vote's page: one's ballot, the reasons of who leads, and the chair's casting vote."""
    level = result.settlement.level if result else ()
    return {
        "ballot": ballot_form(candidates, titles, mine.ranking if mine else ()) if titles else ReasonForm(),
        "closing": ReasonForm(prefix="closing"),
        "calling": ReasonForm(prefix="calling"),
        "casting": casting_form(level, titles),
    }


def _place(text: str | None) -> int | None:
    return int(text) if text else None
