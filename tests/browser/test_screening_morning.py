"""A morning's screening of thirty nominations, by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser import screening_steps as steps
from tests.browser.screening_hands import Keys
from tests.browser.screening_morning import thirty
from tests.browser.site import Site

pytestmark = [pytest.mark.browser]

DESKTOP = {"width": 1280, "height": 900}


def test_a_morning_of_screening_by_keyboard_alone(site: Site, chrome: Browser):
    morning = thirty(site)
    with site.seen_by(chrome, morning.staff, viewport=DESKTOP) as page:
        hands = Keys(page)
        page.goto("/staff/queue")
        assert steps.counts(hands) == dict(zip(steps.LISTS, (30, 0, 0, 0), strict=True))
        steps.keys_act_in_the_list_alone(hands, morning)
        steps.rule_on_three_in_a_row(hands, morning)
        steps.override_with_a_reason(hands, morning)
        steps.confirm_and_undo(hands, morning)
        steps.ask_for_more(hands, morning)
        steps.hold_and_let_go(hands, morning)
        steps.several_at_once(hands, morning)
        steps.merge_and_take_apart(hands, morning)
        steps.redact_stamp_and_admit(hands, morning)
        assert steps.counts(hands) == dict(zip(steps.LISTS, (27, 1, 0, 2), strict=True))
        steps.change_the_rules(hands, morning)
        steps.see_the_difference(hands, morning)
        assert hands.keys.unseen == []
        assert page.evaluate("sessionStorage.getItem('mouse')") is None
