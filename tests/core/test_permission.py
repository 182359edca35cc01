"""Permissions and lifecycles."""

from enum import StrEnum

import pytest

from awards.core.lifecycle import Lifecycle, Move
from awards.core.permission import Permission, Reason, Refused, require


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"


DOOR = Lifecycle("door", {"close": Move(frozenset({Door.OPEN}), Door.SHUT)})
TOO_LATE = Reason("late", "It is too late.")
NOT_YOURS = Reason("not-yours", "It is not yours.")


def test_a_permission_keeps_every_objection():
    assert Permission.unless(TOO_LATE, None, NOT_YOURS).reasons == (TOO_LATE, NOT_YOURS)


def test_a_permission_without_objections_is_a_yes():
    assert bool(Permission.unless(None)) is True


def test_requiring_what_is_refused_raises_every_reason():
    with pytest.raises(Refused) as refused:
        require(Permission.unless(TOO_LATE, NOT_YOURS))
    assert refused.value.permission.reasons == (TOO_LATE, NOT_YOURS)


def test_a_legal_move_gives_the_next_state():
    assert DOOR.after("close", Door.OPEN) is Door.SHUT


def test_a_move_that_is_not_listed_is_refused_in_words():
    with pytest.raises(Refused, match="This door is shut, so it cannot be closed"):
        DOOR.after("close", Door.SHUT)
