"""How a season is judged: what its file says under `[judging]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from awards.eligibility.reading import Table

COUNTING = ("mean",)
"""How the totals of an entry's readings become one: "mean", the plain average of the sheets that count."""
CRITERION = "criterion"
TIES = (CRITERION, "panel")
"""What decides between equal entries, in turn: the category's named criterion, then the panel with a reason."""
MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """On which days judges with entries left are written to: days before and after the close, and its own day."""

    before: tuple[int, ...] = (7, 2)
    on: bool = True
    after: tuple[int, ...] = (1,)

    def as_data(self) -> dict[str, Any]:
        """Give the rule as it is stored."""
        return {"before": list(self.before), "on": self.on, "after": list(self.after)}


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingDocument:
    """What a season asks of its judges.

    `practice`: two invented entries are scored first. `hide_identities`: judges read under neutral names.
    `print_young`: entries of categories that reveal something about the person may be printed. `counting` and `ties`
    are rules that are locked before the first score.
    """

    practice: bool = False
    hide_identities: bool = False
    print_young: bool = False
    counting: str = COUNTING[0]
    ties: tuple[str, ...] = TIES
    reminders: ReminderRule = ReminderRule()

    def as_data(self) -> dict[str, Any]:
        """Give the settings as a season stores them."""
        return asdict(self) | {"ties": list(self.ties), "reminders": self.reminders.as_data()}


def read_judging(table: Table) -> JudgingDocument:
    """Read the table `[judging]`; what it leaves out is as the class says."""
    read = JudgingDocument(
        practice=table.take("practice", bool, default=False),
        hide_identities=table.take("hide_identities", bool, default=False),
        print_young=table.take("print_young", bool, default=False),
        counting=table.take("counting", str, default=COUNTING[0]),
        ties=table.list_of("ties", str, TIES),
        reminders=_reminders(table.table("reminders", required=False)),
    )
    if read.counting not in COUNTING:
        table.fault("counting", f"is {read.counting!r}: only {' and '.join(COUNTING)} can be chosen")
    if not read.ties or any(one not in TIES for one in read.ties) or len(set(read.ties)) < len(read.ties):
        table.fault("ties", f"must name {' or '.join(TIES)}, each once, in the order in which they decide")
    table.finish()
    return read


def reminders_of(judging: Mapping[str, Any]) -> ReminderRule:
    """Read the rule of reminders from a season's stored settings."""
    return reminder_rule(judging.get("reminders", {}))


def reminder_rule(data: Mapping[str, Any]) -> ReminderRule:
    """Read a stored rule of reminders; what is missing is as the class says."""
    usual = ReminderRule()
    return ReminderRule(
        tuple(data.get("before", usual.before)), bool(data.get("on", usual.on)), tuple(data.get("after", usual.after))
    )


def _reminders(table: Table) -> ReminderRule:
    usual = ReminderRule()
    read = ReminderRule(
        before=table.list_of("before", int, usual.before),
        on=table.take("on", bool, default=usual.on),
        after=table.list_of("after", int, usual.after),
    )
    for name, days in (("before", read.before), ("after", read.after)):
        if any(not 1 <= day <= MOST_DAYS for day in days):
            table.fault(name, f"holds whole days from 1 to {MOST_DAYS}")
    table.finish()
    return read
