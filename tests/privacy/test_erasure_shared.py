"""What an erasure leaves to others: the people put forward beside somebody, those of the same name, and judging."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select

from awards.accounts.models import Grant
from awards.audit.models import AuditEntry
from awards.comms.actions import queue_message
from awards.comms.models import Message, MessageState
from awards.core.actor import SYSTEM, Actor, Audience, Role
from awards.core.permission import Refused
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Answer, Submission
from awards.nominees.models import Consent
from awards.privacy.erasure import Ground, Wish, erase, preview_of
from awards.privacy.known import known_by
from awards.publishing.lifecycle import AnnouncementState
from awards.screening.lifecycle import EntryState
from awards.screening.models import EntryNominee
from tests.factories import (
    AnnouncementFactory,
    AnswerFactory,
    CitationFactory,
    ConsentFactory,
    EntryFactory,
    EntryNominationFactory,
    GrantFactory,
    JudgeFactory,
    NominationFactory,
    NominatorFactory,
    NomineeFactory,
    NoticeFactory,
    PassageFactory,
    StaffFactory,
    WinnerFactory,
)

WISH = Wish(ground=Ground.OBJECTED, reason="They asked.")
STORY = "Robin Hale and Kit Marsh stayed late. Robin wrote, Kit rang."


def erased(session, now, *refs, **how):
    done = erase(session, known_by(session, refs), WISH, actor=how.get("actor", SYSTEM), now=now)
    session.flush()
    session.expire_all()
    return done


@pytest.fixture
def two(session):
    """Two people put forward together, with an entry that judges read."""
    nomination = NominationFactory(eligible=True)
    robin = NomineeFactory(nomination=nomination, full_name="Robin Hale", email="robin@people.example")
    kit = NomineeFactory(nomination=nomination, full_name="Kit Marsh", position=2)
    entry = EntryFactory(category=nomination.category, title="Robin Hale and Kit Marsh")
    for one in (robin, kit):
        session.add(EntryNominee(nominee_id=one.id, entry_id=entry.id))
    EntryNominationFactory(entry=entry, nomination=nomination)
    PassageFactory(entry=entry, nomination_id=nomination.id, text=STORY)
    AnswerFactory(nomination=nomination, text=STORY)
    session.flush()
    return robin, kit, entry


def test_of_two_put_forward_together_only_ones_things_go(session, clock, two):
    robin, kit, entry = two
    nomination = robin.nomination
    done = erased(session, clock(), robin.ref)
    assert done.shared == [nomination.ref, entry.ref]
    assert (robin.full_name, robin.email, kit.full_name) == ("Name withheld", None, "Kit Marsh")
    assert (entry.title, entry.state) == ("Name withheld and Kit Marsh", EntryState.IN_JUDGING)
    kept = session.scalars(select(Answer.text)).all()
    assert kept == ["Name withheld and Kit Marsh stayed late. Robin wrote, Kit rang."]


def test_the_administrator_is_told_of_shared_texts_in_which_the_first_name_stands(session, two):
    robin, _, entry = two
    seen = preview_of(session, known_by(session, [robin.ref]))
    assert [one.ref for one in seen.reach.entries_shared.values()] == [entry.ref]
    assert sorted(one.table for one in seen.look) == ["answer", "entry", "passage"]


def test_when_the_other_goes_as_well_the_whole_goes(session, clock, two):
    robin, kit, entry = two
    erased(session, clock(), robin.ref)
    erased(session, clock(), kit.ref)
    assert (entry.title, session.scalars(select(Answer.text)).all()) == ("Name withheld", [])


def test_somebody_of_the_same_name_keeps_theirs(session, clock):
    mine = NomineeFactory(full_name="Robin Hale")
    other = NomineeFactory(full_name="Robin Hale")
    AnswerFactory(nomination=other.nomination, text="Robin Hale did well.")
    assert preview_of(session, known_by(session, [mine.ref])).borne_by_others is True
    erased(session, clock(), mine.ref)
    assert (other.full_name, session.scalars(select(Answer.text)).all()) == ("Robin Hale", ["Robin Hale did well."])


def test_an_address_that_somebody_else_uses_still_gets_their_mail(session, clock):
    nominee = NomineeFactory(full_name="Robin Hale", email="shared@people.example")
    other = NominatorFactory(name="Kit Marsh", email="shared@people.example")
    for about in (nominee.ref, other.ref):
        queue_message(session, "nominees/notice", to="shared@people.example", about=about, programme_key="x",
                      key=about, now=clock())  # fmt: skip
    erased(session, clock(), nominee.ref)
    left = session.execute(select(Message.about, Message.state, Message.recipient).order_by(Message.id)).all()
    assert [tuple(one) for one in left] == [
        (nominee.ref, MessageState.CANCELLED, "Erased"),
        (other.ref, MessageState.QUEUED, "shared@people.example"),
    ]


def test_a_teams_story_stays_when_its_contact_goes(session, clock):
    nomination = NominationFactory(eligible=True, team_name="The Harbour team")
    contact = NomineeFactory(nomination=nomination, is_team=True, full_name="Robin Hale")
    AnswerFactory(nomination=nomination, text="Write to Robin Hale about the team.")
    erased(session, clock(), contact.ref)
    assert (nomination.team_name, session.scalars(select(Answer.text)).all()) == (
        "The Harbour team",
        ["Write to Name withheld about the team."],
    )


def test_what_a_nominator_sent_stays_for_whom_it_is_about_and_drafts_go(session, clock):
    writer = NominatorFactory(name="Casey Brook")
    sent = NomineeFactory(nomination=NominationFactory(nominator=writer, eligible=True), full_name="Robin Hale")
    draft = NomineeFactory(nomination=NominationFactory(nominator=writer), full_name="Kit Marsh")
    nomination = sent.nomination
    for one in (sent, draft):
        AnswerFactory(nomination=one.nomination, text="I, Casey Brook, saw it.")
    erased(session, clock(), writer.ref)
    assert (writer.name, writer.email, sent.full_name, draft.full_name) == (None, None, "Robin Hale", "Name withheld")
    assert session.scalars(select(Answer.text)).all() == ["I, Name withheld, saw it."]
    assert nomination.relationship_to_nominee is None


def test_a_nomination_nobody_has_ruled_on_is_set_aside(session, clock):
    nominee = NomineeFactory(nomination__submitted=True)
    nomination = nominee.nomination
    erased(session, clock(), nominee.ref)
    assert nomination.state is NominationState.SET_ASIDE


def test_an_entry_that_is_being_judged_is_withdrawn_and_one_that_was_decided_keeps_its_place(session, clock):
    for state in (EntryState.IN_JUDGING, EntryState.WINNER):
        nominee = NomineeFactory(nomination__eligible=True)
        entry = EntryFactory(category=nominee.nomination.category, state=state)
        session.add(EntryNominee(nominee_id=nominee.id, entry_id=entry.id))
        session.flush()
        erased(session, clock(), nominee.ref)
        assert entry.state is (EntryState.WITHDRAWN if state is EntryState.IN_JUDGING else state)


@pytest.fixture
def public(session):
    """A winner whom everybody can see, behind whom one person stands."""
    nominee = NomineeFactory(nomination__eligible=True, full_name="Robin Hale")
    category = nominee.nomination.category
    notice = NoticeFactory(nominee=nominee, agreed=True)
    for thing in ("name", "story", "place", "search"):
        ConsentFactory(notice=notice, thing=thing)
    entry = EntryFactory(category=category, title="Robin Hale", state=EntryState.WINNER)
    session.add(EntryNominee(nominee_id=nominee.id, entry_id=entry.id))
    released = {"state": AnnouncementState.RELEASED, "released_at": category.season.closes_at}
    winner = WinnerFactory(
        programme=category.season.programme, entry=entry, import_key=None, year=category.season.year,
        category_key=category.key, display_name="Robin Hale", presented_by="Kit Marsh",
        announcement=AnnouncementFactory(season=category.season, **released),
    )  # fmt: skip
    CitationFactory(winner=winner, text="Robin Hale listened.")
    session.commit()
    return nominee, winner


def test_a_public_winner_becomes_name_withheld_at_once_also_in_the_feeds(session, clock, browser, public):
    nominee, winner = public
    clock.set(winner.announcement.released_at)
    pages = [f"/winners/{winner.year}", "/winners.atom", f"/winners/{winner.year}.json"]
    before = [browser.client.get(one).get_data(as_text=True) for one in pages]
    assert ["Robin Hale" in one for one in before] == [True, True, True]
    erased(session, clock(), nominee.ref)
    session.commit()
    after = [browser.client.get(one).get_data(as_text=True) for one in pages]
    assert [any(word in one for word in ("Robin", "Kit Marsh", "listened")) for one in after] == [False] * 3
    assert ["Name withheld" in one for one in after] == [True] * 3  # a reader of the feed replaces what it kept
    assert session.scalars(select(Consent.withdrawn_at)).all() == [clock()] * 4


def test_an_imported_winner_becomes_name_withheld(session, clock, browser):
    winner = WinnerFactory(display_name="Imogen Hale", organisation="Invented County Council")
    session.commit()
    assert [one.ref for one in preview_of(session, known_by(session, [winner.ref])).public] == [winner.ref]
    erased(session, clock(), winner.ref)
    session.commit()
    page = browser.client.get(f"/winners/{winner.year}").get_data(as_text=True)
    assert ("Name withheld" in page, "Imogen" in page, "Invented" in page) == (True, False, False)
    assert winner.ref not in browser.client.get("/winners.atom").get_data(as_text=True)


def test_versions_that_were_sent_keep_their_number_and_time(session, clock):
    nominee = NomineeFactory(nomination__submitted=True)
    session.add(Submission(nomination_id=nominee.nomination_id, number=1, submitted_at=clock(), content=[{"key": "q"}]))
    session.flush()
    erased(session, clock(), nominee.ref)
    assert session.execute(select(Submission.number, Submission.content)).all() == [(1, [])]


def test_who_may_not_be_erased_is_told_why(session, clock):
    staff, judge = StaffFactory(role=Role.ADMINISTRATOR), JudgeFactory()
    actor = Actor(Audience.STAFF, staff.ref, frozenset({Role.ADMINISTRATOR}))

    def refused(refs, reason="Asked.", who=actor):
        with pytest.raises(Refused) as found:
            erase(session, known_by(session, refs), Wish(ground=Ground.CHILD, reason=reason), actor=who, now=clock())
        return [one.code for one in found.value.permission.reasons]

    assert refused([]) == ["nobody"]
    assert refused([staff.ref]) == ["oneself", "last-administrator"]
    assert refused([judge.ref], reason=" ") == ["no-reason"]
    everywhere, nowhere = StaffFactory(), StaffFactory()
    GrantFactory(user=everywhere, role=Role.STAFF, programme_key="")
    session.flush()
    session.execute(delete(Grant).where(Grant.user_id == nowhere.id))
    assert [refused([one.ref]) for one in (everywhere, nowhere)] == [["elsewhere"], ["elsewhere"]]
    stranger = Actor(Audience.STAFF, judge.ref, frozenset({Role.STAFF}))
    assert refused([judge.ref], who=stranger)[0] == "not-administrator"


def test_erasing_twice_changes_nothing_more(session, clock):
    nominee = NomineeFactory(full_name="Robin Hale")
    erased(session, clock(), nominee.ref)
    again = erased(session, clock(), nominee.ref)
    assert (again.swept, nominee.full_name) == (0, "Name withheld")
    assert len(session.scalars(select(AuditEntry).where(AuditEntry.tag == "person.erased")).all()) == 2
