"""One category to be decided: the entries near its line, what is believed of them, and what each reading would tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from awards.maths.adjusting.readings import Floats, Wholes
from awards.maths.more_readings.beliefs import Belief
from awards.maths.more_readings.gains import chances_of_change, expected_gains

Marks: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Values:
    """What each open reading would tell: pairs as positions, with gain, effect and the entry on the other side."""

    entry: Wholes
    judge: Wholes
    gain: Floats
    effect: Floats
    rival: Wholes


@dataclass(frozen=True, kw_only=True)
class Contest:
    """A category near its line. `scores` is the both-random belief, `page` the order that is shown.

    `inside` and `outside` are positions of entries by the both-random order, `shown_in` and `shown_out` by the page's;
    `apart` are those that the page leaves unranked (also out). `scored` and `loads` count the scores of each entry
    and judge; `read` marks who has read what, `open` what may still be read, `asked` what is asked for since. `now` is
    what will be believed once that has come in just as expected.
    """

    category: str
    places: int
    entries: tuple[str, ...]
    judges: tuple[str, ...]
    scores: Belief
    page: Belief
    inside: Wholes
    outside: Wholes
    shown_in: Wholes
    shown_out: Wholes
    apart: Marks
    scored: Wholes
    loads: Wholes
    read: Marks
    open: Marks
    asked: Marks
    now: Belief

    @cached_property
    def effects(self) -> Floats:
        """Give the probability that a reading, by itself, changes who is in by the page's order; entries by judges."""
        found = np.zeros(self.open.shape)
        entry, judge = np.nonzero(self.open)
        found[entry, judge] = self._chances(entry, judge)
        return found

    def values(self, able: Marks) -> Values:
        """Weigh every reading that is open and by one of these judges, on top of those asked for."""
        entry, judge = np.nonzero(self.open & ~self.asked & able)
        moves = self.now.moves(entry, judge) * np.sqrt(self.now.spread_of_scores(entry, judge))
        gain, rival = np.zeros(len(entry)), np.zeros(len(entry), dtype=np.int64)
        for own, others in ((self.inside, self.outside), (self.outside, self.inside)):
            mine = np.flatnonzero(np.isin(entry, own))
            ahead = self.now.mean[entry[mine]] - self.now.mean[others][:, None]
            gains = expected_gains(ahead, moves[entry[mine], mine] - moves[np.ix_(others, mine)])
            gain[mine], rival[mine] = gains.max(axis=0), others[gains.argmax(axis=0)]
        return Values(entry=entry, judge=judge, gain=gain, effect=self.effects[entry, judge], rival=rival)

    def after(self, entry: int, judge: int) -> Contest:
        """Give the contest with this reading asked for."""
        asked = self.asked.copy()
        asked[entry, judge] = True
        left = replace(self, asked=asked, now=self.now.after(entry, judge))
        left.__dict__["effects"] = self.effects
        return left

    def _chances(self, entry: Wholes, judge: Wholes) -> Floats:
        if len(self.shown_in) < self.places:
            # There is a place to spare: whoever is ranked at last takes it.
            return self.apart[entry].astype(np.float64)
        moves = self.page.moves(entry, judge)
        surprise = self.scores.expected_scores(entry, judge) - self.page.expected_scores(entry, judge)
        start = self.page.mean[: len(self.entries), None] + moves * surprise
        waiting = self.apart[:, None] & (np.arange(len(self.entries))[:, None] != entry)
        start = np.where(waiting, -np.inf, start)
        moved = np.where(waiting, 0.0, moves * np.sqrt(self.scores.spread_of_scores(entry, judge)))
        return chances_of_change(start, moved, ins=self.shown_in, outs=self.shown_out)
