"""Small tables, and the same sums done the long way: one dense matrix over category means, entries and judges."""

import numpy as np

from awards.maths.adjusting.question import Question as Scoring
from awards.maths.adjusting.readings import Reading
from awards.maths.more_readings.question import Question, Spreads

EQUAL = Spreads(entry=0.6, judge=0.6, noise=0.6)


def readings(scores, groups=None):
    """Give readings from {entry: {judge: y}}."""
    groups = groups or {}
    return [
        Reading(entry, judge, y, groups.get(entry, "")) for entry, row in scores.items() for judge, y in row.items()
    ]


def drawn(seed, *, entries, judges, each):
    """Give made-up readings: each entry by so many judges in turn, so that all hang together."""
    chance = np.random.default_rng(seed)
    merit, severity = chance.normal(3, 0.6, entries), chance.normal(0, 0.6, judges)
    return [
        Reading(f"E{e}", f"J{j}", float(round(merit[e] + severity[j] + chance.normal(0, 0.6), 2)))
        for e in range(entries)
        for j in sorted({(e + step * (1 + e // judges)) % judges for step in range(each)})
    ]


def asking(found, *, places=1, budget=3, room=None, without=(), spreads=None, categories=None, judges=None, **scoring):
    """Ask about readings; every pair may be read but those in `without`, every judge has room for two more."""
    names = {one.entry for one in found} | set(categories or {})
    panel = sorted({one.judge for one in found} | set(judges or ()))
    groups = {one.group for one in found} | set((categories or {}).values())
    return Question(
        scoring=Scoring(
            readings=found, places=dict.fromkeys(sorted(groups), places), categories=categories or {}, **scoring
        ),
        may_read={(entry, judge) for entry in names for judge in panel} - set(without),
        room=dict.fromkeys(panel, 2) if room is None else room,
        budget=budget,
        spreads=spreads,
    )


def dense(found, names, judges, *, entry, judge, noise, groups=None):
    """Give mean and covariance of entries' scores, then severities, by one inverse; `entry` may be infinite.

    Without a spread of entries each entry is a number of its own; otherwise it is its category's mean and its own part.
    """
    groups = groups or {one.entry: one.group for one in found}
    kinds = sorted(set(groups.values()))
    flat = not np.isfinite(entry)
    width = len(kinds) * (not flat) + len(names) + len(judges)
    first = width - len(names) - len(judges)
    precision = np.zeros((width, width))
    right = np.zeros(width)
    own = range(first, first + len(names))
    if not flat:
        precision[own, own] += 1 / entry**2
    bench = range(first + len(names), width)
    precision[bench, bench] += 1 / judge**2
    maps = np.zeros((len(names) + len(judges), width))
    maps[:, first:] = np.eye(len(names) + len(judges))
    if not flat:
        for at, name in enumerate(names):
            maps[at, kinds.index(groups[name])] = 1
    for one in found:
        row = maps[names.index(one.entry)] + maps[len(names) + judges.index(one.judge)]
        precision += np.outer(row, row) / noise**2
        right += row * one.y / noise**2
    covariance = np.linalg.inv(precision)
    return maps @ covariance @ right, maps @ covariance @ maps.T
