"""Who gets in where: the table of every page and role, what each page is asked with, and how an answer is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from tests.house.everything import World

IN, NOT_FOUND, AWAY = "+", "-", "x"
MEANS = {IN: "in", NOT_FOUND: "404", AWAY: "away"}
DOORS = ("/sign-in/", "/nominate/return")
"""Where whoever is turned away is sent."""
TOKEN = re.compile(rb'(name="csrf_token" value=")[^"]*"')
REFERENCE = re.compile(r"\b([A-Z]{3})-[0-9A-Z]{7}\b")
TABLE = """
xxxxxxxxxxx+xx+ GET  accounts_staff details disable enable index invite person reset roles see_as
xxxxxxxxxxx+xx+ POST accounts_staff details disable enable end_all invite reset roles see_as
xxxxxxxxxxx-xx- POST accounts_staff end_sign_in
xxxxxxxxx++++x+ GET  asking_staff ask offer record_answer
xxxxxxxxx+++xx+ POST asking_staff ask offer record_answer take_back take_offer_back
+++++++++++++++ GET  bundles how_we_judge
--------------- GET  bundles record
xxxxx++++xxxxxx GET  bundles_judge file receipt
xxxxxxxxx++++x+ GET  bundles_staff bundle record
xxxxxxxxx+++xx+ GET  bundles_staff sign_off
xxxxxxxxx+++xx+ POST bundles_staff sign_off
xxxxxxxxx++++x+ GET  comms_staff about message outbox
xxxxxxxxx+++xx+ POST comms_staff returned send_again stop
xxxxxxxxx-++-x+ GET  concerns_staff answer concern concerns decide
xxxxxxxxx-++xx+ POST concerns_staff answer concern decide
xxxxxxxxx++++x+ GET  copy_staff copy warning
xxxxxxxxx+++xx+ POST copy_staff copy stamp warning
xxxxxxxxx++++x+ GET  duplicates_staff merged pair pairs
xxxxxxxxx+++xx+ POST duplicates_staff merged pair
xxxxxxxxx++++x+ GET  held_staff held
xxxxxxxxx+++xx+ POST held_staff release
+++++++++++++++ GET  how_we_judge adjusting
xxxxx----xxxxxx POST judging adjust
xxxxx+-+-xxxxx+ GET  judging cannot_judge fellows flagged
xxxxx+-+-xxxxxx POST judging cannot_judge flag save say
xxxxx++++xxxxxx GET  judging hand_in printed scores
xxxxx++++xxxxxx POST judging hand_in
xxxxx+-+-xxxxxx GET  judging history sheet
xxxxx++++xxxxx+ GET  judging queue
xxxxx--+-xxxxx- GET  judging_chair panel
xxxxxxxxx++++x+ GET  judging_mail messages reminders
xxxxxxxxx+++xx+ POST judging_mail messages reminders
xxxxx+++-xxxxxx GET  judging_practice example
xxxxx+++-xxxxx+ GET  judging_practice practice
xxxxx+++-xxxxxx POST judging_practice save
xxxxxxxxx++++x+ GET  judging_rules change index
xxxxxxxxx+++xx+ POST judging_rules change
xxxxxxxxx++++x+ GET  judging_staff agreement habits history progress reopen
xxxxxxxxx+++xx+ POST judging_staff reopen
+++++++++++++++ GET  links arrive confirm renewed
+++++++++++++++ POST links confirm renew
xxxxx--+-xxxxxx POST meetings_judge attendance call_off_vote count end entry new_vote refresh second_ballot
xxxxx+-+-xxxxxx POST meetings_judge cast casting_vote
xxxxx+-+-xxxxx+ GET  meetings_judge entry
xxxxx+++-xxxxx+ GET  meetings_judge meeting minutes
xxxxx++++xxxxx+ GET  meetings_judge meetings
xxxxx--+-xxxxx- GET  meetings_judge new_vote
xxxxx++++xxxxxx POST meetings_judge open_one
xxxxx----xxxxx- GET  meetings_judge second
xxxxx----xxxxxx POST meetings_judge second
xxxxx+++-xxxxxx POST meetings_judge sign
xxxxx+++-xxxxxx GET  meetings_judge vote
xxxxxxxxx+++xx+ POST meetings_staff attendance call_off call_off_vote count end entry key_in new_vote open_one \
    record refresh resume second_ballot
xxxxxxxxx++++x+ GET  meetings_staff call_off decide entry key_in meeting meetings minutes new_vote record vote
xxxxxxxxx+++xx+ POST members_staff add_tie lift member organiser take_back
xxxxxxxxx++++x+ GET  members_staff lift member organiser ties
x+-xxxxxxxxxxxx GET  my_nominations about_you answer check copy correction declarations eligibility give_up kept \
    more move nominee offer person receipt send_more task_list verdict withdraw
x+-xxxxxxxxxxxx POST my_nominations about_you answer check correction declarations eligibility give_up more move \
    new_version offer person remove_person send_more take_out withdraw
x--xxxxxxxxxxxx GET  my_nominations feedback team
x--xxxxxxxxxxxx POST my_nominations feedback stop_keying_in team
x++xxxxxxxxxxxx GET  my_nominations index
+++++++++++++++ GET  nominations find sent start
+++++++++++++++ POST nominations find start
xxxxxxxxx++++x+ GET  nominations_staff deadline draft drafts key_in
xxxxxxxxx+++xx+ POST nominations_staff deadline go_on_keying_in key_in
+++++++++++++++ GET  nominee_link check find not_mine not_mine_noted sent
+++++++++++++++ POST nominee_link check find not_mine
xxx+xxxxxxxxxxx GET  nominees about_me adult facts thanks
xxx+xxxxxxxxxxx POST nominees about_me adult facts withdraw
xxx-xxxxxxxxxxx GET  nominees feedback
xxxxx++++xxxxxx GET  own_judge account
xxxxx++++xxxxxx POST own_judge end_all
xxxxx----xxxxxx POST own_judge end_sign_in
xxxxxxxxx++++x+ GET  own_staff account authenticator password prove recovery_codes
xxxxxxxxx++++x+ POST own_staff authenticator confirm_authenticator end_all password prove recovery_codes
xxxxxxxxx----x- POST own_staff end_sign_in
xxxxx+-+-xxxxx+ GET  panels_judge conflict
xxxxx+-+-xxxxxx POST panels_judge conflict
xxxxx+++-xxxxx+ GET  panels_judge conflicts notes terms work
xxxxx+++-xxxxxx POST panels_judge conflicts notes terms work
xxxxx++++xxxxx+ GET  panels_judge declared welcome
xxxxxxxxx+++xx+ POST panels_staff apply apply_and_release ask_plan assign close_round interest invite \
    invite_again left limits panels release remove reopen_round returned
xxxxxxxxx++++x+ GET  panels_staff assign interest invite judging_round left limits panel panels plan
xxxxxxxxx++++x+ POST passkeys_staff options passkeys proof_options
xxxxxxxxx++++x+ GET  passkeys_staff passkeys
xxxxxxxxx+---x- GET  passkeys_staff remove
xxxxxxxxx+---x- POST passkeys_staff remove
xxxxxxxxx++++x+ GET  people_staff correction corrections facts notices
xxxxxxxxx+++xx+ POST people_staff correction facts
xxxxxxxxxxx+xx+ GET  persons_staff choose chosen erase_them index
xxxxxxxxxxx+xx+ POST persons_staff copy erase_them index
xxxxxxxxxxx-xx- GET  persons_staff erased
+++++++++++++++ GET  privacy notice security security_txt
+++++++++++++++ GET  publishing finalists winners winners_atom
--------------- GET  publishing winners_json winners_year
xxxxxxxxx++++x+ GET  publishing_staff announcements archive change correct preview release winner
xxxxxxxxx+++xx+ POST publishing_staff change correct hide prepare release show winner
xxxxxxxxx++++x+ GET  queue_staff bulk next_one note park queue
xxxxxxxxx+++xx+ POST queue_staff bulk note park put_back_note remove_note second take_back unpark
xxxxxxxxx+++xx+ POST registers_staff apply_programme apply_register columns member members nominee upload words
xxxxxxxxx++++x+ GET  registers_staff columns member members nominee numbers preview registers upload words
xxxxx--+-xxxxx- GET  results_judge category severity why working
xxxxx++++xxxxx+ GET  results_judge index
xxxxx----xxxxxx GET  results_judge mine
xxxxxxxxx++++x+ GET  results_staff afterwards answer_addendum categories category feedback_list pictures \
    readings severity shortlist why winners working write_feedback
xxxxxxxxx+++xx+ POST results_staff afterwards answer_addendum ask_judges end_now seek_readings shortlist \
    take_back_feedback winners write_feedback
xxxxxxxxx----x- GET  results_staff second
xxxxxxxxx---xx- POST results_staff second
xxxxxxxxx++++x+ GET  retention_staff clearance index
xxxxxxxxxxx+xx+ POST retention_staff hold release
xxxxxxxxx++++x+ GET  rules_staff attempt edit index
xxxxxxxxx+++xx+ POST rules_staff edit
xxxxxxxxx-++xx+ POST safeguarding_staff close look note
xxxxxxxxx----x- POST safeguarding_staff flag
xxxxxxxxx-++-x+ GET  safeguarding_staff flag_shown flags
xxxxxxxxx--+-x+ GET  safeguarding_staff lead
xxxxxxxxx--+xx+ POST safeguarding_staff lead
xxxxxxxxx++++x+ GET  safeguarding_staff raised
xxxxxxxxx++++x+ POST safeguarding_staff say
xxxxxxxxx++++x+ GET  screening_staff admit adult answer copy died entries entry honour nomination nominations \
    season withdraw_entry
xxxxxxxxx+++xx+ POST screening_staff admit adult answer copy died honour nomination put_back send_notices \
    withdraw_entry
+++++++++++++++ GET  seasons accessibility category dates home worried
+++++++++++++++ POST seeing_as stop
+++++++++++++++ GET  sign_in ask forgotten forgotten_sent sent staff unfinished
+++++++++++++++ POST sign_in ask forgotten out passkey passkey_options sent staff
xxxxxxxxxxxxxxx GET  sign_in recovery second set_up set_up_second
xxxxxxxxxxxxxxx POST sign_in recovery second set_up set_up_passkey set_up_passkey_options set_up_second
xxxx+xxxxxxxxxx GET  supporters confirm thanks
xxxx+xxxxxxxxxx POST supporters confirm
xxxxxxxxxxx+xx+ GET  trail_staff entry file index sealing
xxxxxxxxxxx-xx- GET  trail_staff head
xxxxxxxxx++++x+ GET  trail_staff mine
+++++++++++++++ GET  web health theme
"""
"""One line for pages of one door that answer alike: a sign for each role in the order of `ROLES`, the method, the door,
its pages. `+` let in, `-` not found (the same answer as for what does not exist), `x` turned away at the door.
(anonymous, nominator, other nominator, nominee, supporter, judge, conflicted, chair, judge elsewhere, staff,
confidential, administrator, read-only, staff elsewhere, and an administrator who sees as a judge.)"""
NOBODY_YET = {
    "accounts_staff.end_sign_in", "bundles.record", "judging.adjust", "meetings_judge.second",
    "my_nominations.feedback", "my_nominations.stop_keying_in", "my_nominations.team", "nominees.feedback",
    "own_judge.end_sign_in", "own_staff.end_sign_in", "persons_staff.erased", "publishing.winners_json",
    "publishing.winners_year", "results_judge.mine", "results_staff.second", "safeguarding_staff.flag",
    "sign_in.recovery", "sign_in.second", "sign_in.set_up", "sign_in.set_up_passkey",
    "sign_in.set_up_passkey_options", "sign_in.set_up_second", "trail_staff.head",
}  # fmt: skip
"""Pages that are open to nobody at this moment: before the release, after the close, no team, no sign-in begun."""

# What each page is asked with: the thing that everything is about, by the name of the argument and by the page.

ARGUMENTS = {
    "nominee_ref": "nominee", "request_ref": "asked", "offer_ref": "offer", "user_ref": "member",
    "entry_ref": "entry", "entry": "entry", "note_ref": "note", "plan_ref": "plan", "asked": "concern",
    "refs": "nominee", "first": "first", "second": "second", "subject": "entry", "example": "example",
}  # fmt: skip
"""Arguments that name one thing wherever they stand."""
WORDS = {
    "year": 2024, "number": 1, "slug": "practice", "category": "practice", "settles": "winners", "key": "q1",
    "kind": "winners", "act": "hold", "way": "keep", "cut": "auditor", "stage": "winner", "thing": "name",
    "audience": "staff", "rule_id": "PL2", "token": "no-such-token",
}  # fmt: skip
"""Arguments that name nothing by a reference."""
REFS = {
    "accounts_staff": "member",
    "my_nominations": "nomination", "judging": "entry", "panels_judge": "panel", "panels_judge.conflict": "entry",
    "judging_chair": "panel", "judging_practice": "panel", "meetings_judge": "meeting", "meetings_staff": "meeting",
    "results_judge": "entry", "results_staff": "entry", "asking_staff": "nomination", "comms_staff": "nomination",
    "concerns_staff": "nominee", "copy_staff": "nomination", "copy_staff.warning": "entry",
    "duplicates_staff": "nomination", "held_staff": "nomination", "members_staff": "panel",
    "nominations_staff": "draft", "panels_staff": "panel", "people_staff.correction": "correction",
    "people_staff.facts": "nominee", "publishing_staff": "winner", "queue_staff": "nomination",
    "registers_staff": "upload", "registers_staff.nominee": "nominee", "registers_staff.member": "nominee",
    "retention_staff": "clearance", "safeguarding_staff": "flag", "screening_staff": "entry",
    "screening_staff.admit": "nomination",
    "screening_staff.nomination": "nomination", "screening_staff.send_notices": "nomination",
    "screening_staff.adult": "nominee", "screening_staff.answer": "nominee", "screening_staff.died": "nominee",
    "results_staff.write_feedback": "loser", "results_staff.take_back_feedback": "loser",
    "duplicates_staff.merged": "merged", "results_staff.answer_addendum": "addendum",
    "results_staff.ask_judges": "search", "results_staff.end_now": "search", "passkeys_staff": "passkey",
}  # fmt: skip
"""What `ref` names, by the door or by the page."""
KEYS = {"comms_staff": "zqkey", "registers_staff.upload": "register"}
"""The same for `key` and `kind` where they are not the usual ones."""


@dataclass(frozen=True)
class Asked:
    """One page as it is asked for: with what there is, and with what there is not."""

    endpoint: str
    method: str
    path: str
    missing: str
    """The same address with references that nobody has; the same if it holds none."""


def pages(world: World) -> Iterator[Asked]:
    """Give every page and method, with the real things of the world."""
    adapter = world.app.url_map.bind("localhost")
    for rule in sorted(world.app.url_map.iter_rules(), key=lambda rule: rule.endpoint):
        if rule.endpoint == "static":
            continue
        path = adapter.build(rule.endpoint, {name: _value(world, rule.endpoint, name) for name in rule.arguments})
        missing = REFERENCE.sub(r"\1-ZZZZZZZ", path)
        for method in sorted(rule.methods & {"GET", "POST"}):
            yield Asked(rule.endpoint, method, path, missing)


def _value(world: World, endpoint: str, name: str) -> object:
    door = endpoint.partition(".")[0]
    if name == "ref":
        return world.refs.get(REFS.get(endpoint) or REFS.get(door, ""), "made-up")
    if name == "user_ref" and endpoint == "members_staff.lift":
        return world.refs["conflicted"]
    if name in {"key", "kind"} and (endpoint in KEYS or door in KEYS):
        return KEYS.get(endpoint) or KEYS[door]
    if name in ARGUMENTS:
        return world.refs[ARGUMENTS[name]]
    return WORDS.get(name, "made-up")


def cell(answer) -> str:
    """Say what an answer means for whoever asked: in, not found, or turned away."""
    if answer.status_code == 404:
        return NOT_FOUND
    to_a_door = answer.headers.get("Location", "").startswith(DOORS)
    return AWAY if answer.status_code == 403 or (answer.status_code == 303 and to_a_door) else IN


def as_told(answer, path: str) -> tuple[object, ...]:
    """Give everything an answer says but for tokens and the references of the address that was asked for."""
    body = TOKEN.sub(rb"\1", answer.get_data())
    kept = sorted((name, value) for name, value in answer.headers.items()
                  if name not in {"Set-Cookie", "Content-Length"})  # fmt: skip
    text = f"{kept}\n{body.decode('utf-8', 'replace')}"
    for match in REFERENCE.finditer(path):
        text = text.replace(match[0], match[1])
    return answer.status_code, text


def table() -> dict[tuple[str, str], str]:
    """Give the cells of each page and method, as they are to be: {("judging.sheet", "GET"): "xxxxx+-+-xxxxx"}."""
    rows: dict[tuple[str, str], str] = {}
    for line in TABLE.strip().splitlines():
        cells, method, door, *names = line.split()
        for name in names:
            if (f"{door}.{name}", method) in rows:
                raise ValueError(f"{door}.{name} has two rows for {method}")
            rows[f"{door}.{name}", method] = cells
    return rows


def answered(world: World, role: str) -> tuple[dict[tuple[str, str], str], list[tuple[object, ...]]]:
    """Ask for every page as one role: gives the cells, and what told a thing that is there from one that is not.

    What a post did is undone.
    """
    browser, cells, told_apart = world.browser(role), {}, []
    for one in pages(world):
        answer = browser.client.open(one.path, method=one.method)
        cells[one.endpoint, one.method] = found = cell(answer)
        if answer.status_code >= 500:
            told_apart.append((one.endpoint, one.method, answer.status_code))
        if found == NOT_FOUND and one.missing != one.path:
            other = browser.client.open(one.missing, method=one.method)
            if as_told(other, one.missing) != as_told(answer, one.path):
                told_apart.append((one.endpoint, one.method, other.status_code))
        if one.method == "POST" and answer.status_code < 400:
            world.put_back()
            browser = world.browser(role)
    return cells, told_apart


def in_lines(cells: dict[tuple[str, str], str]) -> str:
    """Write cells as lines of `TABLE`, pages that answer alike together."""
    lines: dict[tuple[str, str, str], list[str]] = {}
    for (endpoint, method), signs in sorted(cells.items()):
        door, _, name = endpoint.partition(".")
        lines.setdefault((door, method, signs), []).append(name)
    return "\n".join(_wrapped(f"{signs} {method:4} {door} ", names) for (door, method, signs), names in lines.items())


def _wrapped(start: str, names: list[str]) -> str:
    return " \\\n    ".join(wrap(start + " ".join(names), 112, subsequent_indent="", break_on_hyphens=False))
