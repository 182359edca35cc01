"""What counting alone shows to be impossible, by name, and the least that would help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from awards.maths.assignment.checking import names
from awards.maths.assignment.instance import Instance
from awards.maths.assignment.solution import Reason, Relaxation, Trouble


@dataclass(frozen=True, slots=True)
class Finding:
    """A constraint that bites, and small changes that each would help."""

    trouble: Trouble
    relaxations: tuple[Relaxation, ...]


def counted(instance: Instance) -> list[Finding]:
    """Give what cannot be, in the order of the checks: readings to keep, sums, entries, judges."""
    return [
        *_kept_in_conflict(instance),
        *_kept_too_many(instance),
        *_sums(instance),
        *_entries_without_judges(instance),
        *_judges_without_entries(instance),
    ]


def readings(number: int) -> str:
    """Count readings in words."""
    return {0: "no reading", 1: "one reading"}.get(number, f"{number} readings")


def fewer(asked: Sequence[tuple[str, int, int]]) -> Relaxation:
    """Propose fewer readings: of each entry, how many instead of how many."""
    listed = names(f"{readings(less)} of {entry} instead of {more}" for entry, less, more in asked)
    facts = {"entries": {entry: less for entry, less, _ in asked}}
    return Relaxation(change="fewer_readings", words=f"Ask for {listed}", facts=facts)


def more_judges(entries: Iterable[str], judges: int, *, room: int | None = None) -> Relaxation:
    """Propose so many more judges who may read these entries, with room for so many readings in all."""
    listed = sorted(entries)
    who = "One more judge" if judges == 1 else f"{judges} more judges"
    words = f"{who} who may read {names(listed)}" + (f", with room for {readings(room)}" if room else "")
    return Relaxation(change="more_judges", words=words, facts={"judges": judges, "entries": listed})


def raised(judges: Sequence[tuple[str, int]], short: int) -> Relaxation:
    """Propose a higher most: for each judge, by how much."""
    by_amount: dict[int, list[str]] = {}
    for judge, amount in judges:
        by_amount.setdefault(amount, []).append(judge)
    listed = " and of ".join(f"{names(who)} by {amount}" for amount, who in sorted(by_amount.items()))
    are = "is" if short == 1 else "are"
    words = f"Raise the most of {listed} ({readings(short)} {are} short)"
    return Relaxation(change="raise_most", words=words, facts={"judges": dict(judges), "short": short})


def lowered(judges: Sequence[tuple[str, int]]) -> Relaxation:
    """Propose a lower least: for each judge, which."""
    listed = names(f"{judge} to {least}" for judge, least in judges)
    return Relaxation(change="lower_least", words=f"Lower the least of {listed}", facts={"judges": dict(judges)})


def _kept_in_conflict(instance: Instance) -> Iterator[Finding]:
    for entry, judge in sorted(instance.kept & instance.conflicts):
        facts = {"entry": entry, "judge": judge}
        words = f"The reading of {entry} by {judge} is to be kept, but {judge} has a conflict with {entry}."
        let_go = Relaxation(change="let_go", words=f"Let the reading of {entry} by {judge} go", facts=facts)
        yield Finding(Trouble(reason=Reason.KEPT_CONFLICT, words=words, facts=facts), (let_go,))


def _kept_too_many(instance: Instance) -> Iterator[Finding]:
    of_entry = Counter(entry for entry, _ in instance.kept)
    for entry in sorted(one for one, kept in of_entry.items() if kept > instance.needed[one]):
        kept, needed = of_entry[entry], instance.needed[entry]
        words = f"{readings(kept).capitalize()} of {entry} must stay, more than the {needed} asked for."
        facts = {"entry": entry, "kept": kept, "needed": needed}
        change = Relaxation(
            change="more_readings", words=f"Ask for {readings(kept)} of {entry}", facts={"entries": {entry: kept}}
        )
        yield Finding(Trouble(reason=Reason.KEPT_TOO_MANY, words=words, facts=facts), (change,))
    by_judge = Counter(judge for _, judge in instance.kept)
    for judge in sorted(one for one, kept in by_judge.items() if kept > instance.load[one][1]):
        kept, most = by_judge[judge], instance.load[judge][1]
        words = f"{readings(kept).capitalize()} by {judge} must stay, more than their most, {most}."
        facts = {"judge": judge, "kept": kept, "most": most}
        trouble = Trouble(reason=Reason.KEPT_OVER_LOAD, words=words, facts=facts)
        yield Finding(trouble, (raised([(judge, kept - most)], kept - most),))


def _sums(instance: Instance) -> Iterator[Finding]:
    needed = sum(instance.needed[entry] for entry in instance.entries)
    least = sum(instance.load[judge][0] for judge in instance.judges)
    most = sum(instance.load[judge][1] for judge in instance.judges)
    if needed > most:
        yield _too_little_room(needed, most)
    if least > needed:
        yield _too_few_readings(needed, least)


def _too_little_room(needed: int, most: int) -> Finding:
    short = needed - most
    words = f"{needed} readings are needed, and judges may read {most} in all: {short} short."
    facts = {"needed": needed, "allowed": most, "short": short}
    changes = (
        ("raise_most", f"Raise the mosts by {short} in all"),
        ("more_judges", f"More judges, with room for {readings(short)}"),
        ("fewer_readings", f"Ask for {short} fewer readings in all"),
    )
    trouble = Trouble(reason=Reason.TOO_LITTLE_ROOM, words=words, facts=facts)
    return Finding(trouble, tuple(Relaxation(change=key, words=how, facts={"short": short}) for key, how in changes))


def _too_few_readings(needed: int, least: int) -> Finding:
    over = least - needed
    words = f"Judges are to read at least {least} in all, and only {needed} readings are needed: {over} too many."
    facts = {"needed": needed, "least": least, "over": over}
    changes = (
        ("lower_least", f"Lower the leasts by {over} in all"),
        ("more_readings", f"Ask for {over} more readings in all"),
    )
    trouble = Trouble(reason=Reason.TOO_FEW_READINGS, words=words, facts=facts)
    return Finding(trouble, tuple(Relaxation(change=key, words=how, facts={"over": over}) for key, how in changes))


def _entries_without_judges(instance: Instance) -> Iterator[Finding]:
    for entry in sorted(instance.entries):
        needed = instance.needed[entry]
        able = [judge for judge in sorted(instance.judges) if instance.load[judge][1] > 0]
        against = [judge for judge in able if (entry, judge) in instance.conflicts]
        eligible, short = len(able) - len(against), needed - len(able) + len(against)
        if short <= 0:
            continue
        who = f"only {names(one for one in able if one not in against)} may" if eligible else "no judge may"
        words = f"{entry} needs {readings(needed)}, and {who} read it: too few eligible judges."
        facts = {"entry": entry, "eligible": eligible, "needed": needed}
        changes = [more_judges([entry], short)]
        if len(against) >= short:
            number = "one conflict" if short == 1 else f"{short} conflicts"
            lift_facts = {"entry": entry, "judges": against, "number": short}
            changes.append(
                Relaxation(
                    change="lift_conflicts", words=f"Lift {number} of {entry}, with {names(against)}", facts=lift_facts
                )
            )
        changes.append(fewer([(entry, eligible, needed)]))
        yield Finding(Trouble(reason=Reason.TOO_FEW_JUDGES, words=words, facts=facts), tuple(changes))


def _judges_without_entries(instance: Instance) -> Iterator[Finding]:
    wanted = [entry for entry in instance.entries if instance.needed[entry] > 0]
    for judge in sorted(instance.judges):
        least = instance.load[judge][0]
        eligible = sum((entry, judge) not in instance.conflicts for entry in wanted)
        if eligible < least:
            words = f"{judge} is to read at least {least}, and may read only {eligible} of the entries."
            facts = {"judge": judge, "eligible": eligible, "least": least}
            trouble = Trouble(reason=Reason.TOO_FEW_ENTRIES, words=words, facts=facts)
            yield Finding(trouble, (lowered([(judge, eligible)]),))
