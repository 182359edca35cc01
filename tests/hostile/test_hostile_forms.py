"""A thousand hostile texts, and more, through every field of every form that anybody can reach."""

from __future__ import annotations

from datetime import date

import pytest

from tests.hostile import audiences
from tests.hostile.crawling import pages_of
from tests.hostile.sending import Judge, Sender, Target, attack, forms_on
from tests.hostile.texts import Hostile

SEED = 20240223
SEVENTEEN = date(2006, 6, 1)
EACH = {"sqlite": 10, "postgresql": 1}
"""How many texts go through each text field, beside those for whole forms; the kinds of text take turns."""

PARTIES = ("public", "nominator", "nominee", "young nominee", "whoever opened a link", "adult", "staff")


def party_of(who: str, app, session, clock, mailbox) -> audiences.Party:
    """Bring about what this party has to do with, and give them their browser."""
    audiences.load_the_season(session, clock)
    make = {
        "public": lambda: audiences.public(app),
        "nominator": lambda: audiences.nominator(app),
        "nominee": lambda: audiences.nominee(app, session, clock),
        "young nominee": lambda: audiences.nominee(app, session, clock, "spotlight", date_of_birth=SEVENTEEN),
        "whoever opened a link": lambda: audiences.whoever_opened_a_link(app, session, clock, mailbox),
        "adult": lambda: audiences.adult(app, session, clock, date_of_birth=SEVENTEEN),
        "staff": lambda: staff_with_work(app, session, clock),
    }
    return make[who]()


def staff_with_work(app, session, clock) -> audiences.Party:
    audiences.nominator(app)
    audiences.nominee(app, session, clock)
    return audiences.staff(app, session)


def forms_within_reach(party: audiences.Party, judge: Judge) -> list[Target]:
    """Give every form of every page the party can reach, the same form of another row only once."""
    found: dict[object, Target] = {}
    for path, answer in list(pages_of(party, judge)):
        if answer.mimetype == "text/html":
            for target in forms_on(path, answer.data):
                found.setdefault(target.key, target)
    return list(found.values())


@pytest.mark.parametrize("who", PARTIES)
def test_no_form_breaks_or_refuses_without_a_word(app, session, clock, mailbox, who, database_kind):
    party = party_of(who, app, session, clock, mailbox)
    judge, hostile = Judge(app), Hostile(SEED + PARTIES.index(who))
    targets = forms_within_reach(party, judge)
    sender = Sender(party.browser, judge)
    for target in targets:
        attack(sender, target, hostile, each=EACH[database_kind])
    for path, answer in pages_of(party, judge):
        judge.of_page(path, answer)
    for mail in mailbox.deliver():
        judge.of_mail(mail)
    assert judge.findings() == []
    assert len(targets) >= LEAST_FORMS[who], [target.key for target in targets]
    assert judge.became["kept"] > 0
    assert hostile.made >= LEAST_TEXTS.get(who, 0) * EACH[database_kind] / EACH["sqlite"]


LEAST_FORMS = {
    "public": 4,
    "nominator": 15,
    "nominee": 2,
    "young nominee": 2,
    "whoever opened a link": 2,
    "adult": 1,
    "staff": 5,
}
"""How many different forms each is known to reach: fewer would mean that this test sees less than it should."""
LEAST_TEXTS = {"nominator": 1000}
