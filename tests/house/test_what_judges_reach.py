"""Judges reach no original, concern, date of birth, contact detail or number of nominations, by any way there is."""

from __future__ import annotations

import re

import pytest

from awards.core.actor import Audience, Role
from tests.factories import AssignmentFactory, EntryFactory, PassageFactory, StaffFactory
from tests.house.planting import JUDGING, planted
from tests.house.reaching import MISSING, Walk, addresses

STARTS = ["/judge/", "/judge/entries/", "/judge/entries/scores"]
JUDGES_DOORS = {
    "panels_judge", "judging", "judging_chair", "judging_practice", "meetings_judge", "results_judge", "bundles_judge",
    "own_judge",
}  # fmt: skip
OPEN_DOORS = {
    "web", "links", "sign_in", "seasons", "nominations", "publishing", "nominee_link", "bundles", "how_we_judge",
    "privacy", "seeing_as",
}  # fmt: skip
ALL_MAY_KNOW = {"own", "merged", "unassigned", "conflicted", "panel", "other panel", "withdrawn", "elsewhere"}
"""References that may stand on a page, or in the address that was asked for."""


@pytest.fixture
def season(session, clock):
    clock.set(JUDGING)
    return planted(session)


@pytest.fixture
def walk(app, browser, season):
    """Give a walk as somebody, with the marks that this person must not meet."""
    app.config["RAISE_INCIDENTS"] = False

    def of(who, *more):
        hidden = [ref.lower() for kind, refs in season.refs.items() if kind not in ALL_MAY_KNOW for ref in refs]
        mine = ["zqconflicted", season.others["conflicted"].ref.lower()] if who == "conflicted" else []
        fellows = {"zqotherjudge": "zqotherjudge@"} if who == "chair" else {}  # a chair reads the judges' names
        secrets = [*(fellows.get(one, one) for one in season.secrets), *hidden, *mine, *more]
        return Walk(browser.sign_in(Audience.JUDGES, season.users[who]), secrets)

    return of


@pytest.mark.parametrize("who", ["judge", "chair", "conflicted"])
def test_nothing_planted_is_met_by_links_parameters_and_forms(walk, season, who):
    going = walk(who)
    going.crawl(STARTS)
    going.try_parameters()
    going.send_forms()
    going.crawl(STARTS)
    assert f"/judge/entries/{season.merged.ref}" in going.opened
    sheet = f"/judge/entries/{season.merged.ref}"
    assert (going.statuses["POST", sheet], going.statuses["POST", f"{sheet}/flag"]) == (303, 303)  # saved, and told
    assert going.found == set()


@pytest.mark.parametrize("who", ["judge", "chair", "conflicted"])
def test_nothing_planted_is_met_at_any_address_of_the_judges_doors(app, walk, season, who):
    going = walk(who)
    every = [*(ref for refs in season.refs.values() for ref in refs), *MISSING.values()]
    token = going.token()
    for endpoint, method, path in addresses(app, every):
        if endpoint.partition(".")[0] in JUDGES_DOORS and "hand-in" not in path:
            going.ask(method, path, {"csrf_token": [token]} if method == "POST" else None)
    assert {status for status in going.statuses.values() if status >= 500} == set()
    assert going.found == set()


def test_every_other_door_turns_a_judge_away_and_shows_nothing(app, walk, season):
    going = walk("judge")
    each_kind = {ref[:4]: ref for kind in season.refs.values() for ref in kind if ref not in season.refs["staff"]}
    token, passed = going.token(), set()
    for endpoint, method, path in addresses(app, each_kind.values()):
        door = endpoint.partition(".")[0]
        if door in JUDGES_DOORS:
            continue
        answer = going.ask(method, path, {"csrf_token": [token]} if method == "POST" else None)
        if door not in OPEN_DOORS and answer.status_code == 200:
            passed.add((endpoint, method))
        assert answer.status_code < 500, (method, path)
    assert going.found == set()
    assert passed == set()


@pytest.mark.parametrize("who", ["judge", "chair", "conflicted"])
def test_forbidden_and_missing_are_answered_alike(walk, season, who):
    going = walk(who)
    forbidden = ["unassigned", "withdrawn", "elsewhere", "nomination", "nominee", "flag", "concern", "account"]
    forbidden += {"judge": [], "chair": ["own"], "conflicted": ["own", "conflicted"]}[who]
    token = going.token()
    wrong = []
    for pattern in ("/judge/entries/{}", "/judge/entries/{}/flag", "/judge/entries/{}/flag/more",
                    "/judge/entries/{}/conflict", "/judge/terms/{}", "/judge/conflicts/{}"):  # fmt: skip
        panels = "terms" in pattern or "conflicts" in pattern
        for kind in ["other panel"] if panels else forbidden:
            for method in ("GET", "HEAD", "POST"):
                data = {"csrf_token": [token]} if method == "POST" else None
                theirs, nobodys = season.refs[kind][0], MISSING["PNL" if panels else "ENT"]
                answers = [_as_told(going.ask(method, pattern.format(ref), data), ref) for ref in (theirs, nobodys)]
                allowed = {404, 405, 303} if method == "GET" else {404, 405}  # 303: to the page above, asked for too
                if answers[0] != answers[1] or answers[0][0] not in allowed:
                    wrong.append((method, pattern, kind, answers[0][0], answers[1][0]))
    assert wrong == []


def test_an_entry_of_several_nominations_reads_as_one_of_a_single_nomination_with_the_same_words(
    walk, season, session, browser
):
    twin = EntryFactory(category=season.category, title=season.merged.title, place=season.merged.place)
    parts = [
        ("A colleague", "Question A?", "She listened.\nShe came back."),
        ("A colleague", "Question B?", "She stayed."),
        ("Their manager", "Question A?", "She led."),
        ("Their manager", "Question B?", "She held on."),
    ]
    for position, (voice, question, text) in enumerate(parts, 1):
        PassageFactory(entry=twin, voice=voice, question=question, text=text, position=position)
    AssignmentFactory(member=season.members["chair"], entry=twin, position=9)
    walk("chair")
    pages = [browser.get("judging.sheet", ref=one.ref) for one in (season.merged, twin)]
    assert len(pages[0].soup.select(".dossier p")) == 5
    for page, entry in zip(pages, (season.merged, twin), strict=True):
        page.html = re.sub(
            r'<nav class="acts" aria-label="My entries">.*?</nav>', "", page.html, flags=re.S
        )  # its place
        page.html = page.html.replace(entry.ref, "")
    assert pages[0].bytes_but_for_the_token == pages[1].bytes_but_for_the_token


def test_no_page_numbers_the_voices_or_counts_nominations(walk):
    going = walk("judge")
    going.crawl(STARTS)
    counts = re.compile(r"\b(\d+|two|three|both|several|another)\s+(nominat|colleague|voice|passage|manager)", re.I)
    for path in sorted(one for one in going.opened if one.startswith("/judge/")):
        page = going.browser.client.get(path).get_data(as_text=True)
        assert counts.findall(page) == [], path


@pytest.mark.parametrize("where", ["passage", "title", "place", "question", "voice"])
def test_the_walk_finds_what_does_leak(walk, season, session, where):
    mark = "zqleaking"
    if where in {"title", "place"}:
        setattr(season.merged, where, f"Some {mark} words")
    else:
        PassageFactory(entry=season.merged, position=99, **{"text" if where == "passage" else where: mark})
    going = walk("chair", mark)
    going.crawl(STARTS)
    assert ("GET", f"/judge/entries/{season.merged.ref}", mark) in going.found
    assert {one for _, _, one in going.found} == {mark}


def test_the_walk_looks_at_headers_too(browser, season):
    going = Walk(browser.sign_in(Audience.JUDGES, season.users["judge"]), ["/judge/entries/"])
    going.ask("HEAD", "/judge/")
    assert going.found == {("HEAD", "/judge/", "/judge/entries/")}


def test_what_is_planted_is_there_to_be_found(browser, season):
    user = StaffFactory(role=Role.ADMINISTRATOR)
    going = Walk(browser.sign_in(Audience.STAFF, user.ref), season.secrets)
    lead, flag = season.refs["nomination"][0], season.refs["flag"][0]
    going.browser.get("screening_staff.nomination", ref=lead)
    for path in (
        f"/staff/nominations/{lead}", f"/staff/flags/{flag}", f"/staff/entries/{season.merged.ref}",
        f"/staff/entries/{season.others['unassigned'].ref}", f"/staff/entries/{season.others['elsewhere'].ref}",
    ):  # fmt: skip
        going.ask("GET", path)
    met = {mark for _, _, mark in going.found}
    assert met >= {
        "zqoriginal", "zqnominatorname", "zqnominatormail", "zqnominatorphone", "zqnominatororg", "zqnominatorjob",
        "zqknownas", "zqnomineemail", "zqnomineerole", "sw987651", "1957", "zqreason", "zqflagmark",
        "zqunassigned", "zqelsewhere",
    }  # fmt: skip


def _as_told(answer, ref):
    """What an answer says, but for the token and the reference that was asked for."""
    text = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.get_data(as_text=True)).replace(ref, "")
    without = {"Set-Cookie", "Content-Length"}
    kept = {name: value.replace(ref, "") for name, value in answer.headers.items() if name not in without}
    return answer.status_code, text, kept
