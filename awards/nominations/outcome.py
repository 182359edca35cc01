"""What a nominator reads of what became of a nomination: nothing that rests on more than what they typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from awards.audit import Tag
from awards.audit.models import AuditEntry
from awards.eligibility.rules import RuleSpec
from awards.eligibility.verdict import Finding, Level
from awards.nominations.facts import verdict_as_told
from awards.nominations.lifecycle import NominationState
from awards.nominations.mailing import receipt_went
from awards.nominations.models import CorrectionRequest, Nomination
from awards.nominations.queries import rules_and_categories
from awards.nominations.rules import PERSON_FACTS, facts_asked
from awards.nominations.versions import was_worked_on
from awards.seasons.models import Category

_RESTS_ON_NOTHING: Final = frozenset({"deceased", "email"})
"""What may be put right without touching anything that the rules look at or a reason names."""
_SHOWN: Final = frozenset(
    {"known_as", "email", "role", "employer", "employer_place", "registration_number", "nation", *PERSON_FACTS}
)
"""What a nominator types about somebody besides the name."""
_REGISTER: Final = frozenset({"registration"})
_PROGRAMMES: Final = frozenset({"programme", "programme_status", "programme_stage"})
_TELLING: Final = (Tag.NOMINATION_RULED, Tag.NOMINEE_CORRECTED, Tag.REGISTER_CHECKED, Tag.MEMBERSHIP_CHECKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What the trail says of a nomination since it was sent."""

    confirmed: bool
    """Whether staff last ruled it ineligible, as the rules said: no ruling against the rules."""
    put_right: Mapping[str, frozenset[str]]
    """By nominee's reference, the facts that the nominee or staff have put right; a nominator can put nothing right."""
    doubted: frozenset[str]
    """Facts of which staff have looked up something else than the nominator typed."""

    @property
    def as_typed(self) -> bool:
        """Whether everything that the rules look at still stands as the nominator typed it."""
        return not any(changed - _RESTS_ON_NOTHING for changed in self.put_right.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Everything that came after sending, for the receipt."""

    since: Since
    begun: bool
    """Whether staff have begun to work on it; see `versions.worked_on`."""
    is_mailed: bool
    """Whether a receipt of the version that counts went by mail, or waits to go."""
    corrections: Sequence[CorrectionRequest]
    """What the nominator asked to have put right, the latest first."""


@dataclass(frozen=True, slots=True)
class TypedReason:
    """Why it does not go forward, by the nominator's own words, and the awards that may fit instead."""

    reasons: Sequence[str]
    instead: Sequence[Category]


def since_sent(session: Session, nomination: Nomination) -> Since:
    """Give what was ruled, put right and looked up since it was sent; needs the nominees loaded. One statement."""
    columns = AuditEntry.id, AuditEntry.tag, AuditEntry.subject, AuditEntry.facts
    return _since(session.execute(select(*columns).where(_telling(nomination))).all(), nomination)


def what_followed(session: Session, nomination: Nomination) -> Followed:
    """Give everything that came after sending; needs the nominees loaded. One statement."""
    rows = session.execute(
        select(
            AuditEntry.id, AuditEntry.tag, AuditEntry.subject, AuditEntry.facts, CorrectionRequest,
            was_worked_on(nomination).label("begun"), receipt_went(nomination).label("is_mailed"),
        )
        .select_from(Nomination)
        .outerjoin(AuditEntry, _telling(nomination))
        .outerjoin(CorrectionRequest, CorrectionRequest.nomination_id == Nomination.id)
        .where(Nomination.id == nomination.id)
    ).all()  # fmt: skip
    corrections = {row.CorrectionRequest.id: row.CorrectionRequest for row in rows if row.CorrectionRequest}
    return Followed(
        since=_since([row for row in rows if row.id is not None], nomination),
        begun=any(row.begun for row in rows),
        is_mailed=any(row.is_mailed for row in rows),
        corrections=[corrections[one] for one in sorted(corrections, reverse=True)],
    )


def leave_unsaid(nomination: Nomination, since: Since) -> None:
    """Blank each fact about somebody that others have put right, for as long as this session shows it; names stay.

    In the database it stays as it is. Needs the nominees loaded.
    """
    for person in nomination.nominees:
        for name in since.put_right.get(person.ref, frozenset()) & _SHOWN:
            set_committed_value(person, name, None)


def reason_as_typed(session: Session, nomination: Nomination, since: Since) -> TypedReason | None:
    """Give why it was ruled ineligible as far as it rests on what the nominator typed, or None for neutral words.

    The rules in force are put to the facts as typed. Nothing is said where staff ruled otherwise than the rules, where
    somebody else has put right what they look at, and of what staff have found to be otherwise: whoever reads it learns
    nothing that they did not tell. Needs season, category, nominator and nominees loaded. One statement at most.
    """
    if nomination.state is not NominationState.INELIGIBLE or not since.confirmed or not since.as_typed:
        return None
    rules, categories = rules_and_categories(session, nomination)
    verdict = verdict_as_told(nomination, rules)
    if verdict.level is not Level.INELIGIBLE:
        return None
    told = _not_doubted(verdict.deciding, rules, doubted=since.doubted, vocabulary=nomination.season.vocabulary)
    suggested = {one.suggest for one in told}
    instead = [one for one in categories if one.key in suggested]
    return TypedReason(list(dict.fromkeys(one.reason for one in told)), instead) if told else None


def _not_doubted(
    findings: Iterable[Finding], rules: Iterable[RuleSpec], *, doubted: frozenset[str], vocabulary: Collection[str]
) -> list[Finding]:
    silent = {rule.id for rule in rules if facts_asked([rule.kind], vocabulary) & doubted}
    return [one for one in findings if one.rule_id not in silent]


def _telling(nomination: Nomination) -> Any:
    subjects = [nomination.ref, *(one.ref for one in nomination.nominees)]
    return and_(AuditEntry.subject.in_(subjects), AuditEntry.tag.in_(_TELLING))


def _since(rows: Sequence[Row[*tuple[Any, ...]]], nomination: Nomination) -> Since:
    entries = list({row.id: row for row in sorted(rows, key=lambda row: row.id)}.values())
    ruled = [row.facts for row in entries if row.tag == Tag.NOMINATION_RULED]
    said = {ruled[-1].get("decision"), ruled[-1].get("verdict")} if ruled else set()
    return Since(
        confirmed=said == {Level.INELIGIBLE.value},
        put_right=_put_right(entries),
        doubted=_doubted(entries, {one.ref: one.registration for one in nomination.nominees}),
    )


def _put_right(entries: Iterable[Row[*tuple[Any, ...]]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for one in entries:
        if one.tag == Tag.NOMINEE_CORRECTED:
            found[one.subject] = found.get(one.subject, frozenset()) | frozenset(one.facts.get("fields") or ())
    return found


def _doubted(entries: Iterable[Row[*tuple[Any, ...]]], registrations: Mapping[str, str | None]) -> frozenset[str]:
    """Give the facts that no longer rest on what was typed: another answer of the register, or any look in a list."""
    register: dict[str, bool] = {}
    listed = False
    for one in entries:
        if one.tag == Tag.REGISTER_CHECKED:
            register[one.subject] = one.facts.get("result") != registrations.get(one.subject)
        listed = listed or one.tag == Tag.MEMBERSHIP_CHECKED
    return (_REGISTER if any(register.values()) else frozenset()) | (_PROGRAMMES if listed else frozenset())
