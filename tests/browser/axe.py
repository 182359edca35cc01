"""axe-core in a real page: evaluated over the browser's own protocol, so that the page's policy stays switched on."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


@cache
def _source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text()


def violations(page: Page) -> list[str]:
    """Give every violation of WCAG 2.0 to 2.2 A and AA on the page as it is shown now: rule, and where."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("Runtime.evaluate", {"expression": _source()})
    options = f"{{runOnly: {{type: 'tag', values: {STANDARDS}}}, resultTypes: ['violations']}}"
    answer = protocol.send(
        "Runtime.evaluate",
        {"expression": f"axe.run(document, {options})", "awaitPromise": True, "returnByValue": True},
    )
    protocol.detach()
    assert "exceptionDetails" not in answer, answer
    found = answer["result"]["value"]
    assert found["testEngine"]["name"] == "axe-core"
    assert found["toolOptions"]["runOnly"]["values"] == STANDARDS
    return [
        f"{one['id']} ({one['help']}): {node['target']} {node['html'][:160]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
