"""Staff make the judges' copy page by page: the original marked, saved, stamped, admitted, and changed afterwards."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.audit.models import AuditEntry
from awards.core.actor import Role
from awards.screening.copies import copy_of
from awards.screening.copying import Typed, save_copy
from awards.screening.merging import merge
from awards.screening.models import CopyPassage, CopyStamp, Entry, Passage
from tests.factories import EntryFactory, PassageFactory, SubmissionFactory, admitted
from tests.screening.conftest import NOW

STORY = "Amara Okafor met Kayleigh, who was 9.\nThings changed."


def stamp_of(session, nomination):
    """Give the stamp of the copy, if it counts."""
    return copy_of(session, nomination).stamp


@pytest.fixture(autouse=True)
def _after_the_close(clock):
    clock.set(NOW)


@pytest.fixture
def telling(session, eligible):
    """A nomination ruled eligible that tells more than it should."""
    nomination = eligible()
    content = [
        {"key": "q1", "question": "What did they do?", "answer": STORY},
        {"key": "q2", "question": "Anything else?", "answer": "No."},
    ]
    SubmissionFactory(nomination=nomination, number=2, content=content)
    return nomination


def words(tag) -> str:
    return " ".join(tag.get_text(" ").split())


def box(page, key="q1") -> str:
    return page.soup.find("textarea", attrs={"name": f"text-{key}"}).get_text().strip()


def test_the_original_is_marked_in_words_beside_the_copy(telling, eligible, staff_browser):
    page = staff_browser().get("copy_staff.copy", ref=telling.ref)
    marks = [words(mark) for mark in page.soup.select(".dossier mark")]
    assert "Kayleigh (likely detail: name )" in marks
    assert [one for one in marks if not one.endswith(")")] == []
    assert box(page) == STORY
    assert "Still in the copy:" in page.text
    assert page.soup.select("ins, del") == []


def test_saving_shows_what_was_changed_and_the_original_stays(session, telling, staff_browser):
    page = staff_browser().get("copy_staff.copy", ref=telling.ref)
    page = page.submit("Save the copy", **{"text-q1": "Amara Okafor met a child.\nThings changed.", "include-q2": None})
    assert (page.status, page.url) == (200, f"/staff/nominations/{telling.ref}/copy")
    assert "Kayleigh" in words(page.soup.find("del"))
    assert "child" in words(page.soup.find("ins"))
    assert "Still in the copy:" not in page.text
    assert not page.soup.find("input", attrs={"name": "include-q2"}).has_attr("checked")
    session.expire_all()
    assert [(one.key, one.included) for one in session.scalars(select(CopyPassage).order_by(CopyPassage.key))] == [
        ("q1", True), ("q2", False),
    ]  # fmt: skip
    assert stamp_of(session, telling) is None


def test_a_copy_is_not_stamped_without_the_word_and_keeps_every_text(session, telling, staff_browser):
    page = staff_browser().get("copy_staff.copy", ref=telling.ref)
    page = page.submit("Save and stamp", **{"text-q1": "My careful copy.", "text-content_warning": "Loss."})
    assert (page.status, page.errors) == (
        422, ["Confirm that you have read it all and that no child or family can be identified"],
    )  # fmt: skip
    assert (box(page), box(page, "content_warning")) == ("My careful copy.", "Loss.")
    page = page.submit("Save and stamp", **{"text-q1": "My careful copy, anew."}, stamped="y")
    assert page.url == f"/staff/nominations/{telling.ref}/admit"
    session.expire_all()
    stamp = stamp_of(session, telling)
    assert stamp is not None
    assert stamp.content_warning == "Loss."
    assert [line.text for line in copy_of(session, telling).lines] == ["My careful copy, anew.", "No."]


def test_a_text_that_is_too_long_is_refused_and_kept(counted, telling, staff_browser):
    page = staff_browser().get("copy_staff.copy", ref=telling.ref)
    page = page.submit("Save and stamp", **{"text-q1": "word " * 2_001}, stamped="y")
    assert (page.status, len(page.errors), len(box(page))) == (422, 1, 10_004)
    assert (counted(CopyPassage), counted(CopyStamp)) == (0, 0)


@pytest.mark.parametrize("button", ["Save the copy", "Save and stamp"])
def test_a_stale_page_shows_both_texts_and_loses_neither(session, telling, actor, staff_browser, button):
    page = staff_browser().get("copy_staff.copy", ref=telling.ref)
    save_copy(session, telling, [Typed("q1", "Theirs.")], actor=actor, now=NOW)
    page = page.submit(button, **{"text-q1": "Mine.", "text-q2": "Nothing."}, stamped="y")
    assert (page.status, box(page), box(page, "q2")) == (409, "Mine.", "Nothing.")
    assert "What is saved now: Theirs." in page.text
    session.expire_all()
    assert [line.text for line in copy_of(session, telling).lines] == ["Theirs.", "Nothing."]
    page = page.submit(button, stamped="y")
    assert page.status == 200
    session.expire_all()
    assert [line.text for line in copy_of(session, telling).lines] == ["Mine.", "Nothing."]


def test_what_arrived_since_the_page_was_opened_is_read_before_the_stamp(session, telling, staff_browser, counted):
    page = staff_browser().get("copy_staff.copy", ref=telling.ref)
    content = [{"key": "q2", "question": "Anything else?", "answer": "Ask Kayleigh."}]
    SubmissionFactory(nomination=telling, number=3, content=content)
    page = page.submit("Save and stamp", **{"text-q1": "For nothing."}, stamped="y")
    assert (page.status, counted(CopyStamp)) == (409, 0)
    assert "For nothing." in page.text
    assert box(page, "q2") == "Ask Kayleigh."
    assert page.submit("Save and stamp", stamped="y").status == 200
    assert counted(CopyStamp) == 1


def test_an_admitted_copy_changes_for_judges_once_it_is_stamped_again(session, telling, actor, staff_browser):
    entry = admitted(session, telling, texts={"q1": "One."}, actor=actor, now=NOW)
    page = staff_browser().get("screening_staff.entry", ref=entry.ref).click("change its judges")
    page = page.submit("Save the copy", **{"text-q1": "Two."})
    assert "Stamp it again" in page.text
    texts = select(Passage.text).where(Passage.entry_id == entry.id).order_by(Passage.position)
    session.rollback()
    assert session.scalars(texts).all() == ["One.", "No."]
    page = page.submit("Save and stamp", stamped="y")
    assert page.url == f"/staff/entries/{entry.ref}"
    session.rollback()
    assert session.scalars(texts).all() == ["Two.", "No."]


def test_whoever_may_only_read_sees_the_copy_and_cannot_save_it(telling, staff_browser):
    page = staff_browser(Role.READ_ONLY).get("copy_staff.copy", ref=telling.ref)
    assert [words(one) for one in page.soup.main.select("form button[formaction]")] == []


def test_opening_the_original_of_a_young_person_is_noted(session, category, telling, staff_browser):
    category.reveals = "care experience"
    staff_browser().get("copy_staff.copy", ref=telling.ref)
    session.rollback()
    tags = session.scalars(select(AuditEntry.tag).where(AuditEntry.subject == telling.ref)).all()
    assert tags == ["young_persons_entry.read"]


def test_a_nomination_of_nobody_here_is_not_found(season, staff_browser):
    assert staff_browser().get("copy_staff.copy", ref="NOM-NOTHERE").status == 404


# Admission.


def test_staff_copy_stamp_and_admit(session, eligible, staff_browser):
    nomination = eligible()
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref).click("Make the judges")
    page = page.submit("Save and stamp", **{"text-q1": "She listened."}, stamped="y")
    assert page.soup.select("section[aria-labelledby=missing]") == []
    page = page.submit("Admit", title="A. Okafor")
    assert page.url.startswith("/staff/entries/ENT-")
    assert page.heading.endswith(", A. Okafor")
    assert [one.get_text() for one in page.soup.select("section[aria-labelledby=copy] p")] == [
        "A colleague wrote", "She listened.",
    ]  # fmt: skip


def test_everything_that_is_missing_is_named_with_its_link_and_nothing_is_admitted(
    session, counted, make_nomination, eligible, actor, staff_browser
):
    nomination, other = make_nomination(), eligible()
    merge(session, other, into=nomination, reason="", actor=actor, now=NOW)
    page = staff_browser().get("screening_staff.admit", ref=nomination.ref)
    links = [(words(link), link["href"]) for link in page.soup.select("section[aria-labelledby=missing] a")]
    at = "/staff/nominations/"
    assert links == [
        (f"Nomination {nomination.ref} has not been ruled eligible.", f"{at}{nomination.ref}"),
        (
            "Amara Okafor has not been sent the notice: send it, or say why it is not sent.",
            f"{at}{nomination.ref}",
        ),
        (f"The judges’ copy of {nomination.ref} is not stamped.", f"{at}{nomination.ref}/copy"),
        (f"The judges’ copy of {other.ref} is not stamped.", f"{at}{other.ref}/copy"),
    ]
    page = page.submit("Admit", title="My title")
    assert (page.status, len(page.errors), counted(Entry)) == (422, 4, 0)
    assert page.soup.find("input", attrs={"name": "title"})["value"] == "My title"


def test_a_nominee_who_is_untold_needs_a_reason(session, eligible, actor, staff_browser):
    nomination = eligible(told=False)
    page = staff_browser().get("copy_staff.copy", ref=nomination.ref).submit("Save and stamp", stamped="y")
    page = page.submit("Admit")
    assert (page.status, page.errors) == (
        422, ["Amara Okafor has not been sent the notice: send it, or say why it is not sent."],
    )  # fmt: skip
    page = page.submit("Admit", not_told_0="Told by telephone.")
    assert page.url.startswith("/staff/entries/ENT-")
    assert "Goes forward without a notice: Told by telephone." in page.text


def test_a_second_nomination_joins_the_entry_that_exists(counted, session, category, eligible, staff_browser):
    entry = EntryFactory(category=category, title="Amara Okafor")
    PassageFactory(entry=entry, position=1, voice="Their manager")
    nomination = eligible()
    page = staff_browser().get("copy_staff.copy", ref=nomination.ref).submit("Save and stamp", stamped="y")
    page = page.submit("Admit", into=entry.ref)
    assert page.url == f"/staff/entries/{entry.ref}"
    assert nomination.ref in page.text
    assert counted(Entry) == 1


# What judges are warned of, and what the organiser honours.


def test_staff_set_a_content_warning_on_the_entry(session, category, staff_browser):
    entry = EntryFactory(category=category)
    page = staff_browser().get("screening_staff.entry", ref=entry.ref).click("Set a content warning")
    wrong = page.submit("Save", warning="word " * 61)
    assert (wrong.status, len(wrong.errors)) == (422, 1)
    page = page.submit("Save", warning="This story speaks of loss.")
    assert page.url == f"/staff/entries/{entry.ref}"
    assert "Content warning: This story speaks of loss." in page.text
    assert page.click("Change the content warning").submit("Save", warning="").url == f"/staff/entries/{entry.ref}"
    session.rollback()
    assert session.get_one(Entry, entry.id).content_warning is None


def test_the_copy_of_an_honour_is_changed_on_its_entry_and_of_others_on_the_nominations(
    session, category, eligible, actor, staff_browser
):
    honour = EntryFactory(category=category, by_organiser=True)
    PassageFactory(entry=honour, position=1, text="Forty years.")
    nomination = eligible()
    entry = admitted(session, nomination, actor=actor, now=NOW)
    browser = staff_browser()
    page = browser.get("screening_staff.entry", ref=honour.ref).click("Change the judges")
    wrong = page.submit("Save and stamp", passage_0="Fifty years.")
    assert (wrong.status, len(wrong.errors)) == (422, 1)
    page = wrong.submit("Save and stamp", stamped="y")
    assert "Fifty years." in page.text
    page = browser.get("screening_staff.copy", ref=entry.ref).click("Judges’ copy of")
    assert page.url == f"/staff/nominations/{nomination.ref}/copy"


def test_the_pages_cost_the_same_however_long_the_story(
    session, make_nomination, eligible, actor, staff_browser, statements
):
    costs, leads = [], []
    for many in (1, 6):
        lead, others = eligible(), [eligible() for _ in range(many)]
        content = [{"key": f"q{n}", "question": f"Question {n}", "answer": STORY} for n in range(1, many + 1)]
        SubmissionFactory(nomination=lead, number=2, content=content)
        for one in others:
            merge(session, one, into=lead, reason="", actor=actor, now=NOW)
        save_copy(session, lead, [Typed("q1", "Less.")], actor=actor, now=NOW)
        leads.append(lead.ref)
    browser = staff_browser()
    for ref in leads:
        for endpoint in ("copy_staff.copy", "screening_staff.admit"):
            statements.clear()
            assert browser.get(endpoint, ref=ref).status == 200
            costs.append(len(statements))
    assert costs[:2] == costs[2:]
    assert max(costs) <= 8
