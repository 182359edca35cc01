"""The pages on which staff ask: forms as drawn, a preview of the mail, every refusal keeps what was typed."""

from __future__ import annotations

import pytest

from awards.core.actor import Audience, Role
from awards.nominations.asked import InformationRequest, MoveOffer
from tests.factories import GrantFactory, UserFactory
from tests.nominations.asked import AFTER, NOTE, ask, hand_to_judges, sent_one, to_ask

MOST = 8


@pytest.fixture
def sent(session, season, clock):
    nomination = sent_one(session, season, clock)
    clock.set(AFTER)
    return nomination


@pytest.fixture
def staff(browser, session, sent):
    return browser.sign_in(Audience.STAFF, member(Role.STAFF))


def member(role: Role) -> str:
    """Give somebody of staff of the programme, by reference."""
    user = UserFactory()
    GrantFactory(user=user, role=role, programme_key="frontline-awards")
    return user.ref


@pytest.fixture
def page(staff, sent):
    return lambda name="ask", **values: staff.get(f"asking_staff.{name}", ref=sent.ref, **values)


def stored(session, table):
    session.rollback()
    return session.query(table).all()


def test_staff_choose_questions_a_note_and_a_day(page, session, sent, audit_trail):
    drawn = page()
    assert [drawn.soup.find(attrs={"name": name})["value"] for name in ("day", "month", "year")] == ["4", "3", "2024"]
    done = drawn.submit("Ask the nominator", questions=["summary", "practice"], note=NOTE)
    assert "Waiting until 11:59pm on Monday 4 March 2024 More asked on 2 questions" in done.text
    [request] = stored(session, InformationRequest)
    assert (request.questions, request.note) == (["summary", "practice"], NOTE)
    assert audit_trail(sent.ref)[-1] == "information.asked"


def test_the_mail_can_be_read_first_and_nothing_goes_by_it(page, session, sent):
    shown = page().submit("Show me the mail first", questions=["summary"], note=NOTE)
    assert "Frontline Awards: we need something more from you" in shown.text
    assert [word in shown.text for word in (sent.ref, "(a link of their own)", NOTE)] == [True] * 3
    assert stored(session, InformationRequest) == []
    shown.submit("Ask the nominator")
    assert [one.questions for one in stored(session, InformationRequest)] == [["summary"]]


def test_what_is_wrong_is_said_and_what_was_typed_stays(page, session):
    wrong = page().submit("Ask the nominator", questions=None, note=NOTE, day="1", month="1")
    assert (wrong.status, wrong.errors) == (
        422, ["The day to answer by must be today or later", "Choose at least one question"],
    )  # fmt: skip
    assert wrong.soup.find(attrs={"name": "note"}).get_text().strip() == NOTE
    assert page().submit("Ask", questions=["summary"], note="").errors == ["Enter what you tell the nominator"]
    typed = {"questions": ["summary"], "note": NOTE}
    assert page().submit("Ask", **typed, day="").errors == ["The day to answer by must include a day"]
    nothing = page().submit("Ask", **typed, day="", month="", year="")
    assert nothing.errors == ["Enter the day to answer by"]
    assert page().submit("Ask", **typed, month="13").errors == ["The day to answer by must be a real date"]
    assert stored(session, InformationRequest) == []


def test_what_was_overtaken_is_refused_with_what_was_typed(page, session, sent):
    drawn = page()
    hand_to_judges(session, sent)
    refused = drawn.submit("Ask the nominator", questions=["summary"], note=NOTE)
    assert (refused.status, refused.errors) == (422, ["This nomination is with the judges already."])
    assert refused.soup.find(attrs={"name": "note"}).get_text().strip() == NOTE
    assert page().soup.main.find(attrs={"name": "note"}) is None


def test_what_was_asked_is_taken_back(page, session, app, sent):
    with app.app_context():
        ask(session, to_ask(session, sent))
    assert "The nominator has been asked for more already" in page().text
    done = page().submit("Take back what was asked")
    assert "Taken back More asked on 2 questions" in done.text
    assert [one.taken_back_at for one in stored(session, InformationRequest)] == [AFTER]


def test_a_move_is_offered_with_what_the_rules_would_say(page, session, sent, audit_trail):
    drawn = page("offer")
    assert "practice" not in [one["value"] for one in drawn.soup.select("input[name=category]")]
    first_words = {one.get_text().strip().partition(".")[0] for one in drawn.soup.select(".govuk-radios__hint")}
    assert first_words <= {"Fits", "Fits; suggested by the rules", "To be checked", "Does not fit"}
    assert len(drawn.soup.select(".govuk-radios__hint")) == 6
    preview = drawn.submit("Show me the mail first", category="leadership", note=NOTE)
    assert "Frontline Awards: a suggestion about your nomination" in preview.text
    done = preview.submit("Offer the move")
    assert "Waiting until 11:59pm on Monday 4 March 2024 Move to the Leadership award offered" in done.text
    assert audit_trail(sent.ref)[-1] == "move.offered"
    back = done.submit("Take the offer back")
    assert "Taken back Move to the Leadership award offered" in back.text
    assert [one.taken_back_at for one in stored(session, MoveOffer)] == [AFTER]


def test_an_offer_without_award_or_note_says_so(page, session):
    wrong = page("offer").submit("Offer the move", note="", year="24")
    assert wrong.errors == [
        "Enter what you tell the nominator", "Year must include 4 numbers", "Choose the award you suggest",
    ]  # fmt: skip
    assert stored(session, MoveOffer) == []


def test_an_answer_that_came_otherwise_is_written_down(page, session, sent):
    offered = page("offer").submit("Offer the move", category="team", note=NOTE)
    form = offered.click("Write down the answer")
    assert form.submit("Write it down").errors == ["Say whether you agree", "Choose how they answered"]
    unnamed = form.submit("Write it down", agreed="yes", channel="phone")
    assert (unnamed.status, unnamed.errors) == (422, ["Enter the name of the team"])
    unnamed.submit("Write it down", named="Harbour Duty Team")
    [made] = stored(session, MoveOffer)
    assert (made.agreed, made.channel, made.recorded_by is None) == (True, "phone", False)
    again = page("record_answer", offer_ref=made.ref)
    assert ("This has been answered already." in again.text, again.soup.main.form) == (True, None)


def test_a_declined_offer_needs_no_name(page, session):
    page("offer").submit("Offer the move", category="team", note=NOTE)
    page("offer").click("Write down the answer").submit("Write it down", agreed="no", channel="in_person")
    assert [one.agreed for one in stored(session, MoveOffer)] == [False]


def test_another_seasons_nomination_and_another_nominations_request_are_not_found(page, staff, session, season, clock):
    assert staff.get("asking_staff.ask", ref="NOM-2222222").status == 404
    assert page("record_answer", offer_ref="OFR-2222222").status == 404


def test_readers_read_and_do_not_ask(browser, session, sent):
    browser.sign_in(Audience.STAFF, member(Role.READ_ONLY))
    assert "Only awards staff may do this." in browser.get("asking_staff.ask", ref=sent.ref).text


def test_the_pages_cost_a_bounded_number_of_statements(page, statements, session):
    page("offer").submit("Offer the move", category="leadership", note=NOTE)
    [made] = stored(session, MoveOffer)
    costs = {}
    for name, values in (("ask", {}), ("offer", {}), ("record_answer", {"offer_ref": made.ref})):
        statements.clear()
        assert page(name, **values).status == 200
        costs[name] = len(statements)
    assert {name: cost for name, cost in costs.items() if cost > MOST} == {}
