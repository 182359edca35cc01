"""Statement 43: whoever opens every page they are led to changes nothing but the note that they were there."""

import pytest

from tests.house.harvesting import Replay, rows

ROLES = ("anonymous", "nominator", "nominee", "supporter", "judge", "conflicted judge", "chair", "everything")
SEEN = {"sign_in"}
"""When somebody was last seen; the trail of what was read is left out by `rows`."""


@pytest.mark.parametrize("role", ROLES)
def test_opening_every_page_one_is_led_to_changes_nothing(world, harvested, role):
    before, addresses = rows(world), harvested.shown[role].addresses
    Replay(world, role).open(addresses)
    assert {name for name, found in rows(world).items() if found != before[name]} <= SEEN
    assert addresses
