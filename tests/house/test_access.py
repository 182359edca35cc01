"""The access table: every page, whom it is for, and that nobody else passes its door. A page without a row fails."""

import pytest

from awards.core.actor import Audience, Role
from tests.factories import (
    GrantFactory,
    JudgeFactory,
    NominatorFactory,
    NomineeFactory,
    SeasonFactory,
    StaffFactory,
    SupporterFactory,
    UserFactory,
)

EVERYONE, NOMINATORS, NOMINEES, SUPPORTERS, JUDGES, STAFF = (
    Audience.EVERYONE,
    Audience.NOMINATORS,
    Audience.NOMINEES,
    Audience.SUPPORTERS,
    Audience.JUDGES,
    Audience.STAFF,
)

ACCESS = {
    "web": (EVERYONE, "health theme"),
    "links": (EVERYONE, "arrive confirm renew renewed"),
    "sign_in": (EVERYONE, "ask sent out"),
    "seasons": (EVERYONE, "home category dates privacy accessibility worried"),
    "nominations": (EVERYONE, "start find sent"),
    "publishing": (EVERYONE, "finalists winners winners_year winners_json winners_atom"),
    "my_nominations": (
        NOMINATORS,
        """index task_list eligibility verdict about_you nominee person remove_person team answer declarations check
        receipt copy withdraw move kept take_out new_version give_up correction
        stop_keying_in more send_more offer""",
    ),
    "nominee_link": (EVERYONE, "check not_mine not_mine_noted find sent"),
    "nominees": (NOMINEES, "about_me thanks withdraw facts adult"),
    "supporters": (SUPPORTERS, "confirm thanks"),
    "panels_judge": (JUDGES, "welcome terms work conflicts declared notes conflict"),
    "judging": (JUDGES, "queue sheet save scores adjust hand_in fellows printed flag flagged say history cannot_judge"),
    "judging_chair": (JUDGES, "panel"),
    "judging_practice": (JUDGES, "practice example save"),
    "safeguarding_staff": (STAFF, "flags flag raised say flag_shown look note close lead"),
    "concerns_staff": (STAFF, "concerns concern answer decide"),
    "held_staff": (STAFF, "held release"),
    "asking_staff": (STAFF, "ask take_back offer take_offer_back record_answer"),
    "nominations_staff": (STAFF, "drafts draft deadline key_in go_on_keying_in"),
    "people_staff": (STAFF, "notices corrections correction facts"),
    "screening_staff": (
        STAFF,
        """season nominations nomination admit send_notices entries entry withdraw_entry honour answer adult died copy
        put_back""",
    ),
    "rules_staff": (STAFF, "index edit attempt"),
    "copy_staff": (STAFF, "copy stamp warning"),
    "duplicates_staff": (STAFF, "pairs pair merged"),
    "registers_staff": (
        STAFF,
        """registers numbers upload columns words preview apply_register apply_programme nominee members member""",
    ),
    "queue_staff": (
        STAFF,
        "queue next_one bulk second take_back park unpark note remove_note put_back_note",
    ),
    "comms_staff": (STAFF, "outbox about message send_again stop returned"),
    "members_staff": (STAFF, "member lift ties add_tie organiser take_back"),
    "panels_staff": (
        STAFF,
        """panels panel invite invite_again plan ask_plan apply apply_and_release assign remove release limits left
        returned interest judging_round close_round reopen_round""",
    ),
    "judging_rules": (STAFF, "index change"),
    "judging_mail": (STAFF, "reminders messages"),
    "judging_staff": (STAFF, "history progress agreement habits reopen"),
    "results_staff": (STAFF, "categories category shortlist winners"),
    "publishing_staff": (STAFF, "announcements prepare preview release change winner correct hide show archive"),
}
"""Each door: whom it opens to, and its pages."""
FLAGGED_BY_READERS = {"safeguarding_staff.flag", "safeguarding_staff.say"}
"""What those who only read may send as well: whoever reads a story may say that somebody is at risk."""


@pytest.fixture
def people(session):
    """One of each kind, by the audience they belong to."""
    SeasonFactory()
    elsewhere = UserFactory()
    GrantFactory(user=elsewhere, programme_key="another-programme")
    found = {
        "nominator": (NOMINATORS, NominatorFactory().ref),
        "nominee": (NOMINEES, NomineeFactory().ref),
        "supporter": (SUPPORTERS, SupporterFactory().ref),
        "judge": (JUDGES, JudgeFactory().ref),
        "staff": (STAFF, StaffFactory().ref),
        "read-only": (STAFF, StaffFactory(role=Role.READ_ONLY).ref),
        "staff elsewhere": (STAFF, elsewhere.ref),
    }
    session.commit()
    return found


def addresses(app):
    """Give (endpoint, method, address) of every page, with something made up where it names a thing."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        values = {name: _made_up(name, rule) for name in rule.arguments}
        with app.test_request_context():
            path = app.url_map.bind("localhost").build(rule.endpoint, values)
        for method in sorted(rule.methods & {"GET", "POST"}):
            yield rule.endpoint, method, path


def _made_up(name, rule):
    made_up = {"year": 1999, "number": 1, "kind": "winners", "act": "hold", "audience": "staff"}
    made_up |= {"stage": "winner", "thing": "name"}
    return made_up.get(name, "made-up")


def passes(client, method, path):
    answer = client.open(path, method=method)
    to_a_door = answer.headers.get("Location", "").split("?")[0] in {"/sign-in/", "/nominate/return"}
    return answer.status_code != 403 and not (answer.status_code == 303 and to_a_door)


def test_every_page_has_its_row(app):
    listed = sorted(f"{door}.{page}" for door, (_, pages) in ACCESS.items() for page in pages.split())
    assert sorted({rule.endpoint for rule in app.url_map.iter_rules()} - {"static"}) == listed


def test_every_door_opens_to_whom_the_table_says(app):
    assert {name: door.opens_to for name, door in app.blueprints.items()} == {
        name: audience for name, (audience, _) in ACCESS.items()
    }


@pytest.mark.parametrize(
    "who", ["nobody", "nominator", "nominee", "supporter", "judge", "staff", "read-only", "staff elsewhere"]
)
def test_only_those_a_door_is_for_pass_it(app, browser, people, who):
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["RAISE_INCIDENTS"] = False
    mine = None
    if who in people:
        mine, reference = people[who]
        browser.sign_in(mine, reference)
    wrong = []
    for endpoint, method, path in addresses(app):
        opens_to = ACCESS[endpoint.partition(".")[0]][0]
        expected = opens_to is EVERYONE or (
            opens_to is mine
            and who != "staff elsewhere"
            and not (who == "read-only" and method == "POST" and endpoint not in FLAGGED_BY_READERS)
        )
        if opens_to is EVERYONE:
            continue  # what everyone may see is held elsewhere; here nobody is kept out
        if passes(browser.client, method, path) is not expected:
            wrong.append((endpoint, method))
    assert wrong == []
