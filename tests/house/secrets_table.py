"""Which secrets the season of `everything` holds, and who may meet each of them."""

from __future__ import annotations

from dataclasses import dataclass

NAMED = frozenset({"confidential staff", "administrator", "everything"})
STAFF = NAMED | {"staff", "read-only"}
PANEL = STAFF | {"judge", "chair"}
BORN_WORDS = ("2008-09-19", "19 september 2008", "19/09/2008", "19.09.2008")


@dataclass(frozen=True)
class Secret:
    """One kind: the marks by which it is known (in small letters), and the roles that may meet them."""

    kind: str
    marks: tuple[str, ...]
    may: frozenset[str]
    where: str = ""
    """Where a conflicted judge meets it all the same, as what they said themselves, or who met."""


SECRETS = (
    Secret("who nominated", ("zqnominator",), STAFF | {"nominator", "nominee"}),  # who may hide it from the nominee
    Secret("how to reach a nominator", ("zqphonemark", "zqjobmark"), STAFF | {"nominator"}),
    Secret("a nominee's real name", ("zqrealmark",), STAFF | {"nominator", "nominee"}),
    Secret("what a nominee is called", ("zqknownas", "zqchosen"), STAFF | {"nominator", "nominee", "supporter"}),
    Secret("a date of birth", BORN_WORDS, STAFF | {"nominator", "nominee"}),
    Secret(
        "a nominee's address, post and number",
        ("zqcontact", "zqrolemark", "sw987651"),
        STAFF | {"nominator", "nominee"},
    ),
    Secret("the adult of a young person", ("zqadultmark", "zqadultmail"), STAFF | {"nominee", "supporter"}),
    Secret(
        "an entry's name, as judges read it", ("zqtitlemark", "zqplacemark"), PANEL, where="/judge/declared"
    ),  # what a judge declared a conflict with, and why, in their own list
    Secret("the judges' copy", ("zqpassage", "zqquestion", "zqvoicemark", "zqwarning"), PANEL),
    Secret("the original before it was redacted", ("zqoriginal", "zqexcluded"), STAFF | {"nominator"}),
    Secret(
        "what staff and nominator asked each other",
        ("zqaskedmark", "zqoffermark", "zqcorrection"),
        STAFF | {"nominator"},
    ),
    Secret("what a nominator has not sent yet", ("zqaddition", "zqnewversion"), frozenset({"nominator"})),
    Secret("a draft", ("zqunsent", "zqhalftyped"), frozenset({"other nominator"})),
    Secret("who writes a draft", ("zqdrafter", "zqdraftnominee"), STAFF | {"other nominator"}),
    Secret("what staff noted", ("zqstaffnote", "zqruling", "zqfinding", "zqwhymark"), STAFF),
    Secret("reasons in the trail", ("zqtrailmark",), STAFF),
    Secret("registers and lists", ("zqregister", "zqtownmark", "zqmember", "zqfilename"), STAFF),
    Secret("flags and concerns", ("zqflagmark", "zqconcern", "zqbecause"), NAMED),
    Secret("other judges' comments", ("zqcomment", "zqoverall"), PANEL),
    Secret("versions of a sheet that was given up", ("zqtypedmark",), STAFF),
    Secret("why a judge stands down", ("zqinterest", "zqabstained"), STAFF, where="/judge/declared"),
    Secret("ties of the organiser", ("zqtiemark",), PANEL),
    Secret("what is known of a judge", ("zqmailofjudge", "zqpastemployer", "zqstanding"), STAFF | {"judge"}),
    Secret("a judge's name", ("zqjudgemark",), PANEL, where="/judge/meetings/"),
    Secret("messages to judges", ("zqmessage",), STAFF),
    Secret("what a meeting said and decided", ("zqdiscussed", "zqdecided"), PANEL),
    Secret("winners before the night", ("zqworkmark", "zqpresenter", "zqareamark", "zqcitation"), STAFF),
    Secret("feedback before it is given", ("zqfeedback", "zqunfinished"), STAFF),
    Secret("what came after", ("zqaddendum",), STAFF),
    Secret("the record's bundle", ("zqbundle",), STAFF),
    Secret("devices people sign in on", ("zqdevice",), frozenset({"administrator", "everything"})),
)


SHORTEST = 8
"""Letters of a mark at least: random letters of tokens hold a shorter one by chance, once in some runs."""


def met(role: str, path: str, asked: str, text: str) -> set[tuple[str, str, str]]:
    """Give (role, address, mark) of everything in an answer that this role may not meet and did not ask with."""
    return {
        (role, path, mark)
        for secret in SECRETS
        if role not in secret.may
        and not (secret.where and role == "conflicted judge" and path.startswith(secret.where))
        for mark in secret.marks
        if mark in text and mark not in asked
    }


def found(text: str) -> set[str]:
    """Give every mark in a text."""
    return {mark for secret in SECRETS for mark in secret.marks if mark in text}
