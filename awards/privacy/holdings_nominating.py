"""The data map of nominating and screening."""

from __future__ import annotations

from typing import Final

from awards.privacy.holdings import CONSENTS, NAMED, PANEL, TEAM, Holding, Whom, Why, of_nobody
from awards.privacy.rules import Rule

NOMINATORS, NOMINEES, STORIES, BOTH = (
    (Whom.NOMINATORS,), (Whom.NOMINEES,), (Whom.NOMINEES, Whom.STORIES), (Whom.NOMINATORS, Whom.NOMINEES),
)  # fmt: skip
LAST: Final = Rule.SHORTLISTED
"""The last of the clocks of a nomination; one that was not shortlisted goes by an earlier one."""

NOMINATING: Final = (
    Holding(
        "nominator", "your name, how to reach you, your work, whether you are under 18", NOMINATORS, Why.RUN, LAST, TEAM
    ),
    Holding("nomination", "how you know the nominee, and what you declared", NOMINATORS, Why.RUN, LAST, TEAM),
    Holding("nominee", "name, address, work, registration, lived experience", NOMINEES, Why.RUN, LAST, TEAM),
    Holding("answer", "what was written about the nominee", STORIES, Why.RUN, LAST, TEAM),
    Holding("submission", "what was written about the nominee", STORIES, Why.RUN, LAST, TEAM),
    Holding("typed_page", "what you typed and have not sent", BOTH, Why.RUN, Rule.DRAFTS, "only you"),
    Holding("correction_request", "what you asked us to put right", BOTH, Why.RUN, LAST, TEAM),
    Holding("information_request", "what we asked you, and your answer", BOTH, Why.RUN, LAST, TEAM),
    Holding("addition", "what was written about the nominee", STORIES, Why.RUN, LAST, TEAM),
    Holding("move_offer", "another award we suggested, and your answer", NOMINATORS, Why.RUN, LAST, TEAM),
    Holding(
        "notice", "what you answered, and how you want to be shown", NOMINEES, Why.PUBLISH, CONSENTS, TEAM
    ),
    Holding("consent", "each thing you agreed to, when, and in which words", NOMINEES, Why.PUBLISH, CONSENTS, TEAM),
    Holding("supporter", "name, relation and address", (Whom.SUPPORTERS,), Why.SAFE, LAST, TEAM),
    Holding(
        "suppression", "a mark, made of your name or address, that you do not want to be put forward", NOMINEES,
        Why.RIGHTS, "until you tell us otherwise", "nobody; staff see that there is one when the name comes again",
    ),
    Holding("register_check", "what the public register of social workers said", NOMINEES, Why.RUN, LAST, TEAM),
    Holding("membership_check", "which line of the organiser’s lists is you", NOMINEES, Why.RUN, LAST, TEAM),
    Holding("list_upload", "lists of who is on a training programme", NOMINEES, Why.RUN, Rule.LISTS, TEAM),
    Holding("list_member", "lists of who is on a training programme", NOMINEES, Why.RUN, Rule.LISTS, TEAM),
)  # fmt: skip

SCREENING: Final = (
    Holding("verdict_record", "what the rules said, and on which facts", NOMINEES, Why.ANSWER, LAST, TEAM),
    Holding("ruling", "what staff decided, and why", NOMINEES, Why.ANSWER, LAST, TEAM),
    Holding("screening_case", "where your nomination stands", NOMINEES, Why.RUN, LAST, TEAM),
    Holding("staff_note", "notes of staff", NOMINEES, Why.RUN, LAST, TEAM),
    Holding("likely_duplicate", "whether two nominations are of one person", NOMINEES, Why.RUN, LAST, TEAM),
    Holding("copy_passage", "the copy that judges read", STORIES, Why.RUN, LAST, TEAM),
    Holding("copy_stamp", "the copy that judges read", STORIES, Why.SAFE, LAST, TEAM),
    Holding("entry", "the name and place that judges read", NOMINEES, Why.RUN, LAST, PANEL),
    Holding("passage", "the copy that judges read", STORIES, Why.RUN, LAST, PANEL),
    Holding("flag", "that somebody was worried about a person at risk", STORIES, Why.SAFE, Rule.FLAGS, NAMED),
    Holding("flag_note", "what they were worried about", STORIES, Why.SAFE, Rule.FLAGS, NAMED),
    Holding("concern", "whether anything stands against a finalist", NOMINEES, Why.SAFE, Rule.CONCERNS, NAMED),
    Holding(
        "safeguarding_lead", "who looks after flags", (Whom.STAFF,), Why.SAFE, "as long as they do it", TEAM
    ),
    *of_nobody("duplicate_scan", "merge", "entry_nomination", "entry_nominee", "feed_position"),
)  # fmt: skip
