"""Concerns at shortlist: asked, answered and decided by named staff, case by case, seen by nobody else."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from awards.audit.models import AuditEntry
from awards.core.actor import Audience, Role
from awards.core.permission import Refused
from awards.safeguarding import asking
from awards.safeguarding.models import AskedOf, Concern, ConcernDecision
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNominee
from tests.factories import ConcernFactory, EntryFactory, NominationFactory, NomineeFactory
from tests.safeguarding.situations import actor_of, shortlisted

SECRET = "A case before the regulator, heard in May."


@pytest.fixture
def given(session, given):
    return shortlisted(given, session)


@pytest.fixture
def named(browser, given):
    return browser.sign_in(Audience.STAFF, given.confidential.ref)


@pytest.fixture
def by(given, clock):
    return {"actor": actor_of(given.confidential, Role.CONFIDENTIAL_STAFF), "now": clock()}


def trail(session):
    """Every entry of the trail about concerns, with its facts and reason."""
    session.rollback()
    found = session.scalars(select(AuditEntry).where(AuditEntry.tag.like("concern.%")).order_by(AuditEntry.id))
    return [(one.tag, one.subject[:4], one.facts, one.reason_id) for one in found]


def test_asking_answering_and_deciding_leave_no_content_on_the_trail(session, given, by):
    concern = asking.ask_concern(session, given.nominee, season=given.season, asked_of=AskedOf.EMPLOYER, **by)
    asking.record_answer(session, concern, SECRET, **by)
    asking.decide_concern(session, concern, decision=ConcernDecision.PAUSED, because=SECRET, **by)
    assert (concern.answer, concern.decision, concern.because, concern.decided_by) == (
        SECRET, ConcernDecision.PAUSED, SECRET, given.confidential.ref,
    )  # fmt: skip
    stored = session.execute(text("SELECT answer, because FROM concern")).one()
    assert "regulator" not in stored[0] + stored[1]
    assert given.entry.state is EntryState.FINALIST
    session.commit()
    tags = ("concern.asked", "concern.answered", "concern.decided")
    assert trail(session) == [(tag, "CON-", {}, None) for tag in tags]


def test_nothing_is_an_answer(session, given, by):
    concern = ConcernFactory(nominee=given.nominee)
    asking.record_answer(session, concern, "", **by)
    assert (concern.answer, concern.answered_at) == ("", by["now"])


def test_one_answer_and_one_decision_for_each_asking(session, given, by):
    concern = ConcernFactory(nominee=given.nominee)
    asking.record_answer(session, concern, "", **by)
    with pytest.raises(Refused, match="An answer is recorded already"):
        asking.record_answer(session, concern, SECRET, **by)
    with pytest.raises(Refused, match="Say why"):
        asking.decide_concern(session, concern, decision=ConcernDecision.GOES_ON, because="", **by)
    asking.decide_concern(session, concern, decision=ConcernDecision.GOES_ON, because="Nothing.", **by)
    with pytest.raises(Refused, match="This is decided already"):
        asking.decide_concern(session, concern, decision=ConcernDecision.LEFT_OUT, because="Anew.", **by)


def test_a_season_that_does_not_ask_refuses(session, given, by):
    given.season.screening = {"asks_concerns": False}
    with pytest.raises(Refused) as refused:
        asking.ask_concern(session, given.nominee, season=given.season, asked_of=AskedOf.NOMINEE, **by)
    assert str(refused.value) == "Harbour Awards 2024 does not ask about concerns."


@pytest.mark.parametrize("role", [Role.STAFF, Role.READ_ONLY, Role.JUDGE])
def test_others_do_nothing(session, given, clock, role):
    by = {"actor": actor_of(given.staff, role), "now": clock()}
    concern = ConcernFactory(nominee=given.nominee)
    acts = (
        lambda: asking.ask_concern(session, given.nominee, season=given.season, asked_of=AskedOf.NOMINEE, **by),
        lambda: asking.record_answer(session, concern, "", **by),
        lambda: asking.decide_concern(session, concern, decision=ConcernDecision.PAUSED, because="x", **by),
    )
    for act in acts:
        with pytest.raises(Refused, match="Only named staff may do this"):
            act()


def test_named_staff_ask_record_and_decide(named, session, given):
    page = named.get("concerns_staff.concerns")
    assert "Not asked yet" in page.text
    page = page.click("Amara Okafor").submit("Note that you asked")
    assert (page.status, page.errors) == (422, ["Choose whom you asked"])
    page = page.submit("Note that you asked", asked_of="employer").click("Record what they said")
    page = page.submit(said="something")
    assert (page.status, page.errors) == (422, ["Write what they told you"])
    page = page.submit(said="nothing", answer=SECRET)
    assert (page.status, SECRET in page.soup.textarea.get_text()) == (422, True)
    page = page.submit(said="something", answer=SECRET)
    assert SECRET in page.text
    page = page.click("Decide").submit(because="We wait.")
    assert (page.errors, "We wait." in page.html) == (["Choose what you decide"], True)
    page = page.submit(decision="paused", because="We wait.")
    assert "They are paused" in page.text
    session.rollback()
    assert session.get_one(Entry, given.entry.id).state is EntryState.FINALIST
    assert page.click(f"withdraw {given.entry.ref}").heading == f"Withdraw {given.entry.ref}"
    page = named.get("concerns_staff.concerns")
    assert "Decided: they are paused" in page.text
    assert SECRET not in page.html
    assert {"concern.asked", "concern.read", "concern.answered", "concern.decided"} == {
        one[0] for one in trail(session)
    }
    assert {(one[1], str(one[2]), one[3]) for one in trail(session)} == {("CON-", "{}", None)}


def test_only_finalists_nominees_and_those_asked_before_are_listed(named, session, given):
    other = NomineeFactory(nomination=NominationFactory(category=given.category, eligible=True), full_name="Bo Lind")
    entry = EntryFactory(category=given.category, title="Bo Lind")
    session.add(EntryNominee(nominee_id=other.id, entry_id=entry.id))
    page = named.get("concerns_staff.concerns")
    assert ("Amara Okafor" in page.text, "Bo Lind" in page.text) == (True, False)
    assert named.get("concerns_staff.concern", ref=other.ref).status == 404
    ConcernFactory(nominee=other)
    entry.state = EntryState.WITHDRAWN
    assert "Bo Lind" in named.get("concerns_staff.concerns").text


def test_where_the_season_does_not_ask_the_page_says_so_and_nothing_is_behind_it(named, session, given):
    given.season.screening = {"asks_concerns": False}
    page = named.get("concerns_staff.concerns")
    assert "Harbour Awards 2024 does not ask nominees or employers about concerns." in page.text
    assert "Amara Okafor" not in page.text
    assert named.get("concerns_staff.concern", ref=given.nominee.ref).status == 404


def test_an_answer_that_came_too_late_is_shown_again(named, session, given, clock):
    concern = ConcernFactory(nominee=given.nominee)
    page = named.get("concerns_staff.answer", ref=given.nominee.ref, asked=concern.ref)
    concern.answer, concern.answered_at = "", clock()
    page = page.submit(said="something", answer=SECRET)
    assert (page.status, SECRET in page.soup.textarea.get_text()) == (422, True)
    assert page.errors == ["An answer is recorded already. Record that you asked again, then what they said."]


def test_for_others_of_staff_and_judges_there_is_nothing(another_browser, session, given):
    concern = ConcernFactory(nominee=given.nominee, answer=SECRET, answered_at=given.entry.admitted_at)
    concern.decision, concern.decided_at = ConcernDecision.LEFT_OUT, given.entry.admitted_at
    concern.because, concern.decided_by = SECRET, given.confidential.ref
    desk = another_browser.sign_in(Audience.STAFF, given.staff.ref)
    token = desk.get("screening_staff.season").soup.find(attrs={"name": "csrf_token"})["value"]
    paths = [
        "",
        given.nominee.ref,
        f"{given.nominee.ref}/{concern.ref}/answer",
        f"{given.nominee.ref}/{concern.ref}/decision",
    ]
    for path in paths:
        for sent in (None, {"csrf_token": [token], "asked_of": ["nominee"]})[: 2 if path else 1]:
            page = desk.open(f"/staff/concerns/{path}", post=sent)
            missing = desk.open("/staff/entries/ENT-2222222/withdraw", post=sent)
            assert (page.status, page.bytes_but_for_the_token) == (404, missing.bytes_but_for_the_token)
    for endpoint in ("screening_staff.entry", "screening_staff.season", "screening_staff.entries"):
        page = desk.get(endpoint, **({"ref": given.entry.ref} if endpoint.endswith("entry") else {}))
        assert (SECRET in page.html, concern.ref in page.html, "oncern" in page.text) == (False, False, False)
    assert session.scalars(select(Concern)).all() == [concern]


def test_the_pages_cost_the_same_for_few_and_many(named, session, given, statements):
    ConcernFactory(nominee=given.nominee)
    session.commit()

    def costs():
        of_list = statements.of(lambda: named.get("concerns_staff.concerns"))
        return [of_list, statements.of(lambda: named.get("concerns_staff.concern", ref=given.nominee.ref))]

    few = costs()
    for _ in range(4):
        ConcernFactory(nominee=given.nominee)
        nominee = NomineeFactory(nomination=NominationFactory(category=given.category, eligible=True))
        ConcernFactory(nominee=nominee)
        entry = EntryFactory(category=given.category, state=EntryState.FINALIST)
        session.add(EntryNominee(nominee_id=nominee.id, entry_id=entry.id))
    session.commit()
    assert costs() == few
    assert max(few) <= 8 + 5
