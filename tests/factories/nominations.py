"""Invented nominators, nominations, nominees and what they answered."""

from __future__ import annotations

from datetime import UTC, datetime

from factory import LazyAttribute, Sequence, SubFactory, Trait

from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Answer, CorrectionRequest, Credit, Nomination, Nominator, Nominee, Submission
from awards.nominees.models import Confirmation, Consent, Notice, Response, Stage, Supporter, Thing
from tests.factories.base import RoomFactory, index_of, reference
from tests.factories.seasons import CategoryFactory

STARTED = datetime(2024, 1, 20, 10, tzinfo=UTC)
SENT = datetime(2024, 1, 21, 10, tzinfo=UTC)


class NominatorFactory(RoomFactory):
    class Meta:
        model = Nominator

    ref = Sequence(reference("NTR"))
    name = "Casey Brook"
    email = Sequence(lambda number: f"casey{number}@nominators.example")
    email_index = LazyAttribute(lambda nominator: index_of(nominator.email))
    organisation = "Invented County Council"
    made_at = STARTED


class NominationFactory(RoomFactory):
    class Meta:
        model = Nomination

    class Params:
        submitted = Trait(state=NominationState.SUBMITTED, submitted_at=SENT)
        eligible = Trait(state=NominationState.ELIGIBLE, submitted_at=SENT)

    ref = Sequence(reference("NOM"))
    category = SubFactory(CategoryFactory)
    season = LazyAttribute(lambda nomination: nomination.category.season)
    nominator = SubFactory(NominatorFactory)
    state = NominationState.DRAFT
    started_at = STARTED
    relationship_to_nominee = "colleague"
    nominator_is_nominee = False
    organiser_tie = "none"
    credit = Credit.NOT_AT_ALL
    nominee_knows = True


class NomineeFactory(RoomFactory):
    class Meta:
        model = Nominee

    ref = Sequence(reference("NEE"))
    nomination = SubFactory(NominationFactory)
    position = 1
    full_name = "Amara Okafor"
    email = Sequence(lambda number: f"amara{number}@nominees.example")
    email_index = LazyAttribute(lambda nominee: index_of(nominee.email))
    role = "Social worker"
    employer = "Invented County Council"


class AnswerFactory(RoomFactory):
    class Meta:
        model = Answer

    nomination = SubFactory(NominationFactory)
    question_key = "q1"
    text = "She listened and things changed."
    saved_at = STARTED


class SubmissionFactory(RoomFactory):
    class Meta:
        model = Submission

    nomination = SubFactory(NominationFactory, submitted=True)
    number = 1
    submitted_at = SENT
    content = [{"key": "q1", "question": "What did they do?", "answer": "She listened and things changed."}]  # noqa: RUF012


class CorrectionRequestFactory(RoomFactory):
    class Meta:
        model = CorrectionRequest

    ref = Sequence(reference("COR"))
    nomination = SubFactory(NominationFactory, submitted=True)
    text = "Her surname is spelt Okafor-Reid."
    asked_at = datetime(2024, 2, 24, 10, tzinfo=UTC)


class NoticeFactory(RoomFactory):
    class Meta:
        model = Notice

    class Params:
        agreed = Trait(response=Response.AGREED, responded_at=SENT)

    nominee = SubFactory(NomineeFactory)
    queued_at = SENT


class SupporterFactory(RoomFactory):
    class Meta:
        model = Supporter

    class Params:
        confirmed = Trait(response=Confirmation.CONFIRMED, responded_at=SENT)
        refused = Trait(response=Confirmation.REFUSED, responded_at=SENT)

    ref = Sequence(reference("ADU"))
    nominee = SubFactory(NomineeFactory)
    name = "Jo Marsh"
    relation = "personal_adviser"
    email = Sequence(lambda number: f"jo{number}@adults.example")
    email_index = LazyAttribute(lambda supporter: index_of(supporter.email))
    named_at = SENT
    asked_at = SENT


class ConsentFactory(RoomFactory):
    class Meta:
        model = Consent

    notice = SubFactory(NoticeFactory)
    stage = Stage.WINNER
    thing = Thing.NAME
    wording = "2024-1"
    given_at = SENT
