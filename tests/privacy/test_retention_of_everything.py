"""One person in every place, and the clock moved past each term: what should go is nowhere left."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete

from awards.db import db
from awards.privacy.jobs import let_go_due
from awards.publishing.models import Citation, Winner
from awards.screening.lifecycle import EntryState
from tests.privacy.planting import EMAIL, NAME, NUMBER, PHONE, Planted, everything_in

WEEK = timedelta(days=7, minutes=1)
OF_THE_ACCOUNT = {"user_account.name", "user_account.employer", "user_account.email", "passkey.name"}
OF_THE_WINNER = {
    "nominee.full_name", "nominee.known_as", "nominee.email", "nominee.role", "nominee.employer",
    "nominee.employer_place", "nominee.employer_type", "nomination.team_name", "nomination.work_title",
    "notice.not_sent_because", "notice.public_name", "citation.text", "winner.display_name", "winner.corrected_name",
    "winner.role", "winner.organisation", "winner.area", "winner.work_title", "winner.partners", "winner.presented_by",
    "winner.nominated_by", "winner.erratum", "winner.source",
}  # fmt: skip
SAME_ADDRESS = {"supporter.email", "nominator.email", "message.recipient"}
"""They bear the address that stays with the winner, or with the account."""
FOR_A_YEAR = {
    "concern.answer", "concern.because", "panel_member.past_employers", "panel_member.line_management",
    "panel_member.standing_interests",
}  # fmt: skip
FOR_SIX_YEARS = {"flag_note.text"}
HELD = {"nominee.full_name"}
"""The name, in the reason why staff hold a clearance: the words go when they release it."""
IN_WORDS_ABOUT_ALL = {"clearance", "decision", "meeting", "panel_member"}
"""Where words about others name somebody: all but the first go half a year later."""


@pytest.fixture
def planted(session):
    made = Planted(session)
    made.past.display_name = "Casey Former"  # another's win, so that the name is this person's alone
    made.entry.state = EntryState.WINNER
    session.commit()
    return made


def lived_until(app, session, moment):
    """Let the worker come by at that moment, and a week later."""
    session.commit()
    with app.app_context():
        let_go_due(db.session, moment)
        while let_go_due(db.session, moment + WEEK):
            pass
        db.session.close()
    session.expire_all()


def left_of(planted):
    """Give where each mark was that still stands anywhere."""
    everything = "\n".join(everything_in(planted.session).values())
    return {where for where, mark in planted.marks.items() if mark in everything}


def test_nothing_goes_before_its_time(planted, app, session):
    lived_until(app, session, datetime(2024, 3, 10, tzinfo=UTC))
    assert set(planted.marks) - left_of(planted) == set()


def test_only_drafts_go_a_month_after_the_close(planted, app, session):
    lived_until(app, session, datetime(2024, 3, 25, tzinfo=UTC))
    assert set(planted.marks) - left_of(planted) == {"answer.text (new version)"}


def test_dates_of_birth_and_sign_ins_go_soon_after_the_ceremony(planted, app, session):
    lived_until(app, session, datetime(2024, 6, 20, tzinfo=UTC))
    gone = set(planted.marks) - left_of(planted) - {"nominee.age_confirmed"}  # said anew, from the date
    assert gone == {"answer.text (new version)", "nominee.date_of_birth", "typed_page.fields", "sign_in.device"}
    assert planted.nominee.age_confirmed == "adult"


def test_of_somebody_not_shortlisted_nothing_is_left_after_half_a_year_but_what_has_a_term_of_its_own(
    planted, app, session
):
    planted.entry.state = EntryState.NOT_SHORTLISTED
    session.execute(delete(Citation))
    session.execute(delete(Winner))
    lived_until(app, session, datetime(2024, 11, 23, tzinfo=UTC))
    expected = OF_THE_ACCOUNT | FOR_A_YEAR | FOR_SIX_YEARS
    assert left_of(planted) - SAME_ADDRESS - {"nominee.email", "nominee.full_name"} == expected
    assert {table for table, text in everything_in(session).items() if NAME in text} == IN_WORDS_ABOUT_ALL
    assert {table for table, text in everything_in(session).items() if EMAIL in text} == {"user_account"}


def test_of_a_winner_their_page_stays_until_it_is_taken_down_and_then_nothing(planted, app, session):
    lived_until(app, session, datetime(2025, 5, 23, tzinfo=UTC))
    stays = OF_THE_WINNER | OF_THE_ACCOUNT | FOR_SIX_YEARS | {"audit_reason.text"}
    assert left_of(planted) - SAME_ADDRESS == stays

    planted.winner.hidden_at = planted.user.disabled_at = datetime(2025, 6, 1, tzinfo=UTC)
    lived_until(app, session, datetime(2026, 6, 2, tzinfo=UTC))
    assert left_of(planted) - HELD == FOR_SIX_YEARS

    lived_until(app, session, datetime(2030, 5, 23, tzinfo=UTC))
    assert left_of(planted) - HELD == set()


def test_after_every_term_the_person_is_nowhere_left_but_where_somebody_holds_something(planted, app, session):
    planted.winner.hidden_at = planted.user.disabled_at = datetime(2025, 6, 1, tzinfo=UTC)
    for year in (2025, 2026, 2030):
        lived_until(app, session, datetime(year, 6, 2, tzinfo=UTC))
    left = everything_in(session)
    marks = {**planted.marks, "the name": NAME, "the address": EMAIL, "the telephone": PHONE, "the number": NUMBER}
    found = {(where, table) for where, mark in marks.items() for table, text in left.items() if mark in text}
    held = {(where, "clearance") for where in ("the name", "nominee.full_name")}
    assert found == held  # why staff hold something: the words go when they release it


def test_what_judging_rests_on_stays_as_it_was(planted, app, session):
    score, entry = planted.score.points, planted.entry.ref
    for year in (2025, 2026, 2030):
        lived_until(app, session, datetime(year, 6, 2, tzinfo=UTC))
    assert (planted.score.points, planted.entry.ref, planted.entry.state) == (score, entry, EntryState.WINNER)
    assert planted.nomination.cleared_at is not None
