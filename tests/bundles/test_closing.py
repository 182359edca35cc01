"""At the close the record is sealed, its checkpoint is mailed to every judge, and only then may the order be seen."""

from __future__ import annotations

import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event, Timer

import pytest
from sqlalchemy import select

from awards.audit import Tag
from awards.bundles import closing
from awards.bundles.closing import LONGEST_WAIT, close_due
from awards.comms.models import Message, MessageState
from awards.db import begin_to_write, db
from awards.ledger.notes import opened, read_public_line
from awards.panels.locking import season_subject
from awards.results.policy import may_see_ranking
from awards.sealing.checking import check_log
from awards.sealing.checkpoints import checkpoints_of
from tests.sealing.judged import CLOSED, NOW, Judged

SECOND = timedelta(seconds=1)


def reasons(judged, now):
    return [one.code for one in may_see_ranking(judged.season, now=now).reasons]


def mails(session):
    return session.scalars(select(Message).where(Message.kind == closing.CHECKPOINT_MAIL).order_by(Message.id)).all()


def test_before_the_round_is_over_nothing_is_done(judged, work, session):
    assert work(judged.judging.closes_at) == 0
    assert (checkpoints_of(session, judged.season_id), judged.judging.closed_at) == ([], None)
    assert reasons(judged, NOW) == ["round-not-closed"]


def test_a_round_over_by_its_date_is_closed_sealed_and_mailed_before_the_order_opens(judged, work, session, mailbox):
    assert reasons(judged, CLOSED) == ["being-sealed"]
    assert work(CLOSED) == 1
    (checkpoint,) = checkpoints_of(session, judged.season_id)
    assert (judged.judging.closed_at, judged.judging.sealed_at) == (judged.judging.closes_at, None)
    assert judged.acts()[-1] == ("round_closed", {"round": "longlist", "categories": ["practice"]})
    assert (checkpoint.size, checkpoint.mailed_at) == (len(judged.acts()), None)
    assert [(one.recipient, one.state) for one in mails(session)] == [
        (user.email, MessageState.QUEUED) for user in judged.given.users
    ]
    assert work() == 0  # the mails have not been tried
    assert reasons(judged, CLOSED) == ["being-sealed"]
    mailbox.deliver()
    assert work(CLOSED + SECOND) == 1
    assert (judged.judging.sealed_at, reasons(judged, CLOSED + SECOND)) == (CLOSED + SECOND, [])
    assert checkpoints_of(session, judged.season_id)[0].mailed_at == CLOSED + SECOND
    assert work() == 0
    assert check_log(session, judged.season) is None


def test_a_round_closed_by_staff_is_sealed_the_same_and_its_close_is_written_once(judged, work, session, mailbox):
    judged.close()
    assert work(NOW + SECOND) == 1
    mailbox.deliver()
    assert work() == 1
    assert [kind for kind, _ in judged.acts("round_closed")] == ["round_closed"]
    assert judged.judging.closed_at == NOW
    assert reasons(judged, NOW + SECOND) == []


def test_the_trail_tells_of_the_close_and_of_the_checkpoint_once_each(over, audit_trail):
    told = audit_trail(season_subject(over.season))
    assert [one for one in told if one in {Tag.ROUND_CLOSED, Tag.CHECKPOINT_MADE}] == [
        Tag.ROUND_CLOSED,
        Tag.CHECKPOINT_MADE,
    ]


def test_the_mail_holds_the_signed_checkpoint_and_the_key_and_names_nobody(over, session, mailbox):
    (checkpoint,) = checkpoints_of(session, over.season_id)
    mail = mailbox.last_to(over.given.users[0].email)
    text = mail.get_body(("plain",)).get_content()
    line = next(one for one in text.splitlines() if one.startswith("localhost/") and "+" in one)
    _, key = read_public_line(line)
    note = text[text.index(checkpoint.note.splitlines()[0]) :]
    note = note[: note.index("It is signed")].rstrip() + "\n"
    assert opened(note, key).root.hex() == checkpoint.root
    assert f"with the key {line.split('+')[1]}" in text
    assert "http://localhost/judge/receipt/" in text
    assert "\n\n\n" not in text
    people = [one.title for one in over.given.entries] + [one.name for one in over.given.users]
    labels = [over.label(one) for one in (*over.given.entries, *over.given.users)]
    assert [one for one in (*people, *labels) if one in mail.as_string() + text] == []


def test_a_mail_that_fails_counts_as_tried(judged, work, session, mailbox, monkeypatch):
    work(CLOSED)

    def refuse(_mail):
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(mailbox, "send", refuse)
    mailbox.deliver()
    assert {one.state for one in mails(session)} == {MessageState.QUEUED}
    assert work(CLOSED + SECOND) == 1
    assert reasons(judged, CLOSED + SECOND) == []


def test_mail_that_is_never_tried_holds_the_order_up_for_a_quarter_of_an_hour(judged, work):
    work(CLOSED)
    assert work(CLOSED + LONGEST_WAIT - SECOND) == 0
    assert reasons(judged, CLOSED + LONGEST_WAIT) == ["being-sealed"]
    assert work(CLOSED + LONGEST_WAIT) == 1
    assert reasons(judged, CLOSED + LONGEST_WAIT) == []


def test_reopened_and_closed_again_makes_a_second_checkpoint_and_a_second_mail(over, work, session, mailbox):
    over.now = CLOSED + timedelta(hours=1)
    over.reopen()
    assert (over.judging.sealed_at, over.judging.closed_at) == (None, None)
    over.score(0, 0, 5, 5)
    over.now += timedelta(hours=1)
    over.close()
    assert reasons(over, over.now) == ["being-sealed"]
    assert work(over.now) == 1
    first, second = checkpoints_of(session, over.season_id)
    assert (second.number, second.size > first.size) == (2, True)
    assert "Keep both" in mailbox.last_to(over.given.users[0].email).get_body(("plain",)).get_content()
    assert work() == 1
    assert reasons(over, over.now) == []
    assert len(mails(session)) == 4
    assert check_log(session, over.season) is None


def test_a_worker_that_dies_in_between_leaves_nothing_half_done(judged, work, session, mailbox, monkeypatch):
    def die(*_args, **_values):
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(closing, "queue_message", die)
        with pytest.raises(RuntimeError):
            work(CLOSED)
    session.expire_all()
    assert (judged.acts("round_closed"), checkpoints_of(session, judged.season_id), mails(session)) == ([], [], [])
    assert judged.judging.closed_at is None
    assert work(CLOSED) == 1
    mailbox.deliver()
    assert work() == 1
    assert len(checkpoints_of(session, judged.season_id)) == 1


def test_two_workers_make_one_checkpoint(app, judged, session):
    session.commit()
    start = Barrier(2)

    def one():
        with app.app_context():
            mine = db.sessionmaker()
            start.wait(timeout=20)
            try:
                return close_due(mine, CLOSED)
            finally:
                mine.close()

    with ThreadPoolExecutor(2) as pool:
        done = [work.result(timeout=60) for work in [pool.submit(one) for _ in range(2)]]
    session.commit()
    assert sum(done) == 1
    assert len(checkpoints_of(session, judged.season_id)) == len(judged.acts("round_closed")) == 1
    assert len(mails(session)) == 2


def test_a_score_on_its_way_at_the_close_is_in_the_record_before_it(app, judged, session):
    """The judge's request has begun to write when the worker comes to close: the worker waits for it."""
    session.commit()
    began, end = Event(), Event()

    def score():
        with app.app_context():
            mine = db.sessionmaker()
            begin_to_write(mine)
            theirs = Judged.__new__(Judged)
            theirs.__dict__ |= judged.__dict__ | {"session": mine, "now": judged.judging.closes_at}
            kept = theirs.type(0, 0, 5, 5, comment="Said why.")
            began.set()
            end.wait(timeout=20)
            mine.commit()
            mine.close()
            return bool(kept.permission)

    def close():
        with app.app_context():
            mine = db.sessionmaker()
            try:
                return close_due(mine, CLOSED)
            finally:
                mine.close()

    with ThreadPoolExecutor(2) as pool:
        scoring = pool.submit(score)
        began.wait(timeout=20)
        closing_it = pool.submit(close)
        Timer(0.5, end.set).start()
        assert (scoring.result(timeout=30), closing_it.result(timeout=30)) == (True, 1)
    session.commit()
    (kind, last), (closed, _) = judged.acts()[-2:]
    assert (kind, last["points"], closed) == ("scored", judged.points(5, 5), "round_closed")


def test_a_season_in_which_nothing_was_released_has_nothing_to_seal(session, clock, work):
    session.expire_on_commit = False
    empty = Judged(session)
    assert work(CLOSED) == 1
    assert (empty.judging.sealed_at, checkpoints_of(session, empty.season_id), mails(session)) == (CLOSED, [], [])


def test_judges_without_an_account_that_works_and_judges_of_archived_seasons_are_not_written_to(
    judged, work, session
):  # fmt: skip
    judged.given.users[0].disabled_at = NOW
    work(CLOSED)
    assert [one.recipient for one in mails(session)] == [judged.given.users[1].email]


def test_an_archived_season_is_sealed_without_mail(judged, work, session):
    judged.season.archived = True
    assert [work(CLOSED), work()] == [1, 1]
    assert (len(checkpoints_of(session, judged.season_id)), mails(session)) == (1, [])
    assert judged.judging.sealed_at == CLOSED


def test_a_round_of_the_worker_without_a_close_asks_little(judged, session, statements):
    session.commit()
    assert statements.of(lambda: close_due(session, NOW)) == 2
