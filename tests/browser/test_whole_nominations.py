"""A whole nomination in each award, from the start page to the receipt: by keyboard alone, and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.keyboard import Keyboard
from tests.browser.site import Site
from tests.browser.states_of_writing import SLUGS
from tests.browser.walking import Mouse, nominate

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("slug", SLUGS)
def test_a_nomination_by_keyboard_alone(site: Site, chrome: Browser, slug: str):
    with site.seen_by(chrome, viewport={"width": 1000, "height": 600}) as page:
        keyboard = Keyboard(page)
        reference = nominate(keyboard, slug, email=f"key-{slug}@nominators.example")
        assert keyboard.unseen == []
    assert kept(site, reference) == slug


@pytest.mark.parametrize("slug", SLUGS)
def test_a_nomination_without_scripts(site: Site, chrome: Browser, slug: str):
    with site.seen_by(chrome, java_script_enabled=False) as page:
        reference = nominate(Mouse(page), slug, email=f"plain-{slug}@nominators.example")
    assert kept(site, reference) == slug


def test_shift_and_tab_go_back_the_way_tab_came(site: Site, chrome: Browser):
    with site.seen_by(chrome) as page:
        page.goto("/nominate/return")
        keyboard = Keyboard(page)
        keyboard.tab_to(page.get_by_role("button", name="Send me a link"))
        keyboard.press("Shift+Tab")
        keyboard.look()
        assert page.evaluate("document.activeElement.name") == "email"
        assert keyboard.unseen == []


def test_the_keyboard_notices_what_cannot_be_seen(site: Site, chrome: Browser):
    with site.seen_by(chrome) as page:
        page.goto("/nominate/")
        button = page.get_by_role("button", name="Start now")
        button.evaluate("one => { one.style.outline = 'none'; one.style.boxShadow = 'none'; }")
        keyboard = Keyboard(page)
        keyboard.tab_to(button)
        assert [one for one in keyboard.unseen if "Start now" in one] == keyboard.unseen != []
        page.locator("header").first.evaluate("one => { one.style.position = 'fixed'; one.style.inset = 0; }")
        keyboard.unseen.clear()
        keyboard.press("Tab")
        keyboard.look()
        assert "'clear': False" in keyboard.unseen[0]


def kept(site: Site, reference: str) -> str:
    """Give the slug of the award of a nomination that was sent and is whole."""
    nomination = site.nomination(reference)
    assert nomination.submitted_at is not None
    asked = {question.key for question in nomination.category.questions if not question.optional}
    answered = {answer.question_key for answer in nomination.answers if answer.text}
    assert asked <= answered
    return nomination.category.slug
