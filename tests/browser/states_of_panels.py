"""States of what staff see of judging: panels, judges, ties, plans, locked rules, progress, letters and agreement."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.judging_round import CLOSED, staff
from tests.browser.state import State, fill_and_press, press

_P, _PANEL = "/staff/panels/", "/staff/panels/{practice}"


def _see_the_message(page: Page) -> None:
    page.locator("[name=text]").fill("Three days are left.\nThank you for what you did.")
    press("See it before it goes")(page)


_PANELS = [
    State("panels", "panels_staff.panels", "Practice panel", staff(_P)),
    State("panels, no name", "panels_staff.panels", "Enter a name", staff(_P, press("Make the panel"))),
    State("panel", "panels_staff.panel", "What these readings keep", staff(_PANEL)),
    State("panel, a plan waits", "panels_staff.panel", "A plan waits for you", staff(_P + "{made}")),
    State("panel, empty", "panels_staff.panel", "No judges yet", staff(_P + "{empty}")),
    State("invite", "panels_staff.invite", "The invitation and every sign-in link", staff(_PANEL + "/invite")),
    State("invite, nobody", "panels_staff.invite", "There is a problem",
          staff(_PANEL + "/invite", press("Send the invitation"))),
    State("interest", "panels_staff.interest", "stands down from the entry at once", staff(_PANEL + "/interest")),
    State("interest, none", "panels_staff.interest", "There is a problem",
          staff(_PANEL + "/interest", press("Add this interest"))),
    State("round", "panels_staff.judging_round", "Close judging now", staff(_P + "round")),
    State("round, closed", "panels_staff.judging_round", "Open judging again", staff(_P + "round", at=CLOSED)),
    State("round, no reason", "panels_staff.reopen_round", "Say why",
          staff(_P + "round", press("Open judging again"), at=CLOSED)),
    State("judge", "members_staff.member", "What we know of them", staff(_PANEL + "/judges/{Robin}")),
    State("judge, errors", "members_staff.member", "There is a problem",
          staff(_PANEL + "/judges/{Robin}", fill_and_press("Save", load_most="a dozen"))),
    State("undo a conflict", "members_staff.lift", "Only where it was noted by mistake",
          staff(_PANEL + "/judges/{Robin}/conflicts/{e8}")),
    State("undo a conflict, no reason", "members_staff.lift", "Say why it was a mistake",
          staff(_PANEL + "/judges/{Robin}/conflicts/{e8}", press("Undo the conflict"))),
    State("ties", "members_staff.ties", "Likely ties", staff(_PANEL + "/ties")),
    State("ties, none", "members_staff.ties", "No likely ties", staff(_P + "{empty}/ties")),
    State("ties of the organiser", "members_staff.organiser", "Was trained by us", staff(_PANEL + "/organiser-ties")),
    State("ties of the organiser, errors", "members_staff.organiser", "There is a problem",
          staff(_PANEL + "/organiser-ties", press("Tell the panel"))),
]  # fmt: skip

_PLANS = [
    State("plan, none", "panels_staff.plan", "No plan yet", staff(_P + "{empty}/plan")),
    State("plan, asked", "panels_staff.plan", "being worked out", staff(_P + "{asked}/plan")),
    State("plan, made", "panels_staff.plan", "What this plan keeps", staff(_P + "{made}/plan")),
    State("plan, impossible", "panels_staff.plan", "What stands in the way", staff(_P + "{impossible}/plan")),
    State("add a reading", "panels_staff.assign", "once you release it", staff(_PANEL + "/assign")),
    State("add a reading, errors", "panels_staff.assign", "There is a problem",
          staff(_PANEL + "/assign", press("Add this reading"))),
    State("limits", "panels_staff.limits", "The rules of judging are locked", staff(_PANEL + "/limits")),
    State("limits, errors", "panels_staff.limits", "There is a problem",
          staff(_PANEL + "/limits", fill_and_press("Save", least="many"))),
    State("left", "panels_staff.left", "What they finished stays and counts", staff(_PANEL + "/judges/{Col}/left")),
    State("left, no reason", "panels_staff.left", "There is a problem",
          staff(_PANEL + "/judges/{Col}/left", press("They leave the panel"))),
    State("rules of judging", "judging_rules.index", "SHA-256", staff(_P + "rules")),
    State("rules of judging, change", "judging_rules.change", "The rules are locked", staff(_P + "rules/change")),
    State("rules of judging, errors", "judging_rules.change", "There is a problem",
          staff(_P + "rules/change", fill_and_press("Adopt these rules", shortlist_min="none"))),
]  # fmt: skip

_ROUND = [
    State("progress", "judging_staff.progress", "Pace compares", staff("/staff/judging/")),
    State("progress, one panel", "judging_staff.progress", "Practice panel",
          staff("/staff/judging/?panel={practice}&sort=behind")),
    State("agreement", "judging_staff.agreement", "How often judges agree", staff("/staff/judging/agreement")),
    State("habits", "judging_staff.habits", "For staff alone", staff("/staff/judging/habits")),
    State("history of a sheet", "judging_staff.history", "While judging is open",
          staff("/staff/judging/{e0}/{Robin}/history")),
    State("history of a sheet, closed", "judging_staff.history", "by the judge",
          staff("/staff/judging/{e0}/{Robin}/history", at=CLOSED)),
    State("open a sheet again", "judging_staff.reopen", "It is kept in the record",
          staff("/staff/judging/{e1}/{Robin}/reopen")),
    State("open a sheet again, no reason", "judging_staff.reopen", "There is a problem",
          staff("/staff/judging/{e1}/{Robin}/reopen", press("Open the sheet again"))),
    State("reminders", "judging_mail.reminders", "What follows from", staff("/staff/judging/reminders")),
    State("reminders, errors", "judging_mail.reminders", "Enter whole days",
          staff("/staff/judging/reminders", fill_and_press("Set the reminders", before="soon"))),
    State("messages", "judging_mail.messages", "Written before", staff("/staff/judging/messages")),
    State("messages, seen first", "judging_mail.messages", "This goes to",
          staff("/staff/judging/messages?to=all", _see_the_message)),
    State("messages, empty", "judging_mail.messages", "There is a problem",
          staff("/staff/judging/messages", press("See it before it goes"))),
]  # fmt: skip

STATES = [*_PANELS, *_PLANS, *_ROUND]

NO_PAGE = {
    "members_staff.add_tie": "a post that goes back to the ties",
    "members_staff.take_back": "a post that goes back to the ties of the organiser",
    "panels_staff.ask_plan": "a post that goes on to the plan",
    "panels_staff.apply": "a post that goes on to the panel",
    "panels_staff.apply_and_release": "a post that goes on to the panel",
    "panels_staff.remove": "a post that goes back to the panel",
    "panels_staff.release": "a post that goes back to the panel",
    "panels_staff.returned": "a post that goes on to the plan",
    "panels_staff.invite_again": "a post that goes back to the panel",
    "panels_staff.close_round": "a post that goes back to the round",
}
"""What answers no page of its own to a GET, and why."""
