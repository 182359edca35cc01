"""The staff pages of the record, and the public page about judging before and after the release."""

from __future__ import annotations

from datetime import timedelta

import pytest

from awards.audit import Tag
from awards.bundles.figures import HIDDEN, rows_of
from awards.core.actor import Audience, Role
from awards.core.references import new_reference
from awards.ledger.bundle import Cut, bundle_digest
from awards.panels.locking import season_subject
from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import Announcement, AnnouncementKind
from awards.sealing.checkpoints import checkpoints_of
from awards.sealing.keys import seal_of
from tests.bundles.seasons import SECRETS, WholeSeason
from tests.factories import StaffFactory

MOST = 8


@pytest.fixture
def decided(season, mailbox):
    season.judge().close(mailbox).decide()
    season.session.commit()
    return season


@pytest.fixture
def staff(browser, decided):
    return as_staff(browser, decided)


@pytest.fixture
def reader(another_browser, decided):
    return another_browser.sign_in(Audience.STAFF, StaffFactory(role=Role.READ_ONLY).ref)


def as_staff(browser, season):
    """Sign in at the moment at which the season has arrived."""
    return browser.sign_in(Audience.STAFF, season.staff.ref)


def zipped(page, words):
    """Follow a link to a file."""
    return page.browser.client.get(next(url for text, url in page.links().items() if words in text))


def release(season):
    """Make the winners public."""
    announcement = Announcement(
        ref=new_reference("ANN"), season_id=season.season_id, kind=AnnouncementKind.WINNERS,
        state=AnnouncementState.RELEASED, released_at=season.now + timedelta(days=5), released_by=season.staff.ref,
    )  # fmt: skip
    season.session.add(announcement)
    season.session.commit()
    return announcement


def test_before_judging_there_is_no_record_to_show(browser, season):
    staff = as_staff(browser, season)
    assert "There is no record yet" in staff.get("bundles_staff.record").text
    assert "no record to seal" in staff.get("bundles_staff.sign_off").text


def test_the_page_names_what_is_missing_and_leads_there(browser, season, mailbox):
    season.judge()
    page = as_staff(browser, season).get("bundles_staff.record")
    assert "The round of scoring is not closed and sealed." in page.text
    season.close(mailbox)
    page = as_staff(browser, season).get("bundles_staff.record")
    missing = [one for one in page.links() if "not decided" in one or "nobody has decided" in one]
    assert (len(missing), "Sign the results off" in page.text) == (8, False)
    assert page.click("the shortlist is not decided").status == 200


def test_staff_sign_off_see_the_bundle_and_take_it_home(staff, reader, decided, audit_trail):
    page = staff.get("bundles_staff.record").click("Sign the results off").submit("Sign the results off now")
    assert (page.status, "Signed off" in page.html, "The bundle is being made" in page.text) == (200, True, True)
    decided.work()
    page = reader.get("bundles_staff.record")
    assert "everything recorded is sealed" in page.text
    for words, cut in (("For auditors", Cut.AUDITOR), ("For everybody, without scores", Cut.PUBLIC)):
        answer = zipped(page, words)
        assert (answer.mimetype, bundle_digest(answer.data) in page.text) == ("application/zip", True)
        assert answer.data == decided.bundle(cut)
    decided.session.commit()
    assert audit_trail(season_subject(decided.season))[-2:] == [Tag.BUNDLE_TAKEN, Tag.BUNDLE_TAKEN]
    checkpoint = checkpoints_of(decided.session, decided.season_id)[-1]
    key_id = seal_of(decided.session).key_line_of(checkpoint.note).split("+")[1]
    assert [one in page.text for one in (checkpoint.root, key_id, "Sign-off", "Close of judging")] == [True] * 4


def test_who_only_reads_cannot_sign_off(reader, decided):
    page = reader.get("bundles_staff.record")
    assert ("Awards staff sign the results off." in page.text, "/staff/record/sign-off" in page.html) == (True, False)
    assert reader.get("bundles_staff.sign_off").status == 403
    assert len(checkpoints_of(decided.session, decided.season_id)) == 1


def test_a_page_that_is_out_of_date_signs_nothing(staff, decided):
    page = staff.get("bundles_staff.sign_off")
    decided.withdraw()
    refused = page.submit("Sign the results off now")
    assert (refused.status, "Something was recorded since" in refused.html) == (409, True)
    assert len(checkpoints_of(decided.session, decided.season_id)) == 1


@pytest.mark.parametrize("typed", ["", "-1", "²", "9" * 30, "abc"])
def test_a_record_that_was_never_seen_signs_nothing(staff, decided, typed):
    assert staff.get("bundles_staff.sign_off").submit("Sign the results off now", seen=typed).status == 409


def test_bundles_that_are_not_made_are_not_found(staff, decided):
    codes = [staff.client.get(f"/staff/record/{one}.zip").status_code for one in ("1/auditor", "9/public", "1/other")]
    assert codes == [404] * 3


def test_staff_pages_cost_a_bounded_number_of_statements(browser, season, mailbox, statements):
    staff = as_staff(browser, season.whole(mailbox))
    staff.get("bundles_staff.record")
    assert statements.of(lambda: staff.get("bundles_staff.record")) <= MOST
    assert statements.of(lambda: staff.client.get("/staff/record/2/auditor.zip")) <= MOST + 2  # and a note of it


# The public page.


def test_before_judging_the_public_page_tells_the_rules(browser, season):
    page = browser.get("bundles.how_we_judge")
    assert [one in page.text for one in ("They may still change", "Weight of 100", "Criterion")] == [True] * 3
    assert "fingerprints of this season’s record appear here" in page.text


def test_before_the_release_nothing_is_told_but_rules_and_roots(browser, season, mailbox):
    season.whole(mailbox)
    page = browser.get("bundles.how_we_judge")
    close, *later = checkpoints_of(season.session, season.season_id)
    assert (close.root in page.text, season.season.rules_hash in page.text) == (True, True)
    for one in later:
        assert one.root not in page.text
    for words in ("in numbers", "Acts sealed", "Digest", "Sign-off", "Addendum", *SECRETS, "Nominee"):
        assert words not in page.text, words
    assert browser.client.get("/how-we-judge/record.zip").status_code == 404


def test_after_the_release_figures_and_digests_are_told_and_small_numbers_hidden(browser, season, mailbox):
    season.whole(mailbox)
    release(season)
    page = browser.get("bundles.how_we_judge")
    checkpoints = checkpoints_of(season.session, season.season_id)
    assert [one.root in page.text for one in checkpoints] == [True] * 3
    assert bundle_digest(season.bundle()) in page.text
    rows = [[one.get_text(strip=True) for one in row.find_all(["th", "td"])] for row in
            page.soup.find(id="numbers").find_all("tr")[1:]]  # fmt: skip
    name = season.categories["practice"].name
    assert rows == [
        [name, "5", "14", "5"],
        *([season.categories[key].name, HIDDEN, HIDDEN, HIDDEN] for key in ("young", "team", "care")),
        ["All", "not told", "not told", "not told"],
    ]
    assert f"because of a connection: {HIDDEN}." in page.text
    assert [one for one in (*SECRETS, "Nominee", "Judge B") if one in page.html] == []
    assert browser.client.get("/how-we-judge/record.zip").status_code == 404  # the season keeps its scores to itself


def test_taken_back_the_release_takes_the_figures_with_it(browser, season, mailbox):
    season.whole(mailbox)
    announcement = release(season)
    announcement.state = AnnouncementState.WITHDRAWN
    assert "in numbers" not in browser.get("bundles.how_we_judge").text


def test_where_the_season_shows_scores_everybody_can_check_them_and_nobody_is_named(
    browser, session, clock, mailbox, checker
):
    session.expire_on_commit = False
    season = WholeSeason(session, clock, public_scores=True).whole(mailbox)
    assert browser.client.get("/how-we-judge/record.zip").status_code == 404
    release(season)
    answer = zipped(browser.get("bundles.how_we_judge"), "Download the record with its scores")
    told = checker.check(answer.data)
    assert (told.code, told.failed) == (0, [])
    assert answer.data == season.bundle(Cut.PUBLIC_WITH_SCORES)
    assert [one for one in SECRETS if one.encode() in answer.data] == []


def test_the_public_page_costs_a_bounded_number_of_statements(browser, season, mailbox, statements):
    season.whole(mailbox)
    release(season)
    browser.get("bundles.how_we_judge")
    assert statements.of(lambda: browser.get("bundles.how_we_judge")) <= MOST


def test_a_total_is_never_told_from_which_a_hidden_number_follows():
    assert rows_of([("A", 9, 27, 6), ("B", 4, 12, 6)], 6) == [
        ["A", "9", "27", "6"], ["B", HIDDEN, HIDDEN, HIDDEN], ["All", "not told", "not told", "not told"]
    ]  # fmt: skip
    assert rows_of([("A", 9, 27, 6), ("B", 8, 24, 4)], 7) == [
        ["A", "9", "27", "6"], ["B", "8", "24", HIDDEN], ["All", "17", "51", "not told"]
    ]  # fmt: skip
    assert rows_of([("A", 9, 27, 6), ("B", 8, 24, 5)], 7)[-1] == ["All", "17", "51", "7"]
    assert rows_of([], 0) == []
