"""What happened, in words: every kind of entry about a nomination or an entry, and what the season page leaves out."""

from __future__ import annotations

import pytest

from awards.audit import Tag, record
from awards.core.actor import SYSTEM
from awards.screening.history import TITLES, events_about, events_of_season
from tests.screening.conftest import NOW

ABOUT_A_NOMINATION = (
    "addition", "case", "consent", "content_warning", "copy", "correction", "deadline", "display", "duplicate",
    "information", "membership", "message", "move", "nomination", "nominee", "note", "notice", "register", "revision",
    "ruling", "supporter", "suppression", "verdict", "young_persons_entry",
)  # fmt: skip
LONDON = "Europe/London"


@pytest.mark.parametrize("tag", [one for one in Tag if one.partition(".")[0] in ABOUT_A_NOMINATION])
def test_every_kind_of_entry_about_a_nomination_has_words_of_its_own(tag):
    assert tag in TITLES


@pytest.mark.parametrize(
    ("tag", "facts", "title", "detail"),
    [
        (Tag.REGISTER_CHECKED, {"result": "not_found", "list": None}, "Looked up in the register",
         "The register said: not found."),
        (Tag.MEMBERSHIP_CHECKED, {"list": "LST-2222222", "found": False}, "Looked up in the list of a programme",
         "Found: no."),
        (Tag.MOVE_ANSWERED, {"offer": "OFR-2222222", "agreed": True}, "The offer of another award was answered",
         "Agreed: yes."),
        (Tag.NOMINATION_MERGED, {"into": "NOM-3333333", "was": "eligible"}, "Merged into another nomination",
         "Into NOM-3333333."),
        (Tag.NOMINATION_UNMERGED, {"lead": "NOM-3333333", "state": "submitted"}, "Stands for itself again",
         "It was with NOM-3333333."),
        (Tag.NOMINATION_RULED, {"decision": "ineligible", "verdict": "needs-check"}, "Ruled on",
         "Decision: ineligible. The rules said: needs check."),
        (Tag.INFORMATION_ASKED, {"request": "REQ-2222222", "questions": 2}, "The nominator was asked for more", None),
    ],
)  # fmt: skip
def test_what_happened_is_said_with_what_it_came_to(session, nomination, tag, facts, title, detail):
    record(session, tag, nomination.ref, actor=SYSTEM, at=NOW, **facts)
    [event] = events_about(session, [nomination.ref], zone=LONDON)
    assert (event.title, event.who, event.detail) == (title, "the portal", detail)


@pytest.mark.parametrize("tag", [Tag.FLAG_RAISED, Tag.FLAG_CLOSED])
def test_of_a_safeguarding_flag_no_more_is_said_than_that_there_was_one(session, nomination, tag):
    record(session, tag, nomination.ref, actor=SYSTEM, at=NOW, reason="A child may be in danger.", outcome="referred")
    [event] = events_about(session, [nomination.ref], zone=LONDON)
    assert (event.title, event.detail) == (TITLES[tag], None)


def test_the_season_page_leaves_out_what_would_drown_the_rest(session, season, nomination):
    record(session, Tag.COPY_STAMPED, nomination.ref, actor=SYSTEM, at=NOW, changed=1)
    for tag in (Tag.VERDICT_COMPUTED, Tag.YOUNG_PERSONS_ENTRY_READ, Tag.LINK_REDEEMED):
        record(session, tag, nomination.ref, actor=SYSTEM, at=NOW)
    found = events_of_season(session, season.id, most=3, zone=LONDON)
    assert [one.title for one in found] == [f"{nomination.ref}: The judges’ copy was read and stamped"]
