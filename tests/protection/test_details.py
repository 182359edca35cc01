"""What is found in a text and what is left alone, kind by kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.protection.details import Detail, DetailKind, find_details

NOMINEES = ["Hope Adeyemi", "Hope"]


def found(text, **given_):
    return [(text[detail.start : detail.end], detail.kind.value) for detail in find_details(text, **given_)]


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("She met Kyle at home.", ["Kyle"]),
        ("Our jayden loves her.", ["jayden"]),
        ("THANK YOU FROM JAYDEN", ["JAYDEN"]),
        ("We told Mrs Patel about it.", ["Mrs Patel"]),
        ("His brother dwayne came too.", ["dwayne"]),
        ("A boy called Zebulon came too.", ["Zebulon"]),
        ("She stayed with child K all night.", ["child K"]),
        ("J.B. was alone.", ["J.B"]),
        ("She saw the Kowalczyk twins.", ["the Kowalczyk twins"]),
        ("She met Jean-Luc O’Brien’s mum.", ["Jean-Luc O’Brien’s"]),
        ("Grace was frightened.", ["Grace"]),
        ("We saw May that day.", ["May"]),
        ("Tia-Mae and Siân came.", ["Tia-Mae", "Siân"]),
    ],
)
def test_names_of_others_are_found(text, details):
    assert found(text) == [(detail, "name") for detail in details]


@pytest.mark.parametrize(
    "text",
    [
        "Hope has done this with hope and grace.",
        "I thank Hope Adeyemi and Ms Adeyemi; Hope’s work shows it.",
        "She joined in May and left in June 2023; by April all was well.",
        "She brought Signs of Safety and Family Group Conferences back to life.",
        "The Year 6 transition programme was hers.",
        "She works for Rotherham Council and before for Leeds City Council.",
        "Will she stay? May I say this? Mark my words.",
        "Young people aged 16 to 25 shaped it over 15 years with 30 families.",
        "The Social Work Team Manager and the Virtual School thank her.",
        "She leads training for our mental health services.",
        "She speaks Polish, Urdu and English on Mondays.",
        "I am proud of her. I think I always was.",
    ],
)
def test_what_tells_nothing_about_others_is_left_alone(text):
    assert found(text, nominees=NOMINEES) == []


def test_somebody_else_with_the_nominees_surname_is_found():
    assert found("Her sister Joy Adeyemi helped Hope.", nominees=NOMINEES) == [("Joy Adeyemi", "name")]


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("He was aged 7 then.", "aged 7"),
        ("A 7-year-old boy.", "7-year-old"),
        ("She is seven years old.", "seven years old"),
        ("Two brothers, 15 and 17, came.", "brothers, 15 and 17"),
        ("He was born in March 2016.", "was born in March 2016"),
        ("A Year 6 boy came.", "Year 6"),
        ("A 14yo came.", "14yo"),
        ("A toddler of 18 months slept.", "toddler of 18 months"),
        ("I was 12 when it began.", "I was 12"),
        ("It was his tenth birthday.", "his tenth birthday"),
    ],
)
def test_ages_and_births_are_found(text, detail):
    assert found(text) == [(detail, "age")]


@pytest.mark.parametrize(
    ("text", "detail", "kind"),
    [
        ("He went to Oakfield Academy.", "Oakfield Academy", "school"),
        ("He went to oakfield high.", "oakfield high", "school"),
        ("He left St Bede's Primary School.", "St Bede's Primary School", "school"),
        ("They live in Castleford.", "Castleford", "place"),
        ("They live at 12 Marsh Lane.", "12 Marsh Lane", "place"),
        ("They live on the Gleadless estate.", "Gleadless estate", "place"),
        ("Send it to LS11 5AB.", "LS11 5AB", "place"),
        ("He was in Airedale General Hospital.", "Airedale General Hospital", "place"),
        ("He was in hospital with epilepsy.", "in hospital with epilepsy", "health"),
        ("She was pregnant.", "pregnant", "health"),
        ("He has severe depression.", "severe depression", "health"),
        ("There was a section 47 enquiry.", "section 47 enquiry", "court"),
        ("He was convicted of burglary.", "convicted of burglary", "court"),
        ("The interim care order ended.", "interim care order", "court"),
        ("Write to jo.b@mail.example today.", "jo.b@mail.example", "contact"),
        ("Ring 07700 900123 today.", "07700 900123", "contact"),
        ("He is @kyle_07 there.", "@kyle_07", "contact"),
        ("See www.kyle.example/page today.", "www.kyle.example/page", "contact"),
    ],
)
def test_schools_places_health_courts_and_contacts_are_found(text, detail, kind):
    assert found(text) == [(detail, kind)]


def test_more_places_can_be_given():
    text = "They moved to Marlowe Vale."
    assert found(text, places=["Marlowe Vale"]) == [("Marlowe Vale", "place")]


def test_a_detail_says_why_it_was_found():
    assert find_details("She met Kyle.") == [Detail(8, 12, DetailKind.NAME, "a first name")]


@given(st.text(max_size=400))
def test_any_text_gives_details_in_order_that_do_not_overlap(text):
    details = find_details(text, nominees=["Ann Lee"], places=["Ely"])
    bounds = [bound for detail in details for bound in (detail.start, detail.end)]
    assert (bounds, [detail for detail in details if detail.start >= detail.end]) == (sorted(bounds), [])


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "A",
        "A ",
        "1",
        "1 ",
        "a.",
        "a@",
        "@a",
        ".",
        "'",
        "a'",
        "A-",
        "é",
        "\u0301",
        "Kyle ",
        "his brother ",
        "the ",
        "7, ",
        "court at ",
        "order ",
        "0 ",
        "of the ",
        "www.",
        "St. ",
        "aged ",
        "\n",
        "J.",
        "😀",
        "\ud800",
        "School ",
        "Hope ",
        "autism and ",
        "convicted of ",
        "seven and a ",
        "disorder ",
        "her order was ",
        "Leeds and ",
        "(7",
        "s.",
    ],
)
def test_thirty_thousand_hostile_characters_are_read(piece):
    text = (piece * 30_000)[:30_000]
    details = find_details(text, nominees=NOMINEES, places=["Marlowe Vale"])
    assert details == sorted(details, key=lambda detail: detail.start)
