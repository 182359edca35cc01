"""How many bytes a page costs over the wire, as the browser itself counts them."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import BrowserContext

FIRST_VISIT = 60_000
REPEAT_VISIT = 15_000
"""The most bytes that a visit to the form may transfer, headers included."""


@dataclass(frozen=True, slots=True)
class Visits:
    """The bytes of each file on a first visit, and of all of them on the next."""

    files: dict[str, int]
    repeat: int

    @property
    def first(self) -> int:
        return sum(self.files.values())


def visits(context: BrowserContext, url: str) -> Visits:
    """Open an address with an empty cache, then once more; counts what came over the wire, compressed, with headers."""
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    protocol.send("Network.enable")
    names: dict[str, str] = {}
    arrived: list[tuple[str, int]] = []
    protocol.on(
        "Network.requestWillBeSent", lambda event: names.setdefault(event["requestId"], event["request"]["url"])
    )
    protocol.on(
        "Network.loadingFinished",
        lambda event: arrived.append((names[event["requestId"]], int(event["encodedDataLength"]))),
    )
    page.goto(url, wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => null)")
    page.wait_for_timeout(200)
    files = {name.partition("?")[0].removeprefix(url) or url: size for name, size in arrived}
    assert len(files) == len(arrived), arrived
    arrived.clear()
    page.goto("about:blank")
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(200)
    repeat = sum(size for _, size in arrived)
    page.close()
    return Visits(files, repeat)
