"""A person without a mouse: Tab, Shift+Tab, arrows, Space and Enter, who has to see where they are at every step."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.journeys.filling import CHOICES, NUMBERS

MOST_TABS = 400

WHERE = r"""() => {
  const here = document.activeElement;
  if (!here || here === document.body) return {name: "nothing"};
  const group = here.closest(".govuk-radios__item, .govuk-checkboxes__item, label") || here;
  const drawn = (style) => style.boxShadow !== "none" ||
    (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && !/, 0\)$/.test(style.outlineColor));
  const label = here.labels && here.labels[0];
  const marked = drawn(getComputedStyle(here)) || (label && drawn(getComputedStyle(label, "::before")));
  const parts = [...here.getClientRects()].map((box) => ({
    left: Math.max(box.left, 0), right: Math.min(box.right, innerWidth),
    top: Math.max(box.top, 0), bottom: Math.min(box.bottom, innerHeight),
  })).filter((part) => part.right - part.left >= 1 && part.bottom - part.top >= 1);
  const middle = (part) => [(part.left + part.right) / 2, (part.top + part.bottom) / 2];
  const hits = parts.map((part) => document.elementFromPoint(...middle(part)));
  const clear = hits.some((hit) => hit && (group.contains(hit) || (label ? label.contains(hit) : false)));
  return {
    name: `${here.tagName} ${here.name || here.textContent.trim().slice(0, 40)} on ${location.pathname}`,
    marked: Boolean(marked), inView: parts.length > 0, clear,
  };
}"""


class Keyboard:
    """Presses keys and looks after each Tab whether what has the focus can be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: list[str] = []

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def tab_to(self, target: Locator) -> None:
        """Press Tab until the target has the focus."""
        wanted = target.element_handle()
        for _ in range(MOST_TABS):
            if wanted.evaluate("one => one === document.activeElement"):
                return
            self.press("Tab")
            self.look()
        raise AssertionError(f"Tab never comes to {target} on {self.page.url}")

    def look(self) -> None:
        """Note what has the focus and cannot be seen to have it."""
        here = self.page.evaluate(WHERE)
        if here["name"] != "nothing" and not (here["marked"] and here["inView"] and here["clear"]):
            self.unseen.append(str(here))

    def follow(self, target: Locator) -> None:
        """Come to a link or a button and press Enter."""
        self.tab_to(target)
        with self.page.expect_navigation():
            self.press("Enter")

    def fill(self, texts: dict[str, str]) -> None:
        """Fill every empty control of the page's main form, in the order in which Tab comes to them."""
        form = self.page.locator("main form").filter(has=self.page.locator("button")).last
        done: set[str] = set()
        for control in form.locator("input:visible, textarea:visible, select:visible").all():
            name, kind = control.get_attribute("name") or "", control.get_attribute("type") or "text"
            if kind == "radio" and name not in done:
                self._choose(form, name)
            elif kind == "checkbox" and _last(name) in TICKED:
                self._tick(control)
            elif (
                kind not in {"radio", "checkbox", "hidden", "submit"}
                and control.evaluate("one => one.tagName") == "SELECT"
            ):
                self._select(control, CHOICES.get(_last(name)))
            elif kind not in {"radio", "checkbox", "hidden", "submit"}:
                self._type(control, texts.get(name) or texts.get(_last(name)) or NUMBERS.get(_last(name)))
            done.add(name)

    def _type(self, control: Locator, words: str | None) -> None:
        if words and not control.input_value().strip():
            self.tab_to(control)
            self.page.keyboard.type(words)

    def _tick(self, box: Locator) -> None:
        if not box.is_checked():
            self.tab_to(box)
            self.press("Space")
            assert box.is_checked()

    def _choose(self, form: Locator, name: str) -> None:
        """Come to a group of radio buttons and go to the wanted one with the arrows."""
        radios = form.locator(f"input[type=radio][name='{name}']")
        wanted = radios.and_(form.locator(f"input[value='{CHOICES.get(_last(name), '')}']"))
        wanted = wanted if wanted.count() else radios.first
        if radios.and_(form.locator(":checked")).count():
            if wanted.is_checked() or _last(name) not in CHOICES:
                return
            self.tab_to(radios.and_(form.locator(":checked")))
        else:
            self.tab_to(radios.first)
            self.press("Space")
        for _ in range(radios.count()):
            if wanted.is_checked():
                return
            self.press("ArrowDown")
            self.look()
        raise AssertionError(f"the arrows never come to {wanted} on {self.page.url}")

    def _select(self, control: Locator, wanted: str | None) -> None:
        """Come to a list and go down it with the arrow until something fitting is chosen."""
        if control.input_value() and wanted in {None, control.input_value()}:
            return
        self.tab_to(control)
        for _ in range(control.locator("option").count()):
            self.press("ArrowDown")
            if control.input_value() and wanted in {None, control.input_value()}:
                return
        raise AssertionError(f"nothing to choose in {control} on {self.page.url}")


TICKED = {"true", "no_child_named", "privacy_read", "finalist", "winner", "agree"}
"""Boxes that have to be ticked; the others say that something is so, which it is not here."""


def _last(name: str) -> str:
    return name.rsplit("-", maxsplit=1)[-1]
