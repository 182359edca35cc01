"""What the script of a page does, without a browser: it sends what stands in the form and heeds the answer."""

from __future__ import annotations

import secrets
from typing import Any

from tests.pages.browser import Page, drawn_fields, typed


class Typist:
    """One open page with its script: a name, a turn, the version it may type over, and what stands in its form."""

    def __init__(self, page: Page) -> None:
        self.page = page
        form = next(form for form in page.soup.main.find_all("form") if form.has_attr("data-saved-as-typed"))
        self.fields = drawn_fields(form) | {"tab": [secrets.token_hex(12)], "turn": ["0"]}

    def type(self, **changes: Any) -> Typist:
        """Change what stands in the form; nothing is sent yet."""
        self.fields |= {name: typed(value) for name, value in changes.items()}
        return self

    def send(self, **changes: Any) -> Any:
        """Send it as the script does, heed the answer and give it: its status and its words."""
        self.type(**changes)
        return self.heed(self.post(self.take_turn()))

    def take_turn(self) -> dict[str, list[str]]:
        """Give what would be sent now."""
        self.fields["turn"] = [str(int(self.fields["turn"][0]) + 1)]
        return dict(self.fields)

    def post(self, fields: dict[str, list[str]]) -> Any:
        """Put it on its way; the answer may get lost."""
        self.page.browser._settle()
        headers = {"Accept": "application/json"}
        return self.page.browser.client.post(self.page.url, data=fields, headers=headers)

    def heed(self, answer: Any) -> Any:
        """Note the version that may be typed over from now on."""
        if answer.is_json and answer.json["saved"]:
            self.fields["version"] = [str(answer.json["version"])]
        return answer

    def press(self, **changes: Any) -> Page:
        """Press the page's own button."""
        self.type(**changes)
        return self.page.browser.open(self.page.url, post=self.take_turn())
