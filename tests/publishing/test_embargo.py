"""Nothing of a result is in any byte the public can get before its release, and everything goes at once after."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from awards.audit.queries import entries_about
from awards.core.actor import Audience
from awards.publishing.actions import hold_announcement
from awards.publishing.jobs import release_due
from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import Announcement, AnnouncementKind, ArchiveYear, Voice
from awards.publishing.queries import winner_by_ref
from awards.screening.lifecycle import EntryState
from awards.seasons.words import Release
from tests.factories import CitationFactory, NominationFactory
from tests.publishing.conftest import AWARDS_NIGHT, ME

PUBLIC = ["/", "/finalists", "/winners/", "/winners/2024", "/winners/2024.json", "/winners.atom", "/winners/2031",
          "/winners/2031.json"]  # fmt: skip
SECRETS = ["Zorblat", "Quixby", "Vexmoor", "planted story", "Planted Project", "Plantshire", "WIN-"]


@pytest.fixture
def planted(scene, session):
    """A winner, a commended entry and a withheld one, all prepared; words that appear nowhere else."""
    nomination = NominationFactory(category=scene.practice, eligible=True, work_title="Planted Project")
    scene.entry("Zorblat Quixby", nomination=nomination, employer="Plantshire Council")
    scene.entry("Vexmoor Zorblat", state=EntryState.COMMENDED)
    announcement = scene.prepare()
    scene.prepare(AnnouncementKind.FINALISTS)
    winner = next(iter(scene.desk().winners.values()))
    CitationFactory(winner=winner, voice=Voice.JUDGES, text="A planted story.")
    session.commit()
    return announcement


def answers(app):
    """Give status, headers and body of every public address, as somebody without any cookie gets them."""
    found = {}
    for path in PUBLIC:
        response = app.test_client().get(path)
        headers = {name: value for name, value in response.headers if name not in {"Date", "Set-Cookie"}}
        found[path] = (response.status_code, headers, response.get_data())
    return found


def test_a_prepared_announcement_changes_no_public_byte(app, scene, session):
    before = answers(app)
    scene.entry("Zorblat Quixby", employer="Plantshire Council")
    scene.prepare()
    scene.prepare(AnnouncementKind.FINALISTS)
    session.commit()
    assert answers(app) == before


@pytest.mark.usefixtures("planted")
def test_no_planted_word_is_public_before_the_release(app):
    leaks = [
        (path, secret)
        for path, (_status, headers, body) in answers(app).items()
        for secret in SECRETS
        if secret.encode() in body or secret in str(headers)
    ]
    assert leaks == []


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize("form", ["/winners/{}", "/winners/{}.json"])
def test_an_unreleased_year_is_no_different_from_a_nonsense_one(app, form):
    nonsense, unreleased = (app.test_client().get(form.format(year)) for year in (2031, 2024))
    strip = lambda response: sorted((name, value) for name, value in response.headers if name != "Date")  # noqa: E731
    assert (unreleased.status_code, unreleased.data, strip(unreleased)) == (404, nonsense.data, strip(nonsense))


def test_choosing_a_winner_does_not_change_the_finalists_page(app, scene, session):
    entries = [scene.entry(name, state=EntryState.FINALIST) for name in ("Ada Wren", "Ben Moss", "Cy Lark")]
    scene.release(AnnouncementKind.FINALISTS)
    before = app.test_client().get("/finalists").data
    entries[2].state, entries[0].state = EntryState.WINNER, EntryState.COMMENDED
    scene.entry("Rosa Lind", category=scene.honour)
    scene.prepare()
    session.commit()
    assert app.test_client().get("/finalists").data == before
    assert b"Rosa Lind" not in before


def test_the_release_shows_everything_at_once(app, scene):
    scene.entry("Ada Wren")
    scene.release()
    shown = {path: b"Ada Wren" in body for path, (_status, _headers, body) in answers(app).items()}
    assert shown == {
        "/": False,
        "/finalists": False, "/winners/": True, "/winners/2024": True, "/winners/2024.json": True,
        "/winners.atom": True, "/winners/2031": False, "/winners/2031.json": False,
    }  # fmt: skip


def test_public_pages_are_never_kept_unasked(app, scene):
    scene.entry("Ada Wren")
    scene.release()
    kept = {path: headers["Cache-Control"] for path, (status, headers, _) in answers(app).items() if status == 200}
    assert set(kept.values()) == {"no-cache"}
    assert [path for path, (_, headers, _) in answers(app).items() if {"ETag", "Last-Modified"} & headers.keys()] == []


def test_the_preview_is_the_public_page_for_staff_alone(app, planted, scene, session, staff, browser):
    preview = staff.get("publishing_staff.preview", kind="winners")
    assert (preview.status, preview.response.headers["Cache-Control"]) == (200, "no-store")
    assert browser.get("publishing_staff.preview", kind="winners").heading == "Staff: sign in"
    staff.get("publishing_staff.release", kind="winners").submit("Release the winners now")
    assert staff.open("/winners/2024").html == preview.html


def test_the_preview_of_finalists_is_the_public_page(scene, session, staff):
    scene.entry("Ada Wren", state=EntryState.FINALIST)
    scene.prepare(AnnouncementKind.FINALISTS)
    session.commit()
    preview = staff.get("publishing_staff.preview", kind="finalists")
    staff.get("publishing_staff.release", kind="finalists").submit("Release the finalists now")
    assert str(staff.open("/finalists").soup.main) == str(preview.soup.main)


def test_a_hold_stops_a_person(planted, scene, session, clock, staff, browser):
    waiting = staff.get("publishing_staff.release", kind="winners")
    staff.get("publishing_staff.change", kind="winners", act="hold").submit("Hold it", reason="A doubt.")
    page = waiting.submit("Release the winners now")
    assert (page.status, "held, so it cannot be released" in page.text) == (409, True)
    assert browser.open("/winners/2024").status == 404
    again = staff.get("publishing_staff.release", kind="winners")
    assert "It cannot be released now" in again.text


@pytest.fixture
def by_clock(scene, session):
    scene.season_row.release = Release.BY_THE_CLOCK
    scene.season_row.embargo_until = AWARDS_NIGHT
    session.commit()


@pytest.mark.usefixtures("by_clock")
def test_the_clock_releases_at_its_time_and_not_before(scene, session, clock, audit_trail):
    scene.entry("Ada Wren")
    announcement = scene.prepare()
    session.commit()
    clock.forward(seconds=-1)
    assert release_due(session, clock()) == 0
    clock.forward(seconds=1)
    assert (release_due(session, clock()), release_due(session, clock())) == (1, 0)
    assert (announcement.state, announcement.released_by) == (AnnouncementState.RELEASED, "system")
    assert audit_trail(announcement.ref) == ["announcement.prepared", "announcement.released"]


@pytest.mark.usefixtures("by_clock")
def test_a_hold_stops_the_clock(scene, session, clock, app):
    scene.entry("Ada Wren")
    announcement = scene.prepare()
    hold_announcement(session, announcement, reason="A doubt.", actor=ME, now=clock())
    session.commit()
    clock.forward(days=3)
    assert release_due(session, clock()) == 0
    assert app.test_client().get("/winners/2024").status_code == 404


@pytest.mark.usefixtures("by_clock")
def test_the_clock_leaves_what_is_not_ready_to_people(scene, session, clock):
    scene.entry("Ada Wren")
    announcement = scene.prepare()
    scene.entry("Ben Moss")
    session.commit()
    assert release_due(session, clock()) == 0
    assert session.get(Announcement, announcement.id).state is AnnouncementState.PREPARED


@pytest.mark.usefixtures("planted")
def test_the_clock_never_releases_where_a_person_is_to(scene, session, clock):
    clock.forward(days=30)
    assert release_due(session, clock()) == 0


@pytest.mark.usefixtures("planted")
def test_a_person_who_releases_early_is_told_so_first(scene, session, clock, staff):
    scene.season_row.embargo_until = clock() + timedelta(hours=1)
    page = staff.get("publishing_staff.release", kind="winners")
    assert "earlier than planned: the winners are under embargo until" in page.text
    assert page.submit("Release the winners now").status == 200


@pytest.mark.usefixtures("by_clock")
def test_nobody_is_earlier_than_the_clock(scene, session, clock, staff):
    scene.entry("Ada Wren")
    scene.prepare()
    session.commit()
    clock.forward(hours=-1)
    staff.sign_in(Audience.STAFF, scene.staff.ref)  # what was proved later than now counts for nothing
    page = staff.get("publishing_staff.release", kind="winners")
    assert "under embargo until 10:03pm on Wednesday 22 May 2024" in page.text


def test_of_two_who_release_one_is_told_and_the_trail_has_one_entry(planted, session, staff, browser):
    first, second = (staff.get("publishing_staff.release", kind="winners") for _ in range(2))
    assert first.submit("Release the winners now").status == 200
    page = second.submit("Release the winners now")
    assert (page.status, "released, so it cannot be released" in page.text) == (409, True)
    trail = [entry.tag for entry in entries_about(session, planted.ref)]
    assert trail == ["announcement.prepared", "announcement.released"]


def test_what_was_prepared_anew_meanwhile_must_be_looked_at_again(planted, staff, browser):
    slower = staff.get("publishing_staff.release", kind="winners")
    staff.get("publishing_staff.announcements").submit("Prepare the winners again")
    page = slower.submit("Release the winners now")
    assert (page.status, "Somebody else changed this announcement" in page.text) == (409, True)
    assert browser.open("/winners/2024").status == 404


def test_taking_it_off_the_site_takes_everything_and_it_can_come_back(scene, session, staff, browser, audit_trail):
    scene.entry("Ada Wren")
    announcement = scene.release()
    form = staff.get("publishing_staff.change", kind="winners", act="withdraw")
    form.submit("Take it off the site", reason="A winner was announced wrongly.")
    assert (browser.open("/winners/2024").status, "Ada Wren" in browser.open("/winners/").html) == (404, False)
    staff.get("publishing_staff.announcements").submit("Prepare the winners again")
    staff.get("publishing_staff.release", kind="winners").submit("Release the winners now")
    assert "Ada Wren" in browser.open("/winners/2024").text
    assert audit_trail(announcement.ref) == [
        "announcement.prepared", "announcement.released", "announcement.withdrawn", "announcement.prepared",
        "announcement.released",
    ]  # fmt: skip


def test_the_archive_keeps_the_year_from_the_release_on(scene, session):
    scene.entry("Ada Wren")
    scene.prepare()
    assert session.scalars(select(ArchiveYear)).all() == []
    scene.release()
    (kept,) = session.scalars(select(ArchiveYear))
    assert (kept.year, kept.ceremony_place, kept.categories) == (
        2024, "Leeds", [{"key": "practice", "name": "Practice award"}],
    )  # fmt: skip


def test_a_winner_withdrawn_after_the_release_is_off_the_page_at_once(scene, session, browser):
    entry = scene.entry("Ada Wren")
    scene.entry("Ben Moss")
    scene.release()
    entry.state = EntryState.WITHDRAWN
    session.commit()
    page = browser.open("/winners/2024")
    assert ("Ada Wren" in page.html, "Ben Moss" in page.html) == (False, True)


def test_another_programmes_winners_are_not_this_ones(scene, session, staff):
    entry = scene.entry("Ada Wren")
    scene.prepare()
    winner = scene.desk().winners[entry.id]
    session.commit()
    assert winner_by_ref(session, scene.programme, winner.ref) is winner
    assert staff.get("publishing_staff.winner", ref="WIN-NOTHERE").status == 404
