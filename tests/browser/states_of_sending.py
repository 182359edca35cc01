"""States of what follows the sending of a nomination."""

from __future__ import annotations

from datetime import timedelta

from tests.browser.asking import filled, sent
from tests.browser.site import AFTER_THE_CLOSE, Site, Visit
from tests.browser.state import State, at, press, reference
from tests.browser.states_of_writing import each, write_one
from tests.pages.browser import Page


def send_one(site: Site, slug: str = "practice") -> Page:
    """Send a nomination that is not held as spam: it took longer to write than any program would."""
    page = filled(site.browser(), slug, email=f"{slug}@nominators.example", nominee_email="amara@nominees.example")
    site.clock.forward(minutes=10)
    return page.submit("Send the nomination")


def _sent(site: Site, slug: str = "practice") -> Page:
    return site.once(("sent", slug), lambda: send_one(site, slug))


def of_sent(site: Site, page: str, slug: str = "practice") -> Visit:
    """Look at a page of a nomination that was sent."""
    receipt = _sent(site, slug)
    return at(receipt, f"/nominations/{reference(receipt)}{page}")


def _receipt(site: Site, slug: str) -> Visit:
    return of_sent(site, "/receipt", slug)


def after_the_close(site: Site, page: str) -> Visit:
    """Look at a page of a nomination that was sent, when nominations have closed."""
    visit = of_sent(site, page)
    site.clock.set(AFTER_THE_CLOSE)
    site.nominator_again(visit.path.split("/")[2], visit.who)
    return visit


def _held(site: Site) -> Visit:
    return at(sent(site.browser(), "practice", email="quick@nominators.example"))


def _withdrawn(site: Site) -> Visit:
    receipt = send_one(site, "practice")
    receipt.browser.get("my_nominations.withdraw", ref=reference(receipt)).submit("Withdraw it")
    return at(receipt)


def _too_late(site: Site) -> Visit:
    """Pressed long after the close, in a page that was left open."""
    who, ref = write_one(site, "practice")

    def act(page) -> None:
        site.clock.set(AFTER_THE_CLOSE)
        site.nominator_again(ref, who)
        site.hand_over(who, page.context)
        press("Send the nomination")(page)

    return Visit(f"/nominations/{ref}/check", who, act)


def _within_the_grace(site: Site) -> Visit:
    who, ref = write_one(site, "practice")

    def act(page) -> None:
        site.clock.set(site.season.closes_at + timedelta(seconds=60))
        site.nominator_again(ref, who)
        site.hand_over(who, page.context)
        press("Send the nomination")(page)

    return Visit(f"/nominations/{ref}/check", who, act)


STATES = [
    *each("receipt", "my_nominations.receipt", "Nomination sent", _receipt),
    State("receipt, held", "my_nominations.receipt", "Nomination sent", _held),
    State("receipt, withdrawn", "my_nominations.receipt", "Nomination withdrawn", _withdrawn),
    State("receipt, after the close", "my_nominations.receipt", "Nomination sent",
          lambda site: after_the_close(site, "/receipt")),
    State("receipt, within the grace", "my_nominations.receipt", "arrived just after the close", _within_the_grace),
    State("check, too late", "my_nominations.check", "closed", _too_late),
    State("task list, once sent", "my_nominations.task_list", "has been sent", lambda site: of_sent(site, "")),
    State("withdraw, once sent", "my_nominations.withdraw", "Withdraw it", lambda site: of_sent(site, "/withdraw")),
    State("withdraw, after the close", "my_nominations.withdraw", "You cannot withdraw",
          lambda site: after_the_close(site, "/withdraw")),
    State("list, one sent", "my_nominations.index", "Sent at", lambda site: at(_sent(site), "/nominations/")),
]  # fmt: skip
