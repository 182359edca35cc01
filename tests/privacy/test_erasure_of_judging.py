"""Everybody of a whole season is erased, and its sealed record is what it was: what was published still verifies."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.bundles.models import Bundle
from awards.core.actor import SYSTEM
from awards.privacy.erasure import Ground, Wish, erase
from awards.privacy.known import known_by
from awards.results.models import Decision, Fit
from awards.screening.models import EntryNominee
from awards.sealing.checking import check_log
from tests.bundles.conftest import checker as checker
from tests.bundles.seasons import SECRETS, WholeSeason
from tests.factories import NomineeFactory
from tests.privacy.planting import everything_in

TITLES = [*SECRETS[:2], *(f"Judge {letter}" for letter in "BCDE")]


@pytest.fixture
def season(session, clock):
    session.expire_on_commit = False
    return WholeSeason(session, clock)


@pytest.fixture
def everybody(season, session):
    """Give the references of a nominee behind every entry, and of every judge."""
    refs = [one.ref for one in season.given.users]
    for entry in season.given.entries:
        nominee = NomineeFactory(nomination=None, full_name=entry.title, email=None, email_index=None)
        session.add(EntryNominee(nominee_id=nominee.id, entry_id=entry.id))
        refs.append(nominee.ref)
    session.flush()
    return refs


def results(session):
    fits = session.execute(select(Fit.inputs_sha256, Fit.result).order_by(Fit.id)).all()
    decisions = session.execute(
        select(Decision.scored_order, Decision.decided_order, Decision.commended, Decision.votes).order_by(Decision.id)
    ).all()
    return [tuple(one) for one in (*fits, *decisions)]


def test_whatever_was_published_verifies_and_is_made_again_byte_for_byte(
    season, everybody, session, mailbox, checker
):  # fmt: skip
    before, decided = season.whole(mailbox).left(), results(session)
    wish = Wish(ground=Ground.NO_LONGER_NEEDED, reason="All of it.")
    erase(session, known_by(session, everybody), wish, actor=SYSTEM, now=season.now)
    session.commit()
    session.expire_all()
    for one in session.scalars(select(Bundle)):
        session.delete(one)
    assert season.work() == 2
    after = season.left()
    told = checker.check(after.auditor, "--key", before.key_line)
    assert (told.code, told.failed) == (0, [])
    assert (after.auditor, after.receipt, results(session)) == (before.auditor, before.receipt, decided)
    assert check_log(session, season.season) is None
    left = everything_in(session)
    assert [(name, table) for name in TITLES for table, text in left.items() if name in text] == []
