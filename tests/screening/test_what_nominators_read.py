"""What a nominator reads of a ruling: a reason only where it rests on what they typed, else the same few words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from awards.audit import Tag, record
from awards.core.actor import SYSTEM, Actor, Audience
from awards.nominations.actions import submit_nomination
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nominator
from awards.nominees.correcting import correct_nominee
from awards.registers.membership import record_member
from awards.registers.models import ListKind, ListUpload, RegisterCheck, RegisterResult
from awards.screening.actions import rule_on
from awards.screening.models import Ruling, RulingDecision
from awards.screening.passing import note_death, put_right_death
from awards.screening.putting_right import put_right
from awards.seasons.actions import load_season
from awards.seasons.reading import FRONTLINE_2024, read_season
from tests.factories import JudgeFactory
from tests.nominations.building import complete, whole
from tests.pages.browser import Browser

DOCUMENT = read_season(FRONTLINE_2024)
LATER = datetime(2024, 2, 26, 10, tzinfo=UTC)
SECRET = "What staff found is for staff alone."
NEUTRAL = "It does not go forward."
LEFT = "Amara Okafor had left the post when the nomination was sent."
PAGES = (
    "receipt",
    "copy",
    "task_list",
    "verdict",
    "eligibility",
    "check",
    "person",
    "nominee",
    "withdraw",
    "correction",
)
SOUND = {
    "practice": {"registration": "registered", "employer_type": "council", "employer": "Leeds City Council",
                 "works_in": "statutory_childrens", "in_post": True},
    "young_people": {"date_of_birth": date(2004, 3, 27), "lived_experience": "yes"},
    "fellowship": {"programme": "frontline", "programme_status": "completed"},
    "team": {},
}  # fmt: skip


@pytest.fixture
def season(session, clock):
    clock.set(LATER)
    return load_season(session, DOCUMENT, actor=SYSTEM, now=clock()).season


@pytest.fixture
def sent(session, season):
    """Make a nomination that was sent, with these facts about the nominee as the nominator typed them."""

    def make(key: str = "practice", **facts):
        nomination = complete(session, season, key)
        for name, value in (SOUND[key] | facts).items():
            setattr(nomination.nominees[0], name, value)
        if key == "team":
            told = {"structure": "multi_agency", "children_social_workers": 1, "members": 8, "active": True}
            nomination.team = told | facts.get("team", {})
        session.flush()
        actor = Actor(Audience.NOMINATORS, nomination.nominator.ref)
        at = datetime(2024, 2, 1, 12, tzinfo=UTC)
        return submit_nomination(session, whole(session, nomination), actor=actor, now=at)

    return make


@pytest.fixture
def ruled(session, actor):
    """Rule a nomination ineligible; gives the verdict's level that it was ruled on."""

    def rule(nomination):
        made = rule_on(session, nomination, decision=RulingDecision.INELIGIBLE, reason=SECRET, actor=actor, now=LATER)
        return session.get_one(Ruling, made.id)

    return rule


@pytest.fixture
def read(app, session):
    """Open a page of a nomination as its nominator."""

    def page(nomination, name="receipt"):
        session.commit()
        browser = Browser(app)
        nominator = session.get_one(Nominator, nomination.nominator_id)
        browser.sign_in(Audience.NOMINATORS, nominator.ref)
        values = {"number": 1} if name == "person" else {}
        return browser.get(f"my_nominations.{name}", ref=nomination.ref, **values)

    return page


def looked_up(session, nominee, result: RegisterResult) -> None:
    session.add(RegisterCheck(
        nominee_id=nominee.id, result=result, checked_on=date(2024, 2, 20), checked_by="USR-2222222", recorded_at=LATER,
    ))  # fmt: skip
    record(session, Tag.REGISTER_CHECKED, nominee.ref, actor=SYSTEM, at=LATER, result=result.value)
    session.flush()


def looked_up_in_a_list(session, season, nominee, actor) -> None:
    upload = ListUpload(
        ref="LST-2222222", season_id=season.id, kind=ListKind.PROGRAMME, as_of=date(2024, 2, 1), digest="0" * 64,
        columns={}, uploaded_by="USR-2222222", uploaded_at=LATER,
    )  # fmt: skip
    session.add(upload)
    session.flush()
    record_member(session, nominee, upload=upload, member=None, actor=actor, now=LATER)


def is_neutral(page) -> bool:
    """Whether the page says no more than that the nomination does not go forward."""
    return (NEUTRAL in page.text, page.reasons, "may fit" in page.text, SECRET in page.html) == (True, [], False, False)


def test_a_reason_rests_on_what_the_nominator_typed(sent, ruled, read):
    nomination = sent(in_post=False)
    ruled(nomination)
    page = read(nomination)
    assert page.reasons == [LEFT]
    assert NEUTRAL in page.text
    assert SECRET not in page.html


def test_a_category_that_may_fit_instead_is_named(sent, ruled, read):
    nomination = sent("team", team={"members": 1})
    ruled(nomination)
    page = read(nomination)
    assert [reason[:34] for reason in page.reasons] == ["A team has at least two members. S"]
    assert "What may fit instead: Practice award, open to" in page.text


def test_what_the_register_alone_says_is_not_told(session, sent, ruled, read):
    nomination = sent()
    looked_up(session, nomination.nominees[0], RegisterResult.LAPSED)
    ruled(nomination)
    assert is_neutral(read(nomination))


def test_a_lapsed_registration_that_the_nominator_typed_is_told(session, sent, ruled, read):
    nomination = sent(registration="lapsed")
    looked_up(session, nomination.nominees[0], RegisterResult.LAPSED)
    ruled(nomination)
    assert read(nomination).reasons == ["The registration of Amara Okafor with Social Work England has lapsed."]


def test_what_the_register_contradicts_is_no_reason_any_more(session, sent, ruled, read):
    nomination = sent(registration="not_registered", in_post=False)
    looked_up(session, nomination.nominees[0], RegisterResult.REGISTERED)
    ruled(nomination)
    assert read(nomination).reasons == [LEFT]


def test_once_a_list_was_looked_at_nothing_is_said_of_programmes(session, season, actor, sent, ruled, read):
    nomination = sent("fellowship", programme_status="withdrawn")
    looked_up_in_a_list(session, season, nomination.nominees[0], actor)
    ruled(nomination)
    assert is_neutral(read(nomination))


def test_a_programme_that_was_not_finished_is_told_as_typed(sent, ruled, read):
    nomination = sent("fellowship", programme_status="withdrawn")
    ruled(nomination)
    assert [reason[:29] for reason in read(nomination).reasons] == ["Amara Okafor has not finished"]


@pytest.mark.parametrize("typed", [date(2004, 3, 27), date(1990, 3, 27)])
def test_a_birth_date_put_right_by_staff_is_told_nowhere(session, actor, sent, ruled, read, typed):
    nomination = sent("young_people", date_of_birth=typed)
    right = {"date_of_birth": date(1987, 6, 5)}
    put_right(session, nomination.nominees[0], changes=right, reason="She wrote to us.", actor=actor, now=LATER)
    ruled(nomination)
    assert is_neutral(read(nomination))
    for name in PAGES:
        assert "1987" not in read(nomination, name).html, name


def test_what_a_nominee_puts_right_is_told_nowhere(session, sent, ruled, read):
    nomination = sent(in_post=False, registration_number="SW5551")
    nominee = nomination.nominees[0]
    changes = {"employer": "Somewhere Safe", "role": "Quiet role", "email": "new@safe.example", "known_as": "Zuzu"}
    correct_nominee(session, nominee, changes=changes, actor=Actor(Audience.NOMINEES, nominee.ref), now=LATER)
    ruled(nomination)
    page = read(nomination)
    assert is_neutral(page)
    assert "Amara Okafor, SW5551 (other details were put right since you sent it)" in page.text
    for name in PAGES:
        html = read(nomination, name).html
        assert [one for one in changes.values() if one in html] == [], name
    session.refresh(nominee)
    assert nominee.email == "new@safe.example"  # blank to the nominator alone


def test_a_new_address_of_a_teams_contact_is_not_shown_and_the_reason_stays(session, actor, sent, ruled, read):
    nomination = sent("team", team={"members": 1})
    put_right(session, nomination.nominees[0], changes={"email": "new@safe.example"}, reason="By telephone.",
              actor=actor, now=LATER)  # fmt: skip
    ruled(nomination)
    page = read(nomination)
    assert len(page.reasons) == 1
    assert "new@safe.example" not in page.html
    assert "Put right since you sent it" in page.text
    assert "Put right since you sent it" in read(nomination, "copy").html


def test_a_death_is_told_nowhere(session, actor, sent, ruled, read):
    nomination = sent()
    note_death(session, nomination.nominees[0], reason="Her brother told us.", actor=actor, now=LATER)
    made = ruled(nomination)
    assert made.decision is RulingDecision.INELIGIBLE
    for name in PAGES:
        assert "died" not in read(nomination, name).html.lower(), name
    assert is_neutral(read(nomination))


def test_a_death_put_right_leaves_the_reason_as_it_was_typed(session, actor, sent, ruled, read):
    nomination = sent(in_post=False)
    note_death(session, nomination.nominees[0], reason="A mistake.", actor=actor, now=LATER)
    put_right_death(session, nomination.nominees[0], reason="She lives.", actor=actor, now=LATER)
    ruled(nomination)
    assert read(nomination).reasons == [LEFT]


def test_a_ruling_against_the_rules_gives_no_reason(sent, ruled, read):
    nomination = sent()
    ruled(nomination)
    assert is_neutral(read(nomination))


def test_a_ruling_where_the_rules_asked_for_a_person_gives_no_reason(sent, ruled, read):
    nomination = sent(in_post=None)
    ruled(nomination)
    assert is_neutral(read(nomination))


def test_that_somebody_judges_is_not_told(session, season, sent, ruled, read):
    nomination = sent()
    session.flush()
    nominee = nomination.nominees[0]
    JudgeFactory(email=nominee.email, email_index=nominee.email_index)
    ruled(nomination)
    assert is_neutral(read(nomination))


def test_where_the_rules_no_longer_object_no_reason_is_told(session, sent, ruled, read):
    nomination = sent(in_post=False)
    ruled(nomination)
    nomination.nominees[0].in_post = True
    assert is_neutral(read(nomination))


def test_a_refusal_reads_like_any_other_nomination_that_does_not_go_forward(session, sent, ruled, read):
    refused, overruled = sent(), sent()
    refused.state = NominationState.SET_ASIDE
    ruled(overruled)
    emails = [session.get_one(Nominator, one.nominator_id).email for one in (refused, overruled)]
    refs, texts = [refused.ref, overruled.ref], [read(one).text for one in (refused, overruled)]
    texts = [
        text.replace(ref, "REF").replace(email, "MAIL") for text, ref, email in zip(texts, refs, emails, strict=True)
    ]
    assert texts[0] == texts[1]


@pytest.mark.parametrize("state", [NominationState.ELIGIBLE, NominationState.SUBMITTED, NominationState.WITHDRAWN])
def test_no_reason_is_given_for_what_was_not_ruled_out(sent, ruled, read, state):
    nomination = sent(in_post=False)
    ruled(nomination)
    nomination.state = state
    assert read(nomination).reasons == []


def test_the_mail_says_no_more_than_that_it_does_not_go_forward(session, sent, ruled, mailbox, clock):
    nomination = sent(in_post=False)
    ruled(nomination)
    session.commit()
    clock.forward(minutes=16)
    body = (
        mailbox.deliver()
        .last_to(session.get_one(Nominator, nomination.nominator_id).email)
        .get_body(("plain",))
        .get_content()
    )
    assert "It does not go forward this year." in body
    assert [word for word in ("rule", "meet", "Amara", "post when", SECRET) if word in body] == []
    assert "/links/" in body or "http://localhost/" in body


def test_the_receipt_with_a_reason_stays_within_the_bound(app, session, sent, ruled, statements):
    nomination = sent("team", team={"members": 1})
    ruled(nomination)
    session.commit()
    browser, ref = Browser(app), nomination.ref
    browser.sign_in(Audience.NOMINATORS, session.get_one(Nominator, nomination.nominator_id).ref)
    for name in ("receipt", "copy"):
        statements.clear()
        assert browser.get(f"my_nominations.{name}", ref=ref).status == 200
        assert len(statements) <= 8, name
