"""What the staff pages show of nominations and entries, as ready words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from awards.audit import Tag
from awards.core.actor import Actor
from awards.core.permission import Permission
from awards.core.times import moment_words, short_day_words
from awards.eligibility.ages import age_on
from awards.eligibility.kinds_people import AgeRange
from awards.eligibility.rules import RuleSpec
from awards.nominations.completeness import team_name_of
from awards.nominations.holding import is_held
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominator, Nominee
from awards.screening.history import Event, events_about
from awards.screening.models import Entry
from awards.screening.nomination_parts import (
    Link,
    NotePart,
    PlacePart,
    RulingPart,
    VerdictPart,
    confirming,
    links_of,
    note_parts,
    place_part,
    ruling_part,
    verdict_part,
)
from awards.screening.papers import Papers, papers_of
from awards.screening.people import PersonPart, person_part
from awards.screening.policy import Standing, may_admit, may_rule, may_screen, may_send_notices
from awards.screening.queries import Check, check_by, original_of
from awards.screening.rules import Copied, relationship_words
from awards.screening.ruling_policy import mark_of_ruling
from awards.screening.standing import Around, around
from awards.screening.wording import (
    CHANNELS,
    CREDITS,
    Row,
    Said,
    label,
    nominee_title,
    plain,
    row,
    said_in,
    yes_or_no,
)
from awards.seasons.queries import window_of
from awards.web.forms import Form

_LATEST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationPage:
    """Everything that the page of one nomination shows."""

    nomination: Nomination
    title: str
    state: Said
    about: list[Row]
    nominator: list[Row]
    people: list[PersonPart]
    original: list[Copied]
    verdict: VerdictPart
    place: PlacePart
    rulings: list[Event]
    """From the trail, the one that holds first."""
    ruling_permission: Permission
    last_ruling: RulingPart | None
    """The one that stands."""
    notes: list[NotePart]
    links: list[Link]
    admission_permission: Permission
    entry: Entry | None
    history: list[Event]
    may_write: bool
    may_send_notices: bool
    may_release: bool
    """Whether it is held as possible spam and may be let go on."""
    may_prepare: bool
    """Whether it can be made ready for judges at all: ruled eligible, and behind no entry."""

    @property
    def latest(self) -> list[Event]:
        """What happened last; the page shows it at once."""
        return self.history[:_LATEST]

    @property
    def older(self) -> list[Event]:
        """What happened before that; the page folds it away."""
        return self.history[_LATEST:]

    @property
    def ruling_mark(self) -> str:
        """Which ruling this page shows."""
        return self.last_ruling.mark if self.last_ruling else mark_of_ruling(None)


def nomination_page(
    session: Session, nomination: Nomination, *, actor: Actor, now: datetime, carry: Mapping[str, Any]
) -> NominationPage:
    """Put together the page of one whole nomination; the verdict is computed afresh, not stored. Four statements."""
    zone = nomination.season.programme.zone
    known = around(session, nomination, now=now)
    entry, standings = known.entry, known.standings.values()
    papers = papers_of(session, nomination, entry_ref=entry.ref if entry else None)
    check = _check(session, nomination, papers, known=known)
    history = events_about(session, _subjects(nomination, entry), zone=zone)
    place = place_part(papers, nomination, actor=actor, carry=carry)
    return NominationPage(
        nomination=nomination,
        title=nominee_title(nomination),
        state=said_in(nomination.state),
        about=_about(nomination, zone),
        nominator=_nominator(nomination, nomination.nominator),
        people=(people := _people(nomination, standings, check)),
        original=original_of(session, nomination),
        verdict=verdict_part(papers, check, zone=zone),
        place=place,
        rulings=[event for event in history if event.tag == Tag.NOMINATION_RULED],
        ruling_permission=may_rule(actor, nomination, entry=entry, decision=confirming(entry, place)),
        last_ruling=ruling_part(papers, nomination, entry=entry, actor=actor, zone=zone),
        notes=note_parts(papers, actor=actor, zone=zone),
        links=links_of(papers, nomination, entry=entry, check=check),
        admission_permission=may_admit(actor, nomination, entry=entry, standings=standings),
        entry=entry,
        history=history,
        may_write=bool(may_screen(actor)),
        may_send_notices=any(person.may_send for person in people) and bool(may_send_notices(actor, nomination)),
        may_release=is_held(nomination) and bool(may_screen(actor)),
        may_prepare=nomination.state is NominationState.ELIGIBLE and entry is None and bool(may_screen(actor)),
    )


def _subjects(nomination: Nomination, entry: Entry | None) -> list[str]:
    return [nomination.ref, *(one.ref for one in nomination.nominees), *([entry.ref] if entry else [])]


def _check(session: Session, nomination: Nomination, papers: Papers, *, known: Around) -> Check:
    wins = papers.wins(session, nomination)
    return check_by(session, nomination, rule_set=papers.rule_set, known=known, wins=wins)


def _people(nomination: Nomination, standings: Iterable[Standing], check: Check) -> list[PersonPart]:
    return [person_part(nomination, one, rows=_person_rows(nomination, one.nominee, check)) for one in standings]


def objections(permission: Permission, form: Form) -> list[tuple[str, str]]:
    """Give what stands against what was just sent, for the error summary; nothing before anything was sent."""
    return [("", reason.text) for reason in permission.reasons] if form.is_submitted() else []


def _about(nomination: Nomination, zone: str) -> list[Row]:
    late = ", in the minutes of grace after the close" if nomination.within_grace else ""
    sent = moment_words(nomination.submitted_at, zone) + late if nomination.submitted_at else None
    return [
        row("Category", nomination.category.name),
        row("Sent", sent),
        row("Came", CHANNELS.get(nomination.channel, nomination.channel)),
        row("Work put forward", nomination.work_title),
        row("They know about it", yes_or_no(nomination.nominee_knows)),
        row("Declared true", yes_or_no(nomination.declared_true)),
        row("Declared that no child or family is named", yes_or_no(nomination.declared_no_child_named)),
        row("Children and families are in", label(nomination.season.vocabulary, "nations", nomination.benefits)),
        *(_team(nomination) if team_name_of(nomination) else ()),
    ]


def _team(nomination: Nomination) -> list[Row]:
    vocabulary, team = nomination.season.vocabulary, nomination.team or {}
    return [
        row("Team", nomination.team_name),
        row("Made up of", plain(team.get("structure"))),
        row("Lead employer", team.get("lead_employer")),
        row("Kind of employer", label(vocabulary, "employer_types", team.get("lead_employer_type"))),
        row("Service", label(vocabulary, "team_services", team.get("service"))),
        row("Members", _count(team.get("members"))),
        row("Children’s social workers", _count(team.get("children_social_workers"))),
        row("Partner bodies", team.get("partners")),
    ]


def _count(number: int | None) -> str | None:
    return None if number is None else str(number)


def _nominator(nomination: Nomination, nominator: Nominator) -> list[Row]:
    return [
        row("Name", nominator.name),
        row("Email", nominator.email),
        row("Email confirmed", yes_or_no(nominator.email_confirmed_at is not None)),
        row("Telephone", nominator.phone),
        row("Organisation", nominator.organisation),
        row("Job", nominator.job),
        row("How they know the nominee", relationship_words(
            nomination.relationship_to_nominee, nomination.season.vocabulary)),
        row("Is one of the nominees", yes_or_no(nomination.nominator_is_nominee)),
        row("Tie with the organiser", plain(nomination.organiser_tie)),
        row("May be named with the award", CREDITS[nomination.credit] if nomination.credit else None),
        row("Asked that nominees are not told their name", yes_or_no(nomination.name_hidden_from_nominee)),
    ]  # fmt: skip


def _person_rows(nomination: Nomination, nominee: Nominee, check: Check) -> list[Row]:
    """Give the facts of a nominee that the category asks for; what nobody asked is left out."""
    asked = set(nomination.category.asks)
    vocabulary = nomination.season.vocabulary
    born = born_words(nominee.date_of_birth, nomination, check.rules)
    rows = [
        ("", row("Contact of the team" if nominee.is_team else "Full name", nominee.full_name)),
        ("", row("Known as", nominee.known_as)),
        ("", row("Email", nominee.email)),
        ("role", row("Role", nominee.role)),
        ("employer", row("Employer", nominee.employer)),
        ("employer", row("Kind of employer", label(vocabulary, "employer_types", nominee.employer_type))),
        ("employer", row("Works in", label(vocabulary, "works_in", nominee.works_in))),
        ("employer", row("In post", yes_or_no(nominee.in_post))),
        ("registration", row("On the register", plain(nominee.registration))),
        ("registration", row("Registration number", nominee.registration_number)),
        ("date_of_birth", row("Date of birth", born)),
        ("lived_experience", row("Lived experience", nominee.lived_experience)),
        ("programme", row("Programme", label(vocabulary, "programmes", nominee.programme))),
        ("programme", row("Standing on it", plain(nominee.programme_status))),
        ("programme", row("Stage", label(vocabulary, "programme_stages", nominee.programme_stage))),
        ("", row("Nation", label(vocabulary, "nations", nominee.nation))),
    ]
    shown = [row for asks, row in rows if not asks or asks in asked or row["value"]]
    return [*shown, row("Has died", "Yes")] if nominee.deceased else shown


def born_words(born_on: date | None, nomination: Nomination, rules: Sequence[RuleSpec]) -> str | None:
    """Write a date of birth with what the rule on age makes of it: "3 May 2006 (16 to 25: yes)"."""
    if born_on is None:
        return None
    closes_on = window_of(nomination.season).closes_on
    kinds = [rule.kind for rule in rules if isinstance(rule.kind, AgeRange)]
    if not kinds or born_on > closes_on:
        return short_day_words(born_on)
    fits = kinds[0].youngest <= age_on(born_on, closes_on) <= kinds[0].oldest
    return f"{short_day_words(born_on)} ({kinds[0].youngest} to {kinds[0].oldest}: {'yes' if fits else 'no'})"
