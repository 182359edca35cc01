"""A count and its tie chain in short sentences for a panel that knows nothing of voting methods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from awards.maths.votes.counting import Count
from awards.maths.votes.settling import Did, Outcome, Settlement, Step, StepTaken

Names = Mapping[str, str]
"""What to call each candidate; a key that is missing is shown as it is."""
NONE_REACHES = "“none reaches the standard”"


def count_words(count: Count, names: Names | None = None) -> tuple[str, ...]:
    """Say who won the duels and how, or why nobody did and how chains of wins were compared."""
    told = _Teller(count, names)
    if len(count.candidates) == 1:
        return (f"{told.name(count.candidates[0])} is the only one on the ballot.",)
    if count.condorcet_winner is not None:
        return told.wins_every_duel(count.condorcet_winner)
    return told.nobody_wins_every_duel()


def settlement_words(settlement: Settlement, count: Count, names: Names | None = None) -> tuple[str, ...]:
    """Say what each step of the chain did and, last, how the vote ends."""
    called = _called(count, names)
    tied = settlement.tied
    start = [] if len(tied) == 1 else [f"{_listed(called[one] for one in tied)} are level by duels."]
    steps = [step_words(taken, called) for taken in settlement.steps]
    return (*start, *steps, _ending(settlement, called))


def step_words(taken: StepTaken, names: Names | None = None) -> str:
    """Say in one or two sentences what a step of the tie chain did."""
    called = {one: (names or {}).get(one, one) for one in taken.before}
    level = _listed(called[one] for one in taken.before)
    if taken.did is Did.NEEDED:
        second = f"A second ballot is needed, between {level} alone."
        chair = f"The chair’s casting vote is needed, with a reason, between {level}."
        return second if taken.step is Step.SECOND_BALLOT else chair
    why_not = {
        Did.NO_FIGURES: f"Score of the judging round: it cannot part {level}, as there is not a score for each.",
        Did.NOT_ALLOWED: "Joint winners: the rules of this award do not allow them.",
        Did.CANNOT_SHARE: f"Joint winners: not possible, as {NONE_REACHES} is one of those level.",
    }
    return why_not.get(taken.did) or _compared(taken, called, level)


def _compared(taken: StepTaken, called: Names, level: str) -> str:
    if taken.step is Step.JOINT:
        return f"Joint winners: {level} share the award."
    left = _listed(called[one] for one in taken.left)
    ends = f"it left {left} level" if len(taken.left) > 1 else f"{left} comes first"
    if taken.step is Step.CHAIR:
        return f"The chair’s casting vote: {left}."
    if taken.step is Step.SECOND_BALLOT:
        return f"Second ballot between {level}: {ends}."
    kind = "Points for places (Borda)" if taken.step is Step.BORDA else "Score of the judging round"
    figures = ", ".join(f"{called[one]} {_number(value)}" for one, value in taken.figures.items())
    return f"{kind}: {figures}; {ends}."


def _ending(settlement: Settlement, called: Names) -> str:
    if settlement.outcome is Outcome.NONE_REACHES:
        return "The panel’s vote is that none reaches the standard: there is no winner."
    who = _listed(called[one] for one in settlement.winners or settlement.level)
    match settlement.outcome:
        case Outcome.WON:
            return f"{who} wins."
        case Outcome.JOINT:
            return f"{who} win jointly."
        case Outcome.OPEN:
            return f"The tie chain fixed beforehand ends here and {who} are still level: there is no winner yet."
        case _:
            return f"There is no winner yet: {who} are still level."


class _Teller:
    """Sentences about one count."""

    def __init__(self, count: Count, names: Names | None) -> None:
        self.count = count
        self.called = _called(count, names)

    def name(self, one: str) -> str:
        return self.called[one]

    def wins_every_duel(self, winner: str) -> tuple[str, ...]:
        rivals = _listed(f"{self.name(one)} {self.votes(winner, one)}" for one in self.count.duels[winner])
        duels = f"{self.name(winner)} beats {rivals}."
        if winner == self.count.none:
            return ("Each finalist would lose a run-off against “no award”: more ballots put it lower.", duels)
        return (f"{self.name(winner)} beats every other finalist one to one: it would win any run-off.", duels)

    def nobody_wins_every_duel(self) -> tuple[str, ...]:
        winners = self.count.schulze_winners
        why = (f"{self.why_nobody()}: no one wins every duel.",)
        if len(winners) > 1:
            # Only those at the top are told about: who is lower is lower by the chains shown in the table of duels.
            level = _listed(self.name(one) for one in winners)
            return (*why, f"{level} are level: none of them has the stronger case against another.")
        winner = winners[0]
        rivals = [one for one in self.count.duels[winner] if not self.count.beats(winner, one)]
        method = "So chains of wins are compared (Schulze’s method): a chain is as strong as its narrowest win."
        chains = [self.stronger_chain(winner, one) for one in rivals]
        return (*why, method, *chains, f"{self.name(winner)} comes first.")

    def why_nobody(self) -> str:
        circle = next(filter(None, (self.chain(one, one, 1) for one in self.count.schulze_winners)), None)
        if circle:
            return self.beaten_in_turn(circle)
        count = self.count
        duels = [pair for pair in combinations(count.candidates, 2) if set(pair) & set(count.schulze_winners)]
        level = [pair for pair in duels if count.duels[pair[0]][pair[1]] == count.duels[pair[1]][pair[0]]]
        return "; ".join(
            f"{self.name(one)} and {self.name(other)} are level one to one, {self.votes(one, other)}"
            for one, other in level
        )

    def stronger_chain(self, winner: str, rival: str) -> str:
        """Say why the winner stands above a rival whom it does not beat one to one."""
        forth, back = self.count.paths[winner][rival], self.count.paths[rival][winner]
        level = not self.count.beats(rival, winner)
        mine, theirs = self.name(winner), self.name(rival)
        direct = f"{mine} and {theirs} are level" if level else f"{theirs} beat {mine}"
        chain = self.beaten_in_turn(self.chain(winner, rival, forth))
        against = f"the strongest chain back has {_ballots(back)}" if back else "there is no chain back"
        return (
            f"One to one {direct}, {self.votes(*((winner, rival) if level else (rival, winner)))}; but {chain}: "
            f"the narrowest win of that chain has {_ballots(forth)}, and {against}."
        )

    def beaten_in_turn(self, chain: Sequence[str]) -> str:
        return ", ".join(
            f"{self.name(one)} beat {self.name(other)} {self.votes(one, other)}" for one, other in pairwise(chain)
        )

    def votes(self, one: str, other: str) -> str:
        level = self.count.level_votes(one, other)
        aside = f" ({level} put them level)" if level else ""
        return f"{self.count.duels[one][other]} to {self.count.duels[other][one]}{aside}"

    def chain(self, start: str, end: str, strength: int) -> tuple[str, ...]:
        """Give a shortest chain of duels, each won with so many ballots, from one to another; empty if none."""
        chains: list[tuple[str, ...]] = [(start,)]
        reached = set[str]()
        while chains:
            steps = [(*chain, other) for chain in chains for other in self.won_by(chain[-1], strength)]
            for chain in steps:
                if chain[-1] == end:
                    return chain
            fresh = {chain[-1]: chain for chain in steps if chain[-1] not in reached}
            reached |= set(fresh)
            chains = list(fresh.values())
        return ()

    def won_by(self, one: str, strength: int) -> list[str]:
        votes = self.count.duels[one]
        return [other for other in votes if self.count.beats(one, other) and votes[other] >= strength]


def _called(count: Count, names: Names | None) -> dict[str, str]:
    usual = {one: NONE_REACHES if one == count.none else one for one in count.candidates}
    return usual | {one: name for one, name in (names or {}).items() if one in usual}


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _ballots(number: int) -> str:
    return f"{number} {'ballot' if number == 1 else 'ballots'}"


def _number(value: Fraction) -> str:
    return f"{float(value):.4f}".rstrip("0").rstrip(".")
