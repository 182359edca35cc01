"""Shape and wording of the judges' copy: a box and a tick a passage, the content warning, and the stamp."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import Length

from awards.screening.copies import Copy, Line
from awards.screening.copying import Typed
from awards.web.forms import Form
from awards.web.typed import typed_here

STAMP = "I have read it all: no child or family can be identified"
STAMP_MISSING = "Confirm that you have read it all and that no child or family can be identified"
LONGEST_WARNING = 300


def _warning_box(words: str | None = None) -> Any:
    message = f"Content warning must be {LONGEST_WARNING} characters or less"
    return TextAreaField("Content warning for judges", [Length(max=LONGEST_WARNING, message=message)], default=words)


class WarningForm(Form):
    """What judges are told before they read an entry."""

    warning = _warning_box()


class CopyForm(Form):
    """The judges' copy of one nomination; `copy_form` adds what belongs to each passage, in the order of the page."""

    lines: Sequence[Line] = ()

    def text_box(self, line: Line) -> Any:
        """Give the box for the words of a passage."""
        return self[field_of("text", line)]

    def include_box(self, line: Line) -> Any:
        """Give the tick that lets judges read a passage."""
        return self[field_of("include", line)]

    def may_leave_out(self, line: Line) -> bool:
        """Whether there is a tick; the content warning has none."""
        return field_of("include", line) in self

    def seen(self, line: Line) -> str | None:
        """Give the mark of a passage as it was on the page that was sent; None if it was not on that page."""
        sent = self[field_of("seen", line)].raw_data
        return sent[0] if sent else None

    @property
    def typed(self) -> list[Typed]:
        """What was typed for every passage that was on the page that was sent."""
        return list(self._typed())

    @property
    def gone(self) -> list[tuple[str, str]]:
        """What was typed for passages that the copy no longer has, as (field, value)."""
        return [(name, text) for name, text in typed_here() if name.startswith("text-") and name not in self]

    def show_saved(self, line: Line) -> None:
        """Show a passage as it is saved, in place of what was typed."""
        self.text_box(line).data = line.text
        if self.may_leave_out(line):
            self.include_box(line).data = line.included

    @property
    def says_stamped(self) -> bool:
        """Whether the stamp is ticked; if not, the page says that it is missing."""
        if not self["stamped"].data:
            self["stamped"].errors = [STAMP_MISSING]
        return bool(self["stamped"].data)

    def _typed(self) -> Iterator[Typed]:
        for line in self.lines:
            seen = self.seen(line)
            if seen is not None:
                included = not self.may_leave_out(line) or bool(self.include_box(line).data)
                yield Typed(line.key, self.text_box(line).data or "", included, seen)


def field_of(part: str, line: Line) -> str:
    """Give the name of a field of a passage, fit for an id: "text-q1"."""
    return f"{part}-" + re.sub(r"[^\w]+", "-", line.key)


def copy_form(copy: Copy, *, with_warning: bool) -> type[CopyForm]:
    """Make the form; the warning is asked for as long as no judge has it."""
    fields: dict[str, Any] = {}
    for line in copy.lines:
        fields[field_of("seen", line)] = HiddenField()
        fields[field_of("text", line)] = TextAreaField("Judges’ copy", default=line.text)
        fields[field_of("include", line)] = BooleanField("Include for judges", default=line.included)
    if with_warning:
        fields[field_of("seen", copy.warning)] = HiddenField()
        fields[field_of("text", copy.warning)] = _warning_box(copy.warning.text)
    fields["stamped"] = BooleanField(STAMP)
    lines = [*copy.lines, copy.warning] if with_warning else copy.lines
    return type("CopyFormOfOne", (CopyForm,), {"lines": lines, **fields})
