"""After the close: whoever stands down from an entry reads nothing of it in results, meetings, record or receipt.

What a page may say depends on there being such an entry (a chair is told that plain averages are all they are shown);
it never depends on how the entry stands, on what was said, voted and decided of it, or on what became of it.
"""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from awards.core.references import new_reference
from awards.panels.models import Interest
from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import AnnouncementKind
from tests.factories import AnnouncementFactory
from tests.house.settling import OF_THE_MEETING, Settling
from tests.house.surveying import Visitor, as_if_never_there, differing, judges_addresses, met, survey
from tests.house.twins import OVER, twins

WATCHED = ("chair", "midway", "late")
"""One of each kind: who chairs, who had scored the entry, and who was never asked about it."""
OWN_WORDS = {"zqtitlemark", "zqinterest"}
RESULTS = ("/judge/results", "/judge/meetings", "/judge/receipt")


@pytest.fixture
def settling(app, session, clock, mailbox):
    app.config["RAISE_INCIDENTS"] = False
    clock.set(OVER)
    session.expire_on_commit = False
    return Settling(app, session, clock, mailbox, twins(session))


@pytest.fixture
def watched(app, session, settling):
    """Survey those who stand down, see that nothing of the entry is there, and that it may stand as it will."""
    given = settling.given
    who = {given.users[one]: one for one in WATCHED}

    def taken():
        return survey(app, session, list(who), settling.refs)

    def look(*, states=False):
        before = taken()
        told = {(who[user], path, mark) for user, path, mark in met(before, [*given.marks, *OF_THE_MEETING])}
        assert {one for one in told if not _is_own(*one)} == set()
        settling.other_way(states=states)
        after = taken()
        assert [(who[user], path) for user, path in differing(before, after)] == []
        settling.other_way(states=states)
        return before

    return look


def test_until_the_record_is_sealed_nobody_is_shown_an_order_or_a_meeting(app, session, settling):
    given = settling.given
    session.commit()
    found = survey(app, session, [given.users["reader"], given.users["chair"]], settling.refs)
    pages = {path: taken for (_, path), taken in found.items() if path.startswith(RESULTS)}
    assert {taken.status for path, taken in pages.items() if path.startswith("/judge/results/practice")} <= {404, 409}
    assert [path for path, taken in pages.items() if "zqtitlemark" in taken.said] == []
    assert "/judge/receipt/" in pages


def test_sealed(watched, settling, app, session):
    settling.seal()
    found = watched()
    chair = settling.given.users["chair"]
    assert found[chair, "/judge/results/practice"].status == 200
    assert "You stand down from an entry of this category" in found[chair, "/judge/results/practice"].text
    assert found[chair, "/judge/receipt/"].status == 200


def test_a_meeting_from_its_opening_to_the_signature(watched, settling):
    settling.seal()
    settling.meet("the shortlist")
    found = watched(states=True)
    assert "You take no part in it" in found[settling.given.users["midway"], _judges(settling.meeting.url)].text
    settling.count()
    settling.decide()
    watched(states=True)
    settling.confirm("shortlist")
    settling.sign()
    found = watched(states=True)
    assert "What was decided is shown to members" in found[_at(settling, "midway", "/minutes")].text


def test_winners_before_and_after_the_release(watched, settling, session, clock):
    settling.seal()
    given = settling.given
    finalists = [given.entry, *given.entries[:2]]
    for one in (given.entry, *given.entries):
        one.state = "finalist" if one in finalists else "not_shortlisted"
    session.commit()
    settling.meet("the winners")
    watched()
    settling.count()
    settling.decide(winners=True)
    settling.confirm("winners")
    settling.sign()
    watched()
    for kind in AnnouncementKind:
        AnnouncementFactory(season_id=given.season.id, kind=kind, state=AnnouncementState.RELEASED, released_at=clock())
    session.commit()
    watched()


def test_the_survey_sees_all_of_it_where_nobody_stands_down(app, session, settling):
    as_if_never_there(session, Interest, [one.id for one in session.scalars(select(Interest))])
    settling.given.members["late"].interests_completed_at = settling.given.members["reader"].interests_completed_at
    settling.seal()
    settling.meet("the shortlist")
    settling.count()
    users = {settling.given.users[one]: one for one in ("chair", "late")}
    before = survey(app, session, list(users), settling.refs)
    seen = {(users[user], mark) for user, _, mark in met(before, [*settling.given.marks, *OF_THE_MEETING])}
    assert seen >= {
        ("chair", "zqtitlemark"),
        ("chair", "zqdiscussed"),
        ("late", "zqtitlemark"),
        ("late", "zqdiscussed"),
    }
    settling.other_way(states=False)
    pages = {(users[user], path) for user, path in differing(before, survey(app, session, list(users), settling.refs))}
    meeting = _judges(settling.meeting.url)
    assert pages >= {
        ("chair", "/judge/results/practice"), ("chair", "/judge/results/practice/working"), ("chair", meeting),
        ("late", meeting), ("late", _judges(settling.vote.url)),
        ("late", f"{meeting}/entries/{settling.given.entry.ref}"),
    }  # fmt: skip


def test_every_address_of_results_answers_for_the_entry_as_for_one_that_never_was(app, session, settling):
    settling.seal()
    settling.meet("the shortlist")
    settling.count()
    ref, nobodys = settling.given.entry.ref, new_reference("ENT")
    meeting = settling.meeting.url.rpartition("/")[2]
    wrong, asked = [], 0
    for who in WATCHED:
        visitor = Visitor(app, settling.given.users[who])
        token = visitor.token()
        shapes = [one for one in judges_addresses(app, [ref, meeting], ("GET", "HEAD", "POST")) if ref in one[1]]
        for method, path in [one for one in shapes if one[1].startswith(RESULTS)]:
            data = {"csrf_token": token, "words": "zq", "version": "0"} if method == "POST" else None
            theirs = visitor.ask(path, method, data=data).without(ref)
            other = visitor.ask(path.replace(ref, nobodys), method, data=data).without(nobodys)
            asked += 1
            if theirs != other or theirs.status not in {404, 405}:
                wrong.append((who, method, path, theirs.status, other.status))
    assert wrong == []
    assert asked > 20


def test_a_judges_own_strictness_is_not_there_unless_the_season_says_so(app, session, settling):
    settling.seal()
    visitor = Visitor(app, settling.given.users["reader"])
    assert visitor.ask("/judge/results/mine").status == 404
    season = type(settling.given.season)
    session.execute(update(season).values(judging={**settling.given.season.judging, "own_severity": True}))
    session.commit()
    page = visitor.ask("/judge/results/mine")
    assert page.status == 200
    assert [one for one in settling.given.marks if one in page.said] == []


def _judges(url):
    return url.replace("/staff/", "/judge/")


def _at(settling, who, rest):
    return settling.given.users[who], f"{_judges(settling.meeting.url)}{rest}"


def _is_own(who, path, mark):
    """Whether this is what the judge said themselves, on the list of what they said."""
    return who != "late" and path.startswith(("/judge/declared", "/judge/declared/")) and mark in OWN_WORDS
