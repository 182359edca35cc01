"""States of the pages on which a nominator writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from tests.browser.asking import filled
from tests.browser.site import AFTER_THE_CLOSE, Site, Visit
from tests.browser.state import State, at, choose_and_press, draft, fill_and_press, press, reference
from tests.pages.browser import Browser

SLUGS = ("practice", "leadership", "team", "innovation", "spotlight", "fellowship", "participant")
OF_PEOPLE = ("innovation", "spotlight", "fellowship")
SAVE = "Save and continue"


def page_of(site: Site, slug: str, page: str, act: Callable | None = None) -> Visit:
    """Look at a page of a fresh draft."""
    who, ref = draft(site, slug)
    return Visit(f"/nominations/{ref}{page}", who, act)


def _written(site: Site, slug: str) -> tuple[Browser, str]:
    """Give a draft that lacks nothing but the sending."""
    return site.once(("written", slug), lambda: write_one(site, slug))


def write_one(site: Site, slug: str) -> tuple[Browser, str]:
    page = filled(site.browser(), slug, nominee_email="amara@nominees.example")
    return page.browser, reference(page)


def written(site: Site, slug: str, page: str, act: Callable | None = None) -> Visit:
    """Look at a page of a draft that lacks nothing but the sending."""
    who, ref = _written(site, slug)
    return Visit(f"/nominations/{ref}{page}", who, act)


def _first_answer(site: Site, slug: str) -> str:
    who, ref = _written(site, slug)
    links = who.get("my_nominations.task_list", ref=ref).links().values()
    return next(link for link in links if "/answers/" in link).removeprefix(f"/nominations/{ref}")


def _answer(site: Site, slug: str) -> Visit:
    return written(site, slug, _first_answer(site, slug))


def _verdict(site: Site, slug: str, **facts: str) -> Visit:
    who, ref = draft(site, slug)
    page = who.get("my_nominations.eligibility", ref=ref)
    given = PRACTICE_FACTS | facts
    given = {name: value for name, value in given.items() if page.soup.find(attrs={"name": name})}
    return at(page.submit("Save", **given))


PRACTICE_FACTS = {
    "nation": "England",
    "employer_type": "council",
    "works_in": "statutory_childrens",
    "in_post": "yes",
    "registration": "registered",
}


def _two_tabs(site: Site) -> Visit:
    """A page left open in one tab while another tab saves."""
    who, ref = draft(site, "practice")

    def act(page) -> None:
        who.get("my_nominations.answer", ref=ref, key="summary").submit(text="From the other tab.")
        fill_and_press(SAVE, text="From this tab.")(page)

    return Visit(f"/nominations/{ref}/answers/summary", who, act)


def _signed_out(site: Site) -> Visit:
    who, ref = draft(site, "practice")

    def act(page) -> None:
        page.context.clear_cookies()
        fill_and_press(SAVE, text="Typed after the sign-in had run out. " * 3)(page)

    return Visit(f"/nominations/{ref}/answers/summary", who, act)


def _sign_in_ran_out(site: Site) -> Visit:
    who, ref = draft(site, "practice")

    def act(page) -> None:
        site.clock.forward(days=100)
        fill_and_press(SAVE, text="Typed into a page that was open for weeks. " * 3)(page)

    return Visit(f"/nominations/{ref}/answers/summary", who, act)


def _index(site: Site) -> Visit:
    who, _ = _written(site, "practice")
    return Visit("/nominations/", who)


def _none_left(site: Site) -> Visit:
    who, ref = draft(site, "practice")
    who.get("my_nominations.withdraw", ref=ref).submit("Withdraw it")
    return Visit("/nominations/", who)


def _after_the_close(site: Site, path: str) -> Visit:
    """Look at a page when nominations have closed on a draft."""
    who, ref = draft(site, "practice")
    site.clock.set(AFTER_THE_CLOSE)
    return Visit(path.format(ref=ref), site.nominator_again(ref, who))


def _later_deadline(site: Site) -> Visit:
    who, ref = draft(site, "practice")
    nomination = site.nomination(ref)
    nomination.extended_until = AFTER_THE_CLOSE + timedelta(days=3)
    site.settle()
    site.clock.set(AFTER_THE_CLOSE)
    return Visit(f"/nominations/{ref}", site.nominator_again(ref, who))


def _keyed_in(site: Site) -> Visit:
    who, ref = draft(site, "practice")
    nomination = site.nomination(ref)
    nomination.keyed_in_by, nomination.channel = "USR-2222222", "phone"
    return Visit(f"/nominations/{ref}", who)


def _under_18(site: Site) -> Visit:
    who, ref = write_one(site, "practice")
    page = who.get("my_nominations.about_you", ref=ref)
    page.submit("Save", is_adult="no", credit="not_at_all")
    return Visit(f"/nominations/{ref}/about-you", who)


def _typed_and_left(site: Site) -> Visit:
    """A page that was typed into and left: kept by its script, not saved by its button."""

    def act(page) -> None:
        page.locator("main [name=name]").fill("Casey Br")
        page.wait_for_timeout(1500)
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.locator("main [name=name]").press("Tab")
            page.keyboard.type("casey@")
        page.reload()

    return page_of(site, "practice", "/about-you", act)


def _long(site: Site) -> Visit:
    return page_of(site, "practice", "/answers/summary", fill_and_press(SAVE, text="word " * 61))


def each(state: str, endpoint: str, shows: str, make: Callable[[Site, str], Visit], slugs=SLUGS) -> list[State]:
    """Give the same state in each award."""
    return [State(f"{slug}: {state}", endpoint, shows, partial(make, slug=slug)) for slug in slugs]


def fresh(page: str, act: Callable | None = None) -> Callable[..., Visit]:
    """Make a page of a fresh draft, in whichever award."""
    return lambda site, slug="practice": page_of(site, slug, page, act)


def done(page: str, act: Callable | None = None) -> Callable[..., Visit]:
    """Make a page of a draft that lacks nothing but the sending, in whichever award."""
    return lambda site, slug="practice": written(site, slug, page, act)


STATES = [
    *each("task list, empty", "my_nominations.task_list", "Incomplete", fresh("")),
    *each("task list, all done", "my_nominations.task_list", "Completed", done("")),
    *each("eligibility", "my_nominations.eligibility", "Save and see", fresh("/eligibility")),
    *each("eligibility, filled", "my_nominations.eligibility", "Save and see", done("/eligibility")),
    *each("check, all there", "my_nominations.check", "Send the nomination", done("/check")),
    *each("an answer, filled", "my_nominations.answer", SAVE, _answer),
    *each("person", "my_nominations.person", "Full name", done("/people/1"), [s for s in SLUGS if s != "team"]),
    *each("people, named", "my_nominations.nominee", "Person 1", done("/nominee"), OF_PEOPLE),
    *each("people, nobody named", "my_nominations.nominee", "Nobody is named yet", fresh("/nominee"), OF_PEOPLE),
    *each("person, with errors", "my_nominations.person", "There is a problem",
          fresh("/people/1", press(SAVE)), ("practice", "spotlight", "participant")),
    State("team", "my_nominations.team", "About the team", lambda site: written(site, "team", "/team")),
    State("team, with errors", "my_nominations.team", "There is a problem",
          lambda site: page_of(site, "team", "/team", press(SAVE))),
    State("list", "my_nominations.index", "Reference NOM-", _index),
    State("list, a withdrawn one", "my_nominations.index", "Withdrawn", _none_left),
    State("list, after the close", "my_nominations.index", "Reference NOM-",
          lambda site: _after_the_close(site, "/nominations/")),
    State("task list, after the close", "my_nominations.task_list", "can no longer be sent",
          lambda site: _after_the_close(site, "/nominations/{ref}")),
    State("task list, a later deadline", "my_nominations.task_list", "29 February 2024", _later_deadline),
    State("task list, keyed in", "my_nominations.task_list", "Your nomination", _keyed_in),
    State("about you, typed and left", "my_nominations.about_you", "What you typed is saved", _typed_and_left),
    State("about you, under 18", "my_nominations.about_you", "We do not need your phone number",
          _under_18),
    State("eligibility, with errors", "my_nominations.eligibility", "There is a problem",
          fresh("/eligibility", press("Save"))),
    State("verdict, fits", "my_nominations.verdict", "this fits", lambda site: _verdict(site, "practice")),
    State("verdict, does not fit", "my_nominations.verdict", "does not fit",
          lambda site: _verdict(site, "practice", registration="lapsed")),
    State("verdict, needs a look", "my_nominations.verdict", "will check",
          lambda site: _verdict(site, "practice", registration="unknown")),
    State("about you, empty", "my_nominations.about_you", "About you", fresh("/about-you")),
    State("about you, filled", "my_nominations.about_you", "About you", done("/about-you")),
    State("about you, with errors", "my_nominations.about_you", "There is a problem", fresh("/about-you", press(SAVE))),
    State("about you, not an address", "my_nominations.about_you", "There is a problem",
          done("/about-you", fill_and_press(SAVE, email="not an address"))),
    State("answer, empty", "my_nominations.answer", SAVE, fresh("/answers/summary")),
    State("answer, nothing typed", "my_nominations.answer", "Enter your answer",
          fresh("/answers/summary", press(SAVE))),
    State("answer, too long", "my_nominations.answer", "must be 60 words or less", _long),
    State("answer, both texts", "my_nominations.answer", "From the other tab.", _two_tabs),
    State("answer, signed out", "my_nominations.answer", "Nothing you typed is lost", _signed_out),
    State("answer, sign-in ran out", "my_nominations.answer", "Nothing you typed is lost", _sign_in_ran_out),
    State("declarations", "my_nominations.declarations", "Declarations", fresh("/declarations")),
    State("declarations, made", "my_nominations.declarations", "Declarations", done("/declarations")),
    State("declarations, with errors", "my_nominations.declarations", "There is a problem",
          fresh("/declarations", press(SAVE))),
    State("declarations, they do not know", "my_nominations.declarations", "Declarations",
          fresh("/declarations", choose_and_press(SAVE, nominee_knows="no"))),
    State("check, things missing", "my_nominations.check", "Still to do", fresh("/check")),
    State("withdraw", "my_nominations.withdraw", "Withdraw it", fresh("/withdraw")),
]  # fmt: skip
