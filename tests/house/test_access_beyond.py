"""Beyond a door: another programme's staff with real references, ids counted up, fields that no form draws, filters."""

import random
import re
import secrets
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from awards.db import Base, db
from tests.house.access_table import as_told, pages
from tests.house.everything import ELSEWHERE
from tests.house.harvesting import Replay, rows, said
from tests.house.reaching import QUERIES
from tests.house.secrets_table import found as marks_in

BEYOND = {
    "id": "1", "ref": "ENT-2222222", "state": "winner", "status": "eligible", "role": "administrator", "score": "5",
    "points": "5", "judge_id": "1", "user_id": "1", "nominator_id": "1", "entry_id": "1", "season_id": "2",
    "category_id": "2", "is_winner": "y", "is_chair": "y", "published_at": "2024-01-01", "released_at": "2024-01-01",
    "seen_by": "", "programme_key": ELSEWHERE, "by": "USR-2222222", "made_by": "USR-2222222",
}  # fmt: skip
"""Fields that somebody would try to slip in."""
ROW_ID = re.compile(r"(?:^|_)id$")


def test_staff_of_another_programme_find_nothing_of_this_one_at_home_either(world):
    """Statement 10: at the other programme's own pages, with this one's references, there is nothing."""
    replay, before, asked = Replay(world, "staff elsewhere", as_if="anonymous"), rows(world), 0
    for one in pages(world):
        if world.app.blueprints[one.endpoint.partition(".")[0]].url_prefix and "/staff" in one.path:
            asked += 1
            if one.method == "GET":
                replay.open([f"/{ELSEWHERE}{one.path}"])
            elif one.path != one.missing:
                replay.send({(f"/{ELSEWHERE}{one.path}", ""): {}})
    assert (replay.met, replay.failed) == (set(), [])
    assert {name for name, found in rows(world).items() if found != before[name]} == set()
    assert asked > 100


def test_a_reference_of_this_programme_answers_in_another_as_one_that_nobody_has(world):
    browser, wrong, there = world.browser("staff elsewhere"), [], 0
    for one in pages(world):
        if "/staff/" not in one.path or one.path == one.missing:
            continue
        answer, other = (
            browser.client.open(f"/{ELSEWHERE}{path}", method=one.method) for path in (one.path, one.missing)
        )
        there += 1
        if as_told(answer, one.path) != as_told(other, one.missing):
            wrong.append((one.endpoint, one.method, answer.status_code, other.status_code))
    assert wrong == []
    assert there > 80


@pytest.mark.parametrize("role", ["anonymous", "nominator", "nominee", "supporter", "judge", "chair", "everything"])
def test_no_address_and_no_form_names_a_row_by_its_number(harvested, role):
    """Statement 6: references are random; nothing can be counted up."""
    shown = harvested.shown[role]
    fields = {name for sent in shown.forms.values() for name in sent}
    queries = {part.partition("=")[0] for path in shown.addresses for part in path.partition("?")[2].split("&")}
    assert {name for name in fields | queries if ROW_ID.search(name)} == set()


def test_counting_a_number_in_an_address_up_or_down_gives_nothing(world, harvested):
    """Statement 6: years, ballots and checkpoints are numbers; beside those there are, there is nothing."""
    numbered = {path for path in harvested.everybody.addresses if re.search(r"/\d+(?=[/.?]|$)", path)}
    assert numbered
    others = sorted({re.sub(r"/\d+(?=[/.?]|$)", f"/{number}", path) for path in numbered for number in (0, 2, 3, 7)})
    for role in ("anonymous", "nominator", "conflicted judge", "judge", "staff elsewhere"):
        replay = Replay(world, role)
        replay.open(others)
        assert (replay.met, replay.failed) == (set(), []), role


@pytest.mark.parametrize("role", ["nominator", "nominee", "supporter", "judge", "chair", "anonymous"])
def test_no_parameter_selects_by_what_is_hidden(world, harvested, role):
    """Statement 13: an unknown sort, filter or search changes nothing; a known one shows nothing that is secret."""
    replay, shown = Replay(world, role), harvested.shown[role]
    paths = sorted({path.partition("?")[0] for path in shown.addresses})
    asked = {path.partition("?")[0] for path in shown.addresses if "?" in path}
    replay.open(f"{path}?{urlencode({name: values[0] for name, values in QUERIES.items()})}" for path in paths)
    replay.open(f"{path}?{name}={value}" for path in asked for name, values in QUERIES.items() for value in values)
    assert (replay.met, replay.failed) == (set(), [])
    wrong = []
    for path in paths:
        plain, odd = (replay.browser.client.get(f"{path}{more}") for more in ("", "?score=5&judge_id=1&state=winner"))
        if plain.status_code == 200 and marks_in(said(odd)) - marks_in(said(plain)):
            wrong.append(path)
    assert wrong == []


@pytest.mark.parametrize(
    "role", ["nominator", "other nominator", "nominee", "supporter", "judge", "chair", "anonymous", "everything"]
)
def test_fields_beyond_a_form_change_nothing(world, harvested, role, monkeypatch):
    """Statement 9: every form as drawn, and once more with fields that it does not draw, does the same."""
    shown, differing = harvested.shown[role], []
    forms = _one_of_a_kind(world, shown.forms) if role == "everything" else list(shown.forms.items())
    for (target, _), sent in forms:
        done = [_after(world, role, target, fields, monkeypatch) for fields in (sent, _beyond(sent))]
        if done[0] != done[1]:
            differing.append((target, sorted(name for name in done[0] if done[0][name] != done[1][name])))
    assert differing == []
    assert forms


def _one_of_a_kind(world, forms):
    adapter = world.app.url_map.bind("localhost")
    kinds = {(adapter.match(key[0].partition("?")[0], method="POST")[0], key[1]): (key, sent)
             for key, sent in forms.items()}  # fmt: skip
    return list(kinds.values())


def _beyond(sent):
    return sent | {name: [value] for name, value in BEYOND.items() if name not in sent}


def _after(world, role, target, fields, monkeypatch):
    """Send a form from the same start with the same chance; give every row there is then."""
    world.put_back()
    dice = random.Random(7)  # noqa: S311 - the same each time is what it is for
    for name, drawn in {
        "token_hex": lambda size=32: dice.randbytes(size).hex(),
        "token_bytes": lambda size=32: dice.randbytes(size),
        "token_urlsafe": lambda size=32: dice.randbytes(size).hex(),
        "choice": dice.choice,
        "randbelow": dice.randrange,
    }.items():
        monkeypatch.setattr(secrets, name, drawn)
    browser = world.browser(role)
    browser.client.post(target, data=fields)
    monkeypatch.undo()
    with world.app.app_context():
        kept = {name: repr(db.session.execute(select(table)).all()) for name, table in Base.metadata.tables.items()}
        db.session.rollback()
    return kept
