"""A walk of the bench that sends hostile requests, straight into the application: a few hundred, of every kind."""

from __future__ import annotations

import itertools

import pytest

from awards.core.words import tidy
from bench.hostile.attacks import KINDS, Attacks
from bench.hostile.stored import texts_in
from bench.hostile.verdicts import Verdicts, alive_in
from bench.hostile.visiting import Visitor
from bench.hostile.wire import Answer, InProcess, Sent
from tests.hostile import audiences

REQUESTS = 120
MOST_PAGES = 25
SEED = 7


def parties(app, session, clock):
    """Somebody outside, a nominator with drafts, somebody put forward, and staff."""
    audiences.load_the_season(session, clock)
    outside, nominator = audiences.public(app), audiences.nominator(app)
    nominee = audiences.nominee(app, session, clock)
    return [outside, nominator, nominee, audiences.staff(app, session)]


def visitor_for(app, party, verdicts):
    visitor = Visitor(party.name, InProcess(app), "localhost", party.starts, most_pages=MOST_PAGES)
    visitor.judge = verdicts.of_answer
    kept = party.browser.client.get_cookie("awards")
    visitor.cookies = {"awards": kept.value} if kept else {}
    visitor.come_in = lambda one: one.cookies.update({"awards": kept.value} if kept else {})
    return visitor


def test_hostile_requests_of_every_kind_break_nothing_and_leave_nothing_alive(app, session, clock, mailbox, tmp_path):
    app.config["RAISE_INCIDENTS"] = False
    verdicts, kinds = Verdicts(frozenset({"localhost"})), set()
    visitors = [visitor_for(app, party, verdicts) for party in parties(app, session, clock)]
    session.commit()
    for visitor in visitors:
        visitor.look_round()
        for attack in itertools.islice(Attacks(visitor, SEED), REQUESTS):
            answer = visitor.wire.send(attack.sent)
            verdicts.of_answer(attack.sent, answer, must_refuse=attack.must_refuse)
            kinds.add(attack.kind)
    for visitor in visitors:
        visitor.come_in(visitor)
        visitor.look_round()
    for number, mail in enumerate(mailbox.deliver()):
        file = tmp_path / f"{number}.eml"
        file.write_bytes(mail.as_bytes())
        verdicts.of_mail(file)
    assert verdicts.found == {}
    assert (kinds, verdicts.statuses.total() > REQUESTS * len(visitors)) == (set(KINDS), True)
    assert len({shape for visitor in visitors for shape in visitor.forms}) >= 20


@pytest.mark.parametrize(
    "html",
    ["<zqx>", '<p onzqx="1">', '<a href="javascript:zqx(1)">', "<script>1</script>", '<img src="//zqx-host.example/">',
     '<p style="x">', "<svg onload=1>", '<a href="java\tscript:1">', "<iframe>", '<form action="https://zqx-host.example">'],
)  # fmt: skip
def test_what_would_be_alive_is_seen(html):
    assert alive_in(html) != []


@pytest.mark.parametrize("html", ["&lt;zqx&gt;", '<a href="/a?q=zqx">zqx</a>', '<script src="/static/a.js"></script>'])
def test_what_is_only_text_is_not(html):
    assert alive_in(html) == []


@pytest.mark.parametrize(
    ("answer", "must_refuse"),
    [
        (Answer(500, [], b"", 0.1), False),
        (Answer(0, [], b"", 0.1), False),
        (Answer(200, [], b"<p>", 0.1), True),
        (Answer(200, [("Content-Type", "text/html")], b"<zqx>", 0.1), False),
        (Answer(200, [("X-Zqx", "1")], b"", 0.1), False),
        (Answer(303, [("Location", "//zqx-host.example/")], b"", 0.1), False),
        (Answer(303, [("Location", "/\\zqx-host.example/")], b"", 0.1), False),
        (Answer(400, [], b"Traceback (most recent call last)", 0.1), False),
        (Answer(200, [("Set-Cookie", "awards=1; Path=/")], b"", 0.1), False),
        (Answer(200, [("Set-Cookie", "awards=" + "1" * 5000 + "; HttpOnly; SameSite=Lax; Path=/")], b"", 0.1), False),
    ],
)
def test_whatever_is_wrong_with_an_answer_is_found(answer, must_refuse):
    verdicts, calm = Verdicts(frozenset({"localhost"})), Verdicts(frozenset({"localhost"}))
    verdicts.of_answer(Sent("GET", b"/"), answer, must_refuse=must_refuse)
    calm.of_answer(Sent("GET", b"/"), Answer(200, [], b"", 0.1))
    assert set(verdicts.found) - set(calm.found) != set()


def test_a_cell_that_is_a_formula_is_found():
    verdicts = Verdicts(frozenset())
    verdicts.of_csv("a,-4.5,1/3\n", "")
    assert verdicts.found == {}
    verdicts.of_csv('a,"=cmd"\n', "")
    assert list(verdicts.found) == ["a cell that is a formula: '=cmd'"]


def test_texts_are_looked_for_inside_json_as_well():
    assert list(texts_in('{"a": ["b\\u0000", {"c": 1}]}')) == ["a", "b\x00", "c"]
    assert tidy("b\x00") == "b"
