"""The form on which staff change one rule: a box for each parameter of its kind, where it applies, what it says."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any, Final

from wtforms import HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2
from wtforms.validators import DataRequired, Length

from awards.core.times import local_day, time_words
from awards.eligibility.kinds import build_kind, kind_name
from awards.eligibility.kinds_nomination import InsideWindow
from awards.eligibility.reading import Fault, Table
from awards.eligibility.rules import RuleSpec, read_rule
from awards.nominations.moments import MomentFault, typed_moment
from awards.rulebook.parameters import PARTS, Parameter, Sort, WrongBoxError, parameters_of
from awards.rulebook.words import objection_words
from awards.seasons.documents import RuleBook
from awards.seasons.rule_books import RuleChange, changed
from awards.seasons.rule_changing import new_faults, rule_as_proposed
from awards.web.forms import Form

_LAST_MINUTE: Final = 59
_SAYS: Final = re.compile(r"\.(?:says\.(?P<code>\w+)|params\.(?P<param>\w+)|(?P<neutral>neutral))")


class RuleForm(Form):
    """One rule; `rule_form` adds a box for each of its parameters and of its objections."""

    parameters: Sequence[Parameter] = ()
    codes: Sequence[str] = ()
    asks_close = False

    name = StringField("What staff call it", [DataRequired("Enter what staff call it"), Length(max=200)])
    categories = SelectMultipleField("Awards it applies to", validate_choice=False)
    reason = TextAreaField("Why is it changed?")
    looked_at = HiddenField()

    @property
    def close(self) -> SimpleNamespace:
        """The three boxes of the closing day as the one control that the date macro draws."""
        day, month, year = (self[f"close_{part}"] for part in PARTS)
        label = SimpleNamespace(text="The day on which nominations close")
        return SimpleNamespace(id="close", label=label, errors=[], day=day, month=month, year=year)

    @property
    def controls(self) -> list[tuple[Sort, Any]]:
        """Each parameter with what a macro draws for it."""
        return [(one.sort, one.control(self)) for one in self.parameters]

    @property
    def sentences(self) -> list[Any]:
        """The boxes of what is said when the rule is not met."""
        return [self["neutral"], *(self[f"says_{code}"] for code in self.codes)]

    def complain(self, box: str, words: str) -> None:
        """Put what is wrong beside the box that it is about."""
        self[box].errors = [*self[box].errors, words]

    def object(self, words: str) -> None:
        """Say what stands against the change as a whole."""
        self.form_errors: list[str] = [*self.form_errors, words]


def rule_form(book: RuleBook, rule: RuleSpec) -> type[RuleForm]:
    """Make the form for a rule, filled with what it says now."""
    parameters = parameters_of(rule.kind, book)
    codes = sorted(rule.kind.SAYS)
    boxes: dict[str, Any] = {}
    for parameter in parameters:
        boxes |= parameter.unbound
    if isinstance(rule.kind, InsideWindow):
        boxes |= _close_boxes(book)
    boxes["neutral"] = TextAreaField(
        "What anybody may be told, whatever the facts", [DataRequired("Enter it")], default=rule.neutral
    )
    for code in codes:
        boxes[f"says_{code}"] = TextAreaField(f"When: {objection_words(code)}", default=rule.says.get(code, ""))
    offered = [SelectChoice(one.key, one.name) for one in book.categories if one.nominated]
    boxes["name"] = StringField(
        "What staff call it", [DataRequired("Enter what staff call it"), Length(max=200)], default=rule.name
    )
    boxes["categories"] = SelectMultipleField(
        "Awards it applies to", choices=offered, default=book.applies_to(rule.id), validate_choice=False
    )
    asks_close = isinstance(rule.kind, InsideWindow)
    return type(
        "RuleFormOfOne", (RuleForm,), {"parameters": parameters, "codes": codes, "asks_close": asks_close, **boxes}
    )


def change_typed(form: RuleForm, book: RuleBook, rule: RuleSpec) -> RuleChange | None:
    """Give the change as typed; None, with every complaint beside its box, when it cannot be used."""
    params = _params(form)
    closes_at = _close(form, book) if form.asks_close else None
    if params is None or form.errors:
        return None
    faults: list[Fault] = []
    proposed = _rule(form, rule, params, faults=faults)
    offered = {one.key for one in book.categories if one.nominated}
    chosen = [key for key in form.categories.data or [] if key in offered]
    stays = [key for key in book.applies_to(rule.id) if key not in offered]
    if proposed is not None:
        change = RuleChange(proposed, (*chosen, *stays), closes_at)
        faults += _faults_of(book, change)
        if not faults:
            return change
    for fault in faults:
        box, words = _place(form, fault)
        form.complain(box, words)
    return None


def digest_of(change: RuleChange, version: int) -> str:
    """Give a short mark of a change and the version it changes: adopted is only what was looked at."""
    text = json.dumps([rule_as_proposed(change), version], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _params(form: RuleForm) -> dict[str, Any] | None:
    found = {}
    for parameter in form.parameters:
        try:
            found[parameter.name] = parameter.read(form)
        except WrongBoxError as wrong:
            form.complain(wrong.box, wrong.words)
    return found if len(found) == len(form.parameters) else None


def _rule(form: RuleForm, rule: RuleSpec, params: dict[str, Any], *, faults: list[Fault]) -> RuleSpec | None:
    """Read the rule as a season file's is read, leaving out sentences that these parameters cannot need."""
    kind = build_kind(kind_name(rule.kind), params, path="rule", faults=faults)
    if kind is None:
        return None
    row = {
        "id": rule.id,
        "name": form["name"].data,
        "kind": kind_name(kind),
        "params": params,
        "neutral": form["neutral"].data,
        "says": {code: form[f"says_{code}"].data for code in sorted(kind.says) if form[f"says_{code}"].data},
        "suggest": {code: key for code, key in rule.suggest.items() if code in kind.says},
    }
    return read_rule(Table(row, "rule", faults))


def _faults_of(book: RuleBook, change: RuleChange) -> list[Fault]:
    if change.closes_at is not None and change.closes_at <= book.window.opens_at:
        return [Fault("rule.close", "Nominations must close after they open")]
    return new_faults(book, changed(book, change), change.rule.id)


def _place(form: RuleForm, fault: Fault) -> tuple[str, str]:
    """Give the box that a fault is about, and the fault in words that say what to do."""
    found = _SAYS.search(fault.path)
    words = f"{fault.words[:1].upper()}{fault.words[1:]}"
    if fault.path.endswith(".close"):
        return "close_day", words
    if found is None or found["param"]:
        return _box_of(form, fault, found["param"] if found else None, words=words)
    box = f"says_{found['code']}" if found["code"] else "neutral"
    missing = fault.words.startswith("is missing")
    return box, "Enter what is said then" if missing else f"What is typed {fault.words}"


def _box_of(form: RuleForm, fault: Fault, param: str | None, *, words: str) -> tuple[str, str]:
    """Give the box of a parameter; what is wrong with several stands at the first, anything else at the awards."""
    boxes = {one.name: one.box for one in form.parameters}
    if param in boxes:
        return boxes[param], words
    if fault.path.endswith(".params") and boxes:
        return next(iter(boxes.values())), words
    return "categories", "Choose at least one award" if "used by no category" in fault.words else words


def _close_boxes(book: RuleBook) -> dict[str, Any]:
    zone, closes_at = book.window.zone.key, book.window.closes_at
    local = local_day(closes_at, zone)
    boxes: dict[str, Any] = {
        f"close_{part}": StringField(part.capitalize(), default=str(getattr(local, part))) for part in PARTS
    }
    return boxes | {"close_time": StringField("The time at which they close", default=time_words(closes_at, zone))}


def _close(form: RuleForm, book: RuleBook) -> datetime | None:
    """Give the close as typed; None where it stays. 11:59pm means the last second of the day."""
    day, month, year = (str(form[f"close_{part}"].data or "") for part in PARTS)
    typed = str(form["close_time"].data or "")
    found = typed_moment((day, month, year), typed, what="The day", zone=book.window.zone.key)
    if isinstance(found, MomentFault):
        form.complain(f"close_{found.part}", found.words)
        return None
    if found is None:
        form.complain("close_day", "Enter the day on which nominations close")
        return None
    if found.minute == _LAST_MINUTE:
        found = found.replace(second=_LAST_MINUTE)
    return None if found == book.window.closes_at else found
