"""What belongs together for mail: a nomination, everybody put forward in it, their adults, and the entry."""

from __future__ import annotations

import pytest

from awards.screening.correspondence import mail_subject
from awards.screening.models import EntryNominee
from tests.factories import CategoryFactory, EntryFactory, EntryNominationFactory, NominationFactory, NomineeFactory
from tests.factories.nominations import SupporterFactory

HERE = "harbour-awards"


@pytest.fixture
def admitted(session, category):
    """A nomination with a nominee, their adult and an unsent new version, behind an entry with another nomination."""
    entry = EntryFactory(category=category)
    people = [NomineeFactory(nomination__category=category, nomination__eligible=True) for _ in range(2)]
    for nominee in people:
        EntryNominationFactory(entry=entry, nomination=nominee.nomination)
    session.add(EntryNominee(nominee_id=people[0].id, entry_id=entry.id))
    adult = SupporterFactory(nominee=people[0])
    first = people[0].nomination
    version = NominationFactory(category=category, season=first.season, revises_id=first.id)
    return {
        "entry": entry.ref, "nomination": first.ref, "nominee": people[0].ref, "adult": adult.ref,
        "version": version.ref, "other": people[1].nomination.ref, "other nominee": people[1].ref,
    }  # fmt: skip


@pytest.fixture
def found(app, session):
    def find(ref: str, programme_key: str = HERE):
        session.flush()
        with app.test_request_context():
            return mail_subject(session, ref, programme_key)

    return find


@pytest.mark.parametrize("asked", ["nomination", "nominee", "adult"])
def test_one_nomination_brings_its_people_and_its_entry_but_not_the_other_nomination(admitted, found, asked):
    subject = found(admitted[asked])
    names = ("nomination", "entry", "nominee", "adult", "version")
    assert sorted(subject.references) == sorted(admitted[name] for name in names)
    assert subject.url == f"/staff/nominations/{admitted['nomination']}"


def test_an_entry_brings_every_nomination_behind_it(admitted, found):
    subject = found(admitted["entry"])
    assert sorted(subject.references) == sorted(admitted.values())
    assert subject.url == f"/staff/entries/{admitted['entry']}"


def test_an_unsent_new_version_leads_to_its_own_page(admitted, found):
    subject = found(admitted["version"])
    assert (subject.references, subject.url) == ((admitted["version"],), f"/staff/drafts/{admitted['version']}")


def test_somebody_whom_the_organiser_honours_leads_to_the_entry(session, season, found):
    entry = EntryFactory(category=CategoryFactory(season=season, nominated=False))
    nominee = NomineeFactory(nomination=None)
    session.add(EntryNominee(nominee_id=nominee.id, entry_id=entry.id))
    subject = found(nominee.ref)
    assert (sorted(subject.references), subject.url) == (
        sorted([entry.ref, nominee.ref]),
        f"/staff/entries/{entry.ref}",
    )


@pytest.mark.parametrize("programme_key", [HERE, "lantern-prizes"])
def test_what_is_unknown_or_of_another_programme_is_nothing(admitted, found, programme_key):
    assert found("USR-AAAAAAA", programme_key) is None
    assert found(admitted["nomination"], "lantern-prizes") is None
