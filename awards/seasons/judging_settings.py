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
BASES = ("adjusted", "raw")
"""What the order rests on: the score adjusted for judges wherever that is allowed, else the plain mean; or the mean."""
CHAIR, JOINT = "chair", "joint"
BALLOT_TIES = ("borda", "adjusted", "second_ballot", CHAIR, JOINT)
"""What settles a tied vote, in turn; the chair's casting vote, or a joint award, comes last."""
USUAL_BALLOT_TIES = BALLOT_TIES[:4]
LEAST_QUORUM, MOST_QUORUM = 3, 50
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
    `print_young`: entries of categories that reveal something about the person may be printed. `own_severity`: judges
    may see, after the close, how strictly they marked. `feedback`: it is given on request. `public_scores`: scores go
    into what everybody may download. `counting`, `ties`, `basis`, `ballot_ties` and `quorum` (the fewest members who
    decide, besides being more than half) are rules that are locked before the first score.
    """

    practice: bool = False
    hide_identities: bool = False
    print_young: bool = False
    counting: str = COUNTING[0]
    ties: tuple[str, ...] = TIES
    basis: str = BASES[0]
    ballot_ties: tuple[str, ...] = USUAL_BALLOT_TIES
    quorum: int = LEAST_QUORUM
    own_severity: bool = False
    feedback: bool = True
    public_scores: bool = False
    reminders: ReminderRule = ReminderRule()

    def as_data(self) -> dict[str, Any]:
        """Give the settings as a season stores them."""
        return asdict(self) | {
            "ties": list(self.ties),
            "ballot_ties": list(self.ballot_ties),
            "reminders": self.reminders.as_data(),
        }


def read_judging(table: Table) -> JudgingDocument:
    """Read the table `[judging]`; what it leaves out is as the class says."""
    read = JudgingDocument(
        practice=table.take("practice", bool, default=False),
        hide_identities=table.take("hide_identities", bool, default=False),
        print_young=table.take("print_young", bool, default=False),
        counting=table.take("counting", str, default=COUNTING[0]),
        ties=table.list_of("ties", str, TIES),
        basis=table.take("basis", str, default=BASES[0]),
        ballot_ties=table.list_of("ballot_ties", str, USUAL_BALLOT_TIES),
        quorum=table.take("quorum", int, default=LEAST_QUORUM),
        own_severity=table.take("own_severity", bool, default=False),
        feedback=table.take("feedback", bool, default=True),
        public_scores=table.take("public_scores", bool, default=False),
        reminders=_reminders(table.table("reminders", required=False)),
    )
    if read.counting not in COUNTING:
        table.fault("counting", f"is {read.counting!r}: only {' and '.join(COUNTING)} can be chosen")
    if not read.ties or any(one not in TIES for one in read.ties) or len(set(read.ties)) < len(read.ties):
        table.fault("ties", f"must name {' or '.join(TIES)}, each once, in the order in which they decide")
    if read.basis not in BASES:
        table.fault("basis", f"is {read.basis!r}: choose {' or '.join(BASES)}")
    if not _settles(read.ballot_ties):
        steps = ", ".join(BALLOT_TIES[:3])
        table.fault("ballot_ties", f"names some of {steps}, each once, and ends with {CHAIR} or {JOINT}")
    if not 1 <= read.quorum <= MOST_QUORUM:
        table.fault("quorum", f"is a whole number from 1 to {MOST_QUORUM}")
    table.finish()
    return read


def _settles(chain: tuple[str, ...]) -> bool:
    """Whether these steps settle any tie: the last one always does, and only the last one."""
    return (
        bool(chain)
        and chain[-1] in (CHAIR, JOINT)
        and set(chain[:-1]) <= set(BALLOT_TIES[:3])
        and len(set(chain)) == len(chain)
    )


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
