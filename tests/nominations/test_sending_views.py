"""A whole nomination, page by page, in each kind of category."""

from __future__ import annotations

import pytest

from tests.nominations.filling import EMAIL, fill_practice, fill_team, fill_young_people, send


def statuses(page):
    return [item.get_text(strip=True) for item in page.soup.select(".govuk-task-list__status")]


@pytest.mark.parametrize("fill", [fill_practice, fill_team, fill_young_people])
def test_a_nomination_is_filled_in_checked_sent_and_received(browser, season, stored, mailbox, audit_trail, fill):
    page = fill(browser)
    assert set(statuses(page)) == {"Completed", "Optional", "Incomplete"}
    assert statuses(page)[-1] == "Incomplete"  # only the sending itself

    page = send(page)

    nomination = stored()
    assert page.heading == "Nomination sent"
    assert nomination.state == "submitted"
    assert audit_trail(nomination.ref) == ["nomination.started", "nomination.submitted"]
    subject = mailbox.last_to(EMAIL)["Subject"]
    assert subject == "Frontline Awards: we have received your nomination"
