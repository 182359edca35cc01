"""When scores must not be adjusted, and what there is to know where they may: each in words that name the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from scipy import sparse
from scipy.sparse import csgraph

from awards.maths.adjusting.fixed import FixedFit
from awards.maths.adjusting.mixed import MixedFit
from awards.maths.adjusting.readings import Table
from awards.maths.adjusting.result import Limits, Part, Refusal, Remark

DISCONNECTED: Final = "disconnected"
TOO_FEW_JUDGES: Final = "too_few_judges"
TOO_FEW_SCORES_PER_JUDGE: Final = "too_few_scores_per_judge"
TOO_LITTLE_TO_COMPARE: Final = "too_little_to_compare"
_NAMED: Final = 12


def parts_of(table: Table) -> tuple[Part, ...]:
    """Give the connected parts of the graph of judges and entries, by the name of their first entry."""
    seen = table.incidence
    graph = sparse.block_array([[None, seen], [seen.T, None]], format="csr")
    count, label = csgraph.connected_components(graph, directed=False)
    entries: list[list[str]] = [[] for _ in range(count)]
    judges: list[list[str]] = [[] for _ in range(count)]
    for position, name in enumerate(table.entries):
        entries[label[position]].append(name)
    for position, name in enumerate(table.judges, start=len(table.entries)):
        judges[label[position]].append(name)
    return tuple(sorted((Part(tuple(a), tuple(b)) for a, b in zip(entries, judges, strict=True)), key=_first_entry))


def refusals(table: Table, limits: Limits | None = None) -> tuple[Refusal, ...]:
    """Give every reason not to adjust these scores; nothing when they may be.

    The thresholds come from simulated designs in which adjusting did more harm than good, or nothing.
    """
    parts = parts_of(table)
    apart = (disconnected(parts),) if len(parts) > 1 else ()
    return (*apart, *_thin(table, limits or Limits()))


def disconnected(parts: Sequence[Part]) -> Refusal:
    """Say which entries cannot be compared with which."""
    told = "; ".join(
        f"part {number}: {listed(part.entries)}, read by {counted(len(part.judges), 'judge')}"
        for number, part in enumerate(parts, start=1)
    )
    words = (
        f"The scores fall into {len(parts)} parts that share no judge and no entry, so scores in one part cannot be "
        f"compared with scores in another ({told})."
    )
    return Refusal(DISCONNECTED, words)


def _thin(table: Table, limits: Limits) -> Iterator[Refusal]:
    scores, judges, entries = len(table), len(table.judges), len(table.entries)
    if judges < limits.judges:
        words = f"There are scores by {counted(judges, 'judge')}; it takes {limits.judges} to tell strict from lenient."
        yield Refusal(TOO_FEW_JUDGES, words)
    if scores < limits.scores_per_judge * judges:
        words = (
            f"{counted(scores, 'score')} by {counted(judges, 'judge')} are {scores / judges:.2f} each; it takes "
            f"{limits.scores_per_judge:g} each on average to know a judge's habit."
        )
        yield Refusal(TOO_FEW_SCORES_PER_JUDGE, words)
    if table.spare < limits.spare:
        words = (
            f"{counted(scores, 'score')} on {counted(entries, 'entry')} by {counted(judges, 'judge')} leave "
            f"{scores} − {entries} − {judges} + 1 = {table.spare} comparisons to learn from; "
            f"adjusting takes {limits.spare}."
        )
        yield Refusal(TOO_LITTLE_TO_COMPARE, words)


def notes(fixed: FixedFit, mixed: MixedFit) -> tuple[Remark, ...]:
    """Give what there is to know about scores that may be adjusted."""
    return tuple(_notes(fixed, mixed))


def _notes(fixed: FixedFit, mixed: MixedFit) -> Iterator[Remark]:
    weak = telling_links(fixed)
    if fixed.table.complete:
        yield Remark("complete", "Every judge scored every entry: there is nothing to adjust.")
    if fixed.sd_residual == 0.0:
        yield Remark("no_spread", "The judges of each entry agreed exactly.")
    elif fixed.theta == 0.0:
        yield Remark(
            "no_judge_difference",
            "There is no measurable difference between judges: the adjusted scores are the plain averages.",
        )
    if mixed.theta_entry == 0.0:
        yield Remark("entries_alike", "These scores do not tell the entries apart.")
    if weak:
        one, other, _ = weak[0]
        judges = fixed.table.judges
        words = (
            f"Some judges are compared through few shared entries ({counted(len(weak), 'pair')}, first of all "
            f"{judges[one]} and {judges[other]}): how strict one is beside the other is hardly known."
        )
        yield Remark("weak_link", words)


def telling_links(fixed: FixedFit) -> list[tuple[int, int, float]]:
    """Give the weak links (judges' positions, standard error) where they matter: where something is adjusted."""
    return [] if fixed.table.complete or fixed.theta == 0.0 else fixed.weak_links()


def counted(number: int, noun: str) -> str:
    """Give a number with its noun, singular or plural."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number} {noun if number == 1 else plural}"


def listed(names: Sequence[str]) -> str:
    """Name up to twelve, and say how many more there are."""
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)


def _first_entry(part: Part) -> str:
    return part.entries[0]
