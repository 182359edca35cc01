"""What is typed is saved as it is typed, on the server, complete or not, and never over a text nobody has seen."""

from __future__ import annotations

import json
from unittest.mock import ANY

import pytest
from sqlalchemy import select

from awards.nominations.models import Answer, TypedPage
from tests.nominations.filling import ABOUT_YOU, PRACTICE_FACTS, YOUNG_FACTS, begin, fill_practice, reference, send
from tests.nominations.typing import Typist

LATE_IN_THE_EVENING = "Saved at 12:10pm"


@pytest.fixture
def ref(browser, season):
    return reference(begin(browser, "practice"))


@pytest.fixture
def answers(session):
    def found():
        session.rollback()
        return {one.question_key: one.text for one in session.scalars(select(Answer))}

    return found


@pytest.fixture
def kept(session):
    """Give what is kept of typed pages, by page."""

    def found():
        session.rollback()
        return {row.page: row.fields and json.loads(row.fields) for row in session.scalars(select(TypedPage))}

    return found


def opened(browser, ref, page="about_you", **values):
    return browser.get(f"my_nominations.{page}", ref=ref, **values)


def question(browser, ref, key="summary"):
    return opened(browser, ref, "answer", key=key)


# Answers


def test_an_answer_is_saved_as_it_is_typed_and_the_page_says_when(browser, ref, answers):
    typist = Typist(question(browser, ref))
    said = typist.send(text="She never gave up")
    assert (said.status_code, said.json) == (200, {"saved": True, "version": ANY, "said": LATE_IN_THE_EVENING})
    typist.send(text="She never gave up on us.")
    assert answers() == {"summary": "She never gave up on us."}
    assert question(browser, ref).soup.select_one("[data-save-state]").get_text() == LATE_IN_THE_EVENING


def test_an_answer_over_its_limit_is_saved_as_it_is_typed(browser, ref, answers):
    assert Typist(question(browser, ref)).send(text="word " * 400).json["saved"]
    assert answers()["summary"].split() == ["word"] * 400


def test_far_too_much_text_is_said_not_to_be_saved(browser, ref, answers):
    typist = Typist(question(browser, ref))
    assert typist.send(text="x" * 10_001).json == {
        "saved": False, "version": ANY, "said": "Not saved: no box takes more than 10,000 characters.",
    }  # fmt: skip
    assert answers() == {}


def test_another_tabs_answer_is_not_typed_over(browser, ref, answers):
    first, second = Typist(question(browser, ref)), Typist(question(browser, ref))
    first.send(text="From the first tab.")
    said = second.send(text="From the second tab.")
    assert (said.status_code, said.json) == (
        409,
        {
            "saved": False,
            "version": ANY,
            "said": "Changed somewhere else: press Save and continue to see both.",
        },
    )
    both = second.press()
    assert (both.status, both.heading) == (409, "Two versions of one answer")
    assert both.soup.select_one(".answer-stored").get_text() == "From the first tab."
    assert both.soup.textarea.get_text().strip() == "From the second tab."
    both.submit("Save this instead")
    assert answers() == {"summary": "From the second tab."}


def test_what_is_saved_may_be_kept_instead(browser, ref, answers):
    first, second = Typist(question(browser, ref)), Typist(question(browser, ref))
    first.send(text="From the first tab.")
    page = second.press(text="From the second tab.").click("keep what is saved")
    assert page.soup.textarea.get_text().strip() == "From the first tab."


def test_a_save_whose_answer_got_lost_is_not_taken_for_another_tabs(browser, ref, answers):
    typist = Typist(question(browser, ref))
    typist.post(typist.type(text="One").take_turn())  # stored, but the answer never came back
    assert typist.send(text="One two").status_code == 200
    typist.post(typist.type(text="One two three").take_turn())
    assert typist.press(text="One two three four").status == 200
    assert answers() == {"summary": "One two three four"}


def test_a_save_that_was_overtaken_changes_nothing(browser, ref, answers):
    typist = Typist(question(browser, ref))
    overtaken = typist.type(text="One").take_turn()
    typist.send(text="One two")
    assert typist.post(overtaken).json["saved"]
    assert answers() == {"summary": "One two"}


def test_a_whole_page_sent_anew_by_the_browser_never_replaces_what_came_after_it(browser, ref, answers):
    typist = Typist(question(browser, ref))
    before = typist.type(text="One").take_turn()
    browser.open(typist.page.url, post=before)
    typist.send(text="One two")
    again = browser.open(typist.page.url, post=before)
    assert (again.status, again.soup.textarea.get_text().strip(), answers()) == (409, "One", {"summary": "One two"})


def test_a_tab_name_that_no_script_made_up_counts_for_nothing(browser, ref, answers):
    first, second = Typist(question(browser, ref)), Typist(question(browser, ref))
    for typist in (first, second):
        typist.type(tab="everybody")
    first.send(text="From the first tab.")
    assert second.send(text="From the second tab.").status_code == 409


def test_what_is_typed_after_the_nomination_was_sent_is_shown_not_kept(browser, season):
    page = fill_practice(browser)
    typist = Typist(page.click("In a sentence or two"))
    send(page)
    said = typist.send(text="One more thought.")
    assert (said.status_code, said.json["saved"]) == (409, False)
    assert said.json["said"].startswith("Not saved. This nomination has been sent")
    assert "One more thought." in typist.press().text


# All other pages


def test_a_half_filled_page_is_there_again_on_another_device(browser, another_browser, ref, kept, mailbox):
    opened(browser, ref).submit(**ABOUT_YOU)
    typist = Typist(opened(browser, ref))
    assert typist.send(name="Casey B", email="casey@", job="Head of").json["saved"]
    assert kept() == {"about_you": {"name": ["Casey B"], "email": ["casey@"], "job": ["Head of"]}}
    another_browser.follow_mail(mailbox.link_to(ABOUT_YOU["email"]))
    page = opened(another_browser, ref)
    assert [page.soup.find(id=name)["value"] for name in ("name", "email", "job")] == ["Casey B", "casey@", "Head of"]
    assert page.soup.select_one("[data-save-state]").get_text().startswith("What you typed is saved")


def test_a_page_saved_as_a_whole_forgets_what_was_typed(browser, ref, kept, stored):
    typist = Typist(opened(browser, ref))
    typist.send(name="Casey B")
    typist.press(**ABOUT_YOU)
    assert kept() == {"about_you": None}
    again = opened(browser, ref)
    assert again.soup.find(id="name")["value"] == "Casey Brook"
    assert again.soup.select_one("[data-save-state]").get_text() == ""


def test_a_page_that_is_not_valid_keeps_what_was_typed(browser, ref):
    page = opened(browser, ref).submit(**(ABOUT_YOU | {"email": "not an address", "phone": "01234"}))
    assert page.status == 422
    assert page.soup.select_one("[data-save-state]").get_text().startswith("What you typed is saved")
    again = opened(browser, ref)  # the browser was closed
    assert [again.soup.find(id=name)["value"] for name in ("email", "phone")] == ["not an address", "01234"]
    assert page.submit(email="casey@nominators.example").status == 200


def test_boxes_emptied_and_choices_taken_back_stay_so(browser, ref):
    opened(browser, ref).submit(**(ABOUT_YOU | {"job": "Teacher", "name_hidden": "y"}))
    Typist(opened(browser, ref)).send(job="", name_hidden=None)
    again = opened(browser, ref)
    assert (again.soup.find(id="job")["value"], again.soup.find(id="name_hidden").has_attr("checked")) == ("", False)


def test_two_tabs_of_a_page_show_both_field_by_field(browser, ref, stored):
    opened(browser, ref).submit(**ABOUT_YOU)
    first, second = Typist(opened(browser, ref)), Typist(opened(browser, ref))
    first.send(job="Teacher")
    assert second.send(name="Casey B. Brook", credit="full_name").status_code == 409
    both = second.press()
    assert (both.status, both.heading) == (409, "Two versions of one page")
    headings = [one.get_text() for one in both.soup.main.find_all("h2")]
    assert headings == ["Your full name", "Your job"]
    assert [one.get_text() for one in both.soup.select(".answer-stored")] == ["Casey Brook", "Teacher"]
    assert both.soup.find(id="job")["value"] == "Teacher"  # nothing was typed there, so what is saved is filled in
    assert both.submit("Save this instead").status == 200
    nominator = opened(browser, ref).soup
    assert [nominator.find(id=name)["value"] for name in ("name", "job")] == ["Casey B. Brook", "Teacher"]


def test_two_versions_of_choices_are_shown_in_their_words(browser, ref):
    opened(browser, ref).submit(**ABOUT_YOU)
    stale = opened(browser, ref)
    opened(browser, ref).submit(relationship="manager", name_hidden="y")
    both = stale.submit()
    assert [one.get_text() for one in both.soup.select(".answer-stored")][1:] == ["Ticked"]
    assert both.soup.select("input[name=relationship][checked]")[0]["value"] == "colleague"


def test_what_another_page_saved_meanwhile_is_not_reverted(browser, ref):
    """The first questions and the person's page ask the same; a page drawn before the other was saved is stale."""
    person = Typist(opened(browser, ref, "person", number=1))
    opened(browser, ref, "eligibility").submit(**PRACTICE_FACTS)
    assert person.send(full_name="Amara Okafor").status_code == 409
    fresh = Typist(opened(browser, ref, "person", number=1))
    fresh.send(full_name="Amara Okafor")
    opened(browser, ref, "eligibility").submit(**(PRACTICE_FACTS | {"in_post": "no"}))
    again = opened(browser, ref, "person", number=1)
    assert again.soup.find(id="full_name")["value"] == "Amara Okafor"
    assert again.soup.select("input[name=in_post][checked]")[0]["value"] == "no"


def test_typed_words_move_up_with_their_person(browser, season, kept):
    facts = {key: value for key, value in YOUNG_FACTS.items() if key != "nation"}
    page = begin(browser, "spotlight").click("About the people")
    ref = reference(page)
    for name in ("Noor Hale", "Bo Lind", "Cy Moor"):
        page = page.click("Add a").submit(full_name=name, **facts)
    for number, known_as in ((1, "Noo"), (2, "Bobo"), (3, "Cyc")):
        Typist(opened(browser, ref, "person", number=number)).send(known_as=known_as)
    page = opened(browser, ref, "nominee").submit("Remove")  # the first
    assert {name: fields["known_as"] for name, fields in kept().items() if fields} == {
        "person-1": ["Bobo"], "person-2": ["Cyc"],
    }  # fmt: skip
    assert opened(browser, ref, "person", number=2).soup.find(id="known_as")["value"] == "Cyc"


def test_a_list_drawn_before_a_removal_removes_nobody_else(browser, season):
    facts = {key: value for key, value in YOUNG_FACTS.items() if key != "nation"}
    page = begin(browser, "spotlight").click("About the people")
    for name in ("Noor Hale", "Bo Lind", "Cy Moor"):
        page = page.click("Add a").submit(full_name=name, **facts)
    page.submit("Remove")
    after = page.submit("Remove")  # the old list once more: number 1 is Bo Lind by now
    assert [one.get_text(strip=True) for one in after.soup.select(".govuk-summary-list__value")] == [
        "Bo Lind", "Cy Moor",
    ]  # fmt: skip
    assert "nobody was removed" in after.text


def test_a_person_of_a_number_that_is_gone_is_shown_what_was_typed(browser, season):
    facts = {key: value for key, value in YOUNG_FACTS.items() if key != "nation"}
    page = begin(browser, "spotlight").click("About the people")
    for name in ("Noor Hale", "Bo Lind"):
        page = page.click("Add a").submit(full_name=name, **facts)
    third = page.click("Add a")
    for _ in range(2):
        page = page.submit("Remove") if "Remove" in page.text else page
        page = opened(browser, reference(page), "nominee")
    late = third.submit(full_name="Cy Moor", **facts)
    assert (late.status, "Cy Moor" in late.text) == (404, True)


def test_fields_that_the_page_does_not_ask_are_not_kept(browser, ref, kept):
    Typist(opened(browser, ref)).send(name="Casey", state="submitted", csrf="x", deceased="y")
    assert kept()["about_you"] == {"name": ["Casey"]}


def test_typed_pages_are_kept_encrypted(browser, ref, session):
    Typist(opened(browser, ref)).send(phone="01234 567890")
    session.rollback()
    stored = session.connection().exec_driver_sql("SELECT fields FROM typed_page").scalar_one()
    assert "01234" not in stored


def test_what_is_typed_and_not_saved_stands_in_the_way_of_sending(browser, season):
    page = fill_practice(browser)
    ref = reference(page)
    Typist(opened(browser, ref)).send(job="Head of something")
    check = opened(browser, ref, "check")
    assert "Finish what you typed about yourself" in check.links()
    assert check.soup.find("button", string="Send the nomination") is None
    page = opened(browser, ref).submit("Forget what I typed here")
    assert page.soup.find(id="job")["value"] == ""
    assert send(opened(browser, ref, "task_list")).heading.startswith("Nomination sent")


def test_a_page_of_a_nomination_that_was_sent_keeps_nothing_and_shows_everything(browser, season, kept):
    page = fill_practice(browser)
    open_tab = page.click("About you")
    send(page)
    late = open_tab.submit(name="Casey Brooke")
    assert (late.status, [fields for fields in kept().values() if fields]) == (409, [])
    assert "This nomination has been sent" in late.text
    assert "Casey Brooke" in late.text
    assert late.soup.find("button", string="Save this instead") is None


def move(browser, ref, slug):
    return opened(browser, ref, "move").submit("Move to this award", category=slug)


def test_a_page_drawn_for_another_award_saves_nothing_unseen(browser, ref):
    """The other award may ask something else under the same name, or not ask for what was typed at all."""
    person, answer = Typist(opened(browser, ref, "person", number=1)), Typist(question(browser, ref, "family"))
    move(browser, ref, "innovation")
    assert answer.send(text="For the first award").status_code == 409
    assert "For the first award" in answer.press().text
    late = person.press(full_name="Amara Okafor", role="Senior social worker")
    assert (late.status, late.heading) == (409, "Two versions of one page")
    assert late.soup.find(id="full_name")["value"] == "Amara Okafor"
    assert "Senior social worker" in late.html
