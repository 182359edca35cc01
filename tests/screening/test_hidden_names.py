"""Where identities are hidden from judges, a copy that still names who is put forward is not stamped."""

from __future__ import annotations

from datetime import date

import pytest

from awards.core.permission import Refused
from awards.nominees.models import NameForm
from awards.screening.copies import copy_of
from awards.screening.copying import Typed, save_copy, stamp_copy
from awards.screening.marking import INSTEAD, Known, known_of, still_there
from awards.screening.queries import whole
from tests.factories import NoticeFactory, SubmissionFactory
from tests.screening.conftest import NOW

NAMES = Known(("Amara Okafor", "Mimi"), (), hidden=True)


@pytest.fixture
def nomination(session, season, make_nomination):
    season.judging = {"hide_identities": True}
    found = make_nomination()
    SubmissionFactory(nomination=found, number=2, content=[{"key": "q1", "question": "What?", "answer": "Amara led."}])
    session.flush()
    session.expire(found)
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Amara Okafor listened.", ["Amara", "Okafor"]),
        ("It was OKAFOR’s plan, and Mimi’s work.", ["OKAFOR’s", "Mimi’s"]),
        ("The nominee listened.", []),
        ("An amaranth stood there.", []),
    ],
)
def test_every_word_of_a_nominees_names_is_found(text, found):
    assert [text[one.start : one.end] for one in NAMES.own_names_in(text)] == found


def test_an_everyday_word_that_opens_a_sentence_is_no_name():
    known = Known(("Will Young",), (), hidden=True)
    text = "Will it last? Young people think so. We thank Will."
    assert [text[one.start : one.end] for one in known.own_names_in(text)] == ["Will"]


def test_a_teams_name_is_found_whole():
    known = Known((), (), "The Harbour Team", hidden=True)
    text = "A team at the harbour: the harbour team."
    assert [text[one.start : one.end] for one in known.own_names_in(text)] == ["the harbour team"]


def test_the_names_are_marked_with_what_to_write_instead():
    (detail,) = [one for one in NAMES.details_of("We thank Okafor.") if one.why == INSTEAD]
    assert (str(detail.kind), "write “the nominee”" in detail.why) == ("name", True)
    assert Known(("Amara Okafor",), ()).details_of("We thank Okafor.") == []


def test_what_stands_in_brackets_for_a_detail_is_no_detail():
    known = Known((), ())
    assert still_there(["He went to [court]."], known) is None
    assert still_there(["He went to court."], known) == "1 detail of court"


def test_a_name_in_brackets_is_still_a_name():
    assert still_there(["We thank [Jamie]."], Known((), ())) == "1 likely name"


def test_the_stamp_is_refused_until_the_names_are_out_and_nothing_is_lost(session, nomination, actor):
    with pytest.raises(Refused) as error:
        stamp_copy(session, nomination, actor=actor, now=NOW)
    (reason,) = error.value.permission.reasons
    assert (reason.code, "copy first: Amara." in reason.text) == ("names-left", True)
    save_copy(session, nomination, [Typed("q1", "The nominee led.")], actor=actor, now=NOW)
    stamp_copy(session, nomination, actor=actor, now=NOW)
    assert copy_of(session, nomination).stamp is not None


def test_a_chosen_name_and_the_content_warning_count_too(session, nomination, actor):
    NoticeFactory(nominee=whole(session, nomination).nominees[0], name_form=NameForm.OTHER, public_name="Zuri")
    save_copy(session, nomination, [Typed("q1", "We thank Zuri.")], actor=actor, now=NOW)
    with pytest.raises(Refused) as error:
        stamp_copy(session, nomination, content_warning="Of Okafor’s illness", actor=actor, now=NOW)
    assert "first: Zuri, Okafor’s." in error.value.permission.reasons[0].text


def test_where_identities_are_shown_the_names_may_stay(session, season, nomination, actor):
    season.judging = {}
    session.flush()
    stamp_copy(session, nomination, actor=actor, now=NOW)
    assert known_of(nomination, today=date(2024, 3, 1)).hidden is False
