from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import NoResultFound

from awards.audit.queries import entries_about
from awards.comms.models import Message, MessageState
from awards.core.permission import Refused
from awards.nominations.models import Nominee
from awards.nominees.models import NameForm, Notice, Response
from awards.screening.admitting import Admission, Honoured, admit_entry, enter_honoured, join_entry
from awards.screening.admitting import admit as admit_as
from awards.screening.copying import stamp_copy
from awards.screening.lifecycle import EntryState
from awards.screening.queries import entries_of_category, entries_of_season, entry_by_ref
from tests.factories import CategoryFactory, EntryFactory, SeasonFactory, SupporterFactory, admitted
from tests.screening.conftest import NOW
from tests.screening.test_actions import codes

COPY = {"q1": "She listened."}


@pytest.fixture
def admit(session, actor):
    def admit(nomination, **changes):
        return admitted(session, nomination, **({"texts": COPY, "actor": actor, "now": NOW} | changes))

    return admit


def refs_of(session, nomination) -> list[str]:
    return list(session.scalars(select(Nominee.ref).where(Nominee.nomination_id == nomination.id)))


def test_an_admitted_entry_holds_the_judges_copy_its_nominees_and_its_nomination(
    session, season, category, eligible, admit, actor, audit_trail
):
    nomination = eligible()

    made = admit(nomination)

    session.expire_all()
    entry = entry_by_ref(session, made.ref, season_id=season.id)
    assert (entry.state, entry.category.name, entry.title, entry.place) == (
        EntryState.IN_JUDGING, "Harbour prize", "Amara Okafor", "Invented County Council",
    )  # fmt: skip
    assert (entry.by_organiser, entry.stamped_by, entry.admitted_at) == (False, actor.reference, NOW)
    assert [(one.question, one.text, one.voice) for one in entry.passages] == [
        ("What did they do?", "She listened.", "A colleague")
    ]
    assert [one.ref for one in entry.nominations] == [nomination.ref]
    assert [one.ref for one in entry.nominees] == refs_of(session, nomination)
    assert audit_trail(entry.ref) == ["entry.admitted"]
    assert entries_about(session, entry.ref)[0].facts == {"nominations": [nomination.ref]}


def test_staff_may_give_the_name_and_place_that_judges_see(eligible, admit):
    entry = admit(eligible(), title=" Amara  O. ", place="")
    assert (entry.title, entry.place) == ("Amara O.", None)


def test_several_people_are_named_together_and_a_place_only_once(category, eligible, admit):
    category.people_max = 3
    assert admit(eligible(people=2)).title == "Amara Okafor and Amara Okafor"


def test_a_team_stands_under_its_own_name(eligible, admit):
    entry = admit(eligible(team_name="Harbour Lights", nominee={"is_team": True}))
    assert entry.title == "Harbour Lights"


@pytest.mark.parametrize(
    ("notice", "title"),
    [
        ({"response": Response.AGREED, "responded_at": NOW}, "Amara"),
        ({"response": Response.AGREED, "responded_at": NOW, "name_form": NameForm.OTHER, "public_name": "Mo"}, "Mo"),
    ],
)
def test_a_child_is_known_to_judges_by_the_chosen_or_first_name_and_by_no_place(
    session, eligible, admit, notice, title
):
    nomination = eligible(nominee={"date_of_birth": date(2007, 5, 1)}, notice=notice)
    SupporterFactory(nominee=session.scalars(select(Nominee)).one(), confirmed=True)
    entry = admit(nomination)
    assert (entry.title, entry.place) == (title, None)


def test_in_a_category_that_reveals_something_nobody_has_a_place(category, eligible, admit):
    category.reveals = "care experience"
    entry = admit(eligible(nominee={"date_of_birth": date(2000, 5, 1)}))
    assert (entry.title, entry.place) == ("Amara Okafor", None)


@pytest.mark.parametrize(
    ("made", "code"),
    [
        ({"told": False}, "not-told"),
        ({"notice": {"queued_at": None}}, "not-told"),
        ({"notice": {"response": Response.DECLINED, "responded_at": NOW}}, "declined"),
        ({"nominee": {"date_of_birth": date(2007, 5, 1)}}, "child-has-not-agreed"),
    ],
)
def test_nothing_goes_to_judges_while_a_nominee_is_untold_or_against_it(
    session, eligible, admit, audit_trail, made, code
):
    nomination = eligible(**made)
    with pytest.raises(Refused) as refused:
        admit(nomination)
    assert codes(refused) == [code]
    assert entries_of_season(session, nomination.season_id) == []


def test_a_notice_that_could_not_be_delivered_has_told_nobody(session, eligible, admit):
    nomination = eligible()
    (about,) = refs_of(session, nomination)
    bounced = Message(
        key="notice:1", kind="nominees/notice", about=about, programme_key="harbour-awards",
        recipient="gone@nominees.example", arguments={}, state=MessageState.PARKED, queued_at=NOW, not_before=NOW,
    )  # fmt: skip
    session.add(bounced)
    with pytest.raises(Refused) as refused:
        admit(nomination)
    assert codes(refused) == ["not-told"]
    number = session.scalars(select(Nominee.id).where(Nominee.ref == about)).one()
    assert admit(nomination, not_told={number: "Told by telephone."}).title == "Amara Okafor"


def test_an_unknown_age_waits_for_agreement_where_the_category_reveals_something(category, eligible, admit):
    category.reveals = "care experience"
    with pytest.raises(Refused) as refused:
        admit(eligible())
    assert codes(refused) == ["child-has-not-agreed"]


def test_a_reason_stands_in_for_a_notice_and_is_kept(session, eligible, admit):
    nomination = eligible(told=False)
    number = session.scalars(select(Nominee.id).where(Nominee.nomination_id == nomination.id)).one()

    admit(nomination, not_told={number: "Told by telephone."})

    notice = session.scalars(select(Notice).where(Notice.nominee_id == number)).one()
    assert (notice.queued_at, notice.not_sent_because) == (None, "Told by telephone.")


def test_only_what_was_ruled_eligible_is_admitted_and_only_with_the_stamp_and_by_those_who_may_write(
    session, make_nomination, eligible, admit, actor, reader
):
    with pytest.raises(Refused) as unruled:
        admit(make_nomination())
    with pytest.raises(Refused) as unstamped:
        admit_entry(session, eligible(), actor=actor, now=NOW)
    with pytest.raises(Refused) as reading:
        admit(eligible(), actor=reader)
    assert [codes(one)[0] for one in (unruled, unstamped, reading)] == [
        "not-ruled-eligible",
        "not-stamped",
        "not-staff",
    ]


def test_a_nomination_is_admitted_once(eligible, admit):
    nomination = eligible()
    admit(nomination)
    with pytest.raises(Refused) as refused:
        admit(nomination)
    assert codes(refused) == ["has-an-entry"]


def test_another_nomination_of_the_same_person_joins_the_entry_and_voices_stand_together(
    session, season, eligible, admit, actor, audit_trail
):
    entry = admit(eligible(relationship_to_nominee="colleague"))
    other = eligible(relationship_to_nominee="manager")
    third = eligible(relationship_to_nominee="colleague")
    for nomination, words in ((other, "She leads."), (third, "She shares.")):
        admitted(session, nomination, texts={"q1": words}, into=entry, actor=actor, now=NOW)

    session.expire_all()
    whole = entry_by_ref(session, entry.ref, season_id=season.id)
    assert [(one.position, one.voice, one.text) for one in whole.passages] == [
        (1, "A colleague", "She listened."),
        (2, "A colleague", "She shares."),
        (3, "Their manager", "She leads."),
    ]
    assert len(whole.nominations) == 3
    assert len(whole.nominees) == 1
    assert audit_trail(entry.ref) == ["entry.admitted", "entry.joined", "entry.joined"]


def test_nothing_joins_an_entry_of_another_category_or_one_that_is_decided(session, season, category, eligible, actor):
    told = {"actor": actor, "now": NOW}
    with pytest.raises(Refused) as elsewhere:
        join_entry(session, eligible(), EntryFactory(category=CategoryFactory(season=season)), **told)
    with pytest.raises(Refused) as decided:
        join_entry(session, eligible(), EntryFactory(category=category, state=EntryState.FINALIST), **told)
    assert [codes(elsewhere), codes(decided)] == [["another-category"], ["entry-decided"]]


def test_a_nomination_goes_into_the_entry_it_names_or_becomes_a_new_one(session, category, eligible, actor):
    nominations = [eligible() for _ in range(3)]
    for nomination in nominations:
        stamp_copy(session, nomination, actor=actor, now=NOW)
    first = admit_as(session, nominations[0], Admission(title="Amara", place=""), actor=actor, now=NOW)
    second = admit_as(session, nominations[1], Admission(into=first.ref), actor=actor, now=NOW)
    assert second is first
    assert [one.ref for one in entries_of_category(session, category.id)] == [first.ref]
    with pytest.raises(NoResultFound):
        admit_as(session, nominations[2], Admission(into="ENT-NOTHERE"), actor=actor, now=NOW)


def test_entries_are_found_by_season_category_and_state(session, season, category):
    in_judging = EntryFactory(category=category)
    finalist = EntryFactory(category=category, state=EntryState.FINALIST)
    elsewhere = EntryFactory(category=CategoryFactory(season=SeasonFactory(key="2023", year=2023)))
    found = entries_of_category(session, category.id, states={EntryState.FINALIST})
    assert [one.ref for one in found] == [finalist.ref]
    assert [one.category.name for one in found] == ["Harbour prize"]
    assert {one.ref for one in entries_of_season(session, season.id)} == {in_judging.ref, finalist.ref}
    with pytest.raises(NoResultFound):
        entry_by_ref(session, elsewhere.ref, season_id=season.id)


@pytest.fixture
def honours(season):
    return CategoryFactory(season=season, name="Lifetime honour", nominated=False)


def test_somebody_honoured_by_the_organiser_is_entered_and_told(session, season, honours, actor, audit_trail):
    honoured = Honoured(
        full_name="Ines  Marsh", role="Founder", organisation="Harbour Trust", email="ines@people.example",
        why="Forty years of it.",
    )  # fmt: skip

    made = enter_honoured(session, honours, honoured, decided="Trustees; nobody had a tie.", actor=actor, now=NOW)

    session.expire_all()
    entry = entry_by_ref(session, made.ref, season_id=season.id)
    assert (entry.title, entry.place, entry.by_organiser, list(entry.nominations)) == (
        "Ines Marsh", "Harbour Trust", True, [],
    )  # fmt: skip
    assert [(one.question, one.text) for one in entry.passages] == [("Why", "Forty years of it.")]
    (nominee,) = entry.nominees
    assert (nominee.nomination_id, nominee.email) == (None, "ines@people.example")
    assert session.scalars(select(Notice.queued_at).where(Notice.nominee_id == nominee.id)).one() == NOW
    assert audit_trail(entry.ref) == ["entry.admitted"]
    (trail,) = entries_about(session, entry.ref)
    assert trail.reason is not None
    assert (trail.facts, trail.reason.text) == ({"by_organiser": True}, "Trustees; nobody had a tie.")


def test_somebody_honoured_without_an_address_goes_in_with_the_reason(session, honours, actor):
    honoured = Honoured(full_name="Ines Marsh", why="Forty years.", not_told="Her family was told.")
    enter_honoured(session, honours, honoured, decided="Trustees.", actor=actor, now=NOW)
    assert session.scalars(select(Notice.not_sent_because)).one() == "Her family was told."


def test_nobody_is_honoured_untold_or_in_a_category_open_to_nomination_or_by_readers(
    session, category, honours, actor, reader
):
    honoured = Honoured(full_name="Ines Marsh", why="Forty years.")
    told = Honoured(full_name="Ines Marsh", why="Forty years.", email="ines@people.example")
    with pytest.raises(Refused) as untold:
        enter_honoured(session, honours, honoured, decided="Trustees.", actor=actor, now=NOW)
    with pytest.raises(Refused) as nominated:
        enter_honoured(session, category, told, decided="Trustees.", actor=actor, now=NOW)
    with pytest.raises(Refused) as reading:
        enter_honoured(session, honours, told, decided="Trustees.", actor=reader, now=NOW)
    assert [codes(one) for one in (untold, nominated, reading)] == [["not-told"], ["nominated-category"], ["not-staff"]]
