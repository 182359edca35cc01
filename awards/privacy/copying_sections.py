"""The sections of one person's copy: which table each is made from, which rows, and when they go."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select

from awards.accounts.models import Grant, Passkey, SignIn, User
from awards.db import Base
from awards.judging.models import PracticeSheet, Score, ScoreSheet, SheetVersion
from awards.links.models import Link
from awards.meetings.models import Discussion
from awards.nominations.asked import Addition, InformationRequest, MoveOffer
from awards.nominations.models import (
    Answer,
    CorrectionRequest,
    Nomination,
    Nominator,
    Nominee,
    Submission,
    TypedPage,
)
from awards.nominees.models import Consent, Notice, Supporter, Suppression
from awards.panels.models import Assignment, Interest, OrganiserTie, PanelMember
from awards.privacy.reach import Reach
from awards.privacy.rules import Rule
from awards.publishing.models import Citation, Winner
from awards.registers.models import ListMember, MembershipCheck, RegisterCheck
from awards.results.models import Addendum, Feedback
from awards.safeguarding.models import Concern, Flag, FlagNote
from awards.screening.models import CopyPassage, CopyStamp, Entry, Passage, Ruling, StaffNote, VerdictRecord

Chosen = Callable[[Reach], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of thing held: its key in the file, its title on the page, its table, and whose rows."""

    key: str
    title: str
    table: type[Base]
    chosen: Chosen
    rule: Rule | None = None
    """The clock by which it goes; None where it stays as long as what it belongs to."""
    look_first: bool = False
    """Whether it may tell of others, or of a risk: somebody looks before it is handed over."""
    but: Collection[str] = ()
    """Columns that are left out, for they are about somebody else."""


def _of_nominations(column: Any) -> Chosen:
    """Choose by the nominations that are about them, and those that they wrote."""
    return lambda reach: column.in_([*reach.alone, *reach.shared, *reach.written])


def _about_them(column: Any) -> Chosen:
    """Choose by the nominations that are about them alone or with others."""
    return lambda reach: column.in_([*reach.alone, *reach.shared])


def _of_entries(column: Any) -> Chosen:
    return lambda reach: column.in_([*reach.entries_alone, *reach.entries_shared])


def _of_nominees(column: Any) -> Chosen:
    return lambda reach: column.in_(list(reach.nominees))


def _of_users(column: Any) -> Chosen:
    return lambda reach: column.in_(list(reach.users))


def _of_winners(column: Any) -> Chosen:
    return lambda reach: column.in_([*reach.winners_alone, *reach.winners_shared])


def _on_sheets(column: Any) -> Chosen:
    """Choose by sheets on their entries, and by those that they filled in themselves."""

    def chosen(reach: Reach) -> ColumnElement[bool]:
        mine = select(PanelMember.id).where(PanelMember.user_id.in_(list(reach.users)))
        about = [*reach.entries_alone, *reach.entries_shared]
        sheets = select(ScoreSheet.id).join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        return column.in_(  # type: ignore[no-any-return]  # a condition
            sheets.where(or_(Assignment.entry_id.in_(about), Assignment.member_id.in_(mine)))
        )

    return chosen


def _by_seats(column: Any) -> Chosen:
    return lambda reach: column.in_(select(PanelMember.id).where(PanelMember.user_id.in_(list(reach.users))))


def _of_interests(reach: Reach) -> ColumnElement[bool]:
    return or_(_of_entries(Interest.entry_id)(reach), _by_seats(Interest.member_id)(reach))


def _of_flags(reach: Reach) -> ColumnElement[bool]:
    flags = select(Flag.id).where(Flag.subject.in_([*reach.refs_alone, *reach.refs_shared]))
    return FlagNote.flag_id.in_(flags)


def _of_people(column: Any) -> Chosen:
    return lambda reach: column.in_(reach.people)


def _lines(reach: Reach) -> ColumnElement[bool]:
    checked = select(MembershipCheck.member_id).where(MembershipCheck.nominee_id.in_(list(reach.nominees)))
    return or_(ListMember.id.in_(list(reach.lines)), ListMember.id.in_(checked))


def _unfinished(reach: Reach) -> ColumnElement[bool]:
    """Choose what they typed themselves; of what others typed of them, not who that is, nor pages on other people."""
    every = [*reach.alone.values(), *reach.shared.values(), *reach.written.values()]
    theirs = [one.id for one in every if one.nominator_id in reach.nominators]
    own_pages = [
        and_(TypedPage.nomination_id == one.nomination_id, TypedPage.page == f"person-{one.position}")
        for one in reach.nominees.values()
    ]
    nobodys = and_(TypedPage.page != "about_you", TypedPage.page.not_like("person-%"))
    told = or_(nobodys, *own_pages)
    return or_(TypedPage.nomination_id.in_(theirs), and_(_about_them(TypedPage.nomination_id)(reach), told))


def _readings(reach: Reach) -> ColumnElement[bool]:
    about = Assignment.entry_id.in_([*reach.entries_alone, *reach.entries_shared])
    return or_(about, _by_seats(Assignment.member_id)(reach))


_UNDER_NOMINATIONS: Final = Rule.NOT_SHORTLISTED

SECTIONS: Final = (
    Section("nominee", "As somebody put forward", Nominee, _of_nominees(Nominee.id), _UNDER_NOMINATIONS),
    Section("notices", "What you were told and answered", Notice, _of_nominees(Notice.nominee_id), _UNDER_NOMINATIONS),
    Section(
        "consents", "What you agreed to", Consent,
        lambda reach: Consent.notice_id.in_([one.id for one in reach.notices.values()]),
    ),
    Section("supporters", "Adults named", Supporter, lambda reach: Supporter.id.in_(list(reach.supporters)),
            _UNDER_NOMINATIONS),
    Section("nominations", "Nominations", Nomination, _of_nominations(Nomination.id), _UNDER_NOMINATIONS),
    Section("answers", "What was written", Answer, _of_nominations(Answer.nomination_id), _UNDER_NOMINATIONS),
    Section("submissions", "What was sent, each time", Submission, _of_nominations(Submission.nomination_id),
            _UNDER_NOMINATIONS),
    Section("unfinished", "What was typed and not saved", TypedPage, _unfinished, _UNDER_NOMINATIONS, look_first=True),
    Section("corrections", "Corrections asked for", CorrectionRequest,
            _of_nominations(CorrectionRequest.nomination_id), _UNDER_NOMINATIONS),
    Section("information_requests", "What was asked of the nominator", InformationRequest,
            _of_nominations(InformationRequest.nomination_id), _UNDER_NOMINATIONS),
    Section("additions", "What was added when asked", Addition, _of_nominations(Addition.nomination_id),
            _UNDER_NOMINATIONS),
    Section("move_offers", "Offers to move to another award", MoveOffer, _of_nominations(MoveOffer.nomination_id),
            _UNDER_NOMINATIONS),
    Section("verdicts", "What the rules said", VerdictRecord, _about_them(VerdictRecord.nomination_id),
            _UNDER_NOMINATIONS),
    Section("rulings", "What staff ruled", Ruling, _about_them(Ruling.nomination_id), _UNDER_NOMINATIONS),
    Section("staff_notes", "What staff noted", StaffNote, _about_them(StaffNote.nomination_id), _UNDER_NOMINATIONS,
            look_first=True),
    Section("judges_copies", "The copy made for judges", CopyPassage, _about_them(CopyPassage.nomination_id),
            _UNDER_NOMINATIONS),
    Section("warnings", "What judges were warned of", CopyStamp, _about_them(CopyStamp.nomination_id),
            _UNDER_NOMINATIONS, but=("digest",)),
    Section("register_checks", "What the register said", RegisterCheck, _of_nominees(RegisterCheck.nominee_id),
            _UNDER_NOMINATIONS),
    Section("list_checks", "Looked up in the organiser’s lists", MembershipCheck,
            _of_nominees(MembershipCheck.nominee_id), Rule.LISTS),
    Section("list_lines", "Lines of the organiser’s lists", ListMember, _lines, Rule.LISTS),
    Section("concerns", "What was asked about fitness to practise", Concern, _of_nominees(Concern.nominee_id),
            Rule.CONCERNS, look_first=True),
    Section("flag_notes", "Safeguarding notes", FlagNote, _of_flags, Rule.FLAGS, look_first=True),
    Section("entries", "Entries as judges read them", Entry, _of_entries(Entry.id), Rule.SHORTLISTED),
    Section("passages", "What judges read", Passage, _of_entries(Passage.entry_id), Rule.SHORTLISTED),
    Section("interests", "Ties that judges declared", Interest, _of_interests, Rule.COMMENTS),
    Section("organiser_ties", "Ties of the organiser", OrganiserTie, _of_entries(OrganiserTie.entry_id),
            Rule.SHORTLISTED),
    Section("abstentions", "Readings and why somebody abstained", Assignment, _readings,
            Rule.COMMENTS),
    Section("score_sheets", "What judges wrote over all", ScoreSheet, _on_sheets(ScoreSheet.id), Rule.COMMENTS),
    Section("scores", "Marks and comments", Score, _on_sheets(Score.sheet_id), Rule.COMMENTS),
    Section("earlier_scores", "Earlier marks and comments", SheetVersion, _on_sheets(SheetVersion.sheet_id),
            Rule.COMMENTS),
    Section("discussions", "What meetings noted", Discussion, _of_entries(Discussion.entry_id), Rule.COMMENTS),
    Section("feedback", "Feedback", Feedback, _of_entries(Feedback.entry_id), Rule.SHORTLISTED),
    Section("addenda", "What came after a decision", Addendum, _of_entries(Addendum.entry_id), Rule.SHORTLISTED,
            look_first=True),
    Section("winners", "As a winner", Winner, _of_winners(Winner.id)),
    Section("citations", "Citations", Citation, _of_winners(Citation.winner_id)),
    Section("nominator", "As somebody who nominated", Nominator,
            lambda reach: Nominator.id.in_(list(reach.nominators)), _UNDER_NOMINATIONS),
    Section("account", "Your account", User, _of_users(User.id), Rule.ACCOUNTS),
    Section("roles", "What your account may do", Grant, _of_users(Grant.user_id), Rule.ACCOUNTS),
    Section("passkeys", "Passkeys", Passkey, _of_users(Passkey.user_id), Rule.ACCOUNTS),
    Section("panels", "Your place on panels", PanelMember, _of_users(PanelMember.user_id), Rule.JUDGES),
    Section("practice", "Your practice", PracticeSheet, _by_seats(PracticeSheet.member_id), Rule.COMMENTS),
    Section("sign_ins", "Sign-ins", SignIn, _of_people(SignIn.subject), Rule.PASSING),
    Section("links", "Links that were mailed", Link, _of_people(Link.subject), Rule.PASSING),
    Section("suppression", "Notes not to be put forward", Suppression, _of_people(Suppression.nominee_ref)),
)  # fmt: skip
"""In the order of the page. Mail, the trail and what others wrote of them come after these; see `copying`."""
