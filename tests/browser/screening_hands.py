"""What somebody of staff does with a page while screening: by keyboard alone, or plainly where scripts are off."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.keyboard import Keyboard

NOTES_THE_MOUSE = """
const note = () => sessionStorage.setItem("mouse", "used");
for (const one of ["pointerdown", "mousedown"]) addEventListener(one, note, true);
"""
MOST_STEPS = 60


class Hands:
    """Somebody at a page: goes where links lead, presses buttons, chooses, ticks and types."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def go(self, locator: Locator) -> None:
        """Go where a link or a button leads."""
        with self.page.expect_navigation():
            locator.click()

    def link(self, name: str) -> None:
        self.go(self.page.get_by_role("link", name=name, exact=True).first)

    def button(self, name: str) -> None:
        """Press the button of the main part whose name begins so."""
        self.go(self.main.get_by_role("button", name=re.compile("^" + re.escape(name))).first)

    def choose(self, label: str) -> None:
        self.main.get_by_role("radio", name=label, exact=True).check()

    def tick(self, label: str) -> None:
        self.main.get_by_role("checkbox", name=label, exact=True).first.check()

    def write(self, box: Locator, words: str) -> None:
        """Type over what a box holds."""
        box.fill(words)

    def pick(self, label: str, words: str) -> None:
        """Pick from a list."""
        self.main.get_by_label(label, exact=True).select_option(label=words)

    def open_row(self, ref: str) -> None:
        """Open a nomination from the list that is shown."""
        self.go(self.page.locator("#queue tbody tr").filter(has_text=ref).locator("th").get_by_role("link"))

    def tick_row(self, ref: str) -> None:
        """Tick a nomination in the list that is shown."""
        self.page.get_by_role("checkbox", name=f"Tick {ref}").check()

    def unfold(self, words: str) -> None:
        self.main.locator("summary").filter(has_text=words).first.click()

    def box(self, label: str) -> Locator:
        return self.main.get_by_label(label, exact=True)

    def sees(self, words: str) -> None:
        expect(self.main).to_contain_text(words)

    def to_list(self, name: str) -> None:
        """Open one of the four lists."""
        self.link("Nominations")
        self.go(self.page.get_by_role("navigation", name="The four lists").get_by_role("link", name=re.compile(name)))


class Keys(Hands):
    """Somebody who has a keyboard and no mouse, and has to see where they are."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.page.add_init_script(NOTES_THE_MOUSE)
        self.keys = Keyboard(page)

    def go(self, locator: Locator) -> None:
        self.keys.follow(locator)

    def choose(self, label: str) -> None:
        wanted = self.main.get_by_role("radio", name=label, exact=True)
        group = self.main.locator(f"input[type=radio][name='{wanted.get_attribute('name')}']")
        chosen = group.and_(self.main.locator(":checked"))
        self.keys.tab_to(chosen if chosen.count() else group.first)
        self.keys.press("Space")
        for _ in range(group.count()):
            if wanted.is_checked():
                return
            self.keys.press("ArrowDown")
            self.keys.look()
        raise AssertionError(f"the arrows never come to {label} on {self.page.url}")

    def tick(self, label: str) -> None:
        box = self.main.get_by_role("checkbox", name=label, exact=True).first
        if not box.is_checked():
            self.keys.tab_to(box)
            self.keys.press("Space")
        expect(box).to_be_checked()

    def write(self, box: Locator, words: str) -> None:
        self.keys.tab_to(box)
        self.keys.press("Control+A")
        self.page.keyboard.type(words)

    def pick(self, label: str, words: str) -> None:
        control = self.main.get_by_label(label, exact=True)
        wanted = control.locator("option").filter(has_text=re.compile(f"^{re.escape(words)}$")).get_attribute("value")
        self.keys.tab_to(control)
        self.keys.press("Home")
        for _ in range(control.locator("option").count()):
            if control.input_value() == wanted:
                return
            self.keys.press("ArrowDown")
        raise AssertionError(f"the arrows never come to {words} on {self.page.url}")

    def open_row(self, ref: str) -> None:
        self._to_row(ref)
        with self.page.expect_navigation():
            self.keys.press("Enter")

    def tick_row(self, ref: str) -> None:
        self._to_row(ref)
        self.keys.press("x")
        expect(self.page.get_by_role("checkbox", name=f"Tick {ref}")).to_be_checked()

    def unfold(self, words: str) -> None:
        self.keys.tab_to(self.main.locator("summary").filter(has_text=words).first)
        self.keys.press("Enter")

    def _to_row(self, ref: str) -> None:
        """Go up to the first row that the keyboard comes to, then down with j."""
        if "NOM-" not in self._row():
            self.keys.tab_to(self.page.locator("#queue tbody th a").first)
        for key in ("k", "j"):
            for _ in range(MOST_STEPS):
                row = self._row()
                if ref in row:
                    return
                self.keys.press(key)
                self.keys.look()
                if self._row() == row:
                    break
        raise AssertionError(f"j never comes to {ref} on {self.page.url}")

    def _row(self) -> str:
        found = "document.activeElement.closest('#queue tbody tr')?.innerText || ''"
        return str(self.page.evaluate(found))
