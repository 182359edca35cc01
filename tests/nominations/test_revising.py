"""A new version of what was sent: a copy to change, which takes the place of the original when it is sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, inspect, select

from awards.core.actor import SYSTEM, Actor, Audience
from awards.core.permission import Refused
from awards.nominations import actions, queries, revising
from awards.nominations.models import WITH_NEW_VERSIONS, Answer, Nomination, Nominee, Submission, TypedPage
from awards.nominations.versions import version_of
from awards.nominees.actions import note_not_sent
from awards.seasons.queries import categories_of
from tests.factories import AnswerFactory, NominationFactory, NomineeFactory, NoticeFactory
from tests.nominations.building import complete, whole

pytestmark = pytest.mark.usefixtures("in_the_app")

ACTOR = Actor(Audience.NOMINATORS, "NTR-2222222")
CLOSE = datetime(2024, 2, 23, 23, 59, 59, tzinfo=UTC)
DECLARED = {"declared_true": True, "declared_no_child_named": True, "declared_privacy_read": True}


@pytest.fixture
def sent(session, season, clock):
    """A nomination that was sent, with everything loaded."""
    nomination = complete(session, season)
    actions.submit_nomination(session, nomination, actor=ACTOR, now=clock())
    return whole(session, nomination)


def reasons(refused) -> list[str]:
    return [reason.text for reason in refused.value.permission.reasons]


def texts(session, nomination) -> dict[str, str]:
    found = session.scalars(select(Answer).where(Answer.nomination_id == nomination.id, Answer.kept_from == ""))
    return {answer.question_key: answer.text for answer in found}


def start(session, sent, clock):
    version = revising.start_version(session, sent, actor=ACTOR, now=clock())
    session.expire_all()
    return whole(session, version)


def change(session, version, **written: str):
    for answer in version.answers:
        answer.text = written.get(answer.question_key, answer.text)
    for name, value in DECLARED.items():
        setattr(version, name, value)
    session.flush()


def test_a_new_version_begins_with_everything_but_the_declarations(session, sent, clock, audit_trail):
    version = start(session, sent, clock)
    assert (version.ref, version.revises_id, version.state) == (f"{sent.ref}-2", sent.id, "draft")
    assert texts(session, version) == texts(session, sent)
    assert [one.full_name for one in version.nominees] == [one.full_name for one in sent.nominees]
    assert {one.ref for one in version.nominees} & {one.ref for one in sent.nominees} == set()
    for name in revising.CARRIED:
        assert getattr(version, name) == getattr(sent, name)
    assert [getattr(version, name) for name in revising.DECLARED] == [False, False, False]
    assert audit_trail(sent.ref) == ["nomination.submitted", "revision.started"]


def test_every_column_of_a_nomination_is_carried_over_or_known_to_stay(session):
    stays = {
        "id", "ref", "season_id", "nominator_id", "state", "version", "channel", "started_at", "submitted_at",
        "within_grace", "revises_id", "extended_until", "keyed_in_by", "started_from", "held_because", "released_at",
        "cleared_at",
    }  # fmt: skip
    assert {one.key for one in inspect(Nomination).column_attrs} == {*revising.CARRIED, *revising.DECLARED, *stays}


def test_starting_twice_opens_the_one_there_is(session, sent, clock, audit_trail):
    first = start(session, sent, clock)
    change(session, first, summary="Changed.")
    assert start(session, whole(session, sent), clock).id == first.id
    assert texts(session, first)["summary"] == "Changed."
    assert audit_trail(sent.ref).count("revision.started") == 1


def test_until_it_is_sent_what_was_sent_before_counts_untouched(session, sent, clock):
    before = texts(session, sent)
    change(session, start(session, sent, clock), summary="Changed, and not sent.")
    assert texts(session, sent) == before
    assert session.scalars(select(Submission.number)).all() == [1]


def test_sending_it_puts_its_people_answers_and_facts_in_the_place_of_the_others(session, sent, clock, audit_trail):
    version = start(session, sent, clock)
    change(session, version, summary="Changed.")
    version.nominees[0].full_name = "Robin Marsh"
    version.nominator_is_nominee = True
    AnswerFactory(nomination=version, question_key="elsewhere", kept_from="team", text="Kept.")
    session.add(TypedPage(nomination_id=version.id, page="team", saved_at=clock()))
    session.flush()
    later = clock() + timedelta(days=1)

    counts = actions.submit_nomination(session, whole(session, version), actor=ACTOR, now=later)

    session.expire_all()
    counts = whole(session, counts)
    assert (counts.id, counts.ref, counts.state, counts.submitted_at) == (sent.id, sent.ref, "submitted", later)
    assert texts(session, counts)["summary"] == "Changed."
    assert [one.full_name for one in counts.nominees] == ["Robin Marsh"]
    assert [(one.question_key, one.kept_from) for one in counts.kept_answers] == [("elsewhere", "team")]
    assert (counts.nominator_is_nominee, counts.declared_true) == (True, True)
    numbers = session.scalars(select(Submission).order_by(Submission.number)).all()
    assert [(one.number, one.content[0]["answer"]) for one in numbers] == [(1, "About summary."), (2, "Changed.")]
    assert audit_trail(sent.ref) == ["nomination.submitted", "revision.started", "nomination.submitted"]
    total = select(func.count()).select_from(Nomination)
    assert session.scalar(total, execution_options=WITH_NEW_VERSIONS) == 1
    assert [session.scalar(select(func.count(one.id))) for one in (Nominee, TypedPage)] == [1, 0]


def test_a_category_changed_in_the_new_version_counts_once_it_is_sent(session, season, sent, clock):
    version = start(session, sent, clock)
    other = next(one for one in categories_of(session, season) if one.key == "leadership")
    version.category = other
    for question in other.questions:
        if not question.optional and question.key not in texts(session, version):
            AnswerFactory(nomination=version, question_key=question.key, text="Written anew.")
    change(session, version)
    session.flush()
    session.expire_all()
    actions.submit_nomination(session, whole(session, version), actor=ACTOR, now=clock())
    session.expire_all()
    assert whole(session, sent).category.key == "leadership"


def test_a_third_version_has_its_own_number(session, sent, clock):
    for expected in (2, 3):
        version = start(session, whole(session, sent), clock)
        assert version.ref == f"{sent.ref}-{expected}"
        change(session, version, summary=f"Version {expected}.")
        actions.submit_nomination(session, whole(session, version), actor=ACTOR, now=clock())
        session.expire_all()
    assert texts(session, sent)["summary"] == "Version 3."


def test_it_cannot_be_sent_without_the_declarations(session, sent, clock):
    version = start(session, sent, clock)
    with pytest.raises(Refused) as refused:
        actions.submit_nomination(session, version, actor=ACTOR, now=clock())
    assert reasons(refused) == ["Agree to the declarations"]


def test_nothing_is_started_or_sent_after_the_close(session, sent, clock):
    version = start(session, sent, clock)
    change(session, version)
    late = CLOSE + timedelta(seconds=121)
    with pytest.raises(Refused) as refused:
        actions.submit_nomination(session, whole(session, version), actor=ACTOR, now=late)
    assert reasons(refused) == ["Nominations closed at 11:59pm on Friday 23 February 2024."]
    revising.give_up_version(session, whole(session, version), actor=ACTOR, now=late)
    with pytest.raises(Refused) as refused:
        revising.start_version(session, whole(session, sent), actor=ACTOR, now=CLOSE + timedelta(seconds=1))
    assert reasons(refused) == ["Nominations closed at 11:59pm on Friday 23 February 2024."]


def test_what_arrives_within_the_grace_counts_as_sent_at_the_close(session, sent, clock):
    version = start(session, sent, clock)
    change(session, version)
    actions.submit_nomination(session, whole(session, version), actor=ACTOR, now=CLOSE + timedelta(seconds=60))
    session.expire_all()
    assert (whole(session, sent).submitted_at, whole(session, sent).within_grace) == (CLOSE, True)


WORKED_ON = (
    "We have begun to work on what you sent, so a new version can no longer take its place. "
    "You can ask us for a correction instead."
)


def test_once_staff_have_ruled_it_can_neither_be_started_nor_sent_and_the_text_stays(session, sent, clock):
    version = start(session, sent, clock)
    change(session, version, summary="Too late, and kept.")
    actions.mark_ruled(session, whole(session, sent), eligible=True)
    with pytest.raises(Refused) as refused:
        actions.submit_nomination(session, whole(session, version), actor=ACTOR, now=clock())
    assert reasons(refused) == [WORKED_ON]
    assert texts(session, version)["summary"] == "Too late, and kept."
    revising.drop_version(session, whole(session, version), now=clock())
    with pytest.raises(Refused) as refused:
        revising.start_version(session, whole(session, sent), actor=ACTOR, now=clock())
    assert reasons(refused) == [WORKED_ON]


def test_once_a_nominee_has_been_written_to_they_are_not_exchanged_for_another(session, sent, clock):
    NoticeFactory(nominee=sent.nominees[0], queued_at=None)
    note_not_sent(session, sent.nominees[0], because="Told by telephone.", actor=SYSTEM, now=clock())
    with pytest.raises(Refused) as refused:
        revising.start_version(session, whole(session, sent), actor=ACTOR, now=clock())
    assert reasons(refused) == [WORKED_ON]


def test_a_withdrawn_nomination_has_no_new_version(session, sent, clock):
    actions.withdraw_nomination(session, sent, actor=ACTOR, now=clock())
    with pytest.raises(Refused) as refused:
        revising.start_version(session, whole(session, sent), actor=ACTOR, now=clock())
    assert reasons(refused) == ["What you sent has been withdrawn, so no new version can take its place."]


def test_withdrawing_drops_an_unsent_new_version_with_it(session, sent, clock, audit_trail):
    start(session, sent, clock)
    actions.withdraw_nomination(session, whole(session, sent), actor=ACTOR, now=clock())
    assert version_of(session, sent) is None
    assert audit_trail(sent.ref)[-1] == "nomination.withdrawn"


def test_a_new_version_is_given_up_and_not_withdrawn(session, sent, clock, audit_trail):
    version = start(session, sent, clock)
    with pytest.raises(Refused) as refused:
        actions.withdraw_nomination(session, version, actor=ACTOR, now=clock())
    assert reasons(refused) == ["This is a new version: give it up instead."]
    revising.give_up_version(session, version, actor=ACTOR, now=clock())
    assert (version_of(session, sent), texts(session, sent)["summary"]) == (None, "About summary.")
    assert audit_trail(sent.ref) == ["nomination.submitted", "revision.started", "revision.dropped"]


def test_a_draft_is_changed_itself(session, season, clock):
    with pytest.raises(Refused) as refused:
        revising.start_version(session, complete(session, season), actor=ACTOR, now=clock())
    assert reasons(refused) == ["This nomination has not been sent yet: change the draft itself."]


def test_what_is_no_new_version_cannot_be_given_up(session, sent, clock):
    with pytest.raises(Refused):
        revising.give_up_version(session, sent, actor=ACTOR, now=clock())


def test_its_own_later_deadline_goes_over_to_what_was_sent(session, sent, clock):
    version = start(session, sent, clock)
    change(session, version)
    version.extended_until = CLOSE + timedelta(days=2)
    sending = CLOSE + timedelta(days=1)
    actions.submit_nomination(session, whole(session, version), actor=ACTOR, now=sending)
    session.expire_all()
    counts = whole(session, sent)
    assert (counts.extended_until, counts.submitted_at) == (CLOSE + timedelta(days=2), sending)


# Staff never see it


def test_no_statement_finds_an_unsent_new_version_unless_it_asks_for_it(session, sent, clock):
    version = start(session, sent, clock)
    named = NomineeFactory(nomination=version, position=2, full_name="Only In The New Version")
    session.flush()
    assert session.scalars(select(Nomination.ref)).all() == [sent.ref]
    assert session.scalar(select(func.count()).select_from(Nomination)) == 1
    assert session.scalars(select(Nominee.full_name).join(Nominee.nomination)).all() == ["Amara Okafor"]
    within = select(Nominee.full_name).where(Nominee.nomination_id.in_(select(Nomination.id)))
    assert session.scalars(within).all() == ["Amara Okafor"]
    by_name = select(Nomination.ref).join(Nomination.nominees).where(Nominee.full_name == named.full_name)
    assert session.scalars(by_name).all() == []
    by_state = select(Nomination.state, func.count()).group_by(Nomination.state)
    assert [tuple(row) for row in session.execute(by_state)] == [("submitted", 1)]


def test_a_link_by_email_opens_what_was_sent_and_not_its_new_version(session, sent, clock):
    start(session, sent, clock)
    index = sent.nominator.email_index
    found = queries.nominations_to_mail(session, index, programme_id=sent.season.programme_id)
    assert [one.ref for one in found] == [sent.ref]


def test_somebody_elses_nomination_is_not_found_by_the_reference_of_a_version(session, sent, clock):
    start(session, sent, clock)
    other = NominationFactory(season=sent.season, category=sent.category)
    session.flush()
    with pytest.raises(queries.NoResultFound):
        queries.my_nomination(
            session, f"{sent.ref}-2", nominator_ref=other.nominator.ref, programme_id=sent.season.programme_id
        )
