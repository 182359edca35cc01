"""Importing past winners by command: the whole form, twice without duplicates, every fault by its path."""

import json
from copy import deepcopy
from datetime import date

import pytest
from sqlalchemy import func, select

from awards.audit.queries import entries_about
from awards.publishing.cli import winners
from awards.publishing.models import ArchiveYear, Citation, Voice, Winner, WinnerKind
from awards.publishing.reading import VOICES, WinnersFileError, read_past_winners
from tests.factories import CitationFactory


def past(category, name, **more):
    plain = {
        "category": category, "display_name": name, "name_form": "full_name", "kind": "person", "role": None,
        "organisation": None, "area": None, "joint": False, "citation": None, "citation_voice": None,
        "nominated_by": None, "presented_by": None,
    }  # fmt: skip
    return plain | more


INVENTED = {
    "about": "Invented winners of every shape.",
    "source": "Invented Press, 1 June 2022",
    "editions": [
        {
            "year": 2022, "programme": "Harbour Awards", "ceremony_on": "2022-05-18", "ceremony_place": "Leeds",
            "categories": [{"key": "practice", "name": "practice award"}, {"key": "team", "name": "team of the year"}],
            "winners": [
                past("practice", "Imogen Hale", role="lamp keeper", organisation="Plantshire", area="Plantshire",
                     joint=True, citation="The judges saw patience.", citation_voice="judges"),
                past("practice", "Josie", name_form="first_name_only", joint=True, nominated_by="Sam",
                     citation="Families say so.", citation_voice="nominator"),
                past("team", "harbour lights team", kind="team", name_form="team", organisation="Mersham council",
                     citation="Recognised for calm.", citation_voice="article"),
                past("team", "Thistle Social Works", kind="organisation", name_form="organisation"),
            ],
        },
        {
            "year": 2021, "programme": "Harbour Awards", "ceremony_on": None, "ceremony_place": None,
            "categories": [{"key": "practice", "name": "Practice award"}],
            "winners": [past("practice", "Zoë O’Brien-Åström", presented_by="Robin Vale, harbour master",
                             citation="A light.", citation_voice="presenter")],
        },
    ],
}  # fmt: skip


@pytest.fixture
def command(app, scene, tmp_path):
    """Run the command on this content."""
    scene.session.commit()

    def run(content, *options):
        file = tmp_path / "winners.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return app.test_cli_runner().invoke(winners, ["import", str(file), *options])

    return run


def changed(path, value):
    """Give the invented file with one thing changed."""
    content = deepcopy(INVENTED)
    inside = content
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    return content


def counts(result):
    answer = json.loads(result.stdout)
    return answer["created"], answer["updated"], answer["unchanged"]


def test_without_commit_nothing_is_saved(command, session):
    result = command(INVENTED)
    assert (result.exit_code, json.loads(result.stdout)) == (
        0,
        {
            "programme": "harbour-awards", "years": [2022, 2021], "winners": 5, "created": 5, "updated": 0,
            "unchanged": 0, "review_on": "2025-05-22", "saved": False,
        },
    )  # fmt: skip
    assert "2022: 4 winners read" in result.stderr
    assert session.scalar(select(func.count(Winner.id))) == 0


def test_every_shape_comes_in_whole(command, session, browser):
    assert command(INVENTED, "--commit").exit_code == 0
    rows = {row.display_name: row for row in session.scalars(select(Winner))}
    assert {name: (row.year, row.kind, row.joint) for name, row in rows.items()} == {
        "Imogen Hale": (2022, WinnerKind.PERSON, True), "Josie": (2022, WinnerKind.PERSON, True),
        "harbour lights team": (2022, WinnerKind.TEAM, False),
        "Thistle Social Works": (2022, WinnerKind.ORGANISATION, False),
        "Zoë O’Brien-Åström": (2021, WinnerKind.PERSON, False),
    }  # fmt: skip
    assert {(row.basis, row.source, row.review_on) for row in rows.values()} == {
        ("published before", "Invented Press, 1 June 2022", date(2025, 5, 22))
    }
    assert [key for row in rows.values() for key in [row.import_key] if row.display_name.lower() in key.lower()] == []
    assert sorted(session.scalars(select(Citation.voice))) == [
        Voice.JUDGES, Voice.NOMINATOR, Voice.PRESENTER, Voice.PRESS,
    ]  # fmt: skip
    page = browser.open("/winners/2022")
    assert "in Leeds on Wednesday 18 May 2022" in page.text
    assert [tag.get_text(strip=True) for tag in page.soup.select("h2")] == ["Practice award", "Team of the year"]
    assert "Recognised for calm. As reported in the press" in page.text


def test_importing_twice_makes_nothing_twice(command, session):
    first, second = command(INVENTED, "--commit"), command(INVENTED, "--commit")
    assert (counts(first), counts(second)) == ((5, 0, 0), (0, 0, 5))
    assert [session.scalar(select(func.count(table.id))) for table in (Winner, Citation, ArchiveYear)] == [5, 4, 2]
    assert [entry.facts for entry in entries_about(session, "harbour-awards/archive")] == [{"created": 5, "updated": 0}]


def test_a_changed_file_updates_the_row_and_keeps_what_staff_did(command, session, clock):
    command(INVENTED, "--commit")
    row = session.scalars(select(Winner).where(Winner.display_name == "Imogen Hale")).one()
    row.hidden_at, row.corrected_name = clock(), "Imogen Hales"
    CitationFactory(winner=row, voice=Voice.ORGANISER, text="Added by hand.")
    session.commit()
    content = changed(["editions", 0, "winners", 0, "role"], "harbour master")
    content["editions"][0]["winners"][0]["citation"] = "New words."
    assert counts(command(content, "--commit")) == (0, 1, 4)
    session.expire_all()
    assert (row.role, row.corrected_name, row.hidden_at) == ("harbour master", "Imogen Hales", clock())
    citations = session.execute(select(Citation.voice, Citation.text).where(Citation.winner_id == row.id)).all()
    assert sorted(tuple(one) for one in citations) == [("judges", "New words."), ("organiser", "Added by hand.")]


def test_basis_and_review_date_can_be_said(command, session):
    command(INVENTED, "--commit", "--basis", "agreed in writing", "--review-on", "2026-01-31")
    assert set(session.execute(select(Winner.basis, Winner.review_on))) == {("agreed in writing", date(2026, 1, 31))}


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (["editions"], {}, "editions: must be a list"),
        (["source"], None, "source: is missing"),
        (["editions", 0, "year"], "2022", "editions[0].year: must be a year between 1900 and 2999"),
        (["editions", 1, "year"], 2022, "editions[1].year: the year '2022' is in the file twice"),
        (["editions", 0, "ceremony_on"], "18 May",
         "editions[0].ceremony_on: must be a date such as 2023-05-17, or null"),
        (["editions", 0, "categories", 1, "key"], "practice",
         "editions[0].categories[1].key: the category 'practice' is in the file twice"),
        (["editions", 0, "winners", 2, "category"], "teem",
         "editions[0].winners[2].category: 'teem' is not among the edition's categories"),
        (["editions", 0, "winners", 1, "display_name"], "  ", "editions[0].winners[1].display_name: is missing"),
        (["editions", 0, "winners", 1, "display_name"], "imogen  hale",
         "editions[0].winners[1].display_name: the winner of this category is in the file twice"),
        (["editions", 0, "winners", 0, "kind"], "duo",
         "editions[0].winners[0].kind: must be one of person, group, team, organisation"),
        (["editions", 0, "winners", 0, "joint"], "yes", "editions[0].winners[0].joint: must be true or false"),
        (["editions", 0, "winners", 0, "role"], 7, "editions[0].winners[0].role: must be text or null"),
        (["editions", 0, "winners", 0, "citation_voice"], "crowd",
         f"editions[0].winners[0].citation_voice: must be one of {', '.join(VOICES)}"),
        (["editions", 0, "winners", 3], "Thistle", "editions[0].winners[3]: must be an object"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_its_path(command, session, path, value, problem):
    result = command(changed(path, value), "--commit")
    assert (result.exit_code, result.stdout) == (1, "")
    assert any(line.endswith(problem) for line in result.stderr.splitlines())
    assert session.scalar(select(func.count(Winner.id))) == 0


@pytest.mark.parametrize("content", ["{", "\x00", "[1,"])
def test_what_is_not_json_cannot_be_used(command, content):
    assert command(content).exit_code == 2


def test_an_unknown_programme_cannot_be_used(command):
    result = command(INVENTED, "--programme", "nobody")
    assert (result.exit_code, "There is no programme 'nobody'." in result.stderr) == (2, True)


def test_a_list_is_no_file_of_winners(tmp_path):
    file = tmp_path / "list.json"
    file.write_text("[]")
    with pytest.raises(WinnersFileError) as wrong:
        read_past_winners(file)
    assert wrong.value.problems[0] == "the file: must be an object"
