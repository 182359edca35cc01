"""What is sent after the sign-in or the page's token ran out is shown, and goes through after one confirmation."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.accounts.models import SignIn
from awards.nominations.models import Answer, TypedPage
from tests.nominations.filling import ABOUT_YOU, EMAIL, begin, reference
from tests.nominations.typing import Typist

LONG = "An hour of writing about somebody who deserves to be known.\n\n“Two lines & <some> marks.”\n" * 3


@pytest.fixture
def ref(browser, season):
    page = begin(browser, "practice")
    page.click("About you").submit(**ABOUT_YOU)
    return reference(page)


@pytest.fixture
def sign_ins(session):
    def found():
        session.rollback()
        return session.scalars(select(SignIn).order_by(SignIn.id)).all()

    return found


def opened(browser, ref, page="about_you", **values):
    return browser.get(f"my_nominations.{page}", ref=ref, **values)


def question(browser, ref):
    return opened(browser, ref, "answer", key="summary")


def texts(session):
    session.rollback()
    return [one.text for one in session.scalars(select(Answer))]


def leave(browser, page):
    """Press the button in the header."""
    form = next(one for one in page.soup.header.find_all("form") if "/sign-in/out/" in one["action"])
    assert form.button.get_text(strip=True) == "Finish and sign out of this device"
    token = form.find("input", attrs={"name": "csrf_token"})["value"]
    return browser.open(form["action"], post={"csrf_token": [token]})


def lose_the_token(page):
    """Spoil the page's own token, as when the browser's cookies were cleared and made anew."""
    for token in page.soup.find_all("input", attrs={"name": "csrf_token"}):
        token["value"] = "spoilt"
    return page


def test_what_is_sent_with_an_expired_sign_in_goes_through_after_one_confirmation(
    browser, ref, session, clock, sign_ins
):
    page = question(browser, ref)
    clock.forward(days=15)
    shown = page.submit(text=LONG)
    assert (shown.status, shown.heading, texts(session)) == (403, "Send that once more", [])
    assert shown.soup.textarea.get_text().strip() == LONG.strip()
    after = shown.submit("Send it again")
    assert (after.status, texts(session)) == (200, [LONG.strip()])
    assert [one.ended_at is None for one in sign_ins()] == [False, True]
    assert opened(browser, ref, "task_list").status == 200


def test_an_invalid_page_sent_again_renews_the_sign_in_all_the_same(browser, ref, clock):
    page = opened(browser, ref)
    clock.forward(days=15)
    again = page.submit(email="not an address").submit("Send it again")
    assert (again.status, again.soup.find(id="email")["value"]) == (422, "not an address")
    assert again.submit(email=EMAIL).status == 200


def test_opening_a_page_never_renews_a_sign_in(browser, ref, clock, sign_ins):
    page = question(browser, ref)
    clock.forward(days=15)
    assert opened(browser, ref, "task_list").url == "/nominate/return"
    assert Typist(page).send(text="Typed on").status_code == 403
    assert browser.client.get(f"{page.url}?again=yes").status_code == 303
    assert [one.ended_at for one in sign_ins()] == [None]


def test_who_signed_out_is_never_signed_in_again_by_sending(browser, ref, clock, session, mailbox):
    page = question(browser, ref)
    leave(browser, page)
    clock.forward(days=15)
    shown = page.submit(text=LONG)
    assert (shown.status, shown.heading) == (403, "Open your nomination again")
    again = shown.submit("Send it again")
    assert (again.status, texts(session)) == (403, [])
    browser.get("nominations.find").submit("Send me a link", email=EMAIL)
    browser.follow_mail(mailbox.link_to(EMAIL))
    assert again.submit("Send it again").status == 200
    assert texts(session) == [LONG.strip()]


def test_signing_out_ends_an_expired_sign_in_too(browser, ref, clock, sign_ins):
    page = question(browser, ref)
    clock.forward(days=15)
    leave(browser, page)
    assert sign_ins()[0].ended_at == clock()
    assert page.submit(text=LONG).heading == "Open your nomination again"


def test_a_sign_in_that_expired_long_ago_is_not_renewed(browser, ref, clock, session):
    page = question(browser, ref)
    clock.forward(days=14 + 31)
    shown = page.submit(text=LONG)
    assert (shown.status, shown.heading) == (403, "Open your nomination again")
    assert shown.soup.textarea.get_text().strip() == LONG.strip()
    assert shown.submit("Send it again").status == 403
    assert texts(session) == []


def test_saving_as_they_type_keeps_somebody_signed_in(browser, ref, clock):
    typist = Typist(question(browser, ref))
    for day in range(4):
        clock.forward(days=10)
        assert typist.send(text=f"Day {day}").status_code == 200
    assert opened(browser, ref, "task_list").status == 200


def test_the_answers_to_the_script_send_no_cookie(browser, ref, clock):
    """Such an answer may arrive after another tab has signed in; an old cookie would undo that."""
    typist = Typist(question(browser, ref))
    clock.forward(days=1)
    assert "Set-Cookie" not in typist.send(text="Typed").headers
    press = browser.client.post(typist.page.url, data=typist.take_turn())
    assert (press.status_code, "Set-Cookie" in press.headers) == (303, True)


# The page's own token


def test_a_page_with_a_dead_token_shows_every_field_and_sends_it_once_more(browser, ref, session):
    page = lose_the_token(opened(browser, ref))
    shown = page.submit(name="Casey B. Brook", job="Head of “Everything”", name_hidden="y", organisation=None)
    assert (shown.status, shown.heading) == (400, "Please send that once more")
    assert "Casey B. Brook" in shown.text
    assert "Head of “Everything”" in shown.text
    assert shown.submit("Send it again").status == 200
    again = opened(browser, ref).soup
    assert [again.find(id=name)["value"] for name in ("name", "job")] == ["Casey B. Brook", "Head of “Everything”"]
    assert again.find(id="name_hidden").has_attr("checked")


def test_many_lines_survive_a_dead_token_word_for_word(browser, ref, session):
    shown = lose_the_token(question(browser, ref)).submit(text=LONG)
    assert shown.status == 400
    shown.submit("Send it again")
    assert texts(session) == [LONG.strip()]


def test_what_the_script_sends_with_a_dead_token_changes_nothing_and_the_button_still_works(browser, ref, session):
    typist = Typist(lose_the_token(question(browser, ref)))
    refused = typist.send(text="Typed with a dead token")
    assert (refused.status_code, texts(session)) == (400, [])
    typist.press().submit("Send it again")
    assert texts(session) == ["Typed with a dead token"]


def test_a_dead_token_and_an_expired_sign_in_still_take_one_confirmation(browser, ref, session, clock):
    page = lose_the_token(question(browser, ref))
    clock.forward(days=15)
    page.submit(text=LONG).submit("Send it again")
    assert texts(session) == [LONG.strip()]


# Refusals


def test_what_is_sent_to_a_page_that_is_gone_is_shown(browser, ref):
    gone = browser.client.post(f"/nominations/{ref}/answers/none-such", data={"text": LONG})
    assert gone.status_code == 400  # without a token the page for that says it
    page = question(browser, ref)
    page.url = page.url.replace("summary", "none-such")
    late = page.submit(text=LONG)
    assert (late.status, "Two lines & <some> marks." in late.text) == (404, True)


def test_nothing_typed_is_shown_where_nothing_was_typed(browser, ref):
    assert "What you typed" not in browser.open("/nominations/NOM-NONE").text


def test_typed_pages_of_others_are_not_found(browser, another_browser, ref, session):
    mine = Typist(opened(browser, ref))
    theirs = begin(another_browser, "practice")
    stranger = Typist(opened(another_browser, reference(theirs)))
    stranger.page.url = mine.page.url
    assert stranger.send(name="Somebody else").status_code == 404
    session.rollback()
    assert [row.fields for row in session.scalars(select(TypedPage)) if row.fields] == []
