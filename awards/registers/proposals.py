"""Who on the organiser's list a nominee may be, and why: proposals that a person confirms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from awards.matching.likeness import Identity, Likeness, likeness
from awards.matching.pairs import CROWD, keys_of
from awards.nominations.facts import NO_PROGRAMME
from awards.nominations.models import Nominee
from awards.registers.models import ListMember, ListUpload
from awards.registers.queries import MemberLine
from awards.registers.vocabulary import Vocabulary, same_programme

MOST_SHOWN: Final = 5
"""Proposals of one nominee that staff are shown."""
_SAME_NAME: Final = frozenset({"name", "name-case", "name-signs"})


class MemberState(StrEnum):
    """Where one nominee stands with the organiser's newest list."""

    UNMATCHED = "unmatched"
    AGAIN = "again"
    CONTRADICTS = "contradicts"
    NOBODY = "nobody"
    MATCHED = "matched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A line of the list that may be a nominee, how like they are and why."""

    member: ListMember
    likeness: Likeness
    exact: bool
    """The same name, nobody else alike, and the same address or nothing that contradicts: may be confirmed in bulk."""


def state_of(line: MemberLine, newest: ListUpload | None, vocabulary: Vocabulary) -> MemberState:
    """Say where a nominee stands with the newest list."""
    if line.check is None:
        return MemberState.UNMATCHED
    if newest is not None and line.check.upload_id != newest.id:
        return MemberState.AGAIN
    if line.member is None:
        return MemberState.NOBODY
    against = contradicts(line.nominee, line.member, vocabulary)
    return MemberState.CONTRADICTS if against else MemberState.MATCHED


def contradicts(nominee: Nominee, member: ListMember, vocabulary: Vocabulary) -> bool:
    """Whether the list says another programme or another standing than the nominator; what was not typed does not."""
    if nominee.programme is None or member.programme is None:
        return False
    if nominee.programme == NO_PROGRAMME or not same_programme(vocabulary, nominee.programme, member.programme):
        return True
    typed, listed = nominee.programme_status, member.status
    return typed not in {None, "unknown", listed} and listed is not None


class Proposer:
    """The people of a list, made ready to be compared with many nominees."""

    def __init__(self, members: Sequence[ListMember], vocabulary: Vocabulary) -> None:
        self._members = members
        self._vocabulary = vocabulary
        self._known = [_listed(member) for member in members]
        self._blocks: dict[str, list[int]] = defaultdict(list)
        for place, identity in enumerate(self._known):
            for key in set(keys_of(identity)):
                self._blocks[key].append(place)

    def proposals_for(self, nominee: Nominee) -> list[Proposal]:
        """Give the likely lines of the list for a nominee, the likeliest first. No statement."""
        identity = Identity(
            key=nominee.ref, category="", name=nominee.full_name, known_as=nominee.known_as, email=nominee.email_index
        )
        shared = (self._blocks.get(key, []) for key in set(keys_of(identity)))
        places = sorted({place for block in shared if len(block) <= CROWD for place in block})
        scored = [(self._members[place], likeness(identity, self._known[place])) for place in places]
        likely = sorted((one for one in scored if one[1].is_likely), key=lambda one: (-one[1].score, one[0].id))
        alone = len({_person(member) for member, _ in likely}) == 1
        return [
            Proposal(member=member, likeness=how, exact=alone and self._is_exact(nominee, member, how))
            for member, how in likely[:MOST_SHOWN]
        ]

    def _is_exact(self, nominee: Nominee, member: ListMember, how: Likeness) -> bool:
        if not any(why.code in _SAME_NAME for why in how.why):
            return False
        if nominee.email_index and member.email_index:
            return nominee.email_index == member.email_index
        return not contradicts(nominee, member, self._vocabulary)


def _listed(member: ListMember) -> Identity:
    return Identity(key=str(member.id), category="", name=member.name, email=member.email_index)


def _person(member: ListMember) -> tuple[str, str]:
    """Give what tells people on a list apart: the same name with the same address is one person on several lines."""
    return (member.name, member.email_index) if member.email_index else (str(member.id), "")
