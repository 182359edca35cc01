"""Shape and wording of a change of the locked rules: made at run time from the season's categories and panels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from awards.panels.models import Panel
from awards.panels.policy import LEAST_REASON
from awards.panels.rule_contents import MOST_READINGS, MOST_SHORTLISTED, WHOLE, Content, ties_words, weights_total
from awards.seasons.models import Category
from awards.web.forms import Form

TIE_ORDERS = (("criterion", "panel"), ("panel",))
"""The orders that can be chosen: what comes after the panel would never decide."""
LONGEST_REASON = 1000
_REASON = (
    Length(
        min=LEAST_REASON,
        message=f"Enter the reason in at least {LEAST_REASON} characters: it is shown with the results",
    ),
    Length(max=LONGEST_REASON, message=f"The reason must be {LONGEST_REASON:,} characters or less"),
)


class RulesForm(Form):
    """Asks for everything that may change after the rules are locked; `rules_form` adds the fields."""

    version = HiddenField()

    def rests_on(self) -> int:
        """Give the version of the rules that was on the page; -1 for nonsense, which no version has."""
        return whole(self.version.data, most=9999) or -1

    def validate_shortlist_max(self, field: StringField) -> None:
        """Refuse a largest shortlist that is smaller than the smallest."""
        least, most = whole(self["shortlist_min"].data, most=MOST_SHORTLISTED), whole(field.data, most=MOST_SHORTLISTED)
        if least and most and most < least:
            raise ValidationError(f"The most entries on a shortlist must be {least} or more, like the fewest")

    def weights(self, categories: Sequence[Category]) -> Iterator[tuple[Category, list[Any]]]:
        """Give the fields of weights, category by category."""
        for category in categories:
            if category.criteria:
                yield category, [self[_weight(category, one.key)] for one in category.criteria]

    def panel_readings(self, panels: Sequence[Panel]) -> list[Any]:
        """Give the fields of readings, panel by panel."""
        return [self[f"readings_{panel.ref}"] for panel in panels]

    def check_totals(self, categories: Sequence[Category]) -> bool:
        """Put it beside the first weight of a category when its weights are not shares of a whole."""
        fine = True
        for category, fields in self.weights(categories):
            numbers = [whole(field.data, most=WHOLE) or 0 for field in fields]
            if not any(field.errors for field in fields) and not weights_total(numbers):
                text = f"The weights of {category.name} must total {WHOLE}. They total {sum(numbers)}"
                fields[0].errors = [*fields[0].errors, text]
                fine = False
        return fine

    def content(self, before: Content, categories: Sequence[Category], panels: Sequence[Panel]) -> dict[str, Any]:
        """Give the rules that were typed, once the form is valid; what cannot change is as it was before."""
        typed = {panel: whole(self[f"readings_{panel.ref}"].data, most=MOST_READINGS) for panel in panels}
        return {
            **before,
            "ties": str(self["ties"].data).split(","),
            "shortlist": {
                "min": whole(self["shortlist_min"].data, most=MOST_SHORTLISTED),
                "max": whole(self["shortlist_max"].data, most=MOST_SHORTLISTED),
            },
            "readings_per_entry": whole(self["readings"].data, most=MOST_READINGS),
            "readings_by_category": {
                category.key: number for panel, number in typed.items() if number for category in panel.categories
            },
            "categories": {
                category.key: [
                    {"key": one.key, "weight": whole(field.data, most=WHOLE), "tie_break": one.tie_break}
                    for one, field in zip(category.criteria, fields, strict=True)
                ]
                for category, fields in self.weights(categories)
            },
        }


def rules_form(content: Content, version: int, categories: Sequence[Category], *, panels: Sequence[Panel]) -> RulesForm:
    """Make the form for these rules, filled with what is in force unless something was posted."""
    fields: dict[str, Any] = {
        _weight(category, one.key): StringField(one.name, [Whole(WHOLE, f"Enter the weight of {one.name}")])
        for category in categories
        for one in category.criteria
    }
    fields |= _sizes()
    for panel in panels:
        asked = Whole(MOST_READINGS, f"Enter how many judges of {panel.name} read each entry", optional=True)
        fields[f"readings_{panel.ref}"] = StringField(f"Judges who read each entry of {panel.name}", [asked])
    orders = dict.fromkeys([*TIE_ORDERS, tuple(content["ties"])])
    fields["ties"] = RadioField(
        "What decides between equal results",
        [InputRequired("Choose what decides between equal results")],
        choices={",".join(order): _capital(ties_words(order)) for order in orders},
    )
    fields["reason"] = TextAreaField("Why the rules change", _REASON)
    made: type[RulesForm] = type("RulesForm", (RulesForm,), fields)
    readings = {f"readings_{one.ref}": str(one.readings or "") for one in panels}
    return made(data={**_filled(content, version, categories), **readings})


def _sizes() -> dict[str, Any]:
    return {
        "shortlist_min": StringField(
            "Fewest entries on a shortlist", [Whole(MOST_SHORTLISTED, "Enter the fewest entries on a shortlist")]
        ),
        "shortlist_max": StringField(
            "Most entries on a shortlist", [Whole(MOST_SHORTLISTED, "Enter the most entries on a shortlist")]
        ),
        "readings": StringField(
            "Judges who read each entry", [Whole(MOST_READINGS, "Enter how many judges read each entry")]
        ),
    }


class Whole:
    """Checks that a field holds a whole number from 1 to the most there may be, in plain digits."""

    def __init__(self, most: int, asks: str, *, optional: bool = False) -> None:
        self.most, self.asks, self.optional = most, asks, optional

    def __call__(self, _form: Form, field: StringField) -> None:
        """Check the field.

        Raises:
            ValidationError: it holds anything else, or nothing where it may not be empty.
        """
        if self.optional and not field.data:
            return
        if whole(field.data, most=self.most) is None:
            raise ValidationError(f"{self.asks}, as a whole number from 1 to {self.most:,}")


def whole(text: object, *, most: int) -> int | None:
    """Give the whole number from 1 to `most` that the text is, in plain digits; anything else is None."""
    typed = str(text if text is not None else "")
    if not (typed.isascii() and typed.isdigit() and len(typed) <= len(str(most))):
        return None
    return int(typed) if 1 <= int(typed) <= most else None


def _filled(content: Content, version: int, categories: Sequence[Category]) -> Mapping[str, Any]:
    weights = {
        _weight(category, one["key"]): str(one["weight"])
        for category in categories
        for one in content["categories"].get(category.key, ())
    }
    return weights | {
        "version": str(version),
        "shortlist_min": str(content["shortlist"]["min"]),
        "shortlist_max": str(content["shortlist"]["max"]),
        "readings": str(content["readings_per_entry"]),
        "ties": ",".join(content["ties"]),
    }


def _weight(category: Category, key: str) -> str:
    return f"weight_{category.key}_{key}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
