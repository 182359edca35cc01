"""Ties in a panel's vote: the chain fixed beforehand, walked one step at a time, each step saying what it did."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from awards.maths.votes.counting import Count

Number = int | float | Decimal | Fraction
SCORES_LEVEL: Final = Fraction(5, 10_000)
"""Scores this near are level on a scale from 0 to 5; on others in proportion, so 0.01 where scores are out of 100."""


class Step(StrEnum):
    """A way to part those whom the duels leave level."""

    BORDA = "borda"
    """Points of the same ballots, over all who stood: among the tied alone two who are level always stay level."""
    ADJUSTED = "adjusted"
    """The score of the judging round."""
    SECOND_BALLOT = "second_ballot"
    """A new ballot, between those still level alone."""
    CHAIR = "chair"
    """The chair's casting vote, with a reason."""
    JOINT = "joint"
    """All who are still level win, where the rules allow it."""


DEFAULT_CHAIN: Final = (Step.BORDA, Step.ADJUSTED, Step.SECOND_BALLOT, Step.CHAIR)


class Did(StrEnum):
    """What a step came to."""

    DECIDED = "decided"
    NARROWED = "narrowed"
    """Fewer are level than before."""
    LEFT_LEVEL = "left level"
    NOT_ALLOWED = "not allowed"
    NO_FIGURES = "no figures"
    """Somebody who is level has no score."""
    CANNOT_SHARE = "cannot share"
    """An award cannot be given and withheld at once."""
    NEEDED = "needed"
    """The chain waits here for people."""


class Outcome(StrEnum):
    """How a vote stands after its tie chain."""

    WON = "won"
    JOINT = "joint"
    NONE_REACHES = "none reaches the standard"
    SECOND_BALLOT = "second_ballot"
    CHAIR = "chair"
    OPEN = "open"
    """The chain ends and several are still level: staff must say, by a recorded decision, what happens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken:
    """One step of the chain: who was level `before` it and who is `left`; `figures` are what it compared, if any."""

    step: Step
    did: Did
    before: tuple[str, ...]
    left: tuple[str, ...]
    figures: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """Where a vote ends. `winners` never hold the candidate that means "none reaches the standard"."""

    outcome: Outcome
    winners: tuple[str, ...]
    level: tuple[str, ...]
    """Who is still level where people are needed; empty once it is settled."""
    tied: tuple[str, ...]
    """Who came first by duels: one, or those whom the chain was to part."""
    steps: tuple[StepTaken, ...]

    @property
    def needs(self) -> Step | None:
        """The step that waits for people: a second ballot between those level, or the chair's vote; None for none."""
        return Step(self.outcome) if self.outcome in {Outcome.SECOND_BALLOT, Outcome.CHAIR} else None

    @property
    def is_settled(self) -> bool:
        """Whether nobody needs to do anything more."""
        return self.outcome in {Outcome.WON, Outcome.JOINT, Outcome.NONE_REACHES}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the steps may use."""

    count: Count
    adjusted: Mapping[str, Number]
    within: Fraction
    joint_allowed: bool
    second: Count | None
    chair: str | None


def settle(
    count: Count,
    chain: Sequence[str] = DEFAULT_CHAIN,
    *,
    adjusted: Mapping[str, Number] | None = None,
    joint_allowed: bool = False,
    within: Fraction = SCORES_LEVEL,
    second: Count | None = None,
    chair: str | None = None,
) -> Settlement:
    """Walk the tie chain until one is left, or until people must act.

    `adjusted` are the scores of the judging round (None: there are none), level `within` so much of the highest.
    `second` is the count of the second ballot and `chair` who the chair voted for, once there are; both are looked at
    only where the chain comes to them.

    Raises:
        ValueError: the chain names a step twice or one that is not a `Step`, the second ballot was not held between
            exactly those left level, or the chair voted for somebody else.
    """
    if len(set(chain)) != len(chain):
        raise ValueError("The tie chain names a step twice.")
    known = _Known(
        count=count, adjusted=adjusted or {}, within=within, joint_allowed=joint_allowed, second=second, chair=chair
    )
    left, steps = count.schulze_winners, list[StepTaken]()
    for step in [Step(key) for key in chain]:
        if len(left) == 1 or (steps and steps[-1].did in {Did.NEEDED, Did.DECIDED}):
            break
        steps.append(_STEPS[step](left, known))
        left = steps[-1].left
    return _settlement(count, tuple(steps), left)


def _settlement(count: Count, steps: tuple[StepTaken, ...], left: tuple[str, ...]) -> Settlement:
    last = steps[-1] if steps else None
    if len(left) == 1:
        outcome = Outcome.NONE_REACHES if left[0] == count.none else Outcome.WON
    elif last and last.did is Did.NEEDED:
        outcome = Outcome(last.step)
    elif last and last.did is Did.DECIDED:
        outcome = Outcome.JOINT
    else:
        outcome = Outcome.OPEN
    return Settlement(
        outcome=outcome,
        winners=left if outcome in {Outcome.WON, Outcome.JOINT} else (),
        level=left if outcome in {Outcome.SECOND_BALLOT, Outcome.CHAIR, Outcome.OPEN} else (),
        tied=count.schulze_winners,
        steps=steps,
    )


def _by_borda(level: tuple[str, ...], known: _Known) -> StepTaken:
    return _by_figures(Step.BORDA, level, known.count.borda)


def _by_score(level: tuple[str, ...], known: _Known) -> StepTaken:
    if any(one not in known.adjusted for one in level):
        return StepTaken(step=Step.ADJUSTED, did=Did.NO_FIGURES, before=level, left=level)
    return _by_figures(Step.ADJUSTED, level, known.adjusted, within=known.within)


def _by_second_ballot(level: tuple[str, ...], known: _Known) -> StepTaken:
    if known.second is None:
        return StepTaken(step=Step.SECOND_BALLOT, did=Did.NEEDED, before=level, left=level)
    if set(known.second.candidates) != set(level):
        raise ValueError("The second ballot was not held between exactly those who were still level.")
    return _left(Step.SECOND_BALLOT, level, known.second.schulze_winners)


def _by_chair(level: tuple[str, ...], known: _Known) -> StepTaken:
    if known.chair is None:
        return StepTaken(step=Step.CHAIR, did=Did.NEEDED, before=level, left=level)
    if known.chair not in level:
        raise ValueError("The chair voted for somebody who was not level.")
    return _left(Step.CHAIR, level, [known.chair])


def _jointly(level: tuple[str, ...], known: _Known) -> StepTaken:
    did = Did.DECIDED if known.joint_allowed else Did.NOT_ALLOWED
    if known.joint_allowed and known.count.none in level:
        did = Did.CANNOT_SHARE
    return StepTaken(step=Step.JOINT, did=did, before=level, left=level)


_STEPS: Final[Mapping[Step, Callable[[tuple[str, ...], _Known], StepTaken]]] = {
    Step.BORDA: _by_borda,
    Step.ADJUSTED: _by_score,
    Step.SECOND_BALLOT: _by_second_ballot,
    Step.CHAIR: _by_chair,
    Step.JOINT: _jointly,
}


def _by_figures(
    step: Step, level: tuple[str, ...], figures: Mapping[str, Number], *, within: Fraction = Fraction()
) -> StepTaken:
    exact = {one: _exact(figures[one]) for one in level}
    line = max(exact.values()) - within
    return _left(step, level, [one for one in level if exact[one] >= line], figures=exact)


def _exact(value: Number) -> Fraction:
    """Give the number as it is written: 3.1995 is 3.1995, not the nearest binary number to it."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def _left(
    step: Step, level: tuple[str, ...], first: Collection[str], *, figures: Mapping[str, Fraction] | None = None
) -> StepTaken:
    left = tuple(one for one in level if one in first)
    still = Did.NARROWED if len(left) < len(level) else Did.LEFT_LEVEL
    did = Did.DECIDED if len(left) == 1 else still
    return StepTaken(step=step, did=did, before=level, left=left, figures=figures or {})
