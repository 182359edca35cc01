"""Words of health, and of courts and offending."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from awards.protection import vocabulary as v
from awards.protection.kinds import Detail, DetailKind
from awards.protection.reading import Reading
from awards.protection.words import phrases

TERMS: Final = (
    ("health", DetailKind.HEALTH, "a word of health"),
    ("court", DetailKind.COURT, "a word of courts or offending"),
)
_SMALL_WORDS: Final = re.compile(
    r"(?: |-|, )?(?:(?:of|for|with|and|in|to|at|the|a|an|from|his|her|their|on|or|by|after|then|under)[ -]){0,4}"
)
_NUMBER: Final = (
    r"(?:\d{1,2}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty)"
)
_TIME: Final = r"(?:years?|months?|weeks?|days?)"
_CHARGED: Final = (
    r"(?:arrested|convicted|charged|cautioned|prosecuted|jailed|sentenced|imprisoned|accused|acquitted|remanded|"
    r"pleaded (?:not )?guilty|found guilty|guilty|bailed|on bail|on remand|investigated|deported|"
    r"conviction|caution|convictions)"
)
_NEXT: Final = (
    r"(?: (?!and |but |when |she |he |they |who |while |because |before |after |until |so |which |"
    r"that )[\w'’-]{1,24})"
)


def _pattern(text: str, why: str, *, kind: DetailKind = DetailKind.COURT) -> tuple[re.Pattern[str], DetailKind, str]:
    return re.compile(rf"(?<!\w){text}(?!\w)"), kind, why


_PATTERNS: Final = (
    _pattern(r"[A-Z]{1,2}\d{2}[A-Z]\d{4,6}", "a case number"),
    _pattern(
        r"(?i:(?:case|claim|crime|court|police|urn)(?: (?:number|no|ref|reference)){0,2})\.?:? ?(?:is |was )?"
        r"(?=[A-Za-z/-]{0,6}\d)[A-Za-z0-9/-]{3,20}",
        "a case number",
    ),
    _pattern(
        r"(?i:(?:section|sec\.?|s\.?) ?(?:2|3|7|8|20|25|31|34|37|38|46|47|76|85|91|98|117|135|136)s?)"
        r"(?i: (?:enquiry|enquiries|investigations?|agreement|report|accommodation|order|medium)){0,2}",
        "a section of an act",
    ),
    _pattern(
        rf"(?i:(?:jailed|sentenced|imprisoned|locked up|sent down|served|serving|did|doing|inside|"
        rf"got) (?:for |to )?{_NUMBER}"
        rf" {_TIME}(?: in prison| in jail| inside| in custody| for [a-z]{{3,20}}))",
        "a sentence",
    ),
    _pattern(
        (rf"(?i:(?:jailed|sentenced|imprisoned|locked up|sent down) (?:for |to )?{_NUMBER} {_TIME})"), "a sentence"
    ),
    _pattern(
        rf"(?i:{_NUMBER} {_TIME}['’]? (?:in prison|inside|in jail|in custody|custody|on remand|on tag|"
        rf"on licence|probation))",
        "a sentence",
    ),
    _pattern(
        r"(?i:\d{1,2}|two|three|four|five|six|eight|nine|ten|twelve|eighteen|life)[ -](?i:years?|months?|weeks?)[ -]"
        r"(?i:sentence|suspended sentence|community order|supervision order|referral order|"
        r"prison sentence|licence|tag|ban)",
        "a sentence",
    ),
    _pattern(
        rf"(?i:{_NUMBER} {_TIME} for (?:robbery|burglary|theft|assault|arson|fraud|dealing|supply|"
        rf"murder|manslaughter|rape|gbh|abh))",
        "a sentence",
    ),
    _pattern(rf"(?i:{_CHARGED} (?:of|for|with|to|on|in){_NEXT}{{1,3}})", "a word of courts or offending"),
    _pattern(
        r"(?i:(?:the )?[a-z]{3,12}(?: [a-z]{3,12})? court,? (?:at|in|sitting at|sitting in)) [A-Z]\w{2,20}",
        "a court by name",
    ),
    _pattern(
        r"(?i:(?:\w{2,20} ){0,2}order (?:was|is|were|had been|has been) (?:discharged|made|granted|"
        r"revoked|lifted|refused|agreed))",
        "a word of courts or offending",
    ),
    _pattern(rf"(?i:serv(?:ed|ing) {_NUMBER} (?:years?|months?))", "a sentence"),
    _pattern(
        r"(?i:(?:the|an?|his|her|their|this|that|no) (?:(?!in|good|working|pecking|right|some|mail|"
        r"rank|new|first|last)[\w-]{2,20} ){1,4}"
        r"orders?)(?! (?i:to|for|of|from|at)\b)",
        "a word of courts or offending",
    ),
    _pattern(r"(?:HMP|HMYOI|YOI|HM Prison)(?: (?:and YOI )?[A-Z]\w{2,20}){1,2}", "a prison by name"),
    _pattern(
        r"(?:[A-Z][\w'’]{2,20} ){1,3}(?:(?:Crown|County|Family|Magistrates['’]?|Youth|Combined) )+(?:Court|Centre)",
        "a court by name",
    ),
    _pattern(r"[A-Z][\w'’]{2,20} (?:YOI|Prison|STC|magistrates|magistrates['’])", "a court or a prison by name"),
    _pattern(
        rf"(?i:{_NUMBER} {_TIME} (?:pregnant|clean|sober|into recovery|in recovery))",
        "a word of health",
        kind=DetailKind.HEALTH,
    ),
    _pattern(r"(?:A ?& ?E|A and E)", "a word of health", kind=DetailKind.HEALTH),
    _pattern(
        r"(?i:\w{3,20}['’]?s? (?:syndrome|disorder|disease|palsy|dystrophy))",
        "a word of health",
        kind=DetailKind.HEALTH,
    ),
)


def term_details(reading: Reading) -> Iterator[Detail]:
    """Find diagnoses, disabilities, substances and pregnancy; orders, proceedings, courts and offences."""
    found = [
        Detail(match.start(), match.end(), kind, why)
        for pattern, kind, why in _PATTERNS
        for match in pattern.finditer(reading.text)
    ]
    found += _listed_terms(reading)
    for kind in (DetailKind.HEALTH, DetailKind.COURT):
        of_kind = sorted((detail for detail in found if detail.kind is kind), key=attrgetter("start", "end"))
        yield from _joined(of_kind, reading)


def _listed_terms(reading: Reading) -> list[Detail]:
    found = []
    for name, kind, why in TERMS:
        terms, at = phrases(name), 0
        while at < len(reading.words):
            length = terms.length_at(reading.plains, at)
            if length and _is_about_somebody(reading, at, length):
                first, last = _with_what_goes_along(reading, at, at + length - 1)
                found.append(Detail(reading.words[first].start, reading.words[last].end, kind, why))
                at = last
            at += 1
    return found


def _with_what_goes_along(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Take in the word before that says how bad it is, and the words after that say what of it."""
    if reading.follows(first) and reading.plains[first - 1] in v.HOW_BAD:
        first -= 1
    while reading.follows(last + 1) and reading.plains[last + 1] in v.WHAT_OF_IT:
        last += 1
    return first, last


def _is_about_somebody(reading: Reading, at: int, length: int) -> bool:
    word, after = reading.words[at], at + length
    if length == 1 and word.plain in v.ONLY_IN_CAPITALS and not word.shouted:
        return False
    if not reading.follows(after) or reading.plain_at(after) not in v.OF_SERVICES | {"children"}:
        return True
    return not all(reading.plains[step] in v.GENERAL for step in range(at, after))


def _joined(details: list[Detail], reading: Reading) -> Iterator[Detail]:
    """Join those of one kind that small words alone divide, as "convicted" and "assault" in "convicted of assault"."""
    last: Detail | None = None
    for detail in details:
        if (
            last
            and last.kind is detail.kind
            and _SMALL_WORDS.fullmatch(reading.text, last.end, max(detail.start, last.end))
        ):
            last = Detail(last.start, max(last.end, detail.end), last.kind, last.why)
            continue
        if last:
            yield last
        last = detail
    if last:
        yield last
