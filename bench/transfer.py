"""Measure what a visit to the nomination form transfers, and write the figures to bench/transfer.md.

Run it from the checkout: python -m bench.transfer
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from awards.seasons.reading import FRONTLINE_2024
from tests.browser.transfer import FIRST_VISIT, REPEAT_VISIT, Visits, visits
from tests.journeys.portal import CHROMIUM, Portal, chromium

REPORT = Path(__file__).with_suffix(".md")


def measured(portal: Portal) -> dict[str, Visits]:
    """Measure the start page and the page of one question, each by a browser that has seen nothing yet."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM)
        context = browser.new_context(base_url=portal.url)
        answer = an_answer_page(context)
        kept = context.storage_state()
        found = {
            "The start page": visits(browser.new_context(), f"{portal.url}/nominate/"),
            "The page of one question": visits(browser.new_context(storage_state=kept), answer),
        }
        browser.close()
    return found


def an_answer_page(context: BrowserContext) -> str:
    """Start a draft and give the address of its first question."""
    page = context.new_page()
    page.goto("/demo/")
    page.locator("form:has(input[value='nominating']) button").click()
    page.goto("/nominate/")
    page.locator("input[name=category]").first.check()
    page.get_by_role("button", name="Start now").click()
    page.goto("/nominations/")
    page.locator("main .govuk-task-list a").first.click()
    href = page.locator("main a[href*='/answers/']").first.get_attribute("href")
    page.close()
    return page.url.split("/nominations/")[0] + str(href)


def report(found: dict[str, Visits]) -> str:
    """Word the figures."""
    lines = [
        "# What a visit to the form transfers",
        "",
        "Bytes over the wire as Chromium counts them, headers included, from the demo's own server; written by",
        "`python -m bench.transfer`. `tests/browser/test_transfer.py` holds the form to these limits.",
        "",
        f"| page | first visit (at most {FIRST_VISIT:,}) | next visit (at most {REPEAT_VISIT:,}) |",
        "|---|---|---|",
    ]
    lines += [f"| {name} | {one.first:,} | {one.repeat:,} |" for name, one in found.items()]
    for name, one in found.items():
        lines += ["", f"## {name}, file by file", "", "| file | bytes |", "|---|---|"]
        lines += [f"| {short(file)} | {size:,} |" for file, size in sorted(one.files.items(), key=lambda row: -row[1])]
    return "\n".join(lines) + "\n"


def short(url: str) -> str:
    """Give the path of a file, and `the page` for the page itself, whose address holds a reference."""
    path = "/" + url.split("//", 1)[-1].partition("/")[2]
    return path if path.startswith(("/static/", "/theme")) else "the page"


def main() -> None:
    """Measure and write."""
    with tempfile.TemporaryDirectory() as folder:
        portal = Portal(Path(folder), FRONTLINE_2024)
        try:
            text = report(measured(portal))
        finally:
            portal.stop()
    REPORT.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
