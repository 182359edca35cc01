"""A lifecycle is a table of moves between states; nothing else may change a state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from awards.core.permission import Permission, Reason, Refused

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Move(Generic[S]):
    """One named move: the states it may start from and the state it ends in."""

    starts: frozenset[S]
    ends: S


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[S]):
    """Every legal move of one kind of thing, by the name of the verb."""

    noun: str
    moves: Mapping[str, Move[S]]

    def may(self, verb: str, state: S) -> Permission:
        """Say whether the verb is legal from this state."""
        if state in self.moves[verb].starts:
            return Permission()
        text = f"This {self.noun} is {state.replace('_', ' ')}, so it cannot be {past_participle(verb)}."
        return Permission((Reason(f"{self.noun}-is-{state}", text),))

    def after(self, verb: str, state: S) -> S:
        """Give the state after the verb.

        Raises:
            Refused: the verb is not legal from this state.
        """
        permission = self.may(verb, state)
        if not permission:
            raise Refused(permission)
        return self.moves[verb].ends


_IRREGULAR = {
    "submit": "submitted", "withdraw": "withdrawn", "hand_in": "handed in", "admit": "admitted", "hold": "held",
    "choose": "chosen", "unhold": "let go", "restore": "given back",
    "rule_eligible": "ruled on", "rule_ineligible": "ruled on", "set_aside": "set aside",
    "take_up_again": "taken up again",
}  # fmt: skip


def past_participle(verb: str) -> str:
    """Give the English past participle for a refusal's sentence ("recuse" gives "recused")."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    return verb.replace("_", " ") + ("d" if verb.endswith("e") else "ed")
