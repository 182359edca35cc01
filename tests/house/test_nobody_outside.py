"""Nobody outside reads a trace of scores, decisions, meetings or feedback before the release; afterwards only it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.accounts.models import User
from awards.core.actor import Audience
from awards.nominations.models import Nomination, Nominator, Nominee
from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import AnnouncementKind
from awards.results.models import Addendum, Feedback
from awards.screening.models import EntryNomination, EntryNominee
from tests.factories import AnnouncementFactory, NoticeFactory, SupporterFactory
from tests.house.reaching import Walk
from tests.house.settling import OF_THE_MEETING, Settling
from tests.house.twins import OVER, twins
from tests.pages.browser import Browser

PUBLIC = ["/", "/how-we-judge/", "/how-we-judge/record.zip", "/how-we-judge/adjusting", "/finalists", "/winners/",
          "/winners/2024", "/winners/2024.json", "/winners.atom", "/sign-in/", "/nominate/"]  # fmt: skip
WORKINGS = ("zqcomment", "zqoverall", "zqtypedmark", "zqabstained", "zqinterest", "zqmessage", "zqstaffnote",
            "zqtiemark", "zqaddendum", *OF_THE_MEETING)  # fmt: skip
FEEDBACK = "zqfeedback"


@pytest.fixture
def settled(app, session, clock, mailbox):
    """The round is sealed, a meeting has voted, a departure holds, an addendum waits, feedback is ready."""
    app.config["RAISE_INCIDENTS"] = False
    clock.set(OVER)
    session.expire_on_commit = False
    found = Settling(app, session, clock, mailbox, twins(session))
    found.seal()
    found.meet("the shortlist")
    found.count()
    found.decide()
    found.confirm("shortlist")
    found.sign()
    given = found.given
    given.entry.state = "not_shortlisted"
    session.add(Feedback(entry_id=given.entry.id, state="ready", text=f"{FEEDBACK}: they listened.", written_at=OVER,
                         written_by="USR-STAFFER", ready_at=OVER))  # fmt: skip
    session.add(Addendum(ref="ADD-2222222", season_id=given.season.id, category_id=given.category.id,
                         entry_id=given.entries[4].id, happening="withdrew", outcome="pulled", reason="zqaddendum why",
                         taking_part="zqaddendum all", state="waiting", proposed_by="USR-STAFFER",
                         proposed_at=OVER))  # fmt: skip
    session.commit()
    return found


@pytest.fixture
def outside(app, session, settled):
    """Walk from somebody's pages, and give the marks that were met; refs of meetings and judges' names are marks."""

    ids = [member.user_id for member in settled.given.more]
    judges = [name.lower() for name in session.scalars(select(User.name).where(User.id.in_(ids)))]

    def walked(audience=None, subject="", starts=(), *, extra=()):
        refs = [one.lower() for one in settled.refs if not one.startswith("ENT")]
        browser = Browser(app)
        if audience is not None:
            browser.sign_in(audience, subject)
        going = Walk(browser, [*WORKINGS, *refs, *judges, *extra])
        going.crawl([*PUBLIC, *starts])
        assert [key for key, status in going.statuses.items() if status >= 500] == []
        return going

    return walked


def behind(session, settled):
    """Give the nomination and the nominee of the marked entry."""
    mine = select(EntryNomination.nomination_id).where(EntryNomination.entry_id == settled.given.entry.id)
    nomination = session.scalars(select(Nomination).where(Nomination.id.in_(mine))).one()
    return nomination, session.scalars(select(Nominee).where(Nominee.nomination_id == nomination.id)).one()


def release(session, settled, clock):
    for kind in AnnouncementKind:
        AnnouncementFactory(season_id=settled.given.season.id, kind=kind, state=AnnouncementState.RELEASED,
                            released_at=clock())  # fmt: skip
    session.commit()


def test_strangers_read_nothing_before_the_release_and_no_workings_after_it(session, clock, settled, outside):
    titles = ("zqtitlemark", "bo lind", "zqplacemark", settled.given.entry.ref.lower())
    before = outside(extra=(*titles, FEEDBACK))
    assert before.found == set()
    assert before.statuses["GET", "/how-we-judge/"] == 200
    assert before.statuses["GET", "/how-we-judge/record.zip"] == 404
    release(session, settled, clock)
    after = outside(extra=(*titles, FEEDBACK))  # winners were announced; nobody won who is told of
    assert after.found == set()
    assert after.statuses["GET", "/how-we-judge/record.zip"] == 404


def test_nominator_nominee_and_adult_read_feedback_only_once_it_may_be_given(session, clock, settled, outside):
    nomination, nominee = behind(session, settled)
    adult = SupporterFactory(nominee=nominee, confirmed=True)
    NoticeFactory(nominee=nominee, agreed=True)
    session.add(EntryNominee(entry_id=settled.given.entry.id, nominee_id=nominee.id))
    ref = session.get_one(Nominator, nomination.nominator_id).ref
    session.commit()
    feedback = f"/nominations/{nomination.ref}/feedback"
    people = (
        (Audience.NOMINATORS, ref, ["/nominations/", f"/nominations/{nomination.ref}", feedback]),
        (Audience.NOMINEES, nominee.ref, ["/about-me/", "/about-me/feedback"]),
        (Audience.SUPPORTERS, adult.ref, ["/confirm/"]),
    )
    for audience, subject, starts in people:
        going = outside(audience, subject, starts, extra=(FEEDBACK,))
        assert going.found == set(), audience
    assert outside(*people[0]).statuses["GET", feedback] == 404
    release(session, settled, clock)
    met = {}
    for audience, subject, starts in people:
        going = outside(audience, subject, starts, extra=(FEEDBACK,))
        met[audience] = {mark for _, _, mark in going.found}
    assert met == {Audience.NOMINATORS: set(), Audience.NOMINEES: {FEEDBACK}, Audience.SUPPORTERS: set()}
    page = Browser(settled.app).sign_in(Audience.NOMINATORS, ref).open(feedback).submit("")
    assert FEEDBACK in page.text
