"""Nominators under 18: plain words, the least data, no public credit by default."""

from __future__ import annotations

import pytest

from awards.nominations.models import Credit, Nominator
from tests.nominations.filling import ABOUT_YOU, begin

MORE = {"phone": "01632 960001", "organisation": "Invented School", "job": "Pupil"}
YOUNG = ABOUT_YOU | {"is_adult": "no", "credit": "not_at_all"}
NOT_KEPT = "You are under 18, so we did not keep your phone number, organisation or job: we do not need them"


@pytest.fixture
def page(browser, season):
    """The page about the nominator of a draft just begun."""
    return begin(browser, "practice").click("About you")


def kept(session):
    session.rollback()
    return session.query(Nominator).one()


def test_the_age_is_asked_first_and_never_a_date_of_birth(page):
    asked = [words.get_text(strip=True) for words in page.soup.main.select("legend, form > .govuk-form-group > label")]
    assert asked[0] == "Are you 18 or over?"
    assert "birth" not in page.text


def test_it_has_to_be_answered(page):
    page = page.submit(**(ABOUT_YOU | {"is_adult": None}))
    assert (page.status, page.errors) == (422, ["Say whether you are 18 or over"])
    assert page.soup.find(id="name")["value"] == "Casey Brook"


def test_an_adult_s_details_are_kept(page, session):
    page.submit(**ABOUT_YOU, **MORE)
    nominator = kept(session)
    assert (nominator.under_18, nominator.phone, nominator.organisation, nominator.job) == (False, *MORE.values())


def test_of_somebody_under_18_less_is_kept_and_the_page_says_so(page, session):
    page = page.submit(**YOUNG, **MORE)
    nominator = kept(session)
    assert NOT_KEPT in page.text
    assert (nominator.under_18, nominator.name, nominator.email) == (True, "Casey Brook", ABOUT_YOU["email"])
    assert (nominator.phone, nominator.organisation, nominator.job) == (None, None, None)


def test_nothing_is_said_where_nothing_was_dropped(page):
    assert NOT_KEPT not in page.submit(**YOUNG).text


def test_details_typed_before_are_dropped_when_the_age_becomes_known(page, session):
    page.submit(**ABOUT_YOU, **MORE).click("About you").submit(is_adult="no", credit="not_at_all")
    nominator = kept(session)
    assert (nominator.phone, nominator.organisation, nominator.job) == (None, None, None)


def test_the_page_then_asks_for_less_and_says_why(page):
    page = page.submit(**YOUNG).click("About you")
    assert [page.soup.find(id=name) for name in MORE] == [None, None, None]
    assert [one["value"] for one in page.soup.find_all("input", attrs={"name": "credit"})] == [
        "not_at_all", "first_name",
    ]  # fmt: skip
    for words in (
        "so that we know who is telling us.", "We do not need your phone number",
        "We send you no reminders.", "you can ask somebody you trust to help you",
    ):  # fmt: skip
        assert words in page.text


def test_not_being_named_is_chosen_beforehand(page):
    chosen = page.soup.select("input[name=credit][checked]")
    assert [one["value"] for one in chosen] == ["not_at_all"]


@pytest.mark.parametrize("credit", ["full_name", "organisation"])
def test_somebody_under_18_is_named_by_the_first_name_at_most(page, stored, credit):
    again = page.submit(**(YOUNG | {"credit": credit}), **MORE)
    assert (again.status, again.errors) == (
        422, ["You are under 18, so choose your first name only, or not to be named"],
    )  # fmt: skip
    assert again.soup.find(id="phone")["value"] == MORE["phone"]  # until the page is saved nothing typed goes
    again.submit(credit="first_name")
    assert stored().credit is Credit.FIRST_NAME


def test_somebody_who_says_later_that_they_are_an_adult_is_asked_like_one(page, session):
    page = page.submit(**YOUNG).click("About you").submit(is_adult="yes").click("About you")
    page.submit(**MORE)
    nominator = kept(session)
    assert (nominator.under_18, nominator.phone) == (False, MORE["phone"])
