"""Labels, hints and errors reach the control they belong to, and nothing typed is lost or trusted."""

from collections.abc import Callable
from types import SimpleNamespace

from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FileField,
    Form,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2
from wtforms.validators import InputRequired, Length

from .conftest import Outline

Drawn = Callable[..., Outline]


class When(Form):
    day = StringField("Day")
    month = StringField("Month")
    year = StringField("Year")


class Nominating(Form):
    name = StringField("Full name", [InputRequired("Enter their full name"), Length(max=120)])
    years = IntegerField("Years in the job")
    place = SelectField("Where do they work?", choices=[SelectChoice("w", "Westmere")])
    photo = FileField("A photograph")
    story = TextAreaField("Why should they win?")
    truth = BooleanField("This is true", [InputRequired("Tick the box")])
    impact = RadioField("Impact", choices=[SelectChoice("0", "None"), SelectChoice("5", "Outstanding")], default="5")
    happened = FormField(When, label="When did this happen?")


def failing(**typed: str) -> Nominating:
    form = Nominating(MultiDict(typed))
    form.validate()
    return form


def test_a_wrong_box_says_so_to_everybody(draw: Drawn) -> None:
    box = draw("field", control=failing().name, hint="As they like to be called").by_id("name")
    assert (box["aria-invalid"], box["aria-describedby"]) == ("true", "name-hint name-error")
    assert box.classes == {"govuk-input", "govuk-input--error"}


def test_a_right_box_has_no_trace_of_an_error(draw: Drawn) -> None:
    box = draw("field", control=Nominating().name).by_id("name")
    assert box.attributes == {"class": "govuk-input", "id": "name", "name": "name", "type": "text", "value": ""}


def test_the_browser_never_stops_anybody_typing(draw: Drawn) -> None:
    """Length and required are the server's to judge: no maxlength cuts a paste short."""
    box = draw("field", control=Nominating().name, spellcheck=False, autocomplete="name").by_id("name")
    assert (box["maxlength"], box["required"]) == (None, None)
    assert (box["spellcheck"], box["autocomplete"]) == ("false", "name")


def test_numbers_are_typed_as_text_on_a_number_pad(draw: Drawn) -> None:
    box = draw("field", control=Nominating().years, width=2).by_id("years")
    assert (box["type"], box["inputmode"]) == ("text", "numeric")
    assert box.classes == {"govuk-input", "govuk-input--width-2"}


def test_selects_and_files_get_their_own_look(draw: Drawn) -> None:
    assert draw("field", control=Nominating().place).by_id("place").classes == {"govuk-select"}
    assert draw("field", control=Nominating().photo).by_id("photo").classes == {"govuk-file-upload"}


def test_a_word_limit_is_said_beside_the_box_and_to_the_script(draw: Drawn) -> None:
    outline = draw("field", control=Nominating().story, word_limit=350, hint="What changed?")
    assert outline.by_id("story")["data-word-limit"] == "350"
    assert outline.by_id("story")["aria-describedby"] == "story-info story-hint"
    assert [span.text for span in outline.all("span")] == ["You can write up to 350 words.", ""]


def test_optional_is_a_word_in_the_label(draw: Drawn) -> None:
    assert draw("field", control=Nominating().name, optional=True).one("label").text == "Full name (optional)"


def test_what_people_type_is_never_markup(draw: Drawn) -> None:
    outline = draw("field", control=failing(story="<script>alert(1)</script>").story)
    assert (outline.all("script"), outline.one("textarea").text) == ([], "<script>alert(1)</script>")
    assert draw("person_name", name="<b>Jo</b>").one("bdi").text == "<b>Jo</b>"


def test_one_tick_box_is_wired_to_its_hint_and_error(draw: Drawn) -> None:
    box = draw("checkbox", control=failing().truth, hint="You can change your mind").by_id("truth")
    assert (box["type"], box["value"], box["aria-describedby"]) == ("checkbox", "y", "truth-hint truth-error")


def test_the_chosen_point_of_a_scale_is_checked_and_the_summary_can_reach_the_first(draw: Drawn) -> None:
    points = draw("score_scale", control=Nominating().impact, weight="Counts for 40%").all("input")
    assert [(p["id"], p["value"], "checked" in p.attributes) for p in points] == [
        ("impact", "0", False),
        ("impact-2", "5", True),
    ]


def test_only_the_wrong_part_of_a_date_is_marked(draw: Drawn) -> None:
    form = failing(**{"happened-day": "3", "happened-month": "March"})
    form.happened.form.year.errors = ["The date must include a year"]
    outline = draw("date_input", control=form.happened, hint="For example, 27 3 2024")
    assert [box["aria-invalid"] for box in outline.all("input")] == [None, None, "true"]
    assert outline.one("fieldset")["aria-describedby"] == "happened-hint happened-error"
    assert [box["value"] for box in outline.all("input")] == ["3", "March", ""]


def test_a_date_that_is_wrong_as_a_whole_marks_every_part(draw: Drawn) -> None:
    parts = When()
    whole = SimpleNamespace(
        id="happened",
        label=SimpleNamespace(text="When?"),
        errors=["The date must be in the past"],
        day=parts.day,
        month=parts.month,
        year=parts.year,
    )
    outline = draw("date_input", control=whole)
    assert [box["aria-invalid"] for box in outline.all("input")] == ["true"] * 3


def test_no_errors_draw_no_summary(draw: Drawn) -> None:
    assert draw("error_summary", errors=[]).elements == []


def test_a_change_link_says_what_it_changes(draw: Drawn) -> None:
    row = {"key": "Name", "value": "Jo", "url": "/name", "hidden": "the name"}
    outline = draw("summary_list", rows=[row, {"key": "Employer", "value": None}])
    assert outline.one("a").text == "Change"
    assert [span.text for span in outline.all("span")] == ["the name", "Not provided"]


def test_every_button_that_changes_something_carries_the_token(draw: Drawn) -> None:
    outline = draw("post_button", text="Send again", action="/send", hidden_text="the letter")
    assert (outline.one("form")["method"], outline.one("input")["value"]) == ("post", "a-token")


def test_a_table_scrolls_in_a_region_the_keyboard_can_reach(draw: Drawn) -> None:
    columns = [{"text": "Category"}, {"text": "Entries", "numeric": True}]
    outline = draw("table", id="entries", caption="Entries", columns=columns, rows=[["Team", Markup("<b>3</b>")]])
    region = outline.elements[0]
    assert (region["role"], region["tabindex"], region["aria-labelledby"]) == ("region", "0", "entries-caption")
    assert [(cell.tag, cell["scope"]) for cell in outline.elements if cell["scope"]] == [
        ("th", "col"),
        ("th", "col"),
        ("th", "row"),
    ]


def test_progress_is_words_before_it_is_a_bar(draw: Drawn) -> None:
    outline = draw("progress", done=0, total=0, what="entries scored")
    assert (outline.one("span").text, outline.one("progress")["max"]) == ("0 of 0 entries scored", "1")


def test_a_monogram_is_made_from_whatever_name_was_chosen(draw: Drawn) -> None:
    names = ["Amara Okafor", "Jo", "Llŷr ap Gwilym", ""]
    assert [draw("monogram", name=name).one("bdi").text for name in names] == ["AO", "J", "LG", ""]


def test_a_winner_may_be_a_name_and_nothing_else(draw: Drawn) -> None:
    outline = draw("winner_card", name="Jo", category="Young person’s choice", year="2023")
    assert [p.text for p in outline.all("p")] == ["Winner", "Young person’s choice"]
