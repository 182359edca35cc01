"""Ages, school years and dates of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from awards.protection.kinds import Detail, DetailKind
from awards.protection.words import plain, words

_WIDE: Final = 7

_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
N = rf"(?:\d{{1,2}}(?![\d,.]\d|\d)|(?:{_TENS})[ -](?:{_ONES})|{_TENS}|{_TEENS}|{_ONES})"
"""A number that may be an age, in figures or words."""
_LOOSE: Final = (
    rf"(?:[2-9](?![\d,.]\d|\d)|[1-9]\d(?![\d,.]\d|\d)|(?:{_TENS})[ -](?:{_ONES})|{_TENS}|{_TEENS}|two|"
    rf"three|four|five|six|seven|eight|nine)"
)
"""The same without one, which is a pronoun more often than an age."""
_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[ -]first|"
    r"thirtieth|fortieth|fiftieth|sixtieth)"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DATE = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|(?:{_ORDINAL}|\d{{1,2}})?(?: of)? ?{_MONTH}\.?(?: {_ORDINAL})?,? ?"
    r"(?:(?:19|20)\d\d)?|(?:19|20)\d\d)"
)
_LIST = rf"{N}(?:(?:, | and | or | & |, and | to |-|–|/){N}){{0,6}}"
_UNIT = r"(?:hours?|years?|yrs?|months?|mths?|weeks?|wks?|days?)"
_CHILD = (
    r"(?:children|boys?|girls?|sons?|daughters?|brothers?|sisters?|siblings|twins?|kids|child|baby|babies|toddlers?|"
    r"son|mum|mother|dad|father|lad|teenagers?|young (?:man|woman|person|people|mum|dad|mother|father))"
)
_ENDS = (
    r"(?= ?[.,;:)!?\n–]|$| (?:and|when|now|but|with|who|who's|at the time|because|then|so|years?|my|"
    r"his|her|their|our|they|she|he|i|we|it|the|a|to|in|at|for|by|from|on|as|or|if|not|until|since|"
    r"before|after|had|has|was|is|then|already|still) )"
)
"""What stands after an age that nothing else marks: otherwise the number counts something."""
_IS = (
    r"(?:rising|i was|i am|i['’]?m|s?he['’]?s|they['’]?re|who['’]?s|is|was|are|were|am|turned|now|"
    r"then|only|just|nearly|almost|barely|both|"
    r"be|being|became|just gone|coming up to|coming up|approaching|about to turn|not yet|still|all of)"
)
_DECADES = r"(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties)"


def _pattern(text: str, why: str) -> tuple[re.Pattern[str], str]:
    return re.compile(rf"(?i)(?<!\w){text}(?!\w)"), why


_PATTERNS: Final = (
    _pattern(
        rf"(?:aged?|ages):?(?: of| only| just| about| between)? {_LIST}(?: and a half)?(?: {_UNIT})?(?: old)?",
        "an age",
    ),
    _pattern(rf"(?:{_LIST},? )?{N}(?: and a half)?[ -]?{_UNIT}[ -]{{1,2}}olds?", "an age"),
    _pattern(rf"{N} ?(?:y/o|y\.o\.?|yo|yrs old|yr old|yrs|m/o)s?", "an age"),
    _pattern(rf"{N} {_UNIT} of age", "an age"),
    _pattern(r"(?:a|one) (?:day|week|month|year) old", "an age"),
    _pattern(
        rf"{_LOOSE} and a half(?! (?:hours?|miles?|days?|weeks?|times|years of|years? (?:ago|later|as|in)))",
        "an age",
    ),
    _pattern(rf"{_LOOSE} going on {_LOOSE}", "an age"),
    _pattern(rf"{_LOOSE}(?:, {_LOOSE}){{1,5}},? and {_LOOSE}(?= ?[.,;)!?\n]|$)", "ages"),
    _pattern(r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d", "a date"),
    _pattern(r"b\. ?(?:19|20)\d\d", "a date of birth"),
    _pattern(rf"(?:early|mid|late)[ -]{_DECADES}", "an age"),
    _pattern(rf"{N}- (?:and|or|to) (?:a |an )?{N}[ -]{_UNIT}[ -]olds?", "an age"),
    _pattern(rf"{N}-and-a-half(?:[ -]{_UNIT}[ -]olds?)?", "an age"),
    _pattern(
        rf"(?:children|kids|boys|girls|siblings|brothers|sisters|babies|"
        rf"little ones) under (?:the age of )?{_LOOSE}",
        "an age",
    ),
    _pattern(rf"{_LOOSE}(?: at the time|(?= when (?:she|he|they|i|we|it) ))", "an age"),
    _pattern(
        rf"(?:toddler|baby|infant|newborn|son|daughter|child|boy|girl|twins|lad|lass|teenager|man|"
        rf"woman|mum|mother|dad|father|brother|sister|person|pupil|student) of {N}(?: {_UNIT})?",
        "an age",
    ),
    _pattern(rf"(?:turn(?:ed|s|ing)?|just turned) {_LOOSE}(?! (?:people|times|famil|young|children))", "an age"),
    _pattern(
        rf"{_IS} (?:(?:only|just|about|around|nearly|almost|barely|still|now|maybe|"
        rf"not quite) )?{_LOOSE}(?:(?: and | or |, ){_LOOSE})?{_ENDS}",
        "an age",
    ),
    _pattern(rf"(?:(?:by|at|from|since|until|under|reached) )?the age of (?:just |only )?{N}", "an age"),
    _pattern(
        r"(?:pregnant|eldest|oldest|youngest|care|home|mother|mum|dad|father|orphaned|alone|excluded|arrested|widowed|"
        rf"married|arrived|died|school|parent) at (?:only |just |barely )?{_LOOSE}"
        r"(?!(?::|\.)\d| ?[ap]m| o['’]clock|[- ]thirty)",
        "an age",
    ),
    _pattern(
        rf"(?:at|by|since|from) (?:just |only |about )?(?:{_TEENS}|1\d)(?= ?[.,;)!?]| (?:she|he|"
        rf"they|i|with|and|after|when|his|her|to) )",
        "an age",
    ),
    _pattern(
        r"(?:at|by|since) (?:just |only )?(?:[2-9]|two|three|four|five|six|seven|eight|"
        r"nine),? (?=(?:she|he|they|i) )",
        "an age",
    ),
    _pattern(
        rf"{_CHILD},? (?:who (?:is|was|are|were) )?\(?{_LIST}(?=\)|,? (?:and|who|when|with|had|has|"
        rf"was|were|is|are)\b|[,;.])",
        "an age",
    ),
    _pattern(rf"(?<=\(){_LIST}(?: {_UNIT})?(?=[),;])", "an age"),
    _pattern(
        rf"(?<=, )(?:(?:only|just|now|then|almost|nearly|barely|still|not yet|"
        rf"about) )?{_LOOSE}(?:(?: and | & ){_LOOSE})?(?: {_UNIT})?"
        r"(?=,|;|\.(?:\s|$)| \(|\)|\n|$| and [A-Z]| - | – )",
        "an age",
    ),
    _pattern(rf"(?:his|her|their|my|a|\w{{2,30}}['’]s) {_ORDINAL} birthday", "a birthday"),
    _pattern(
        rf"(?:on|for|before|after|until|since|till) (?:his|her|their|"
        rf"my) {_ORDINAL}(?: birthday)?(?= ?[.,;)!?\n]|$| (?:party|and|in|at|she|he|when|we|with))",
        "a birthday",
    ),
    _pattern(rf"(?:was |were |is )?born (?:in |on |at |last |early )?(?:the )?{_DATE}", "a date of birth"),
    _pattern(
        r"born on (?:christmas day|christmas eve|boxing day|new year['’]s day|new year['’]s eve|easter sunday)",
        "a date of birth",
    ),
    _pattern(
        rf"(?:his|her|their|my|\w{{2,30}}['’]s) birthday,? (?:is|was|on|falls on)?,? ?(?:on )?(?:the )?{_DATE}",
        "a date of birth",
    ),
    _pattern(r"born at \d\d weeks", "a date of birth"),
    _pattern(
        rf"(?:d\.?o\.?b\.?|date of birth|birth date|birthday|birthdate)[:, -]{{0,3}}(?:is |was |"
        rf"on |of )?(?:the )?{_DATE}",
        "a date of birth",
    ),
    _pattern(r"started reception", "a school year"),
    _pattern(rf"in (?:his|her|their|my) (?:early |mid |late |mid-|early-|late-)?{_DECADES}", "an age"),
    _pattern(
        r"(?:in )?(?:years?|yr) ?(?:1[0-3]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|"
        r"eleven|twelve|thirteen)(?: (?:and|&) (?:1[0-3]|[1-9]))?s?"
        r"(?! ?(?:transition|programme|project|curriculum|cohort|group|assembl|workshop|tests?\b|"
        r"sats|teacher|teaching|of |plan|\w+ programme|parents|leavers|funding|pilot|strategy|on\b|in a row|"
        r"running|social|practice|evaluation|report))",
        "a school year",
    ),
    _pattern(r"(?-i:Y)(?:1[0-3]|[1-9])", "a school year"),
    _pattern(r"(?:new-?born|new born)(?= (?:baby|son|daughter|twins|girl|boy|brother|sister))", "an age"),
    _pattern(r"(?:in )?reception(?= class| year|-age)|in reception", "a school year"),
)
_AFTER_A_NAME: Final = re.compile(rf"(?<=\w) ({_LOOSE})(?= ?[.,;)\n]| and | \()")


def age_details(text: str) -> Iterator[Detail]:
    """Find ages in figures and in words, school years, birthdays and dates of birth."""
    for pattern, why in _PATTERNS:
        for found in pattern.finditer(text):
            if not _is_a_wide_range(found.group()):
                yield Detail(found.start(), found.end(), DetailKind.AGE, why)
    for found in _AFTER_A_NAME.finditer(text):
        if _a_name_ends_at(text, found.start()):
            yield Detail(found.start(1), found.end(1), DetailKind.AGE, "a number after a name")


def _is_a_wide_range(found: str) -> bool:
    """Whether it is a range that a service or an award is for, such as "aged 16 to 25"."""
    ends = re.fullmatch(r"\D{0,12}(\d{1,2})(?:-|–| to | and )(\d{1,2})\D{0,12}", found)
    return ends is not None and int(ends[2]) - int(ends[1]) >= _WIDE


def _a_name_ends_at(text: str, end: int) -> bool:
    """Whether the word that ends here is a first name with a capital."""
    word = text[max(0, end - 30) : end].split()[-1:]
    return bool(word) and word[0][0].isupper() and plain(word[0].split("-")[0]) in words("first_names")
