"""One category's order: both numbers with both ranks, chances and bands, and what the correction changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from awards.maths.adjusting.pooling import Pooled
from awards.maths.adjusting.question import Question
from awards.maths.adjusting.ranks import chances
from awards.maths.adjusting.refusing import counted, disconnected, listed
from awards.maths.adjusting.result import Band, Basis, CategoryResult, EntryResult, Gap, Part
from awards.maths.adjusting.ties import ranks, tied
from awards.maths.adjusting.why import sum_of

SURE: Final = 0.9
"""Chance from which an entry is surely in; it is surely out up to what is left to 1."""
CLEAR_LEAD: Final = 0.8
"""A leader with a smaller chance of being best is too close to call."""
_ROUNDING: Final = 1e-9


def category_result(name: str, pools: Sequence[Pooled], question: Question) -> CategoryResult:
    """Rank one category: by adjusted score where its ranked entries hang together and are enough, else by raw mean."""
    found = tuple(_entries(name, pools, question))
    enough = tuple(one for one in found if not one.needs_scores)
    used = sorted({one.part for one in enough if one.part is not None})
    parts = tuple(_of_category(pools[at].part, enough) for at in used)
    pool = pools[used[0]] if len(used) == 1 else None
    plain = CategoryResult(
        category=name,
        basis=Basis.RAW,
        places=question.places.get(name),
        refusals=pool.refusals if pool else ((disconnected(parts),) if parts else ()),
        notes=(),
        parts=parts,
        entries=_ranked_by_raw(enough, question.tolerance),
        needs_scores=tuple(replace(one, part=None) for one in found if one.needs_scores),
        pool=used[0] if pool else None,
        seed=None,
        lead=None,
        line=None,
        headline="",
    )
    if pool is None or plain.refusals:
        return _by_raw(plain, question.tolerance)
    known = _by_adjusted(plain, pool, question)
    return known if question.basis == Basis.ADJUSTED else _by_raw(_decided_by_raw(known), question.tolerance)


def _entries(name: str, pools: Sequence[Pooled], question: Question) -> Iterator[EntryResult]:
    """Give every entry of a category with its scores counted and averaged, by name."""
    read = {entry: (part, at) for part, pool in enumerate(pools) for at, entry in enumerate(pool.table.entries)}
    grouped = {one.entry: one.group for one in question.given} | dict(question.categories)
    for entry in sorted(entry for entry, group in grouped.items() if group == name):
        part, at = read.get(entry, (None, 0))
        table = pools[part].table if part is not None else None
        n = int(table.n[at]) if table else 0
        asked = question.asked.get(entry, n)
        yield EntryResult(
            entry=entry,
            n=n,
            asked=asked,
            raw=float(table.means[at]) if table else None,
            part=part,
            needs_scores=not question.is_enough(n, asked),
        )


def _of_category(part: Part, enough: Sequence[EntryResult]) -> Part:
    """Give the part with this category's ranked entries only."""
    names = {one.entry for one in enough}
    return Part(tuple(entry for entry in part.entries if entry in names), part.judges)


def _ranked_by_raw(enough: Sequence[EntryResult], tolerance: float) -> tuple[EntryResult, ...]:
    """Rank by plain average, in the category and in each part; number the parts as the category shows them."""
    raw = {one.entry: one.raw for one in enough if one.raw is not None}
    overall = ranks(raw, tolerance)
    used = sorted({one.part for one in enough if one.part is not None})
    inside: dict[str, int] = {}
    for part in used:
        inside |= ranks({one.entry: raw[one.entry] for one in enough if one.part == part}, tolerance)
    by_name = {one.entry: one for one in enough}
    return tuple(
        replace(
            by_name[name],
            raw_rank=rank,
            part=used.index(by_name[name].part or 0),
            part_rank=inside[name],
        )
        for name, rank in overall.items()
    )


def _decided_by_raw(known: CategoryResult) -> CategoryResult:
    """Give what is known in the order of plain averages, where the season's rule is that these decide."""
    headline = known.headline.replace("the correction changed", "the correction would have changed")
    entries = sorted(known.entries, key=lambda one: (one.raw_rank or 0, one.entry))
    return replace(known, basis=Basis.RAW, entries=tuple(entries), headline=headline)


def _by_raw(plain: CategoryResult, tolerance: float) -> CategoryResult:
    """Give the category in the order of plain averages: close is what is equal, or a leader with too small a chance."""
    sharing = tied({one.entry: one.raw_rank or 0 for one in plain.entries})
    entries = tuple(replace(one, tied=one.entry in sharing) for one in plain.entries)

    def gap(at: int) -> Gap | None:
        pair = entries[at : at + 2]
        if at < 0 or len(pair) < 2:  # noqa: PLR2004 - one ahead, one behind
            return None
        by = (pair[0].raw or 0.0) - (pair[1].raw or 0.0)
        close = pair[0].raw_rank == pair[1].raw_rank or by <= tolerance
        return Gap(ahead=pair[0].entry, behind=pair[1].entry, difference=by, se=None, low=None, high=None, close=close)

    return replace(plain, entries=entries, lead=_clear(gap(0), entries), line=gap((plain.places or 0) - 1))


def _clear(lead: Gap | None, entries: Sequence[EntryResult]) -> Gap | None:
    """Give the lead, marked as close where the leader's chance of being best is known and too small."""
    if lead is None or entries[0].p_best is None or entries[0].p_best >= CLEAR_LEAD:
        return lead
    return replace(lead, close=True)


def _by_adjusted(plain: CategoryResult, pool: Pooled, question: Question) -> CategoryResult:
    """Give the category in the order of adjusted scores, with all there is to say about it."""
    seed = pool.table.seed(plain.category)
    known = _with_chances(_adjusted(plain.entries, pool, question=question), pool, places=plain.places, seed=seed)
    entries = _ranked_by_adjusted(known, question.tolerance, plain.places)
    return replace(
        plain,
        basis=Basis.ADJUSTED,
        notes=pool.notes,
        entries=entries,
        seed=seed,
        lead=_clear(_gap(entries, 0, pool), entries),
        line=_gap(entries, (plain.places or 0) - 1, pool),
        headline=_headline(entries, pool, plain.places),
    )


def _ranked_by_adjusted(known: Sequence[EntryResult], tolerance: float, places: int | None) -> tuple[EntryResult, ...]:
    """Rank by adjusted score, and mark who shares a rank and whom the correction takes over the line."""
    by_name = {one.entry: one for one in known}
    order = ranks({one.entry: one.adjusted for one in known if one.adjusted is not None}, tolerance)
    sharing, line = tied(order), places or 0
    return tuple(
        replace(
            by_name[name],
            adjusted_rank=rank,
            tied=name in sharing,
            changed=(rank <= line) != ((by_name[name].raw_rank or 0) <= line),
        )
        for name, rank in order.items()
    )


def _adjusted(entries: Sequence[EntryResult], pool: Pooled, *, question: Question) -> list[EntryResult]:
    """Add adjusted scores with their intervals, and the sum behind each."""
    fit = pool.fixed
    low, high = fit.interval()
    found = []
    for one in entries:
        at = pool.position[one.entry]
        score = float(fit.adjusted[at])
        found.append(
            replace(
                one,
                adjusted=score,
                se=float(fit.se[at]),
                se_apart=float(fit.se_apart[at]),
                low=float(low[at]),
                high=float(high[at]),
                why=sum_of(one.entry, pool.lines[one.entry], score, shown=question.shown),
            )
        )
    return found


def _with_chances(entries: Sequence[EntryResult], pool: Pooled, *, places: int | None, seed: int) -> list[EntryResult]:
    """Add the chance of being best, and of being among the places with its band, among the ranked entries."""
    named = sorted(entries, key=lambda one: one.entry)
    at = np.array([pool.position[one.entry] for one in named], dtype=np.int64)
    found = chances(pool.weighted, at, tops={1, places or 1}, seed=seed, draws=pool.draws)
    return [
        replace(
            one,
            p_best=float(found.top[1][row]),
            expected_rank=float(found.expected_rank[row]),
            p_top=float(found.top[places][row]) if places else None,
            band=_band(float(found.top[places][row])) if places else None,
        )
        for row, one in enumerate(named)
    ]


def _band(chance: float) -> Band:
    if chance >= SURE - _ROUNDING:
        return Band.IN
    return Band.OUT if chance <= 1.0 - SURE + _ROUNDING else Band.LINE


def _gap(entries: Sequence[EntryResult], at: int, pool: Pooled) -> Gap | None:
    """Give how far the entry at this place is ahead of the next; close when the interval holds 0 or they tie."""
    pair = entries[at : at + 2]
    if at < 0 or len(pair) < 2:  # noqa: PLR2004 - one ahead, one behind
        return None
    ahead, behind = pair
    by = (ahead.adjusted or 0.0) - (behind.adjusted or 0.0)
    se = pool.fixed.contrast_se(pool.position[ahead.entry], pool.position[behind.entry])
    reach = pool.fixed.reach() * se
    close = by - reach <= 0.0 or ahead.adjusted_rank == behind.adjusted_rank
    return Gap(
        ahead=ahead.entry, behind=behind.entry, difference=by, se=se, low=by - reach, high=by + reach, close=close
    )


def _headline(entries: Sequence[EntryResult], pool: Pooled, places: int | None) -> str:
    """Say how far judges differed and what the correction changed."""
    if pool.fixed.theta == 0.0:
        return "There is no measurable difference between judges: nothing is adjusted."
    judges = f"Judges differed by about ±{pool.fixed.sd_judge:.2g} points"
    if places is None:
        return f"{judges}."
    into = [one.entry for one in entries if one.changed and (one.adjusted_rank or 0) <= places]
    out = [one.entry for one in entries if one.changed and (one.adjusted_rank or 0) > places]
    if not into and not out:
        return f"{judges}; the correction changed none of the {counted(places, 'shortlist place')}."
    moves = [f"{listed(into)} in"] * bool(into) + [f"{listed(out)} out"] * bool(out)
    changed = max(len(into), len(out))
    return (
        f"{judges}; the correction changed {changed} of the {counted(places, 'shortlist place')}: {', '.join(moves)}."
    )
