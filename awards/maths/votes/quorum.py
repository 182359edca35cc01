"""Whether enough people may vote on a category, and advice where their number is even."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LEAST: Final = 3
"""So many members at least must be present and unconflicted, unless the season says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """Whether a vote may be held: `reasons` are empty exactly if it may. `warning` never stands in the way."""

    members: int
    voters: int
    needed: int
    reasons: tuple[str, ...]
    warning: str | None

    @property
    def is_met(self) -> bool:
        """Whether enough members are present and unconflicted."""
        return not self.reasons


def quorum(members: int, unconflicted: int, *, least: int = LEAST) -> Quorum:
    """Say whether a panel may vote: more than half of its `members` and `least` of them are present and unconflicted.

    `members` counts the whole panel of the category, also who is absent or conflicted; `unconflicted` those present
    who may vote.

    Raises:
        ValueError: a number is below 0, or more vote than the panel has members.
    """
    if not 0 <= unconflicted <= members or least < 0:
        raise ValueError("Numbers of members start at 0, and no more members can vote than the panel has.")
    half = members // 2 + 1
    reasons = []
    if unconflicted < half:
        reasons.append(
            f"{_may_vote(unconflicted)} of the panel’s {members}: more than half is needed, that is {half} or more."
        )
    if unconflicted < least:
        reasons.append(f"{_may_vote(unconflicted)}: at least {least} must be present with no conflict.")
    return Quorum(
        members=members,
        voters=unconflicted,
        needed=max(half, least),
        reasons=tuple(reasons),
        warning=_even(unconflicted),
    )


def _may_vote(number: int) -> str:
    return f"Only {number} {'member' if number == 1 else 'members'} may vote" if number else "Nobody may vote"


def _even(voters: int) -> str | None:
    if not voters or voters % 2:
        return None
    return (
        f"{voters} members may vote, an even number: ties are much likelier than with an odd number. If one more "
        "unconflicted member can take part, ask them before the vote; otherwise the tie chain fixed beforehand decides."
    )
