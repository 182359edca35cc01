"""Setting up a contest: which entries of a category are near its line, and by which order the page ranks them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from awards.maths.adjusting.mixed import MixedFit
from awards.maths.adjusting.pooling import Pooled
from awards.maths.adjusting.readings import Floats, Table, Wholes
from awards.maths.adjusting.result import Basis
from awards.maths.more_readings.beliefs import Belief, adjusted, both_random, raw
from awards.maths.more_readings.contest import Contest, Marks
from awards.maths.more_readings.question import Pair, Question

NEAR: Final = 12
"""How many entries on either side of the line are looked at, by each of the two orders."""
_NOTHING: Final = 1e-12


@dataclass(frozen=True, kw_only=True)
class Known:
    """What all contests are made from: the question, its scores, the both-random fit and the page's own fits."""

    question: Question
    table: Table
    fit: MixedFit
    pools: Sequence[Pooled]

    @property
    def judges(self) -> tuple[str, ...]:
        """Give everybody who has read something or could, by name."""
        return tuple(sorted({*self.table.judges, *self.question.room}))

    def pairs(self, entries: Sequence[str]) -> tuple[Marks, Marks]:
        """Mark, entries by judges, what is read and what may still be."""
        read = _marked([(one.entry, one.judge) for one in self.table.readings], entries, self.judges)
        return read, _marked(self.question.may_read, entries, self.judges) & ~read


def contest(category: str, known: Known) -> Contest | None:
    """Set up the contest of a category; None where there are no more entries than places, or no places."""
    places, entries = known.question.scoring.places[category], _entries(category, known)
    if not 0 < places < len(entries):
        return None
    apart = _apart(entries, known)
    shown = _page(known, [name for name, alone in zip(entries, apart, strict=True) if not alone])
    order = shown(entries, ()).mean
    mean, sd = _expected(category, entries, known.fit)
    inside, shown_in = _first(mean, places=places), _first(order, places=places, among=~apart)
    kept = np.flatnonzero(_nearest(mean, sd, inside=inside) | _nearest(order, None, inside=shown_in, among=~apart))
    names, judges = tuple(entries[at] for at in kept), known.judges
    (read, still), scores = known.pairs(names), both_random(known.fit, names, judges, category=category)
    return Contest(
        category=category,
        places=places,
        entries=names,
        judges=judges,
        scores=scores,
        page=shown(names, judges),
        inside=np.flatnonzero(inside[kept]),
        outside=np.flatnonzero(~inside[kept]),
        shown_in=np.flatnonzero(shown_in[kept]),
        shown_out=np.flatnonzero(~shown_in[kept]),
        apart=apart[kept],
        scored=_counted(names, known.table.entries, known.table.n),
        loads=_counted(judges, known.table.judges, known.table.loads),
        read=read,
        open=still,
        asked=np.zeros_like(read),
        now=scores,
    )


def _entries(category: str, known: Known) -> tuple[str, ...]:
    """Give every entry of a category, read or not, by name."""
    grouped = {one.entry: one.group for one in known.table.readings} | dict(known.question.scoring.categories)
    return tuple(sorted(entry for entry, group in grouped.items() if group == category))


def _apart(entries: Sequence[str], known: Known) -> Marks:
    """Mark the entries that the page leaves unranked because they need scores."""
    scoring = known.question.scoring
    numbers = _counted(entries, known.table.entries, known.table.n).tolist()
    enough = [scoring.is_enough(n, scoring.asked.get(name, n)) for name, n in zip(entries, numbers, strict=True)]
    return ~np.array(enough, dtype=np.bool_)


def _counted(wanted: Sequence[str], names: Sequence[str], numbers: Wholes) -> Wholes:
    """Give the numbers of those wanted; 0 for strangers."""
    counts = dict(zip(names, numbers, strict=True))
    return np.array([counts.get(name, 0) for name in wanted], dtype=np.int64)


def _page(known: Known, ranked: Sequence[str]) -> Callable[[Sequence[str], Sequence[str]], Belief]:
    """Give how the page orders a category: adjusted where its ranked entries hang together and are enough, else raw."""
    own = [pool for pool in known.pools if any(name in pool.position for name in ranked)]
    if len(own) == 1 and not own[0].refusals and known.question.scoring.basis == Basis.ADJUSTED:
        return partial(adjusted, own[0].fixed)
    return partial(raw, known.table)


def _expected(category: str, entries: Sequence[str], fit: MixedFit) -> tuple[Floats, Floats]:
    """Give the expected score of each entry and its sd; an unread one is like any of its category."""
    position = {name: at for at, name in enumerate(fit.table.entries)}
    usual = float(fit.fixed[fit.fixed_names.index(category)]) if category in fit.fixed_names else float(fit.fixed[0])
    read = [position.get(name) for name in entries]
    mean = [usual if at is None else float(fit.entry_score[at]) for at in read]
    sd = [fit.sd_entry if at is None else float(fit.entry_score_se[at]) for at in read]
    return np.array(mean), np.array(sd)


def _first(order: Floats, *, places: int, among: Marks | None = None) -> Marks:
    """Mark those that are in, of all or among some; of equal ones the first by name."""
    found = np.arange(len(order)) if among is None else np.flatnonzero(among)
    marks = np.zeros(len(order), dtype=np.bool_)
    marks[found[np.argsort(-order[found], kind="stable")[:places]]] = True
    return marks


def _nearest(mean: Floats, sd: Floats | None, *, inside: Marks, among: Marks | None = None) -> Marks:
    """Mark those on either side, of all or among some, that are nearest to the line, for their sd if it is given."""
    ins, outs = np.flatnonzero(inside), np.flatnonzero(~inside if among is None else ~inside & among)
    marks = np.zeros(len(mean), dtype=np.bool_)
    line = (mean[ins].min() + mean[outs].max()) / 2.0 if len(ins) and len(outs) else 0.0
    for side in (ins, outs):
        away = np.abs(mean[side] - line) / (1.0 if sd is None else np.maximum(sd[side], _NOTHING))
        marks[side[np.argsort(away, kind="stable")[:NEAR]]] = True
    return marks


def _marked(pairs: Collection[Pair], entries: Sequence[str], judges: Sequence[str]) -> Marks:
    """Mark pairs, entries by judges; pairs of others are passed over."""
    row, column = ({name: at for at, name in enumerate(names)} for names in (entries, judges))
    marks = np.zeros((len(entries), len(judges)), dtype=np.bool_)
    for entry, judge in pairs:
        if entry in row and judge in column:
            marks[row[entry], column[judge]] = True
    return marks
