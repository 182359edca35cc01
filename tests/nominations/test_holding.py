"""Signs of spam hold a nomination until staff let it go on; they never refuse or lose one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Refused
from awards.nominations import actions, holding
from awards.nominations.holding import Sign
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from awards.seasons.models import Programme
from tests.factories import GrantFactory, NominationFactory, NomineeFactory, UserFactory
from tests.factories.seasons import CategoryFactory, SeasonFactory
from tests.nominations.building import complete, whole
from tests.nominations.filling import begin, fill_practice, reference, send

ADDRESS, ELSEWHERE = "203.0.113.7", "198.51.100.9"
STAFF = Actor(Audience.STAFF, "USR-22222", frozenset({Role.STAFF}))


@pytest.fixture
def draft(session, season, clock):
    """A draft that lacks nothing, begun ten minutes ago from an address of its own."""
    nomination = complete(session, season, started_at=clock() - timedelta(minutes=10))
    nomination.started_from = holding.fingerprint_of(session, ADDRESS)
    return nomination


@pytest.fixture
def signs(session, clock):
    """Give the signs of sending this nomination now."""

    def found(nomination, *, address=ADDRESS, trap=False):
        return holding.signs_of_spam(session, nomination, address=address, trap=trap, now=clock())

    return found


def test_an_ordinary_nomination_shows_no_sign(draft, signs):
    assert signs(draft) == ()


def test_a_filled_trap_is_a_sign_whether_met_at_the_start_or_at_the_end(session, draft, signs, clock):
    assert signs(draft, trap=True) == (Sign.TRAP,)
    holding.note_start(session, draft, address=ADDRESS, trap=True, now=clock())
    assert signs(draft) == (Sign.TRAP,)


@pytest.mark.parametrize(("seconds", "found"), [(89, (Sign.FAST,)), (90, ())])
def test_a_whole_nomination_in_less_than_a_minute_and_a_half_is_a_sign(draft, signs, clock, seconds, found):
    draft.started_at = clock() - timedelta(seconds=seconds)
    assert signs(draft) == found


def test_a_new_version_may_be_as_quick_as_it_likes(session, draft, signs, clock):
    version = NominationFactory(
        category=draft.category, nominator=draft.nominator, revises_id=draft.id, started_at=clock()
    )
    assert signs(version) == ()


def test_what_staff_key_in_shows_no_sign(draft, signs, clock):
    draft.keyed_in_by, draft.started_at = "USR-22222", clock()
    assert signs(draft, trap=True) == ()


def test_what_was_sent_already_shows_none_and_is_not_counted_again(session, draft, signs, clock):
    draft.submitted_at = clock()
    for _ in range(holding.MANY_SENDINGS + 1):
        assert signs(draft, trap=True) == ()
    draft.submitted_at = None
    assert signs(draft) == ()


def test_many_starts_from_one_network_within_the_hour_are_a_sign_for_those_after_them(session, draft, signs, clock):
    for _ in range(holding.MANY_STARTS - 1):
        NominationFactory(
            category=draft.category, nominator=draft.nominator, started_from=draft.started_from,
            started_at=draft.started_at - timedelta(minutes=59),
        )  # fmt: skip
    assert signs(draft) == ()
    NominationFactory(
        category=draft.category, nominator=draft.nominator, started_from=draft.started_from,
        started_at=draft.started_at - timedelta(hours=1, seconds=1),
    )  # fmt: skip
    assert signs(draft) == ()
    earlier = NominationFactory(
        category=draft.category, nominator=draft.nominator, started_from=draft.started_from,
        started_at=draft.started_at,
    )  # fmt: skip
    assert signs(draft) == (Sign.STARTS,)
    earlier.started_from = holding.fingerprint_of(session, ELSEWHERE)
    session.flush()
    assert signs(draft) == ()


def test_many_sendings_from_one_network_within_the_hour_are_a_sign_and_no_refusal(session, season, signs, clock):
    begun = clock() - timedelta(minutes=10)
    made = [complete(session, season, started_at=begun) for _ in range(holding.MANY_SENDINGS + 1)]
    sent = [whole(session, one) for one in made]
    assert [signs(one) for one in sent[:-1]] == [()] * holding.MANY_SENDINGS
    assert signs(sent[-1]) == (Sign.SENDINGS,)
    assert signs(sent[-1], address=ELSEWHERE) == ()
    clock.forward(hours=1)
    assert signs(sent[-1]) == ()


def test_many_sendings_by_one_email_within_a_day_are_a_sign_wherever_they_come_from(draft, signs, clock):
    for number in range(holding.MANY_BY_EMAIL):
        assert signs(draft, address=f"198.51.100.{number}") == ()
        clock.forward(hours=2)
    assert signs(draft) == (Sign.SAME_EMAIL,)
    clock.forward(days=1)
    assert signs(draft) == ()


def test_every_sign_has_its_words_and_a_code_of_another_release_is_shown_as_it_is():
    assert set(holding.SIGN_WORDS) == set(Sign)
    assert holding.words_of(["fast", "older"]) == ["It was written and sent within a minute and a half", "older"]


def held(session, draft, clock, *codes):
    actor = Actor(Audience.NOMINATORS, draft.nominator.ref)
    actions.submit_nomination(session, draft, actor=actor, now=clock(), signs=codes or (Sign.FAST.value,))
    return draft


def test_a_nomination_with_signs_is_sent_and_held(session, draft, clock, audit_trail):
    held(session, draft, clock)
    assert (draft.state, draft.held_because, holding.is_held(draft)) == (NominationState.SUBMITTED, ["fast"], True)
    assert audit_trail(draft.ref) == ["nomination.submitted", "nomination.held"]


def test_staff_let_a_held_nomination_go_on_once(session, draft, clock, audit_trail):
    held(session, draft, clock)
    holding.release_nomination(session, draft, actor=STAFF, now=clock())
    assert (draft.released_at, holding.is_held(draft), draft.held_because) == (clock(), False, ["fast"])
    with pytest.raises(Refused) as refused:
        holding.release_nomination(session, draft, actor=STAFF, now=clock())
    assert str(refused.value) == "This nomination is not held."
    assert audit_trail(draft.ref) == ["nomination.submitted", "nomination.held", "nomination.released"]


def test_what_was_never_held_or_was_withdrawn_is_not_let_go(session, draft, clock):
    with pytest.raises(Refused) as refused:
        holding.release_nomination(session, draft, actor=STAFF, now=clock())
    assert str(refused.value) == "This nomination is not held."
    held(session, draft, clock).state = NominationState.WITHDRAWN
    with pytest.raises(Refused) as refused:
        holding.release_nomination(session, draft, actor=STAFF, now=clock())
    assert str(refused.value) == "This nomination has been withdrawn."
    assert holding.held_rows(session, draft.season_id) == []


def test_the_list_costs_the_same_for_few_and_many(session, season, statements):
    season_id = season.id

    def rows_and_cost():
        statements.clear()
        return len(holding.held_rows(session, season_id)), len(statements)

    category, found = CategoryFactory(season=season), [rows_and_cost()]
    for _ in range(3):
        NomineeFactory(nomination=NominationFactory(category=category, submitted=True, held_because=["fast"]))
        session.expire_all()
        found.append(rows_and_cost())
    assert found == [(0, 1), (1, 2), (2, 2), (3, 2)]


# The pages


def sent_in_no_time(browser, clock, *, trap=""):
    """Fill in and send a nomination as a program would, and give the receipt."""
    page = fill_practice(browser)
    clock.forward(minutes=-10)
    return page.click("Check your answers and send").submit("Send the nomination", website=trap)


def test_a_nomination_sent_in_no_time_gets_the_ordinary_receipt_and_is_held(browser, season, clock, stored):
    page = sent_in_no_time(browser, clock)
    assert (page.status, page.heading) == (200, "Nomination sent")
    assert (stored().held_because, stored().state) == (["fast"], NominationState.SUBMITTED)


def test_the_trap_is_hidden_from_everybody_and_holds_what_fills_it(browser, season, stored):
    page = fill_practice(browser).click("Check your answers and send")
    box = page.soup.find(id="website")
    hidden = box.find_parent(attrs={"hidden": True})
    assert (hidden is not None, box["tabindex"], box["autocomplete"], "style" in box.attrs) == (
        True,
        "-1",
        "off",
        False,
    )
    page = page.submit("Send the nomination", website="https://spam.example " * 1000)
    assert (page.heading, stored().held_because) == ("Nomination sent", ["trap"])


def test_a_trap_filled_at_the_start_is_remembered_to_the_end(browser, season, stored):
    page = browser.get("nominations.start").submit("Start now", category="practice", website="x")
    assert page.heading == "Your nomination for the Practice award"
    page = fill_practice(browser, page)
    send(page)
    assert stored().held_because == ["trap", "fast"]


def test_an_ordinary_nomination_is_not_held(browser, season, stored):
    send(fill_practice(browser))
    assert (stored().held_because, stored().started_from) == (None, stored().started_from)
    assert len(stored().started_from) == 64


def staff(browser, session):
    user = UserFactory()
    GrantFactory(user=user, programme_key="frontline-awards")
    session.commit()
    return browser.sign_in(Audience.STAFF, user.ref)


def test_staff_see_the_signs_in_words_and_let_it_go_on(browser, another_browser, season, session, clock, stored):
    ref = reference(sent_in_no_time(browser, clock, trap="x"))
    desk = staff(another_browser, session)
    page = desk.get("screening_staff.season")
    page = page.click("1 nomination held as possible spam")
    row = [cell.get_text(" ", strip=True) for cell in page.soup.select("tbody td, tbody th")]
    assert row[:2] == ["Amara Okafor", ref]
    assert [item.get_text() for item in page.soup.select("tbody li")] == [
        "A box that people cannot see was filled in", "It was written and sent within a minute and a half",
    ]  # fmt: skip
    page = page.submit("Release")
    assert (page.heading, f"{ref} is released: it goes on like any other nomination" in page.text) == (
        "Held as possible spam",
        True,
    )
    assert "Nothing is held" in page.text
    assert stored().released_at == clock()


def test_a_nomination_of_another_season_is_not_found(browser, season, session, clock):
    desk = staff(browser, session)
    earlier = SeasonFactory(
        programme=session.scalars(select(Programme)).one(),
        key="2020",
        year=2020,
        opens_at=datetime(2020, 1, 10, tzinfo=UTC),
    )
    elsewhere = NominationFactory(category=CategoryFactory(season=earlier), submitted=True, held_because=["fast"])
    NominationFactory(category=CategoryFactory(season=season), submitted=True, held_because=["fast"])
    page = desk.get("held_staff.held")
    assert elsewhere.ref not in page.text
    token = page.soup.find("input", attrs={"name": "csrf_token"})["value"]
    assert desk.open(f"/staff/held/{elsewhere.ref}/release", post={"csrf_token": [token]}).status == 404
    session.rollback()
    assert session.get_one(Nomination, elsewhere.id).released_at is None


def test_above_the_ceiling_the_page_asks_to_wait_and_keeps_the_choice(browser, season, session, clock, monkeypatch):
    monkeypatch.setattr(holding, "MOST_STARTS", 2)
    for _ in range(2):
        begin(browser, "practice")
    page = browser.get("nominations.start").submit("Start now", category="team")
    assert (page.status, page.response.headers["Retry-After"]) == (429, "3600")
    words = (
        "Very many nominations were started from your network within the last hour. "
        "Your choice is kept: wait for an hour, then press “Start now” again."
    )
    assert page.errors == [words]
    assert [one["value"] for one in page.soup.select("input[type=radio][checked]")] == ["team"]
    clock.forward(hours=1)
    assert page.submit("Start now").heading == "Your nomination for the Team award"
