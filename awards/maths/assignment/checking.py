"""The proof of a plan: each promise, held or not, in words and figures. Made afresh from the readings alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from awards.maths.assignment.graph import Part, by_group, parts_of
from awards.maths.assignment.instance import EVERYTHING, Instance, Pair

NAMED: Final = 8
"""More names than this are counted instead."""
_MANY_PANELS: Final = 3
"""With more sub-panels than one plus this, each two share fewer readings, so that a panel keeps most of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One thing a plan promises: whether it is held, in words, with the figures behind them."""

    key: str
    held: bool
    words: str
    figures: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proof:
    """Every promise of a plan."""

    promises: tuple[Promise, ...]

    @property
    def held(self) -> bool:
        """Say whether all promises are held."""
        return all(promise.held for promise in self.promises)

    @property
    def problems(self) -> list[str]:
        """Give the words of the promises that are not held."""
        return [promise.words for promise in self.promises if not promise.held]

    def as_data(self) -> list[dict[str, object]]:
        """Give the proof as JSON holds it."""
        return [{"promise": one.key, "held": one.held, "words": one.words, **one.figures} for one in self.promises]


def check(instance: Instance, pairs: Collection[Pair]) -> list[str]:
    """Give what is wrong with these readings, in words; nothing when every promise is held."""
    return prove(instance, pairs).problems


def prove(instance: Instance, pairs: Collection[Pair], *, parts: Mapping[str, tuple[Part, ...]] | None = None) -> Proof:
    """Hold readings against every promise; `parts` are the sub-panels to be bridged, by category, where there are any.

    Every promise is counted anew from the readings, so the answer is as good for a plan changed by hand.
    """
    promises = [
        _known(instance, pairs),
        _each_entry(instance, pairs),
        _no_conflict(instance, pairs),
        _loads(instance, pairs),
        *([_kept(instance, pairs)] if instance.kept else []),
        *_linked(instance, pairs),
        *(_bridged(instance, pairs, group=group, parts=found) for group, found in sorted((parts or {}).items())),
    ]
    return Proof(tuple(promises))


def names(found: Iterable[str]) -> str:
    """Join names for reading; many are counted."""
    known = list(found)
    if len(known) <= NAMED:
        return ", ".join(known)
    return f"{', '.join(known[: NAMED - 1])} and {len(known) - NAMED + 1} more"


def shared_wanted(instance: Instance, sub_panels: int) -> int:
    """Give how many readings each two sub-panels are to share: two for each swap asked for, fewer among many."""
    most = 2 * instance.bridges
    return min(most, -(-_MANY_PANELS * most // max(sub_panels - 1, 1)))


def shared_readings(pairs: Iterable[Pair], parts: tuple[Part, ...]) -> Counter[tuple[int, int]]:
    """Count the readings by a judge of one sub-panel of an entry of another, for each two by position."""
    entry_in = {entry: position for position, part in enumerate(parts) for entry in part.entries}
    judge_in = {judge: position for position, part in enumerate(parts) for judge in part.judges}
    shared: Counter[tuple[int, int]] = Counter()
    for entry, judge in pairs:
        one, other = entry_in.get(entry), judge_in.get(judge)
        if one is not None and other is not None and one != other:
            shared[min(one, other), max(one, other)] += 1
    return shared


def _known(instance: Instance, pairs: Collection[Pair]) -> Promise:
    strangers = sorted(pair for pair in pairs if not instance.knows(pair))
    twice = sorted(pair for pair, times in Counter(pairs).items() if times > 1)
    wrong = strangers + twice
    words = "Every reading is of an entry and by a judge of this panel, once."
    if wrong:
        words = f"Not of this panel, or there twice: {names(_with(wrong))}."
    return Promise(key="known", held=not wrong, words=words)


def _with(pairs: Iterable[Pair]) -> list[str]:
    return [f"{entry} with {judge}" for entry, judge in pairs]


def _each_entry(instance: Instance, pairs: Collection[Pair]) -> Promise:
    has = Counter(entry for entry, _ in pairs)
    wrong = [entry for entry in sorted(instance.entries) if has[entry] != instance.needed[entry]]
    figures: dict[str, object] = {"entries": len(instance.entries), "readings": len(pairs)}
    if wrong:
        listed = names(f"{entry} ({has[entry]} instead of {instance.needed[entry]})" for entry in wrong)
        return Promise(key="readings", held=False, words=f"Not the readings asked for: {listed}.", figures=figures)
    asked = sorted({instance.needed[entry] for entry in instance.entries}) or [0]
    each = f"exactly {asked[0]}" if len(asked) == 1 else f"as many as asked, from {asked[0]} to {asked[-1]},"
    words = f"Each of {len(instance.entries)} entries has {each} readings: {len(pairs)} in all."
    return Promise(key="readings", held=True, words=words, figures=figures)


def _no_conflict(instance: Instance, pairs: Collection[Pair]) -> Promise:
    wrong = sorted(set(pairs) & instance.conflicts)
    words = f"No judge reads an entry they have a conflict with; {len(instance.conflicts)} conflicts were kept to."
    if wrong:
        words = f"In spite of a conflict: {names(_with(wrong))}."
    return Promise(key="conflicts", held=not wrong, words=words, figures={"conflicts": len(instance.conflicts)})


def _loads(instance: Instance, pairs: Collection[Pair]) -> Promise:
    loads = Counter(judge for _, judge in pairs)
    limits = {judge: instance.load[judge] for judge in sorted(instance.judges)}
    wrong = [judge for judge, (least, most) in limits.items() if not least <= loads[judge] <= most]
    lowest = min((loads[judge] for judge in limits), default=0)
    highest = max((loads[judge] for judge in limits), default=0)
    figures: dict[str, object] = {"lowest": lowest, "highest": highest}
    if wrong:
        listed = names(f"{one} ({loads[one]}, not {limits[one][0]} to {limits[one][1]})" for one in wrong)
        return Promise(key="loads", held=False, words=f"Outside their limits: {listed}.", figures=figures)
    reads = f"{lowest}" if lowest == highest else f"{lowest} to {highest}"
    words = f"Each of {len(limits)} judges reads {reads}, within their own limits."
    return Promise(key="loads", held=True, words=words, figures=figures)


def _kept(instance: Instance, pairs: Collection[Pair]) -> Promise:
    lost = sorted(instance.kept - set(pairs))
    words = f"All {len(instance.kept)} readings that must stay are kept."
    if lost:
        words = f"Begun already, and lost: {names(_with(lost))}."
    return Promise(key="kept", held=not lost, words=words, figures={"kept": len(instance.kept)})


def _linked(instance: Instance, pairs: Collection[Pair]) -> list[Promise]:
    known = [pair for pair in pairs if instance.knows(pair)]
    return [_hangs_together(group, parts_of(found)) for group, found in by_group(instance, known).items()]


def _hangs_together(group: str, parts: tuple[Part, ...]) -> Promise:
    where = f" of {group}" if group != EVERYTHING else ""
    figures = {"group": group, "components": len(parts)}
    if len(parts) <= 1:
        words = f"All entries{where} hang together: any two can be compared through judges they share."
        return Promise(key="linked", held=True, words=words, figures=figures)
    listed = "; ".join(f"{names(part.entries)} are read only by {names(part.judges)}" for part in parts[:-1])
    words = f"The entries{where} fall into {len(parts)} parts that cannot be compared: {listed}."
    return Promise(key="linked", held=False, words=words, figures=figures)


def _bridged(instance: Instance, pairs: Collection[Pair], *, group: str, parts: tuple[Part, ...]) -> Promise:
    wanted = shared_wanted(instance, len(parts))
    inside = [pair for pair in pairs if instance.knows(pair) and instance.group_of(pair[0]) == group]
    shared = shared_readings(inside, parts)
    each = [shared[one, other] for other in range(len(parts)) for one in range(other)]
    fewest = min(each, default=0)
    where = f" of {group}" if group != EVERYTHING else ""
    words = (
        f"The {len(parts)} sub-panels{where} are bridged: each two share {fewest} readings or more ({wanted} asked)."
    )
    if fewest < wanted:
        words = f"The {len(parts)} sub-panels{where} are bridged thinly: two share {fewest} readings, {wanted} asked."
    figures = {"group": group, "shared": fewest, "wanted": wanted}
    return Promise(key="bridged", held=fewest >= wanted, words=words, figures=figures)
