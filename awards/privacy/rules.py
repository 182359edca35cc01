"""The clocks of retention: what goes when, in dates alone; whatever is on hold or still needed is for `due`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from awards.seasons.retention_settings import Term, term


class Rule(StrEnum):
    """Each clock; the first ten are terms of a season, the others hold for the whole installation."""

    DRAFTS = "drafts"
    DATES_OF_BIRTH = "dates_of_birth"
    NOT_TAKEN_UP = "not_taken_up"
    NOT_SHORTLISTED = "not_shortlisted"
    COMMENTS = "comments"
    LISTS = "lists"
    SHORTLISTED = "shortlisted"
    CONCERNS = "concerns"
    JUDGES = "judges"
    FLAGS = "flags"
    HIDDEN_WINNERS = "hidden_winners"
    MESSAGES = "messages"
    REASONS = "reasons"
    ACCOUNTS = "accounts"
    PASSING = "passing"


OF_THE_HOUSE: Final[Mapping[Rule, Term]] = {
    Rule.HIDDEN_WINNERS: term("365 days"),
    Rule.MESSAGES: term("90 days"),
    Rule.REASONS: term("730 days"),
    Rule.ACCOUNTS: term("365 days"),
    Rule.PASSING: term("90 days"),
}
"""Terms that run for each thing by itself, from its own end; in days, so that they can be looked up by time."""
OF_A_SEASON: Final = tuple(rule for rule in Rule if rule not in OF_THE_HOUSE)
NOTICE: Final = timedelta(days=7)
"""How long staff are told before something goes."""


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What staff and the public read of a rule."""

    title: str
    starts: str
    goes: str
    stays: str


_CLOSE, _CEREMONY = "nominations close", "the ceremony"

WORDS: Final[Mapping[Rule, RuleWords]] = {
    Rule.DRAFTS: RuleWords(
        "Drafts that were not sent", _CLOSE,
        "what was typed, the people named, the nominator if they sent nothing else",
        "the reference and the dates",
    ),
    Rule.DATES_OF_BIRTH: RuleWords(
        "Dates of birth", _CEREMONY, "dates of birth",
        "whether the person was under 18; the ruling that they were eligible",
    ),
    Rule.NOT_TAKEN_UP: RuleWords(
        "Nominations ineligible, withdrawn or not wanted", _CEREMONY,
        "what was written, who was named, who wrote it, what staff noted", "the reference, the dates and the decision",
    ),
    Rule.NOT_SHORTLISTED: RuleWords(
        "Nominations not shortlisted", _CEREMONY,
        "what was written, who was named, who wrote it, the judges’ copy, what judges and staff said of it",
        "the reference, the decision and the scores, under references alone",
    ),
    Rule.COMMENTS: RuleWords(
        "What judges wrote", _CEREMONY,
        "comments, notes on interests, what meetings noted, older versions of score sheets, practice, messages to "
        "judges",
        "the scores and totals, and the sealed record, under labels",
    ),
    Rule.LISTS: RuleWords(
        "Lists the organiser uploaded", _CEREMONY, "every line of them", "that a list came, and when"
    ),
    Rule.SHORTLISTED: RuleWords(
        "Shortlisted nominations", _CEREMONY,
        "what was written, who wrote it, the judges’ copy, minutes and reasons of decisions; who was named, but for "
        "winners whose page is public",
        "the reference, the decision, the scores; a public winner’s name, address and consents",
    ),
    Rule.CONCERNS: RuleWords("Concerns about nominees", _CEREMONY, "what was asked and answered", "that it was asked"),
    Rule.JUDGES: RuleWords(
        "What judges told of themselves", _CEREMONY, "past employers, ties, lived experience, times away",
        "that they sat on the panel",
    ),
    Rule.FLAGS: RuleWords(
        "Safeguarding notes", _CEREMONY, "the notes of flags that are closed", "that there was a flag, and its outcome"
    ),
    Rule.HIDDEN_WINNERS: RuleWords(
        "Winners taken down", "the page was hidden", "name, citations, and who gave the consents",
        "“Name withheld”, the year and the award",
    ),
    Rule.MESSAGES: RuleWords(
        "Mail", "it was sent", "the address it went to", "what kind of mail about which reference, and when"
    ),
    Rule.REASONS: RuleWords(
        "Reasons in the trail", "they were written", "the words", "who did what and when; the salted hash of the words"
    ),
    Rule.ACCOUNTS: RuleWords(
        "Accounts that were closed", "the account was closed", "name, address, employer, ways in", "the reference"
    ),
    Rule.PASSING: RuleWords(
        "Sign-ins, links and codes", "they ended", "all of it, and what browser it was", "nothing but the trail"
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SeasonDates:
    """The dates of a season from which its clocks run; no day of ceremony: nothing that waits for it is ever due."""

    closes_at: datetime
    ceremony_on: date | None
    zone: str


def due_at(rule: Rule, terms: Mapping[str, Term], dates: SeasonDates) -> datetime | None:
    """Give the first moment at which what a season's rule governs is due: the midnight after its last day.

    Raises:
        KeyError: the rule is not one of a season.
    """
    zone = ZoneInfo(dates.zone)
    starts_on = dates.closes_at.astimezone(zone).date() if rule is Rule.DRAFTS else dates.ceremony_on
    if starts_on is None:
        return None
    return datetime.combine(terms[rule].after(starts_on) + timedelta(days=1), time(), tzinfo=zone)


def ended_before(rule: Rule, moment: datetime) -> datetime:
    """Give the moment before which a thing must have ended to be due at this one, by a rule of the house.

    Raises:
        KeyError: the rule is one of a season.
    """
    return moment - timedelta(days=OF_THE_HOUSE[rule].days)
