"""Staff copy numbers, paste the answer, map it and apply it; readers look on; nothing typed is lost."""

from __future__ import annotations

import io
from datetime import date

import pytest

from awards.core.actor import Role
from awards.registers.actions import apply_register_list, map_words, record_check
from awards.registers.contents import Found
from awards.registers.membership import apply_programme_list
from awards.registers.models import ListKind, ListMember, ListUpload, MembershipCheck, RegisterCheck, RegisterResult
from tests.registers.conftest import NOW, TODAY

ANSWER = "Registration number,Name,Status\r\nSW123,Amara Okafor,Registered\r\nSW9,Stranger,Struck off\r\n"
LIST = "Name,Email,Programme,Status\nAmara Okafor,amara@nominees.example,Approach Social Work,Fellow\n"


def test_the_answer_of_the_register_is_pasted_mapped_shown_and_applied(
    staff_browser, put_forward, counted, audit_trail
):
    nominee = put_forward()
    page = staff_browser().get("registers_staff.registers")
    assert "Not checked yet" in page.text
    numbers = page.click("Copy the numbers that wait (1)")
    assert numbers.soup.find("textarea").get_text().strip() == "SW123"
    paste = numbers.click("Paste what the register says of these")
    assert paste.soup.find("textarea", attrs={"name": "searched"}).get_text().strip() == "SW123"
    columns = paste.submit("Go on", table=ANSWER)
    assert columns.heading == "Which column holds what?"
    assert "Amara Okafor" in columns.text
    words = columns.submit("Go on")
    again = words.submit("Show")
    assert (again.status, again.errors) == (422, ["Say what Status “Struck off” means"])
    preview = again.submit("Show", word_1="lapsed")
    assert "Confirms what was said" in preview.text
    assert "1 line with a number that no nominee has" in preview.text
    assert counted(RegisterCheck) == 0
    done = preview.submit("Record this for 1 nominee")
    assert (done.heading, counted(RegisterCheck)) == ("Register checks", 1)
    assert "1 nominee is checked" in done.text
    assert "Registered, as Amara Okafor. 26 February 2024, Sam Reid" in done.text
    assert audit_trail(nominee.ref) == ["register.checked"]
    once_more = preview.submit("Record this")
    assert once_more.status == 409
    assert counted(RegisterCheck) == 1


def test_only_what_was_shown_is_recorded(staff_browser, session, put_forward, mapped, actor, counted):
    nominee = put_forward()
    upload = mapped(ANSWER.replace("Struck off", "Lapsed"))
    session.commit()
    browser = staff_browser()
    preview = browser.get("registers_staff.preview", ref=upload.ref)
    map_words(session, upload, {"status": {"registered": "lapsed", "lapsed": "lapsed"}}, actor=actor)
    session.commit()
    refused = preview.submit("Record this for 1 nominee")
    assert refused.status == 409
    assert "This is not what was shown" in refused.text
    unseen = browser.get("registers_staff.preview", ref=upload.ref)
    nominee.registration = "lapsed"
    session.commit()
    assert unseen.submit("Record this for 1 nominee").status == 409
    assert preview.submit("Record this for 1 nominee", seen="").status == 409
    assert counted(RegisterCheck) == 0
    browser.get("registers_staff.preview", ref=upload.ref).submit("Record this for 1 nominee")
    assert counted(RegisterCheck) == 1


def test_only_the_people_who_were_shown_are_kept(staff_browser, session, mapped, actor, counted):
    upload = mapped(LIST, ListKind.PROGRAMME)
    session.commit()
    browser = staff_browser()
    preview = browser.get("registers_staff.preview", ref=upload.ref)
    words = upload.columns["words"]
    map_words(session, upload, {**words, "status": {"fellow": "withdrawn"}}, actor=actor)
    session.commit()
    assert preview.submit("Keep this list of 1 person").status == 409
    assert counted(ListMember) == 0
    browser.get("registers_staff.preview", ref=upload.ref).submit("Keep this list of 1 person")
    assert counted(ListMember) == 1


def test_a_page_of_a_list_that_was_applied_says_so(staff_browser, session, season, put_forward, mapped, actor):
    put_forward()
    upload = mapped(ANSWER.replace("Struck off", "Lapsed"))
    apply_register_list(session, season, upload.ref, actor=actor, now=NOW)
    browser = staff_browser()
    for endpoint in ("columns", "words", "preview"):
        page = browser.get(f"registers_staff.{endpoint}", ref=upload.ref)
        assert page.status == 409
        assert "This list was applied already" in page.text


def test_a_file_is_taken_as_well(staff_browser, session, put_forward):
    put_forward()
    browser = staff_browser()
    page = browser.get("registers_staff.upload", kind="register")
    token = page.soup.find("input", attrs={"name": "csrf_token"})["value"]
    data = {"csrf_token": token, "as_of": "26/2/2024", "file": (io.BytesIO(ANSWER.encode("utf-16")), "answer.csv")}
    answer = browser.client.post("/staff/registers/new/register", data=data)
    assert answer.status_code == 303
    session.rollback()
    upload = session.query(ListUpload).one()
    assert (upload.file_name, upload.rows, upload.as_of) == ("answer.csv", 3, TODAY)


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"table": " "}, ["Paste the list, or choose a file"]),
        ({"table": "a,b", "as_of": "soon"}, ["Enter a real date, like 23 February 2024 or 23/2/2024"]),
        ({"table": "a,b", "as_of": "1/3/2024"}, ["The day must be today or in the past"]),
        ({"table": "x" * 501 + ",y"}, [
            "Line 1 has a cell of more than 500 characters: look for a quotation mark that is never closed"
        ]),
        ({"table": "a,b\n" * 5_001}, ["The list must have 5,000 lines or fewer. Send it in parts"]),
    ],
)  # fmt: skip
def test_what_was_pasted_stays_in_the_box_when_something_is_wrong(staff_browser, season, fields, errors, counted):
    page = staff_browser().get("registers_staff.upload", kind="register").submit("Go on", **fields, searched="SW5\nSW6")
    assert (page.status, page.errors) == (422, errors)
    boxes = {str(box["name"]): box.get_text().strip() for box in page.soup.find_all("textarea")}
    assert boxes == {"table": fields["table"].strip(), "searched": "SW5\nSW6"}
    assert counted(ListUpload) == 0


def test_columns_are_asked_for_until_they_make_sense(staff_browser, session, season, put_forward):
    put_forward()
    page = staff_browser().get("registers_staff.upload", kind="register").submit("Go on", table="x,y\n" * 3)
    empty = page.submit("Go on")
    assert empty.errors == [
        "Choose the column of the registration number",
        "Choose the column of the status, or of “Registered until”",
    ]
    twice = empty.submit("Go on", column_number="0", column_status="0")
    assert twice.errors == ["This column holds something else already: choose another, or none"]
    assert twice.submit("Go on", column_status="1").heading == "What do the words mean?"


def test_a_column_of_names_is_no_status(staff_browser, season):
    table = "".join(f"SW{number},Person {number}\n" for number in range(1, 60))
    page = staff_browser().get("registers_staff.upload", kind="register").submit("Go on", table=table)
    wrong = page.submit("Go on", column_name="", column_status="1")
    assert wrong.errors == ["This column has 59 different words. Choose the column that holds the status"]


def test_only_a_hundred_numbers_are_copied_at_once(staff_browser, put_forward):
    for number in range(1, 251):
        put_forward(registration_number=f"SW{number}")
    put_forward(registration_number="sw 0001")
    page = staff_browser().get("registers_staff.numbers")
    sizes = [len(page.soup.find("textarea").get_text().split())]
    for batch in (2, 3):
        page = page.browser.get("registers_staff.numbers", page=batch)
        sizes.append(len(page.soup.find("textarea").get_text().split()))
    assert sizes == [100, 100, 50]


def test_a_look_up_by_hand_is_recorded(staff_browser, put_forward, counted):
    nominee = put_forward(registration_number=None)
    page = staff_browser().get("registers_staff.nominee", ref=nominee.ref)
    wrong = page.submit("Record", name="Amara Okafor", until="31/2/2024", on="1/1/2030")
    assert (wrong.status, wrong.errors) == (422, [
        "Say what the register says",
        "Enter a real date, like 23 February 2024 or 23/2/2024",
        "The day must be today or in the past",
    ])  # fmt: skip
    assert wrong.soup.find("input", attrs={"name": "name"})["value"] == "Amara Okafor"
    done = wrong.submit("Record", result="registered", until="30 November 2024", on="26 February 2024")
    assert "is recorded" in done.text
    assert counted(RegisterCheck) == 1


def test_nobody_who_need_not_be_looked_up_has_a_page(staff_browser, put_forward):
    fellow, social_worker = put_forward("fellowship"), put_forward()
    browser = staff_browser()
    assert browser.get("registers_staff.nominee", ref=fellow.ref).status == 404
    assert browser.get("registers_staff.member", ref=social_worker.ref).status == 404
    assert browser.get("registers_staff.columns", ref="LST-NOTHERE").status == 404
    assert browser.get("registers_staff.upload", kind="winners").status == 404


def test_fellows_are_matched_against_the_organisers_list(staff_browser, session, put_forward, counted, audit_trail):
    exact = put_forward("fellowship", programme="frontline", programme_status="completed", email=None, email_index=None)
    other = put_forward("fellowship", full_name="Mia Stone", email=None, email_index=None)
    page = staff_browser().get("registers_staff.members")
    assert "No list has been given yet" in page.text
    words = page.click("Give a new list").submit("Go on", table=LIST).submit("Go on")
    preview = words.submit("Show", **{f"word_{len(words.soup.select('main select')) - 1}": "left_out"})
    assert "Amara Okafor, Frontline programme, Finished it" in preview.text
    members = preview.submit("Keep this list of 1 person")
    assert "1 person is on the list" in members.text
    assert counted(ListMember) == 1
    done = members.submit("Confirm those that are ticked")
    assert "1 nominee is matched" in done.text
    assert (counted(MembershipCheck), audit_trail(exact.ref)) == (1, ["membership.checked"])
    alone = done.click("Mia Stone")
    wrong = alone.submit("Record it")
    assert wrong.errors == ["Choose who on the list this is, or nobody"]
    assert "is recorded" in wrong.submit("Record it", member="nobody").text
    assert (counted(MembershipCheck), audit_trail(other.ref)) == (2, ["membership.checked"])


def test_confirming_nobody_is_told_plainly(staff_browser, session, season, put_forward, mapped, actor, counted):
    put_forward("fellowship", email=None, email_index=None)
    apply_programme_list(session, season, mapped(LIST, ListKind.PROGRAMME).ref, actor=actor, now=NOW)
    page = staff_browser().get("registers_staff.members").submit("Confirm", matches=None)
    assert (page.status, page.errors) == (422, ["Choose at least one"])
    assert counted(MembershipCheck) == 0


def test_readers_look_and_change_nothing(staff_browser, session, season, put_forward, mapped, lines, actor, counted):
    nominee, fellow = put_forward(), put_forward("fellowship")
    found = Found(result=RegisterResult.REGISTERED, until=date(2024, 11, 30))
    record_check(session, season, lines()[nominee.ref], found=found, on=TODAY, actor=actor, now=NOW)
    upload = mapped(ANSWER.replace("Struck off", "Lapsed"))
    browser = staff_browser(Role.READ_ONLY)
    for endpoint, values in (
        ("registers", {}), ("numbers", {}), ("members", {}), ("nominee", {"ref": nominee.ref}),
        ("preview", {"ref": upload.ref}),
    ):  # fmt: skip
        page = browser.get(f"registers_staff.{endpoint}", **values)
        assert page.status == 200
        assert page.soup.select("main form") == []
    session.commit()
    for path in (f"lists/{upload.ref}/apply", f"nominees/{nominee.ref}", "members", f"members/{fellow.ref}"):
        assert browser.client.post(f"/staff/registers/{path}").status_code in {400, 403}
    assert counted(RegisterCheck) == 1


@pytest.mark.parametrize("many", [3, 60])
def test_no_page_costs_more_with_more_people(
    staff_browser, session, season, put_forward, mapped, actor, statements, many
):
    upload = mapped(ANSWER.replace("Struck off", "Lapsed"))
    for number in range(many):
        nominee = put_forward(registration_number=f"SW{number}")
        fellow = put_forward("fellowship", full_name=f"Amara Okafor {number}")
    people = "Name,Programme,Status\n" + "".join(f"Amara Okafor {one},Headline,Fellow\n" for one in range(many))
    apply_programme_list(session, season, mapped(people, ListKind.PROGRAMME).ref, actor=actor, now=NOW)
    browser = staff_browser()
    pages = {
        "registers": {}, "numbers": {}, "members": {}, "nominee": {"ref": nominee.ref}, "member": {"ref": fellow.ref},
        "preview": {"ref": upload.ref}, "columns": {"ref": upload.ref}, "words": {"ref": upload.ref},
    }  # fmt: skip
    costs = {}
    for endpoint, values in pages.items():
        statements.clear()
        assert browser.get(f"registers_staff.{endpoint}", **values).status == 200
        costs[endpoint] = len(statements)
    assert costs == {
        "registers": 6, "numbers": 5, "members": 7, "nominee": 5, "member": 6, "preview": 7, "columns": 4, "words": 4
    }  # fmt: skip
