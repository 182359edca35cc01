"""No mail, subject, address, title, feed, file name or log line speaks of care, or holds what somebody wrote."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from jinja2 import ChainableUndefined
from sqlalchemy import select

from awards.audit.models import AuditEntry
from awards.comms.models import Message
from awards.comms.wording import wording_of
from awards.db import begin_to_write, db
from awards.jobs import jobs
from tests.browser.asking import begun, go_on, sent
from tests.hostile import audiences
from tests.hostile.crawling import pages_of
from tests.hostile.sending import Judge
from tests.pages.browser import Browser

EMAILS = Path(__file__).parents[2] / "templates" / "emails"
MAILS = sorted(str(path.relative_to(EMAILS).with_suffix("")) for path in EMAILS.rglob("*.txt"))

ABOUT_CARE = re.compile(
    r"""\b(care|caring|carers?|carer|leaving\ care|care\ ?leavers?|looked\ ?after|foster\w*|adopt\w*|kinship
    |social\ (services|care)|childrens?\ (homes?|services|social\ care)|safeguard\w*|abus\w*|neglect\w*
    |child\ protection|corporate\ parent\w*|lived\ experience|placements?|orphan\w*|young\ (people|person)s?|vulnerable
    |trauma\w*|removed\ from\ home|court\ orders?)\b""",
    re.VERBOSE | re.IGNORECASE,
)
IDIOMS = re.compile(r"\b(with|take|takes|taken|took) care\b", re.IGNORECASE)
MARK = "zqwritten"
NOMINEE, NOMINATOR = "Quilla Zqnominee", "Casey Zqnominator"
PERSONAL_DOORS = {"my_nominations", "nominations", "nominees", "supporters", "links"}


def words_about_care(text: str) -> list[str]:
    """Give every care-related word of a text, an address or a file name."""
    plain = re.sub(r"[-_/.+]", " ", text.replace("’", "").replace("'", ""))
    return [found.group() for found in ABOUT_CARE.finditer(IDIOMS.sub("", plain))]


@pytest.mark.parametrize(
    "text",
    ["Your care story", "/winners/care-leavers", "looked_after.txt", "A foster carer", "Children’s social care",
     "safeguarding", "Young people's award", "young-people"],
)  # fmt: skip
def test_words_about_care_are_recognised(text):
    assert words_about_care(text) != []


@pytest.mark.parametrize(
    "text", ["Frontline Awards", "Read it carefully", "We read it with care", "Scare", "/nominate/return", "careers"]
)
def test_other_words_are_not(text):
    assert words_about_care(text) == []


# What is written down


@pytest.mark.parametrize("kind", MAILS)
def test_no_mail_speaks_of_care_in_any_of_its_branches(kind):
    assert words_about_care((EMAILS / f"{kind}.txt").read_text()) == []


@pytest.mark.parametrize("kind", MAILS)
def test_a_subject_holds_no_words_but_ours_and_the_name_of_the_awards(kind):
    source = (EMAILS / f"{kind}.txt").read_text()
    subject = next(line for line in source.splitlines() if line.startswith("Subject: "))
    assert set(re.findall(r"{{\s*(.*?)\s*}}", subject)) <= {"programme.name"}
    assert "{%" not in subject


class Anything(ChainableUndefined):
    """Whatever a mail is told besides the programme: here it is nothing, counts as none and adds nothing."""

    def __gt__(self, other: object) -> bool:
        return False

    def __add__(self, other: object) -> int:
        return 0

    __lt__ = __ge__ = __le__ = __gt__
    __radd__ = __add__


@pytest.mark.parametrize("kind", MAILS)
def test_a_mail_as_worded_speaks_of_no_care(app, kind):
    lenient = app.jinja_env.overlay(undefined=Anything)
    worded = wording_of(lenient, kind, {"programme": {"name": "Frontline Awards", "organiser": "Frontline"}})
    assert words_about_care(worded.subject) + words_about_care(worded.body) == []


def test_no_address_speaks_of_care(app):
    assert {rule.rule for rule in app.url_map.iter_rules() if words_about_care(rule.rule)} == set()


# What comes out of a season in which everything that is typed carries a mark


@dataclass
class Seen:
    """Everything that left the portal other than the text of pages."""

    mails: list[Any] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    personal_titles: set[str] = field(default_factory=set)
    feeds: list[str] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    headers: list[str] = field(default_factory=list)
    logs: str = ""
    rows: list[str] = field(default_factory=list)
    pages_with_the_mark: int = 0


@pytest.fixture
def seen(app, session, clock, mailbox, caplog) -> Seen:
    """Nominate in every award with a mark in every answer, tell the nominees, rule, remind, and look everywhere."""
    caplog.set_level(logging.DEBUG)
    audiences.load_the_season(session, clock)
    found = Seen()
    texts = {
        "text": f"They listened {MARK}.",
        "full_name": NOMINEE,
        "name": NOMINATOR,
        "known_as": "Qui Zqnominee",
    }
    for slug in ("practice", "leadership", "team", "innovation", "spotlight", "fellowship", "participant"):
        writer, people = (
            Browser(app),
            {"email": f"{slug}@nominators.example", "nominee_email": f"{slug}@nominees.example"},
        )
        sent(writer, slug, **people, **texts)
    half_done = begun(writer, "spotlight")
    for _ in range(8):
        half_done = go_on(half_done, **texts)
    ref = half_done.url.split("/")[2]
    nominee = audiences.nominee(app, session, clock, "spotlight", full_name=NOMINEE)
    parties = [
        audiences.public(app),
        audiences.Party("nominator", writer, ["/nominations/", f"/nominations/{ref}/eligibility/verdict"]),
        nominee,
        audiences.staff(app, session),
    ]
    judge = Judge(app)
    for party in parties:
        look(found, app, party, judge)
    remind(app, session, clock)
    found.mails += mailbox.deliver()
    found.logs = caplog.text
    session.rollback()
    found.rows += [f"{one.kind} {one.key} {one.arguments}" for one in session.scalars(select(Message))]
    found.rows += [f"{one.tag} {one.subject} {one.facts}" for one in session.scalars(select(AuditEntry))]
    return found


def remind(app, session, clock) -> None:
    """Run every job at each day on which somebody may be reminded."""
    closes = audiences.closing(session)
    for days in (14, 7, 2, 1):
        clock.set(closes - timedelta(days=days))
        with app.app_context():
            for name, work in jobs(app).items():
                if name != "deliver mail":
                    begin_to_write(db.session)
                    work(db.session, clock())
                    db.session.commit()


def look(found: Seen, app, party: audiences.Party, judge: Judge) -> None:
    adapter = app.url_map.bind("localhost")
    for path, answer in pages_of(party, judge):
        found.addresses.add(path)
        found.headers += [f"{path}: {name}: {value}" for name, value in answer.headers.items()]
        if "Content-Disposition" in answer.headers:
            found.files.add(answer.headers["Content-Disposition"])
        if answer.mimetype == "text/html":
            soup = BeautifulSoup(answer.data, "html.parser")
            found.titles.add(soup.title.get_text())
            endpoint, _ = adapter.match(path.partition("?")[0], method="GET")
            if endpoint.partition(".")[0] in PERSONAL_DOORS:
                found.personal_titles.add(soup.title.get_text())
            found.addresses |= {str(link["href"]) for link in soup.select("a[href]")}
            found.pages_with_the_mark += MARK in answer.text
    for feed in ("/winners.atom", "/winners/2024.json"):
        found.feeds.append(party.browser.client.get(feed).text)


def test_nothing_but_pages_holds_what_was_written_or_speaks_of_care(seen):
    assert seen.pages_with_the_mark > 5  # it is there to be found
    assert len(seen.mails) > 7
    assert what_leaks(seen) == {}


def what_leaks(seen: Seen) -> dict[str, list[object]]:
    """Give everything that is where it must not be, by where and what."""
    about_care = {
        kind: [(one, words_about_care(one)) for one in getattr(seen, kind) if words_about_care(one)]
        for kind in ("addresses", "files", "personal_titles", "feeds")
    }
    answers = {
        f"answers in {kind}": [one for one in getattr(seen, kind) if MARK in one]
        for kind in ("addresses", "titles", "feeds", "files", "headers", "rows")
    }
    names = {
        f"names in {kind}": [one for one in getattr(seen, kind) if "Zqnom" in one]
        for kind in ("addresses", "titles", "feeds", "files", "headers", "rows")
    }
    mails = {
        "answers in mails": [str(mail["Subject"]) for mail in seen.mails if says(mail, MARK)],
        "names in mails": [str(mail["Subject"]) for mail in seen.mails if says(mail, "Zqnom")],
        "care in mails": [str(mail["Subject"]) for mail in seen.mails if words_about_care(in_view(mail))],
        "in logs": [line for line in seen.logs.splitlines() if MARK in line or "Zqnom" in line or "@nominees" in line],
    }
    return {where: found for where, found in (about_care | answers | names | mails).items() if found}


def in_view(mail) -> str:
    """Give what a phone shows of a mail before it is opened, and its text."""
    return " ".join(str(mail[name]) for name in ("Subject", "From")) + " " + mail.get_body(("plain",)).get_content()


def says(mail, text: str) -> bool:
    whole = " ".join(f"{name}: {value}" for name, value in mail.items())
    return text in whole or any(text in part.get_content() for part in mail.walk() if not part.is_multipart())
