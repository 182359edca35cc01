"""Staff pages of announcements, winners and the archive."""

import pytest

from awards.core.actor import Audience, Role
from awards.publishing.models import AnnouncementKind
from awards.publishing.queries import winner_by_ref
from awards.screening.lifecycle import EntryState
from tests.factories import CitationFactory, StaffFactory, WinnerFactory
from tests.pages.browser import words


@pytest.fixture
def winner(scene, session):
    entry = scene.entry("Ada Wren")
    scene.prepare()
    session.commit()
    return scene.desk().winners[entry.id]


def test_the_desk_says_where_both_announcements_stand(scene, session, staff):
    scene.entry("Ada Wren", agreed=None)
    scene.entry("Ben Moss", state=EntryState.COMMENDED)
    session.commit()
    page = staff.get("publishing_staff.announcements")
    assert "Not prepared 2 finalists in 1 award. Released only when one of you presses the button." in page.text
    assert "Not prepared 1 winner and 1 commended in 1 award." in page.text
    assert "not everybody has answered, so a name will be withheld" in page.text
    page = page.submit("Prepare the winners")
    assert ("Prepared: not public" in page.text, "Ada Wren (to be shown as “Name withheld”)" in page.text) == (
        True,
        True,
    )


def test_an_empty_desk_says_that_there_is_nothing_yet(scene, staff):
    page = staff.get("publishing_staff.announcements")
    assert "Stands in the way: There are no winners to announce." in page.text
    assert page.soup.main.select("form") == []


def test_the_confirmation_names_programme_count_and_time_with_its_zone(winner, staff, browser):
    page = staff.get("publishing_staff.announcements").click("Release the winners")
    assert [words(value) for value in page.soup.select("dd")] == [
        "Harbour Awards", "Harbour Awards 2024", "1 winner in 1 award",
        "10:03pm on Wednesday 22 May 2024 (Europe/London)",
    ]  # fmt: skip
    page = page.submit("Release the winners now")
    assert ("Released. It is public now." in page.text, "Public 1 winner" in page.text) == (True, True)
    assert "Ada Wren" in browser.open("/winners/").text


def test_nothing_is_released_that_was_never_prepared(scene, staff):
    assert staff.get("publishing_staff.release", kind="winners").status == 404
    assert staff.get("publishing_staff.change", kind="winners", act="hold").status == 404


def test_a_hold_needs_a_reason_and_shows(winner, staff):
    form = staff.get("publishing_staff.change", kind="winners", act="hold")
    page = form.submit("Hold it")
    assert (page.status, page.errors) == (422, ["Say why: the reason is kept"])
    page = page.submit("Hold it", reason="A doubt.")
    assert "On hold: not public" in page.text
    page = page.click("Let the winners go").submit("Let it go", reason="Settled.")
    assert "Prepared: not public" in page.text


def test_a_refused_act_keeps_the_reason(winner, staff):
    slower = staff.get("publishing_staff.change", kind="winners", act="hold")
    staff.get("publishing_staff.change", kind="winners", act="hold").submit("Hold it", reason="First.")
    page = slower.submit("Hold it", reason="My own doubt, at length.")
    assert (page.status, "My own doubt, at length." in page.text) == (409, True)


def test_a_winner_is_described_as_drawn(winner, scene, session, staff):
    page = staff.get("publishing_staff.announcements").click("Ada Wren")
    saved = page.submit(
        "Save", role="Head of lights", presented_by="Robin Vale", absent="y",
        **{"citations-0-text": "She listens.", "citations-1-voice": "press", "citations-1-text": "A light."},
    )  # fmt: skip
    assert (saved.status, "Saved." in saved.text) == (200, True)
    session.expire_all()
    found = winner_by_ref(session, scene.programme, winner.ref)
    assert (found.role, found.presented_by, found.absent) == ("Head of lights", "Robin Vale", True)
    assert [(one.voice, one.text) for one in found.citations] == [("judges", "She listens."), ("press", "A light.")]
    emptied = saved.submit("Save", **{"citations-0-text": ""})
    assert [box.get_text(strip=True) for box in emptied.soup.select("textarea")] == ["A light.", "", ""]


def test_a_citation_that_is_too_long_comes_back(winner, staff):
    page = staff.get("publishing_staff.winner", ref=winner.ref).submit("Save", **{"citations-0-text": "x" * 2001})
    assert (page.status, page.errors) == (422, ["A citation must be 2,000 characters or less"])
    assert "x" * 2001 in page.html


def test_of_two_who_describe_one_winner_the_second_is_shown_both_texts(winner, scene, session, staff):
    slower = staff.get("publishing_staff.winner", ref=winner.ref)
    staff.get("publishing_staff.winner", ref=winner.ref).submit("Save", role="First role")
    page = slower.submit("Save", role="Second role")
    assert (page.status, "First role" in page.text, "Second role" in page.html) == (409, True, True)
    assert page.submit("Save").status == 200
    session.expire_all()
    assert winner_by_ref(session, scene.programme, winner.ref).role == "Second role"


def test_a_name_is_corrected_with_a_line(winner, staff, browser):
    form = staff.get("publishing_staff.winner", ref=winner.ref).click("Correct a wrong name")
    assert form.submit("Correct it everywhere", name="Ada Wrenn").errors == [
        "Enter the line that tells readers of the correction"
    ]
    form.submit("Correct it everywhere", name="Ada Wrenn", erratum="The name was misspelt.")
    staff.get("publishing_staff.release", kind="winners").submit("Release the winners now")
    page = browser.open("/winners/2024")
    assert ("Ada Wrenn" in page.text, "Correction: The name was misspelt." in page.text) == (True, True)


def test_the_archive_hides_and_shows_in_one_click(scene, session, staff, browser):
    WinnerFactory(display_name="Imogen Hale", basis="published before", source="Invented Press")
    session.commit()
    page = staff.get("publishing_staff.archive")
    assert "published before: Invented Press" in page.text
    page = page.submit("Hide")
    assert (words(page.soup.select_one("#archive .govuk-tag")), browser.open("/winners/2022").status) == ("Hidden", 404)
    page.submit("Show")
    assert "Imogen Hale" in browser.open("/winners/2022").text


def test_a_released_winner_is_hidden_from_its_own_page(winner, staff, browser):
    staff.get("publishing_staff.release", kind="winners").submit("Release the winners now")
    page = staff.get("publishing_staff.winner", ref=winner.ref).submit("Hide everywhere now")
    assert ("This winner is hidden" in page.text, browser.open("/winners/2024").status) == (True, 404)


def test_those_who_may_only_read_change_nothing(winner, session, browser):
    reader = StaffFactory(role=Role.READ_ONLY)
    session.commit()
    browser.sign_in(Audience.STAFF, reader.ref)
    form = browser.get("publishing_staff.release", kind="winners")
    assert (form.status, form.submit("Release the winners now").status) == (200, 403)


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("announcements", {}), ("preview", {"kind": "winners"}), ("release", {"kind": "winners"}),
        ("change", {"kind": "winners", "act": "hold"}), ("winner", {"ref": "WIN-1"}), ("correct", {"ref": "WIN-1"}),
        ("archive", {}),
    ],
)  # fmt: skip
def test_nobody_signed_out_sees_the_desk(winner, browser, endpoint, values):
    assert browser.get(f"publishing_staff.{endpoint}", **values).heading == "Staff: sign in"


def test_the_desk_costs_the_same_however_many_win(scene, session, staff, statements):
    scene.entry("Ada Wren")
    scene.prepare()
    session.commit()
    first = statements.of(lambda: staff.get("publishing_staff.announcements"))
    for name in ("Ben Moss", "Cy Lark"):
        CitationFactory(winner=next(iter(scene.desk().winners.values())))
        scene.entry(name)
    scene.prepare()
    scene.prepare(AnnouncementKind.FINALISTS)
    session.commit()
    assert statements.of(lambda: staff.get("publishing_staff.announcements")) == first
