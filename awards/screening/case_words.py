"""What staff read of the work queue: each reason in words, for one and for several, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from awards.screening.case_rules import Why
from awards.screening.models import QueueList


@dataclass(frozen=True, slots=True)
class Meaning:
    """A reason in words: on a row of the queue, counted on the season page, and the next step with its page."""

    text: str
    one: str
    many: str
    step: str
    endpoint: str = "screening_staff.nomination"
    """Its address takes the nomination's reference, unless it is the page of a list."""


LISTS: Final[Mapping[QueueList, str]] = {
    QueueList.NEEDS_ME: "Needs me",
    QueueList.WAITING: "Waiting for somebody",
    QueueList.HELD: "On hold",
    QueueList.DONE: "Done",
}

_COPY, _ADMIT = "copy_staff.copy", "screening_staff.admit"
_ASK, _OFFER = "asking_staff.ask", "asking_staff.offer"

REASONS: Final[Mapping[Why, Meaning]] = {
    Why.LEFT_BEHIND: Meaning(
        "It goes forward no more, but stands behind an entry",
        "nomination behind an entry no longer goes forward", "nominations behind entries no longer go forward",
        "Look at the entry",
    ),
    Why.STRANDED: Meaning(
        "What it was merged into goes forward no more",
        "nomination was merged into one that goes forward no more",
        "nominations were merged into one that goes forward no more",
        "Let it stand for itself", "duplicates_staff.merged",
    ),
    Why.MERGED_DECLINED: Meaning(
        "Somebody named in a merged nomination said no",
        "nominee of a merged nomination has said no", "nominees of merged nominations have said no",
        "Take it out again", "duplicates_staff.merged",
    ),
    Why.WITHDRAWN: Meaning("Withdrawn", "withdrawn", "withdrawn", "Look at it"),
    Why.SET_ASIDE: Meaning("Set aside: the people put forward do not want it", "set aside", "set aside", "Look at it"),
    Why.MERGED: Meaning("Goes forward with another nomination", "merged", "merged", "Look at it"),
    Why.SPAM: Meaning(
        "Held as possible spam", "nomination held as possible spam", "nominations held as possible spam",
        "Let it go on, or leave it", "held_staff.held",
    ),
    Why.PARKED: Meaning("Put on hold by staff", "nomination on hold", "nominations on hold", "Take it off hold"),
    Why.FLAGGED: Meaning(
        "Waits for the safeguarding lead", "waits for the safeguarding lead", "wait for the safeguarding lead",
        "Look at it",
    ),
    Why.SECOND: Meaning(
        "Ruled on; a second person has to confirm it",
        "ruling that a second person has to confirm", "rulings that a second person has to confirm",
        "Confirm the ruling",
    ),
    Why.CORRECTION: Meaning(
        "The nominator asks for a correction",
        "nominator asks for a correction", "nominators ask for a correction",
        "Answer the nominator", "people_staff.corrections",
    ),
    Why.CHANGED: Meaning(
        "The rules say something else than when it was ruled on",
        "ruling rests on a verdict that has changed", "rulings rest on a verdict that has changed",
        "Rule on it again",
    ),
    Why.SUPPRESSED: Meaning(
        "Names somebody who may have asked not to be put forward",
        "nomination names somebody who may have asked not to be put forward",
        "nominations name somebody who may have asked not to be put forward",
        "Find out whether it is the same person",
    ),
    Why.TAKEN_UP: Meaning(
        "Taken up again; its entry stays withdrawn until it is ruled on",
        "nomination is taken up again and waits for a ruling", "nominations are taken up again and wait for a ruling",
        "Rule on it",
    ),
    Why.MISDIRECTED: Meaning(
        "The notice reached somebody else",
        "notice reached somebody else", "notices reached somebody else",
        "Put the address right",
    ),
    Why.NOT_ARRIVED: Meaning(
        "The notice did not arrive", "notice did not arrive", "notices did not arrive", "Put the address right",
    ),
    Why.NO_ADDRESS: Meaning(
        "A nominee has no address and was not told",
        "nominee has no address and was not told", "nominees have no address and were not told",
        "Tell them another way",
    ),
    Why.NOT_TOLD: Meaning(
        "A nominee has not been told", "nominee has not been told", "nominees have not been told", "Send the notice",
    ),
    Why.ADULT_REFUSED: Meaning(
        "The adult of a young person has refused",
        "adult of a young person has refused", "adults of young people have refused",
        "Talk with the young person",
    ),
    Why.ADULT_NOT_REACHED: Meaning(
        "The adult of a young person cannot be reached by mail",
        "adult of a young person to ask by phone", "adults of young people to ask by phone",
        "Ask them by phone",
    ),
    Why.NO_ADULT: Meaning(
        "A young person has named no adult yet",
        "young person has named no adult yet", "young people have named no adult yet",
        "Talk with the young person",
    ),
    Why.OFFER_ANSWERED: Meaning(
        "The nominator has answered the offer of another award",
        "nominator has answered the offer of another award", "nominators have answered the offer of another award",
        "Read the answer, and rule",
    ),
    Why.INFORMATION_CAME: Meaning(
        "The nominator has sent what was asked",
        "nominator has sent what was asked", "nominators have sent what was asked",
        "Read what was added",
    ),
    Why.OFFER_LATE: Meaning(
        "The nominator has not answered the offer in time",
        "nominator has not answered an offer in time", "nominators have not answered an offer in time",
        "Ask them another way", _OFFER,
    ),
    Why.INFORMATION_LATE: Meaning(
        "The nominator has not sent in time what was asked",
        "nominator has not sent in time what was asked", "nominators have not sent in time what was asked",
        "Ask them another way", _ASK,
    ),
    Why.DUPLICATE: Meaning(
        "Somebody else may have nominated the same nominee",
        "nomination may be of a nominee named twice", "nominations may be of nominees named twice",
        "Compare and decide", "duplicates_staff.pairs",
    ),
    Why.OFFER_OPEN: Meaning(
        "The nominator is asked about another award",
        "nominator is asked about another award", "nominators are asked about another award",
        "See the offer", _OFFER,
    ),
    Why.INFORMATION_OPEN: Meaning(
        "The nominator is asked for more",
        "nominator is asked for more", "nominators are asked for more",
        "See what was asked", _ASK,
    ),
    Why.YOUNG_PERSON: Meaning(
        "A young person has not answered yet",
        "young person has not answered yet", "young people have not answered yet",
        "Look at it",
    ),
    Why.ADULT: Meaning(
        "The adult of a young person has not confirmed yet",
        "adult of a young person has not confirmed yet", "adults of young people have not confirmed yet",
        "Look at it",
    ),
    Why.RULE_INELIGIBLE: Meaning(
        "Nobody has ruled on it: the rules say not eligible",
        "nomination to rule on that the rules find not eligible",
        "nominations to rule on that the rules find not eligible",
        "Rule on it",
    ),
    Why.REGISTER_DIFFERS: Meaning(
        "The register gives no clear answer",
        "nominee of whom the register gives no clear answer", "nominees of whom the register gives no clear answer",
        "Look at the register", "registers_staff.registers",
    ),
    Why.REGISTER_MISSING: Meaning(
        "The register has not been looked at",
        "nominee to look up in the register", "nominees to look up in the register",
        "Look at the register", "registers_staff.registers",
    ),
    Why.RULE_CHECK: Meaning(
        "Nobody has ruled on it: a person must look",
        "nomination to look at and rule on", "nominations to look at and rule on",
        "Rule on it",
    ),
    Why.RULE_ELIGIBLE: Meaning(
        "Nobody has ruled on it: the rules say eligible",
        "nomination to rule on that the rules find eligible", "nominations to rule on that the rules find eligible",
        "Rule on it",
    ),
    Why.DECLINED: Meaning(
        "One of several has declined: the rest go forward",
        "nominee out of several has declined", "nominees out of several have declined",
        "Make the judges’ copy without them", _COPY,
    ),
    Why.COPY_MISSING: Meaning(
        "The judges’ copy is not stamped",
        "judges’ copy to make and stamp", "judges’ copies to make and stamp",
        "Make the judges’ copy", _COPY,
    ),
    Why.READY: Meaning(
        "Ready for the judges", "eligible nomination to admit", "eligible nominations to admit", "Admit it", _ADMIT,
    ),
    Why.SILENT: Meaning(
        "A nominee has not answered for a week",
        "nominee has not answered for a week", "nominees have not answered for a week",
        "Ask them another way",
    ),
    Why.ADMITTED: Meaning("With the judges", "with the judges", "with the judges", "Look at it"),
    Why.INELIGIBLE: Meaning("Ruled not eligible", "ruled not eligible", "ruled not eligible", "Look at it"),
}  # fmt: skip

OF_A_LIST: Final = frozenset(
    {"held_staff.held", "people_staff.corrections", "registers_staff.registers", "duplicates_staff.pairs"}
)
"""Pages for many nominations at once: their address names none."""


def words_of(why: Why, number: int) -> str:
    """Give the reason as a row of the queue has it, with its number where it is about several."""
    text = REASONS[why].text
    return text if number == 1 else f"{text} ({number})"


def meaning_of(code: str) -> Meaning:
    """Give what a stored code means.

    Raises:
        ValueError: no release has ever stored it.
    """
    return REASONS[Why(code)]
