"""States of the pages of results: one order, its working, and what judges and everybody may see."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.browser.results_scene import anybody, judge, staff
from tests.browser.state import State

WHILE_JUDGED = datetime(2024, 3, 13, 12, tzinfo=UTC)

STATES = [
    State("results", "results_staff.categories", "Score sheets in", staff("/staff/results/")),
    State("results, one order", "results_staff.category", "Too close to call", staff("/staff/results/{full}")),
    State("results, needs scores", "results_staff.category", "Needs scores", staff("/staff/results/{full}")),
    State("results, not adjusted", "results_staff.category", "Not adjusted", staff("/staff/results/{thin}")),
    State("results, no order", "results_staff.category", "No order yet", staff("/staff/results/{empty}")),
    State("results, before the close", "results_staff.category", "nobody is swayed",
          staff("/staff/results/{full}", at=WHILE_JUDGED)),
    State("working", "results_staff.working", "Judges differed by about", staff("/staff/results/{full}/working")),
    State("working, not adjusted", "results_staff.working", "Lowest to highest",
          staff("/staff/results/{thin}/working")),
    State("why", "results_staff.why", "the adjusted score", staff("/staff/results/{full}/why/{e2}")),
    State("severity", "results_staff.severity", "Differs from the panel", staff("/staff/results/{full}/judges")),
    State("severity, not adjusted", "results_staff.severity", "Not adjusted", staff("/staff/results/{thin}/judges")),
    State("results for judges", "results_judge.index", "Categories that you chair", judge("/judge/results/")),
    State("results for judges, no chair", "results_judge.index", "You chair none",
          judge("/judge/results/", chair=False)),
    State("own strictness", "results_judge.mine", "lower than the panel", judge("/judge/results/mine", chair=False)),
    State("chair, one order", "results_judge.category", "Too close to call", judge("/judge/results/{full}")),
    State("chair, working", "results_judge.working", "Judges differed by about",
          judge("/judge/results/{full}/working")),
    State("chair, why", "results_judge.why", "the adjusted score", judge("/judge/results/{full}/why/{e2}")),
    State("chair, severity", "results_judge.severity", "Differs from the panel", judge("/judge/results/{full}/judges")),
    State("adjusting explained", "how_we_judge.adjusting", "An example", anybody("/how-we-judge/adjusting")),
]  # fmt: skip

NO_PAGE: dict[str, str] = {}
"""Endpoints of these doors that draw no page of their own."""
