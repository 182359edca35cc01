"""The data map has every table; what is made from it says so in public, and the document is what the command prints."""

from pathlib import Path

import pytest

from awards.db import Base, EncryptedText
from awards.privacy.commands import privacy
from awards.privacy.data_map import IMPERSONAL, data_map, fields_by_class
from awards.privacy.holdings import Whom
from awards.privacy.holdings_house import HOLDINGS
from awards.privacy.rules import Rule
from tests.factories import SeasonFactory

ROOT = Path(__file__).parents[2]
PLAIN = {
    "concern.asked_of": "one of two words",
    "concern.decision": "one of three words; the story behind it is encrypted",
    "flag.outcome": "one of four words; the notes are encrypted",
    "nominator.under_18": "yes or no",
    "nominee.deceased": "yes or no",
    "notice.unsafe_to_locate": "yes or no, asked of by statements",
    "panel_member.lived_experience": "yes or no",
}
"""Sensitive fields that are not encrypted, and why."""


def fields(kind):
    return [
        column
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.info["data_class"] == kind
    ]


def test_every_table_has_one_line_and_no_line_is_without_a_table(app):
    assert sorted(one.table for one in HOLDINGS) == sorted(Base.metadata.tables)


def test_a_table_that_says_nothing_of_anybody_has_no_field_that_does(app):
    found = {
        one.table: kinds
        for one in HOLDINGS
        if not one.is_of_somebody
        and (kinds := set(fields_by_class(Base.metadata.tables[one.table])) - IMPERSONAL - held_by_staff(one.table))
    }
    assert found == {}


def held_by_staff(table):
    """Why staff held something may be a story; the line of the clearance says it is about nobody."""
    return {"story"} if table == "clearance" else set()


def test_every_line_says_why_how_long_and_who_sees_it():
    assert [one.table for one in HOLDINGS if not (one.what and one.kept and one.seen_by and one.of)] == []


def test_every_clock_of_a_season_governs_something_in_the_map():
    governed = {one.kept for one in HOLDINGS if isinstance(one.kept, Rule)}
    assert {rule for rule in Rule if rule not in governed} == {
        Rule.NOT_TAKEN_UP, Rule.NOT_SHORTLISTED,  # earlier clocks of what SHORTLISTED governs at the latest
        Rule.DATES_OF_BIRTH,  # one field of a table
        Rule.HIDDEN_WINNERS, Rule.ACCOUNTS,  # in words: they run from the end of each thing
    }  # fmt: skip


def test_contact_details_are_encrypted(app):
    plain = [f"{one.table.name}.{one.name}" for one in fields("contact") if not isinstance(one.type, EncryptedText)]
    assert plain == []


def test_sensitive_fields_are_encrypted_or_a_plain_word(app):
    plain = {f"{one.table.name}.{one.name}" for one in fields("sensitive") if not isinstance(one.type, EncryptedText)}
    assert plain == set(PLAIN)


def test_no_date_of_birth_lies_open(app):
    born = [column for table in Base.metadata.tables.values() for column in table.columns if "birth" in column.name]
    assert [(one.name, isinstance(one.type, EncryptedText)) for one in born] == [("date_of_birth", True)]


def test_the_document_is_what_the_command_prints(app):
    printed = app.test_cli_runner().invoke(privacy, ["data-map"])
    assert printed.exit_code == 0
    assert (ROOT / "docs" / "data-map.md").read_text() == printed.output == data_map()


def test_the_privacy_page_tells_everybody_what_is_held_and_until_which_day(browser, session):
    SeasonFactory()
    page = browser.get("privacy.notice")
    assert page.status == 200
    text = page.text
    told = [whom.value for whom in Whom if whom is not Whom.NOBODY and f"About {whom}" not in text]
    assert told == []
    for words in (
        "24 March 2024", "22 November 2024", "22 May 2025",  # drafts, not shortlisted, shortlisted
        "the source of what we hold", "Information Commissioner", "awards@harbour.example", "within a month",
    ):  # fmt: skip
        assert words in text, words


def test_a_season_with_terms_of_its_own_tells_those(browser, session):
    SeasonFactory(retention={"drafts": "10 days"})
    assert "4 March 2024" in browser.get("privacy.notice").text


def test_without_a_season_the_page_tells_the_usual_terms(browser, session):
    page = browser.get("privacy.notice")
    assert page.status == 200
    assert "30 days after nominations close" in page.text


@pytest.mark.parametrize("path", ["/privacy", "/security"])
def test_a_page_costs_few_statements(browser, session, app, statements, path):
    SeasonFactory()
    browser.open(path)
    assert statements.of(lambda: browser.open(path)) <= 3
