"""How far judges agree, in sentences and flags, worked out with each fit and stored beside it. Loads numpy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from awards.maths.adjusting.readings import Reading, Table
from awards.maths.adjusting.result import CategoryResult, Pool, Results
from awards.maths.agreement.alpha import Level, alpha
from awards.maths.agreement.concordance import concordance
from awards.maths.agreement.intraclass import intraclass
from awards.maths.agreement.judges import Spread, WithOthers, spreads, with_others
from awards.maths.agreement.reliability import reliability
from awards.maths.agreement.residuals import Residuals, residuals
from awards.maths.agreement.sheets import Flatness, Halo, flatness, halo
from awards.maths.agreement.single_scores import FarScore, far_scores
from awards.results.rules import Total
from awards.results.scores import Scores

_FORM = "ICC(2,k)"
"""The panel as drawn from many, and the mean of all its judges."""


def agreement_of(own: Scores, together: Sequence[Scores], results: Results) -> dict[str, Any]:
    """Give {"sentences", "judges": {reference: [sentences]}, "far": [[entry, judge, t, decides]]} of one category.

    Sentences are about this category; what is said of a judge rests on all categories fitted together.
    """
    if not own.totals:
        return {"sentences": ["Nobody has scored here yet."], "judges": {}, "far": []}
    found = results.of(own.key)
    pool = None if found.pool is None else results.pools[found.pool]
    everything = [one for scores in together for one in scores.totals]
    left = residuals(_table(everything))
    mine = {one.judge for one in own.totals}
    judges = {ref: words for ref, words in _flags(left, together, pool).items() if ref in mine}
    return {
        "sentences": list(_sentences(own, pool)),
        "judges": judges,
        "far": [[one.entry, one.judge, one.t, one.decides] for one in _far(left, found, own)],
    }


def _table(totals: Iterable[Total]) -> Table:
    return Table(Reading(one.entry, one.judge, float(one.value)) for one in totals)


def _sentences(own: Scores, pool: Pool | None) -> Iterator[str]:
    sds = (pool.mixed_sd_entry, pool.mixed_sd_judge, pool.mixed_sd_residual) if pool else ()
    known = [one**2 for one in sds if one is not None]
    if pool and known:
        entries, judges, rest = known
        yield from reliability(entries=entries, judges=judges, rest=rest, readings=pool.scores / pool.entries).words
    by_entry: dict[str, list[float]] = {}
    for one in own.totals:
        by_entry.setdefault(one.entry, []).append(float(one.value))
    yield alpha(by_entry.values(), Level.INTERVAL).words
    table = _table(own.totals)
    if table.complete:
        width = len(table.judges)
        rows = [[float(y) for y in table.y[start : start + width]] for start in range(0, len(table), width)]
        yield intraclass(rows)[_FORM].words
        yield concordance(rows).words


def _flags(left: Residuals, together: Sequence[Scores], pool: Pool | None) -> dict[str, list[str]]:
    """Give what to talk about with each judge: flags only, by reference."""
    severity = {one.judge: one.severity for one in pool.judges} if pool else {}
    points: dict[str, list[Mapping[str, float]]] = {}
    totals: dict[str, list[float]] = {}
    for scores in together:
        for sheet in scores.sheets:
            if sheet.counts(scores.weights):
                marks = {key: float(sheet.points[key] or 0) for key in scores.weights}
                points.setdefault(sheet.judge, []).append(marks)
        for total in scores.totals:
            totals.setdefault(total.judge, []).append(float(total.value))
    found: dict[str, list[str]] = {}
    told: list[Spread | WithOthers | Flatness | Halo] = [*spreads(left), *with_others(left.table, severity)]
    told += [*flatness(totals), *(halo(judge, sheets) for judge, sheets in sorted(points.items()))]
    for one in told:
        if one.is_flagged:
            found.setdefault(one.judge, []).append(one.words)
    return found


def _far(left: Residuals, found: CategoryResult, own: Scores) -> list[FarScore]:
    """Give this category's scores that stand far off, and whether a place hangs on each."""
    entries = set(own.entries)
    far = [one for one in far_scores(left) if one.entry in entries]
    deciding = {(one.entry, one.judge) for one in far if _decides(one, found)}
    return [one for one in far_scores(left, deciding) if one.entry in entries]


def _decides(far: FarScore, found: CategoryResult) -> bool:
    """Whether another set of entries would be the first k if this score were not there."""
    scores = {one.entry: one.adjusted if one.adjusted is not None else one.raw or 0.0 for one in found.entries}
    why = next((one.why for one in found.entries if one.entry == far.entry), None)
    if why is None or found.places is None:
        return False
    others = [float(step.corrected) for step in why.steps if step.judge != far.judge]
    if not others:
        return False
    without = {**scores, far.entry: sum(others) / len(others)}
    return _first(scores, found.places) != _first(without, found.places)


def _first(scores: Mapping[str, float], places: int) -> set[str]:
    return set(sorted(scores, key=lambda entry: (-scores[entry], entry))[:places])
