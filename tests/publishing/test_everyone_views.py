"""Public pages: every shape of winner, each name as chosen, and consent that can be taken back."""

import json
import xml.etree.ElementTree as ET

import pytest

from awards.nominations.models import Credit
from awards.nominees.models import NameForm, Response, Thing
from awards.publishing.models import AnnouncementKind, Voice, WinnerKind
from awards.publishing.rules import WITHHELD
from awards.screening.lifecycle import EntryState
from tests.factories import (
    CitationFactory,
    EntryFactory,
    NominationFactory,
    NominatorFactory,
    NomineeFactory,
    WinnerFactory,
)
from tests.pages.browser import words
from tests.publishing.conftest import EVERYTHING

ATOM = "{http://www.w3.org/2005/Atom}"
WITHOUT_CATEGORY = tuple(thing for thing in EVERYTHING if thing is not Thing.CATEGORY)


def winners(page):
    """Give (name, outcome, category, place, citation, notes) of every winner on the page."""
    found = []
    for box in page.soup.select(".winners > div"):
        card = box.select_one(".winner")
        extra = card.select_one(".winner__notes")
        found.append(
            (
                words(card.select_one(".winner__name")),
                words(card.select_one(".winner__place")),
                words(card.select_one(".winner__category")),
                words(card.select_one(".winner__role")),
                [words(quote) for quote in box.select("figure")],
                words(extra),
            )
        )
    return found


def names(page):
    return [winner[0] for winner in winners(page)]


@pytest.fixture
def year(browser):
    return lambda: browser.open("/winners/2024")


@pytest.fixture
def feed(app):
    """Give the feed's bytes."""
    return lambda: app.test_client().get("/winners.atom").get_data(as_text=True)


def consents_of(scene, entry):
    desk = scene.desk()
    return desk.notices[entry.nominees[0].id].consents


def test_before_anything_is_released_the_pages_say_so(scene, browser):
    assert browser.open("/winners/").text == "Winners No winners have been announced yet They will be named here."
    assert "have not been announced yet" in browser.open("/finalists").text


def test_a_winner_is_shown_with_dignity(scene, year, session):
    nomination = NominationFactory(
        category=scene.practice, eligible=True, credit=Credit.FIRST_NAME, work_title="Night Harbour",
        nominator=NominatorFactory(name="Casey Brook"),
    )  # fmt: skip
    entry = scene.entry("Ada Wren", nomination=nomination, role="Senior practitioner", employer="Plantshire Council")
    scene.prepare()
    winner = scene.desk().winners[entry.id]
    CitationFactory(winner=winner, voice=Voice.JUDGES, text="She listens.")
    CitationFactory(winner=winner, voice=Voice.WINNER, text="I had good company.")
    winner.presented_by, winner.absent, winner.posthumous = "Robin Vale", True, False
    session.expire(winner, ["citations"])
    scene.release()
    page = year()
    assert winners(page) == [
        (
            "Ada Wren",
            "Winner 2024",
            "Practice award",
            "Senior practitioner, Plantshire Council",
            ["She listens. The judges", "I had good company. In their own words"],
            "For Night Harbour. Nominated by Casey. Presented by Robin Vale. Could not be at the ceremony.",
        )
    ]
    assert page.soup.find(id=winner.ref)
    assert "in Leeds on Wednesday 22 May 2024" in page.text


def test_joint_winners_share_the_award(scene, year):
    scene.entry("Ada Wren")
    scene.entry("Ben Moss")
    scene.release()
    assert sorted(winner[:2] for winner in winners(year())) == [
        ("Ada Wren", "Joint winner 2024"), ("Ben Moss", "Joint winner 2024"),
    ]  # fmt: skip


def test_three_may_win_at_once_as_one_group(scene, year):
    scene.entry("Ada Wren", "Ben Moss", "Cy Lark", employer=None)
    scene.release()
    assert winners(year())[0][:2] == ("Ada Wren, Ben Moss and Cy Lark", "Winner 2024")
    assert [words(mark) for mark in year().soup.select(".monogram")] == ["ABC"]


def test_a_team_is_shown_by_its_own_name(scene, year):
    nomination = NominationFactory(
        category=scene.teams, eligible=True, team_name="Harbour Lights Team",
        team={"lead_employer": "Plantshire Council", "partners": "Mersham Police"},
    )  # fmt: skip
    scene.entry("Robin Contact", category=scene.teams, nomination=nomination, is_team=True)
    scene.release()
    page = year()
    assert [(one[0], one[3], one[5]) for one in winners(page)] == [
        ("Harbour Lights Team", "Plantshire Council", "With Mersham Police.")
    ]
    assert "Robin Contact" not in page.html


def test_an_organisation_without_people_is_shown_by_its_title(scene, year):
    EntryFactory(category=scene.practice, state=EntryState.WINNER, title="Thistle Social Works")
    scene.decide(scene.practice)
    scene.release()
    assert (names(year()), next(iter(scene.desk().winners.values())).kind) == (
        ["Thistle Social Works"], WinnerKind.ORGANISATION,
    )  # fmt: skip


def test_somebody_the_organiser_honours_is_shown_like_any_other(scene, year):
    nominee = NomineeFactory(nomination=None, full_name="Rosa Lind", deceased=True)
    scene.answer(nominee, EVERYTHING)
    EntryFactory(
        category=scene.honour, state=EntryState.WINNER, by_organiser=True, nominees=[nominee], title="Rosa Lind"
    )  # fmt: skip
    scene.decide(scene.honour)
    scene.release()
    assert [(one[0], one[2], one[5]) for one in winners(year())] == [
        ("Rosa Lind", "Honour of the year", "Given in memory of them.")
    ]


def test_those_commended_come_after_the_winner(scene, year):
    scene.entry("Ben Moss", state=EntryState.COMMENDED)
    scene.entry("Ada Wren")
    scene.release()
    assert [one[:2] for one in winners(year())] == [("Ada Wren", "Winner 2024"), ("Ben Moss", "Highly commended 2024")]


@pytest.mark.parametrize(
    ("form", "public_name", "shown"),
    [
        (NameForm.FIRST_NAME, None, "Ada"),
        (NameForm.OTHER, "Ada of the Harbour", "Ada of the Harbour"),
        (NameForm.WITHHELD, None, WITHHELD),
    ],
)
def test_a_name_is_shown_as_chosen_and_a_new_choice_shows_at_once(scene, year, session, form, public_name, shown):
    entry = scene.entry("Ada Wren")
    scene.release()
    notice = scene.desk().notices[entry.nominees[0].id]
    notice.name_form, notice.public_name = form, public_name
    session.commit()
    assert names(year()) == [shown]


def test_nobody_who_never_answered_is_named(scene, year):
    scene.entry("Ada Wren", agreed=None)
    scene.release()
    page = year()
    assert (names(page), "Ada" in page.html, "Invented County" in page.html) == ([WITHHELD], False, False)


def test_consent_taken_back_removes_the_name_everywhere_at_once(scene, browser, session, clock, feed):
    entry = scene.entry("Ada Wren")
    scene.prepare()
    winner = scene.desk().winners[entry.id]
    CitationFactory(winner=winner, text="Ada listens.")
    winner.erratum = "Ada was misspelt."
    scene.release(AnnouncementKind.FINALISTS)
    scene.release()
    assert "Ada Wren" in browser.open("/finalists").text
    for consent in consents_of(scene, entry):
        if consent.thing is Thing.NAME:
            consent.withdrawn_at = clock()
    session.commit()
    everywhere = ["/finalists", "/winners/", "/winners/2024", "/winners/2024.json"]
    assert [path for path in everywhere if "Ada" in browser.open(path).html] == []
    assert "Ada" not in feed()
    assert names(browser.open("/winners/2024")) == [WITHHELD]


def test_those_who_withhold_their_name_in_a_group_are_counted(scene, year, session):
    nomination = NominationFactory(category=scene.practice, eligible=True)
    entry = scene.entry("Ada Wren", "Ben Moss", nomination=nomination)
    scene.release()
    scene.desk().notices[entry.nominees[1].id].response = Response.DECLINED
    session.commit()
    page = year()
    assert (names(page), "Ben" in page.html, "Invented County" in page.html) == (
        ["Ada Wren and one other"],
        False,
        False,
    )


def test_one_person_with_two_nominators_is_one_person(scene, year, session):
    entry = scene.entry("Ada Wren")
    other = NomineeFactory(nomination=NominationFactory(category=scene.practice), full_name="ada  wren", position=2)
    entry.nominees.append(other)
    scene.release()
    assert names(year()) == ["Ada Wren"]


@pytest.mark.parametrize(
    ("agreed", "place", "story"),
    [
        ((Thing.NAME,), "", []),
        ((Thing.NAME, Thing.PLACE), "Plantshire", []),
        ((Thing.NAME, Thing.STORY), "", ["Words. The judges"]),
    ],
)
def test_place_and_story_each_need_their_own_consent(scene, year, session, agreed, place, story):
    entry = scene.entry("Ada Wren", agreed=agreed, employer="Plantshire", role=None)
    scene.prepare()
    CitationFactory(winner=scene.desk().winners[entry.id], text="Words.")
    session.commit()
    scene.release()
    (winner,) = winners(year())
    assert (winner[3], winner[4]) == (place, story)


@pytest.mark.parametrize("choice", [{"show_place": False}, {"unsafe_to_locate": True}])
def test_a_place_is_not_shown_against_a_choice_or_against_safety(scene, year, session, choice):
    entry = scene.entry("Ada Wren", employer="Plantshire", role=None)
    for name, value in choice.items():
        setattr(scene.desk().notices[entry.nominees[0].id], name, value)
    scene.release()
    assert "Plantshire" not in year().html


def test_an_employer_that_nominated_does_not_give_the_place_away(scene, year):
    nomination = NominationFactory(
        category=scene.practice, eligible=True, credit=Credit.ORGANISATION,
        nominator=NominatorFactory(organisation="Plantshire"),
    )  # fmt: skip
    scene.entry("Ada Wren", agreed=(Thing.NAME,), nomination=nomination, employer="Plantshire")
    scene.release()
    assert "Plantshire" not in year().html


def robots(page):
    return [tag["content"] for tag in page.soup.select("meta[name=robots]")]


def test_a_category_that_reveals_something_needs_its_own_consent(scene, browser, year, feed):
    scene.entry("Ada Wren")
    scene.entry("Ben Moss", category=scene.young, agreed=WITHOUT_CATEGORY)
    scene.release()
    page = year()
    assert (names(page), robots(page), robots(browser.open("/winners/"))) == (
        ["Ada Wren", WITHHELD], ["noindex"], ["noindex"],
    )  # fmt: skip
    assert [one["name"] for one in json.loads(browser.open("/winners/2024.json").html)] == ["Ada Wren"]
    assert ("Young" in feed(), "Ben" in page.html) == (False, False)


def test_with_that_consent_the_name_is_shown_and_may_be_found(scene, browser, year):
    scene.entry("Ben Moss", category=scene.young)
    scene.release()
    assert (names(year()), robots(year())) == (["Ben Moss"], [])
    assert [one["name"] for one in json.loads(browser.open("/winners/2024.json").html)] == ["Ben Moss"]


def test_finalists_are_listed_by_name_and_nobody_above_another(scene, browser):
    scene.entry("Cy Lark", role="Team manager", employer="Plantshire")
    scene.entry("ada Wren", state=EntryState.FINALIST, agreed=(Thing.NAME,))
    scene.entry("Bea Hidden", state=EntryState.FINALIST, agreed=None)
    scene.entry("Not Chosen", state=EntryState.NOT_SHORTLISTED)
    scene.entry("Young Quiet", category=scene.young, state=EntryState.FINALIST, agreed=WITHOUT_CATEGORY)
    scene.release(AnnouncementKind.FINALISTS)
    page = browser.open("/finalists")
    assert [words(one) for one in page.soup.select(".finalists__person")] == [
        "ada Wren Social worker", "Cy Lark Team manager Plantshire", WITHHELD, WITHHELD,
    ]  # fmt: skip
    assert robots(page) == ["noindex"]


def test_imported_winners_are_shown_as_stored_and_a_hidden_one_nowhere(scene, browser, session, clock):
    WinnerFactory(display_name="Josie", category_name="practice award", area="Plantshire")
    hidden = WinnerFactory(display_name="Imogen Hale", hidden_at=clock())
    young = WinnerFactory(display_name="Amir Invented", category_key="young", category_name="young award", position=1)
    session.commit()
    page = browser.open("/winners/2022")
    assert sorted(names(page)) == ["Amir Invented", "Josie"]
    assert [words(tag) for tag in page.soup.select("h2")] == ["Practice award", "Young award"]
    assert (robots(page), hidden.ref in page.html, young.ref in page.html) == (["noindex"], False, True)
    assert [one["name"] for one in json.loads(browser.open("/winners/2022.json").html)] == ["Josie"]
    young.hidden_at = clock()
    session.commit()
    assert (names(browser.open("/winners/2022")), robots(browser.open("/winners/2022"))) == (["Josie"], [])


def test_the_latest_year_comes_first_and_the_others_are_a_list(scene, browser, session):
    WinnerFactory(display_name="Josie")
    WinnerFactory(display_name="Old Friend", year=2021)
    session.commit()
    scene.entry("Ada Wren")
    scene.release()
    page = browser.open("/winners/")
    assert (page.heading, names(page)) == ("Winners 2024", ["Ada Wren"])
    assert [words(item) for item in page.soup.select(".years__item")] == ["2022 1 winner", "2021 1 winner"]
    assert names(page.click("2021")) == ["Old Friend"]


def test_the_data_has_the_same_keys_for_everybody(scene, browser, session):
    scene.entry("Ada Wren", agreed=(Thing.NAME,))
    scene.entry("Ben Moss", state=EntryState.COMMENDED)
    scene.release()
    response = browser.open("/winners/2024.json").response
    first, second = response.json
    assert (response.mimetype, first.keys() == second.keys(), first["organisation"]) == ("application/json", True, None)
    assert (first["name"], first["outcome"], first["url"]) == (
        "Ada Wren", "Winner", f"http://localhost/winners/2024#{first['ref']}",
    )  # fmt: skip


def test_the_feed_is_atom_with_everything_escaped(scene, app, session, clock):
    entry = scene.entry("Ada <b>Wren</b> & Co")
    scene.prepare()
    CitationFactory(winner=scene.desk().winners[entry.id], text="2 < 3 & 4")
    session.commit()
    scene.release()
    response = app.test_client().get("/winners.atom")
    feed = ET.fromstring(response.get_data())  # noqa: S314 - our own bytes
    assert (response.mimetype, feed.tag) == ("application/atom+xml", f"{ATOM}feed")
    assert [feed.findtext(ATOM + name) for name in ("id", "title", "updated")] == [
        "http://localhost/winners/", "Harbour Awards: winners", clock().isoformat(),
    ]  # fmt: skip
    (item,) = feed.findall(f"{ATOM}entry")
    assert item.findtext(f"{ATOM}title") == "Ada <b>Wren</b> & Co: Practice award 2024"
    assert "2 < 3 & 4" in item.findtext(f"{ATOM}content")
    assert [child.tag.removeprefix(ATOM) for child in item] == ["id", "title", "updated", "link", "content"]


def test_an_empty_feed_tells_nothing(scene, feed):
    empty = ET.fromstring(feed())  # noqa: S314 - our own bytes
    assert (empty.findall(f"{ATOM}entry"), empty.findtext(f"{ATOM}updated")) == ([], "1970-01-01T00:00:00+00:00")


def test_the_number_of_statements_does_not_grow_with_the_winners(app, scene, browser, session, statements):
    scene.entry("Ada Wren")
    scene.release()
    counts = [statements.of(lambda: browser.open("/winners/2024"))]
    for name in ("Ben Moss", "Cy Lark"):
        scene.entry(name)
    session.commit()
    counts.append(statements.of(lambda: browser.open("/winners/2024")))
    assert (counts[0], counts[0] <= 8) == (counts[1], True)
