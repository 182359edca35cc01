"""The main way through a morning's screening, with scripts switched off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser import screening_steps as steps
from tests.browser.screening_hands import Hands
from tests.browser.screening_morning import thirty
from tests.browser.site import Site

pytestmark = [pytest.mark.browser]

DESKTOP = {"width": 1280, "height": 900}


def test_the_main_way_without_scripts(site: Site, chrome: Browser):
    """Rule, override, ask, merge, redact, admit, and change the rules: the pages do it all by themselves."""
    morning = thirty(site)
    with site.seen_by(chrome, morning.staff, viewport=DESKTOP, java_script_enabled=False) as page:
        hands = Hands(page)
        page.goto("/staff/queue")
        hands.open_row(morning.refs["Amara Okafor"])
        steps.rule_on_three_in_a_row(hands, morning)
        steps.override_with_a_reason(hands, morning)
        steps.ask_for_more(hands, morning)
        steps.several_at_once(hands, morning)
        steps.merge_and_take_apart(hands, morning)
        steps.redact_stamp_and_admit(hands, morning)
        steps.change_the_rules(hands, morning)
        steps.see_the_difference(hands, morning)
