"""The data map of judging, results and what is public."""

from __future__ import annotations

from typing import Final

from awards.privacy.holdings import EVERYBODY, PANEL, SEASON, TEAM, Holding, Whom, Why, of_nobody
from awards.privacy.rules import Rule

JUDGES, NOMINEES, WINNERS = (Whom.JUDGES,), (Whom.NOMINEES,), (Whom.WINNERS,)
BOTH: Final = (Whom.JUDGES, Whom.NOMINEES)
RECORD: Final = "for good, under labels that name nobody"
LAST: Final = Rule.SHORTLISTED

JUDGING: Final = (
    Holding(
        "panel_member", "past employers, whom you manage, lived experience, times away", JUDGES, Why.ANSWER,
        Rule.JUDGES, TEAM,
    ),
    Holding("interest", "your ties with entries, and what you noted of them", BOTH, Why.ANSWER, Rule.COMMENTS, TEAM),
    Holding("organiser_tie", "ties of the organiser with an entry", NOMINEES, Why.ANSWER, Rule.COMMENTS, PANEL),
    Holding("assignment", "which entries you read, and why you did not", JUDGES, Why.ANSWER, Rule.COMMENTS, TEAM),
    Holding("score_sheet", "comments of judges", BOTH, Why.RUN, Rule.COMMENTS, PANEL),
    Holding("score", "scores; comments of judges go earlier", BOTH, Why.ANSWER, SEASON, PANEL),
    Holding("sheet_version", "comments of judges", BOTH, Why.ANSWER, Rule.COMMENTS, TEAM),
    Holding("practice_sheet", "your scores of invented entries", JUDGES, Why.RUN, Rule.COMMENTS, "only you"),
    Holding("judge_message", "what staff wrote to judges", JUDGES, Why.RUN, Rule.COMMENTS, TEAM),
    Holding("judging_act", "scores and votes, sealed", BOTH, Why.ANSWER, RECORD, "auditors"),
    Holding("bundle", "scores and votes, sealed", BOTH, Why.ANSWER, RECORD, "auditors"),
    Holding("attendance", "which meetings you were at", JUDGES, Why.ANSWER, SEASON, TEAM),
    Holding("ballot", "how you voted", JUDGES, Why.ANSWER, SEASON, "once counted: judges of the panel, awards staff"),
    *of_nobody("panel", "panel_category", "judging_rules", "reading_plan", "sealed_leaf", "season_log", "checkpoint"),
)  # fmt: skip

RESULTS: Final = (
    Holding("meeting", "what the panel said of an entry, in its minutes", NOMINEES, Why.ANSWER, LAST, PANEL),
    Holding("vote", "scores and votes", BOTH, Why.ANSWER, SEASON, PANEL),
    Holding("discussion", "what the panel said of an entry", NOMINEES, Why.ANSWER, Rule.COMMENTS, PANEL),
    Holding("decision", "why the panel decided as it did", NOMINEES, Why.ANSWER, LAST, PANEL),
    Holding("fit", "scores and votes", NOMINEES, Why.ANSWER, SEASON, TEAM),
    Holding("reading_search", "scores and votes", NOMINEES, Why.RUN, SEASON, TEAM),
    Holding(
        "feedback", "what we tell about an entry that did not win", NOMINEES, Why.RUN, LAST, "whoever may ask for it"
    ),
    Holding("feedback_request", "that you asked for feedback", (Whom.NOMINATORS,), Why.RUN, SEASON, TEAM),
    Holding("addendum", "what happened after a decision", WINNERS, Why.ANSWER, LAST, TEAM),
)

PUBLISHING: Final = (
    Holding(
        "winner", "name, role, place and citation, as you chose", WINNERS, Why.PUBLISH,
        "until you ask us to take it down; a year later it goes for good", EVERYBODY,
    ),
    Holding(
        "citation", "name, role, place and citation, as you chose", WINNERS, Why.PUBLISH,
        "until you ask us to take it down; a year later it goes for good", EVERYBODY,
    ),
    Holding(
        "past_win", "a mark, made of your name, that you have won", WINNERS, Why.RUN, "as long as the win is public",
        "nobody; staff see that there is one when the name comes again",
    ),
    *of_nobody("announcement", "archive_year"),
)  # fmt: skip
