"""Shape and wording of a table of scores: a box for each entry and criterion, made at run time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wtforms import HiddenField, StringField
from wtforms.validators import Optional, ValidationError

from awards.judging.adjusting import Adjusted, Outcome
from awards.judging.my_scores import Row, ScoreTable
from awards.judging.rules import Scale, points_of
from awards.web.forms import Form

LONGEST_VERSION = 10
"""Digits; no sheet is saved so often."""


class TableForm(Form):
    """Asks for points, row by row; `table_form` adds the boxes."""

    table = HiddenField()

    def box(self, row: Row, key: str) -> Any:
        """Give the box of a row and a criterion."""
        return self[f"points_{row.ref}_{key}"]

    def errors_of(self, row: Row) -> list[str]:
        """Give what is wrong in a row, in the order of its boxes."""
        return [message for key in row.marks for message in self.box(row, key).errors]

    def adjusted(self, table: ScoreTable) -> list[Adjusted]:
        """Give what was typed in the rows that were on the page."""
        return [self._row(row, table.scale) for row in table.rows if self[f"version_{row.ref}"].raw_data]

    def show_outcome(self, table: ScoreTable, outcome: Outcome) -> None:
        """Say what became of the boxes that were touched; the others of a refused row show what is saved."""
        for row in table.rows:
            touched = self._touched(row)
            for key in row.marks:
                if key in touched:
                    self._say_refused(row, key, outcome)
                else:
                    self.box(row, key).data = row.shown[key]
            for gap in outcome.unexplained.get(row.ref, ()):
                self._add(row, gap.key, f"say on the sheet why you gave {gap.points}")

    def _row(self, row: Row, scale: Scale) -> Adjusted:
        touched = self._touched(row)
        unreadable = [key for key in touched if self.box(row, key).errors]
        points = {key: points_of(text, scale) for key, text in touched.items() if key not in unreadable}
        return Adjusted(row, points, unreadable, _whole(self[f"version_{row.ref}"].data))

    def _touched(self, row: Row) -> dict[str, str]:
        """Give the boxes that do not say what the page was drawn with."""
        drawn = str(self[f"drawn_{row.ref}"].data or "").split(",")
        drawn = drawn if len(drawn) == len(row.marks) else list(row.shown.values())
        typed = {key: str(self.box(row, key).data or "") for key in row.marks}
        return {key: typed[key] for key, before in zip(row.marks, drawn, strict=True) if typed[key] != before}

    def _say_refused(self, row: Row, key: str, outcome: Outcome) -> None:
        if row.ref not in outcome.refused:
            return
        typed, saved = self.box(row, key).data or "nothing", row.shown[key] or "nothing"
        for reason in outcome.refused[row.ref].reasons:
            self._add(row, key, f"{typed} is not saved, {saved} is. {reason.text}")

    def _add(self, row: Row, key: str, message: str) -> None:
        box = self.box(row, key)
        box.errors = [*box.errors, f"{box.label.text}: {message}"]


def table_form(table: ScoreTable, *, posted: bool) -> TableForm:
    """Make the form of one table, filled with what is saved unless this table was posted."""
    fields: dict[str, Any] = {}
    data = {"table": table.category.key}
    for row in table.rows:
        fields |= {f"version_{row.ref}": HiddenField(), f"drawn_{row.ref}": HiddenField()}
        data |= {f"version_{row.ref}": str(row.scoring.version), f"drawn_{row.ref}": row.drawn}
        for criterion in table.criteria:
            name = f"points_{row.ref}_{criterion.key}"
            fields[name] = StringField(f"{row.title}, {criterion.name}", [Optional(), _on(table.scale)])
            data[name] = row.shown[criterion.key]
    made: type[TableForm] = type("TableForm", (TableForm,), fields)
    return made(data=data) if posted else made(formdata=None, data=data)


def _on(scale: Scale) -> Callable[[Any, Any], None]:
    def check(_form: Any, box: Any) -> None:
        if points_of(str(box.data), scale) is None:
            ends = f"from {scale.lowest} to {scale.highest}"
            raise ValidationError(f"{box.label.text}: give a whole number {ends}, or nothing")

    return check


def _whole(text: Any) -> int:
    """Give a version as it stood on the page; -1 for nonsense, which no sheet has."""
    said = str(text or "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < LONGEST_VERSION else -1
