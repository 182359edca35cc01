"""States of changing course: another award, a new version of what was sent, a correction after the close."""

from __future__ import annotations

from tests.browser.asking import finished
from tests.browser.site import AFTER_THE_CLOSE, Site, Visit
from tests.browser.state import State, at, fill_and_press, press, reference
from tests.browser.states_of_sending import after_the_close, of_sent, send_one
from tests.browser.states_of_writing import page_of, write_one
from tests.pages.browser import Page

SLUGS = ("practice", "team", "spotlight")


def _moved(site: Site, page: str, *, before: str = "practice", after: str = "team") -> Visit:
    """Look at a page of a draft that has moved to another award, with things left over."""
    who, ref = write_one(site, before)
    who.get("my_nominations.move", ref=ref).submit("Move to this award", category=after)
    return Visit(f"/nominations/{ref}{page}", who)


def _version(site: Site) -> Page:
    """Begin a new version of what was sent."""
    return send_one(site).submit("Make a new version")


def _of_version(site: Site, page: str = "") -> Visit:
    version = _version(site)
    return at(version, f"/nominations/{reference(version)}{page}")


def _receipt_beside_a_version(site: Site) -> Visit:
    receipt = send_one(site)
    receipt.submit("Make a new version")
    return at(receipt)


def _version_sent(site: Site) -> Visit:
    version = _version(site)
    return at(finished(version).submit("Send the new version"))


def _version_too_late(site: Site) -> Visit:
    receipt = send_one(site)
    version = receipt.submit("Make a new version")
    site.clock.set(AFTER_THE_CLOSE)
    site.nominator_again(reference(receipt), version.browser)
    return at(version)


def _correction_asked(site: Site) -> Visit:
    visit = after_the_close(site, "/correction")
    return Visit(visit.path, visit.who, fill_and_press("Send the request", text="The year should be 2023."))


STATES = [
    *[State(f"move, from {slug}", "my_nominations.move", "Move to this award",
            lambda site, slug=slug: page_of(site, slug, "/move")) for slug in SLUGS],
    State("move, the same award", "my_nominations.move", "Move to another award",
          lambda site: page_of(site, "practice", "/move")),
    State("move, once sent", "my_nominations.move", "can no longer be changed", lambda site: of_sent(site, "/move")),
    State("kept, nothing", "my_nominations.kept", "Nothing is kept", lambda site: page_of(site, "practice", "/kept")),
    State("kept, answers and people", "my_nominations.kept", "People you named", lambda site: _moved(site, "/kept")),
    State("kept, a team's contact", "my_nominations.kept", "Take out",
          lambda site: _moved(site, "/kept", before="team", after="practice")),
    State("task list, moved", "my_nominations.task_list", "Kept, but not part", lambda site: _moved(site, "")),
    State("verdict, moved", "my_nominations.verdict", "Team award",
          lambda site: _moved(site, "/eligibility/verdict")),
    State("version, task list", "my_nominations.task_list", "This is a new version", _of_version),
    State("version, check", "my_nominations.check", "Still to do", lambda site: _of_version(site, "/check")),
    State("version, check, all there", "my_nominations.check", "Send the new version",
          lambda site: at(finished(_version(site)))),
    State("version, give up", "my_nominations.give_up", "Give it up", lambda site: _of_version(site, "/give-up")),
    State("version, not sent in time", "my_nominations.task_list", "Not sent in time", _version_too_late),
    State("receipt, beside a version", "my_nominations.receipt", "You began a new version", _receipt_beside_a_version),
    State("receipt, two versions", "my_nominations.receipt", "which no longer counts", _version_sent),
    State("correction, while open", "my_nominations.correction", "Ask for a correction",
          lambda site: of_sent(site, "/correction")),
    State("correction", "my_nominations.correction", "Send the request",
          lambda site: after_the_close(site, "/correction")),
    State("correction, nothing typed", "my_nominations.correction", "There is a problem",
          lambda site: _pressing(after_the_close(site, "/correction"))),
    State("receipt, correction asked", "my_nominations.receipt", "The year should be 2023.", _correction_asked),
]  # fmt: skip


def _pressing(visit: Visit) -> Visit:
    return Visit(visit.path, visit.who, press("Send the request"))
