"""After a person's details are erased, a bundle made before and one made after both verify, and are the same."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from awards.accounts.models import User
from awards.audit.models import AuditReason
from awards.bundles.models import Bundle
from awards.judging.models import Score, ScoreSheet
from awards.panels.models import Assignment, Interest
from awards.results.models import Addendum, Decision
from awards.screening.models import Entry, Passage
from awards.sealing.checking import check_log


def erase(session):
    """Do what erasing will do: whatever somebody wrote, or could be known by, goes; the record of acts stays."""
    session.execute(update(AuditReason).values(text=None))
    session.execute(delete(Passage))
    session.execute(update(Entry).values(title="Erased", place=None))
    session.execute(update(User).values(name="Erased", employer=None))
    session.execute(update(Interest).values(note=None))
    session.execute(update(Assignment).values(abstained_because=None))
    session.execute(update(Score).values(comment=""))
    session.execute(update(ScoreSheet).values(overall=""))
    session.execute(update(Decision).values(reason="Erased", taking_part=None))
    session.execute(update(Addendum).values(reason="Erased", taking_part="Erased"))
    session.commit()
    session.expire_all()


def test_bundles_made_before_and_after_an_erasure_verify(season, session, mailbox, checker):
    before = season.whole(mailbox).left()
    erase(session)
    assert checker.check(before.auditor, "--key", before.key_line).failed == []
    for one in session.scalars(select(Bundle)):
        session.delete(one)
    assert season.work() == 2
    after = season.left()
    told = checker.check(after.auditor, "--key", before.key_line)
    assert (told.code, told.failed) == (0, [])
    assert (after.auditor, after.receipt) == (before.auditor, before.receipt)
    assert check_log(session, season.season) is None
