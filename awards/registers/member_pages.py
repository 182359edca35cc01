"""What the pages show on which staff say who of the organiser's own list a nominee is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.core.permission import Permission
from awards.core.times import local_day, short_day_words
from awards.nominations.models import Nominee
from awards.registers.forms import ConfirmForm, MemberForm
from awards.registers.models import ListKind, ListMember, ListUpload
from awards.registers.pages import ListPage, by_state, filters, page_in, state_in, upload_rows
from awards.registers.policy import may_check
from awards.registers.proposals import MemberState, Proposal, Proposer, state_of
from awards.registers.queries import ABOUT_PROGRAMMES, MemberLine, categories_about, member_lines, newest_list
from awards.registers.vocabulary import Vocabulary
from awards.registers.wording import MEMBER_STATES, person_words, typed_words
from awards.seasons.models import Season
from awards.web.pagination import page_links


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One nominee in the list of matches."""

    ref: str
    name: str
    nomination_ref: str
    category: str
    typed: str
    state: str
    tone: str
    found: str
    proposals: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersPage:
    """The nominees by state, those of this page that match exactly, and the list they are looked for in."""

    shown: ListPage[MemberRow]
    newest: ListUpload | None
    newest_day: str | None
    form: ConfirmForm
    exact: Mapping[str, tuple[Nominee, ListMember]]

    @property
    def chosen(self) -> list[tuple[Nominee, ListMember]]:
        """The ticked matches; ask only once the form has been found valid."""
        return [self.exact[key] for key in self.form.matches.data or ()]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPage:
    """One nominee, the lines that may be them with why, and the form."""

    line: MemberLine
    typed: str
    found: str
    newest: ListUpload
    newest_day: str
    form: MemberForm
    whys: Mapping[str, str]
    members: Mapping[int, ListMember]
    may: Permission

    @property
    def chosen(self) -> ListMember | None:
        """The line that was chosen; None for nobody. Ask only once the form has been found valid."""
        return None if self.form.chosen is None else self.members[self.form.chosen]


def members_page(session: Session, season: Season, *, state: str | None, page: int, actor: Actor) -> MembersPage:
    """Give whom the rules want looked for in the organiser's list, those who wait first. Four statements."""
    categories = categories_about(session, season, ABOUT_PROGRAMMES)
    lines = member_lines(session, season, categories)
    newest, members = newest_list(session, season.id)
    in_state = by_state([(state_of(line, newest, season.vocabulary), line) for line in lines], MEMBER_STATES)
    chosen = state_in(state, MEMBER_STATES)
    shown = [(one, line) for one, some in in_state.items() if chosen in {None, one} for line in some]
    part = page_in(shown, page)
    open_still = [line for one, line in part.rows if one in {MemberState.UNMATCHED, MemberState.AGAIN}]
    proposer = Proposer(members if open_still else (), season.vocabulary)
    proposed = {line.nominee.id: proposer.proposals_for(line.nominee) for line in open_still}
    exact = _exact(open_still, proposed)
    form = ConfirmForm()
    form.offer({key: _match_words(pair, season.vocabulary, newest) for key, pair in exact.items()})
    return MembersPage(
        shown=ListPage(
            rows=[
                _row(line, one, season=season, proposals=proposed.get(line.nominee.id, [])) for one, line in part.rows
            ],
            filters=filters(in_state, MEMBER_STATES, chosen=chosen, endpoint=".members"),
            links=page_links(part),
            uploads=upload_rows(session, season, ListKind.PROGRAMME),
            may=may_check(actor),
            nobody=not categories,
        ),
        newest=newest,
        newest_day=short_day_words(newest.as_of) if newest else None,
        form=form,
        exact=exact,
    )


def member_page(session: Session, season: Season, ref: str, *, actor: Actor) -> MemberPage:
    """Give one nominee with the lines of the newest list that may be them. Three statements.

    Raises:
        NoResultFound: nobody of this season with this reference has to be looked for, or there is no list yet.
    """
    lines = member_lines(session, season, categories_about(session, season, ABOUT_PROGRAMMES), ref=ref)
    newest, members = newest_list(session, season.id)
    if not lines or newest is None:
        raise NoResultFound(ref)
    line, vocabulary = lines[0], season.vocabulary
    proposals = Proposer(members, vocabulary).proposals_for(line.nominee)
    form = MemberForm()
    form.offer({one.member.id: person_words(one.member, vocabulary, on=newest.as_of) for one in proposals})
    return MemberPage(
        line=line,
        typed=_typed(line.nominee, vocabulary, on=newest.as_of),
        found=_found(line, vocabulary, zone=season.programme.zone),
        newest=newest,
        newest_day=short_day_words(newest.as_of),
        form=form,
        whys={str(one.member.id): _why(one) for one in proposals},
        members={one.member.id: one.member for one in proposals},
        may=may_check(actor),
    )


def _exact(
    lines: Sequence[MemberLine], proposed: Mapping[int, Sequence[Proposal]]
) -> dict[str, tuple[Nominee, ListMember]]:
    found = {}
    for line in lines:
        match = next((one for one in proposed[line.nominee.id] if one.exact), None)
        if match is not None:
            found[f"{line.nominee.ref}.{match.member.id}"] = (line.nominee, match.member)
    return found


def _match_words(pair: tuple[Nominee, ListMember], vocabulary: Vocabulary, newest: ListUpload | None) -> str:
    nominee, member = pair
    on = newest.as_of if newest else date.min
    told = f"{nominee.full_name} ({nominee.ref}), {_typed(nominee, vocabulary, on=on).lower()}"
    return f"{told}: on the list as {person_words(member, vocabulary, on=on)}"


def _row(line: MemberLine, state: MemberState, *, season: Season, proposals: Sequence[Proposal]) -> MemberRow:
    words, tone = MEMBER_STATES[state]
    vocabulary = season.vocabulary
    on = season.closes_at.date()
    return MemberRow(
        ref=line.nominee.ref,
        name=line.nominee.full_name,
        nomination_ref=line.nomination_ref,
        category=line.category_name,
        typed=_typed(line.nominee, vocabulary, on=on),
        state=words,
        tone=tone,
        found=_found(line, vocabulary, zone=season.programme.zone),
        proposals=[f"{person_words(one.member, vocabulary, on=on)} ({_why(one)})" for one in proposals],
    )


def _typed(nominee: Nominee, vocabulary: Vocabulary, *, on: date) -> str:
    return typed_words(
        nominee.programme, nominee.programme_status, nominee.programme_stage, vocabulary=vocabulary, on=on
    )


def _found(line: MemberLine, vocabulary: Vocabulary, *, zone: str) -> str:
    if line.check is None:
        return "Never looked for"
    day = local_day(line.check.checked_at, zone)
    who = person_words(line.member, vocabulary, on=day) if line.member else "Nobody on the list"
    return f"{who}. {short_day_words(day)}, {line.checked_by or line.check.checked_by}"


def _why(proposal: Proposal) -> str:
    return "; ".join(why.words for why in proposal.likeness.why) + f"; likeness {proposal.likeness.score:.0%}"
