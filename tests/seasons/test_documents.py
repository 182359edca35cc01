"""Season files: both shipped ones load, every fault is said at once with its line, nothing mistyped is passed over."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from awards.eligibility.reading import Fault
from awards.seasons.checks_categories import WEIGHTS_TOTAL
from awards.seasons.colours import contrast
from awards.seasons.reading import FRONTLINE_2024, LANTERN_2025, SeasonFileError, read_season
from awards.seasons.toml_lines import line_of, lines_by_path

FRONTLINE_TEXT = FRONTLINE_2024.read_text(encoding="utf-8")
LANTERN_TEXT = LANTERN_2025.read_text(encoding="utf-8")


@pytest.fixture
def faults_after(tmp_path):
    """Give the faults of the Lantern file after replacing texts in it, each once."""

    def faults(*replacements: tuple[str, str]) -> list[str]:
        text = LANTERN_TEXT
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "season.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SeasonFileError) as caught:
            read_season(path)
        return [problem.removeprefix(f"{path}:") for problem in caught.value.problems]

    return faults


@pytest.mark.parametrize("path", [FRONTLINE_2024, LANTERN_2025], ids=lambda path: path.stem)
def test_a_shipped_file_loads_and_its_weights_total_100_in_every_category(path):
    document = read_season(path)
    totals = {
        one.key: sum(criterion.weight for criterion in one.criteria) for one in document.categories if one.nominated
    }
    assert totals == dict.fromkeys(totals, WEIGHTS_TOTAL)


def test_frontline_2024_has_the_dates_and_categories_of_the_call():
    document = read_season(FRONTLINE_2024)
    assert document.season.opens_at == datetime(2024, 1, 10, tzinfo=UTC)
    assert document.season.closes_at == datetime(2024, 2, 23, 23, 59, 59, tzinfo=UTC)
    assert [category.key for category in document.categories if not category.nominated] == ["outstanding_contribution"]
    assert len(document.categories) == 8
    assert [one.key for one in document.rounds] == ["nominating", "longlist", "final"]


def test_young_people_are_asked_no_values_question_and_judged_by_their_own_criteria():
    young = next(one for one in read_season(FRONTLINE_2024).categories if one.key == "young_people")
    assert [question.key for question in young.questions] == [
        "summary", "achievement", "others", "own_words", "evidence",
    ]  # fmt: skip
    assert not any(criterion.common for criterion in young.criteria)
    assert (young.slug, young.reveals) == ("spotlight", "care experience")


def test_common_questions_stand_before_and_after_a_categorys_own():
    practice = next(one for one in read_season(FRONTLINE_2024).categories if one.key == "practice")
    assert [question.key for question in practice.questions] == [
        "summary", "practice", "family", "change", "values", "evidence",
    ]  # fmt: skip


def test_what_the_organiser_has_not_confirmed_is_marked_as_an_example():
    document = read_season(FRONTLINE_2024)
    assert document.scale.example
    for category in document.categories:
        assert all(question.example for question in category.questions)
        assert all(criterion.example for criterion in category.criteria)
    assert not any(one.example for category in read_season(LANTERN_2025).categories for one in category.questions)


def test_a_local_time_in_summer_is_an_hour_earlier_in_utc():
    assert read_season(LANTERN_2025).season.closes_at == datetime(2025, 4, 11, 16, tzinfo=UTC)


def test_all_faults_are_said_at_once_each_with_its_line_and_what_to_do(faults_after):
    found = faults_after(
        ('strapline = "A light', 'stapline = "A light'),
        ("closes_at = 2025-04-11T17:00:00", "closes_at = 2025-03-30T01:30:00"),
        ("highest = 10", 'highest = "ten"'),
        ('key = "adults"\nslug', 'key = "adults"\nsponsor = "Acme"\nslug'),
        ("youngest = 18, oldest = 30", "youngest = 30, oldest = 18"),
    )
    assert [fault.split(": ", 1)[1] for fault in found] == [
        "programme.strapline: is missing: give text",
        "programme.stapline: is not a known key here: correct or remove it",
        "season.closes_at: 2025-03-30 01:30:00 does not exist: the clocks go forward then; choose another time",
        "scale.highest: must be a whole number, not 'ten'",
        "categories[0].sponsor: is not a known key here: correct or remove it",
        "rules[11].params: youngest must be 0 or more, and oldest not under youngest",
    ]
    lines = [int(fault.split(":")[0]) for fault in found]
    assert lines[2] == LANTERN_TEXT[: LANTERN_TEXT.index("closes_at = 2025-04-11")].count("\n") + 1


def test_a_time_that_comes_twice_is_refused(faults_after):
    (found,) = faults_after(("closes_at = 2025-06-20T17:00:00", "closes_at = 2025-10-26T01:15:00"))
    assert found.endswith("comes twice: the clocks go back then; choose another time")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("weight = 50", "weight = 49", "categories[0].criteria: the weights add up to 99: they must add up to 100"),
        ("tie_break = true\n", "", "categories[0].criteria: exactly one criterion must have tie_break = true"),
        ('slug = "adults"', 'slug = "first-light"', "categories: the slug first-light stands twice"),
        ('"A1", "A2", "A3"]', '"A1", "A2", "A9"]', "categories[0].rules: A9 is no rule of this season"),
        ('not_registered = "beside"', 'not_registered = "moon"', "'moon' is no category open to nomination"),
        ('fields = ["adults"]', 'fields = ["adult"]', "'adult' does not stand in vocabulary.works_in"),
        ('10 = "The best we could hope to read"', "", "scale.words.10: is missing"),
        ('5 = "Wishes asked for and recorded"', '11 = "Too far"', "choice: anchor 11 is not a point of the scale"),
        ("comment_required_for = [1, 10]", "comment_required_for = [0]", "0 is not a point of the scale"),
        ("embargo_until = 2025-07-10T21:30:00\n", "", "season.embargo_until: is missing: release by the clock"),
        ("opens_at = 2025-04-28T09:00:00", "opens_at = 2025-04-01T09:00:00", "must not come before the round before"),
        ("shortlist_min = 2", "shortlist_min = 5", "season.shortlist_min: must be 1 or more, and not over"),
        ('accent_ink = "#ffffff"', 'accent_ink = "#0b5c4e"', "programme.theme.accent_ink: cannot be read on #0b5c4d"),
        ('zone = "Europe/London"', 'zone = "Europe/Wick"', "programme.zone: must be a time zone"),
        ("opens_at = 2025-03-03T09:00:00", "opens_at = 2025-05-03T09:00:00", "season.closes_at: must come after"),
        ('asks = ["programme"', 'asks = ["shoe_size"', "categories[2].asks: holds 'shoe_size'"),
        ("word_limit = 400", "word_limit = 0", "word_limit must be 1 to 5000"),
        ("honours@lantern-honours.example", "the office", "programme.contact_email: must be an email address"),
        ('ink = "#10211d"\n', "", "programme.theme: must give exactly accent, accent_ink, accent_soft, ink"),
        ("grace_seconds = 120", "grace_seconds = -1", "season.grace_seconds: must be 0 or more"),
        ("embargo_until = 2025-07-10", "embargo_until = 2025-04-10", "season.embargo_until: must come after"),
        ("closes_at = 2025-05-23", "closes_at = 2025-04-23", "rounds[0].closes_at: must come after opens_at"),
        ('key = "final"', 'key = "longlist"', "rounds: the key longlist stands twice"),
        ("lowest = 1", "lowest = 12", "scale.highest: must be over lowest"),
        ('2 = "A claim and no more"', '11 = "More than all"', "scale.words.11: is not a point of the scale"),
        ('2 = "A claim and no more"', 'two = "A claim"', "scale.words.two: must be a whole number"),
        ('{ key = "nhs"', '{ key = "council"', "vocabulary.employer_types: the key council stands twice"),
        ('slug = "adults"', 'slug = "Adults!"', "categories[0].slug: must be lower-case words"),
        ("people_min = 1", "people_min = 0", "categories[0].people_min: must be 1 or more"),
        ("people_min = 1", "people_min = 2", "categories[0].people_max: must not be under people_min"),
        ('key = "choice"\nlabel', 'key = "work"\nlabel', "categories[0].questions: the key work stands twice"),
        ('key = "skill"', 'key = "choice"', "categories[0].criteria: the key choice stands twice"),
        ("weight = 50", "weight = 0", "choice: weight must be 1 or more"),
        ('"T1", "T2"]', '"T1"]', "rules[14].id: T2 is used by no category"),
        ('id = "L2"', 'id = "L1"', "rules: the id L1 stands twice"),
        ("opens_at = 2025-06-09T09:00:00", 'opens_at = "soon"', "rounds[1].opens_at: must be a local time such as"),
        ("opens_at = 2025-06-09T09:00:00\n", "", "rounds[1].opens_at: is missing: give a local time"),
        ("ceremony_on = 2025-07-10", 'ceremony_on = "July"', "season.ceremony_on: must be a date such as"),
        ("people_min = 1", 'leaves_out = ["values"]\npeople_min = 1', "leaves_out: names 'values', which is no common"),
        ("comment_required_for = [1, 10]", 'comment_required_for = ["1"]', "comment_required_for[0]: must be a whole"),
        ("comment_required_for = [1, 10]", "comment_required_for = 1", "comment_required_for: must be a list, each"),
        ("previous_year = 2024", 'to_confirm = ["mood"]', "season.to_confirm: names 'mood', which is no setting"),
        ('rules = ["L1", "L2", "L3", "L4", "L5", "T1", "T2"]\n', "", "categories[4].rules: is missing"),
        ("people_max = 1", "people_max = 2", "categories[0].people_max: people_min and people_max must be as in A1"),
        ('key = "lantern-honours"', 'key = "Lantern Honours"', "programme.key: must be lower-case words"),
        ('key = "2025"', 'key = "the-year-two-thousand-and-twenty-five"', "season.key: must be lower-case words"),
        ("readings_per_entry = 2", "readings_per_entry = 0", "season.readings_per_entry: must be 1 or more"),
        ('accent = "#0b5c4d"', 'accent = "teal"', "programme.theme.accent: must be a colour such as"),
        ('release = "clock"', 'release = "whim"', "season.release: must be one of person, clock, not 'whim'"),
        ("previous_year = 2024", "previous_year = 2025", "season.previous_year: must come before year"),
        ('kind = "living"', 'kind = "undead"', "rules[5].kind: must be one of"),
        ('key = "longlist"', 'key = "nominating"', "rounds[0].key: nominating is taken"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_refused(faults_after, old, new, said):
    assert [said in fault for fault in faults_after((old, new))].count(True) == 1


def test_a_category_open_to_nomination_asks_nominators_something(tmp_path):
    path = tmp_path / "season.toml"
    start = LANTERN_TEXT.index("[[categories.questions]]")
    text = LANTERN_TEXT[:start] + LANTERN_TEXT[LANTERN_TEXT.index("[[categories.criteria]]") :]
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SeasonFileError) as caught:
        read_season(path)
    assert caught.value.problems[0].endswith("categories[0].questions: is missing: nominators must be asked something")


def test_what_must_be_a_table_is_no_number(tmp_path):
    path = tmp_path / "season.toml"
    path.write_text("programme = 1\ncategories = 2\nrules = [3]\n")
    with pytest.raises(SeasonFileError) as caught:
        read_season(path)
    told = [problem.split(": ", 1)[1] for problem in caught.value.problems]
    assert "programme: must be a table of keys and values" in told
    assert "categories: must be a list of tables" in told
    assert "rules[0]: must be a table of keys and values" in told


def test_a_missing_choice_is_one_fault_that_lists_the_choices(faults_after):
    (found,) = faults_after(('nominee = "people"\n', ""))
    assert found.endswith("categories[3].nominee: is missing: give one of person, people, team")


def test_the_address_of_a_category_that_reveals_something_must_be_neutral(tmp_path):
    path = tmp_path / "season.toml"
    path.write_text(FRONTLINE_TEXT.replace('slug = "spotlight"', 'slug = "care-voices"'), encoding="utf-8")
    with pytest.raises(SeasonFileError) as caught:
        read_season(path)
    assert caught.value.problems[0].endswith("slug: must be neutral: it must not hint at care experience")


def test_a_file_that_is_no_toml_or_is_missing_is_refused(tmp_path):
    path = tmp_path / "season.toml"
    with pytest.raises(SeasonFileError):
        read_season(path)
    path.write_text("[programme\n")
    with pytest.raises(SeasonFileError) as caught:
        read_season(path)
    assert caught.value.problems[0].startswith(f"{path}: cannot be read: ")


def test_comments_do_not_change_the_digest_but_words_do(tmp_path):
    path = tmp_path / "season.toml"
    path.write_text("# hello\n" + LANTERN_TEXT)
    same = read_season(path)
    path.write_text(LANTERN_TEXT.replace("Tell us about one piece of work", "Tell us about some work"))
    other, original = read_season(path), read_season(LANTERN_2025)
    assert same.digest == original.digest != other.digest
    changed = [part for part, digest in other.part_digests.items() if digest != original.part_digests[part]]
    assert changed == ["questions"]


def test_lines_are_found_through_nested_lists_and_long_texts():
    text = '[a]\nabout = """\nkey = 1\n"""\n[[b]]\n[[b.c]]\nx = 1\n[[b]]\n[[b.c]]\n[[b.c]]\nx = 2\n[b.c.d]\n'
    lines = lines_by_path(text)
    assert (lines["a.about"], lines["b[1].c[1].x"], lines["b[1].c[1].d"]) == (2, 11, 12)
    assert "a.key" not in lines
    assert line_of("b[0].c[0].y.z", lines) == 6
    assert line_of("nowhere", lines) is None


def test_contrast_is_counted_as_wcag_defines_it():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert str(Fault("a.b", "is wrong")) == "a.b: is wrong"
