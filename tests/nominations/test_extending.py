"""Staff grant one nominator a later deadline, with a reason; the nominator is told."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from awards.audit.models import AuditEntry
from awards.audit.queries import entries_about
from awards.comms.models import Message
from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Refused
from awards.nominations.extending import extend_deadline
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from awards.nominations.staff_queries import draft_to_extend
from tests.factories import NominationFactory, StaffFactory

STAFF = Actor(Audience.STAFF, "USR-STAFF22", frozenset({Role.STAFF}))
AFTER_THE_CLOSE = datetime(2024, 2, 24, 9, tzinfo=UTC)
UNTIL = datetime(2024, 3, 1, 17, tzinfo=UTC)


@pytest.fixture
def draft(session):
    """Give a draft with everything loaded that the action needs."""

    def find(**facts) -> Nomination:
        made = NominationFactory(**facts)
        session.flush()
        session.expire_all()
        return draft_to_extend(session, made.ref, season_id=made.season_id)

    return find


@pytest.fixture
def staff_browser(browser, session):
    def sign_in(role: Role = Role.STAFF):
        who = StaffFactory(role=role)
        session.commit()
        return browser.sign_in(Audience.STAFF, who.ref)

    return sign_in


def grant(session, nomination, **changes):
    given = {"until": UNTIL, "reason": "They were in hospital.", "actor": STAFF, "now": AFTER_THE_CLOSE}
    extend_deadline(session, nomination, **(given | changes))


def mails(session, nomination) -> list[str]:
    return list(session.scalars(select(Message.kind).where(Message.about == nomination.ref)))


def test_a_later_deadline_is_kept_with_its_reason_and_mailed(session, draft, clock, mailbox, audit_trail):
    clock.set(AFTER_THE_CLOSE)
    nomination = draft(nominator__email="casey@nominators.example")
    grant(session, nomination)
    assert nomination.extended_until == UNTIL
    entry = entries_about(session, nomination.ref)[0]
    assert (entry.tag, entry.facts, entry.reason.text) == (
        "deadline.extended",
        {"until": "2024-03-01T17:00:00+00:00", "was": None},
        "They were in hospital.",
    )
    session.commit()
    mail = mailbox.last_to("casey@nominators.example")
    text = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "Harbour Awards: you have more time"
    assert "You can send it until 5pm on Friday 1 March 2024." in text
    assert "hospital" not in text


def test_a_later_deadline_can_be_changed_again_and_is_mailed_again(session, draft, audit_trail):
    nomination = draft()
    grant(session, nomination)
    later = AFTER_THE_CLOSE + timedelta(hours=1)
    grant(session, nomination, until=UNTIL + timedelta(days=1), now=later)
    assert nomination.extended_until == UNTIL + timedelta(days=1)
    assert audit_trail(nomination.ref) == ["deadline.extended", "deadline.extended"]
    assert mails(session, nomination) == ["nominations/later_deadline", "nominations/later_deadline"]


def test_without_an_address_nothing_is_mailed(session, draft):
    nomination = draft(nominator__email=None)
    grant(session, nomination)
    assert (nomination.extended_until, mails(session, nomination)) == (UNTIL, [])


def test_an_unsent_new_version_can_have_a_later_deadline(session, draft):
    sent = NominationFactory(submitted=True)
    version = draft(category=sent.category, season=sent.season, nominator=sent.nominator, revises_id=sent.id)
    grant(session, version)
    assert version.extended_until == UNTIL


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"until": datetime(2024, 2, 23, 23, 59, 59, tzinfo=UTC)}, ["not-later", "in-the-past"]),
        ({"until": AFTER_THE_CLOSE - timedelta(hours=1)}, ["in-the-past"]),
        ({"reason": "  "}, ["no-reason"]),
        ({"actor": Actor(Audience.STAFF, "USR-READER2", frozenset({Role.READ_ONLY}))}, ["not-staff"]),
        ({"actor": Actor(Audience.NOMINATORS, "NTR-CASEY22")}, ["not-staff"]),
    ],
)
def test_what_cannot_be_granted_is_refused(session, draft, changes, codes):
    nomination = draft()
    with pytest.raises(Refused) as refused:
        grant(session, nomination, **changes)
    assert [reason.code for reason in refused.value.permission.reasons] == codes
    assert (nomination.extended_until, mails(session, nomination)) == (None, [])
    assert session.scalars(select(AuditEntry)).all() == []


@pytest.mark.parametrize("state", [NominationState.SUBMITTED, NominationState.WITHDRAWN])
def test_what_was_sent_or_withdrawn_needs_no_later_deadline(session, draft, state):
    nomination = draft(state=state, submitted_at=datetime(2024, 2, 1, tzinfo=UTC))
    with pytest.raises(Refused) as refused:
        grant(session, nomination)
    assert [reason.code for reason in refused.value.permission.reasons] == ["not-a-draft"]


def test_staff_grant_a_later_deadline_on_the_page(session, clock, staff_browser):
    clock.set(AFTER_THE_CLOSE)
    nomination = NominationFactory()
    page = staff_browser().get("nominations_staff.draft", ref=nomination.ref).click("Give a later deadline")
    page = page.submit("Grant", day="1", month="3", year="2024", time="5pm", reason="They were in hospital.")
    assert page.heading == f"Draft {nomination.ref}"
    assert "5pm on Friday 1 March 2024" in page.text
    assert page.click("Give a later deadline").soup.find(id="time")["value"] == "5pm"
    assert session.get_one(Nomination, nomination.id).extended_until == UNTIL


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"day": "20"}, "The later deadline must be after nominations close, at 11:59pm on Friday 23 February 2024."),
        ({"day": "32"}, "The later deadline must be a real date"),
        ({"time": "5"}, "Enter the time like 5pm or 17:00"),
        ({"reason": ""}, "Enter why they get more time"),
    ],
)
def test_what_was_typed_stays_on_the_page_with_what_is_wrong(session, staff_browser, typed, error):
    nomination = NominationFactory()
    given = {"day": "26", "month": "2", "year": "2024", "time": "5pm", "reason": "A storm."} | typed
    page = staff_browser().get("nominations_staff.deadline", ref=nomination.ref).submit("Grant", **given)
    assert (page.status, page.errors) == (422, [error])
    kept = {name: page.soup.find(id=name)["value"] for name in ("day", "month", "year", "time")}
    assert kept | {"reason": page.soup.find(id="reason").get_text().strip()} == given
    assert session.get_one(Nomination, nomination.id).extended_until is None


def test_whoever_may_only_read_cannot_grant(session, staff_browser):
    nomination = NominationFactory()
    page = staff_browser(Role.READ_ONLY).get("nominations_staff.draft", ref=nomination.ref)
    assert "Give a later deadline" not in page.links()
    page = page.browser.get("nominations_staff.deadline", ref=nomination.ref)
    given = {"day": "26", "month": "2", "year": "2024", "time": "5pm", "reason": "A storm."}
    assert page.submit("Grant", **given).status == 403
