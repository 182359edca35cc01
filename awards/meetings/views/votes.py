"""Votes of a meeting: opened, looked at, counted and called off by whoever leads it; every member casts their own."""

from __future__ import annotations

from flask import abort, flash, request
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.db import db
from awards.meetings import forms, pages, policy, voting
from awards.meetings.balloting import counted
from awards.meetings.models import Vote
from awards.meetings.table import Table
from awards.meetings.views.at_table import back_to, judge_door, on_both, shown, staff_door, table_here, table_to_lead
from awards.web.clock import now
from awards.web.forms import problems


@on_both("/<ref>/votes/new", methods=["GET", "POST"])
def new_vote(ref: str) -> ResponseReturnValue:
    """Choose who stands, and open the vote."""
    table = table_to_lead(ref, to_act=request.method == "POST")
    form = forms.vote_form(table)
    if form.is_submitted() and form.agrees(policy.may_open_vote(table, form.chosen)):
        vote = voting.open_vote(db.session, table, form.chosen, actor=me(), now=now())
        flash("The vote is open.")
        return back_to(".vote", ref=ref, number=vote.number)
    page = pages.meeting_page(table)
    return shown("new_vote", page=page, form=form, errors=problems(form)), form.status


@on_both("/<ref>/votes/<int:number>", own=True)
def vote(ref: str, number: int) -> ResponseReturnValue:
    """Show a vote: to members their ballot, after the count to all who may know what it came to."""
    table = table_here(ref)
    return _vote_page(table, table.vote(number))


@on_both("/<ref>/votes/<int:number>/count", methods=["POST"])
def count(ref: str, number: int) -> ResponseReturnValue:
    """Close the vote and count it."""
    table = table_to_lead(ref, to_act=True)
    one, form = table.vote(number), forms.ReasonForm(prefix="closing")
    if not form.agrees(policy.may_close_vote(table, one, reason=form.reason.data or "")):
        return _vote_page(table, one, closing=form)
    voting.close_vote(db.session, table, one, reason=form.reason.data or "", actor=me(), now=now())
    flash("The vote is counted.")
    return back_to(".vote", ref=ref, number=number)


@on_both("/<ref>/votes/<int:number>/call-off", methods=["POST"])
def call_off_vote(ref: str, number: int) -> ResponseReturnValue:
    """Call the vote off, uncounted."""
    table = table_to_lead(ref, to_act=True)
    one, form = table.vote(number), forms.ReasonForm(prefix="calling")
    if not form.agrees(policy.may_call_off_vote(table, one, reason=form.reason.data or "")):
        return _vote_page(table, one, calling=form)
    voting.call_off_vote(db.session, table, one, reason=form.reason.data or "", actor=me(), now=now())
    flash("The vote is called off. Nobody sees what was on its ballots.")
    return back_to(".meeting", ref=ref)


@on_both("/<ref>/votes/<int:number>/second", methods=["POST"])
def second_ballot(ref: str, number: int) -> ResponseReturnValue:
    """Open a second ballot among those whom the vote left level."""
    table = table_to_lead(ref, to_act=True)
    if not forms.ReasonForm().validate_on_submit() or table.vote(number).result is None:
        abort(400)
    second = voting.open_second_ballot(db.session, table, table.vote(number), actor=me(), now=now())
    flash("The second ballot is open.")
    return back_to(".vote", ref=ref, number=second.number)


@staff_door.route("/<ref>/votes/<int:number>/ballots/<user_ref>", methods=["GET", "POST"])
def key_in(ref: str, number: int, user_ref: str) -> ResponseReturnValue:
    """Key in what a member who is there wrote on paper."""
    table = table_to_lead(ref, to_act=request.method == "POST")
    one = table.vote(number)
    member = next((who for who in table.members if who.ref == user_ref), None) or abort(404)
    form = forms.ballot_form(one.candidates, table.titles)
    if form.is_submitted() and form.agrees(policy.may_cast(one, member, table=table, keyed_in=True)):
        voting.cast_ballot(db.session, table, one, member=member, ranking=form.ranking, actor=me(), now=now())
        flash(f"The ballot of {member.name} is keyed in.")
        return back_to(".vote", ref=ref, number=number)
    return shown("key_in", table=table, vote=one, member=member, form=form, errors=problems(form)), form.status


@judge_door.route("/<ref>/votes/<int:number>", methods=["POST"])
def cast(ref: str, number: int) -> ResponseReturnValue:
    """Cast one's own ballot, or change it."""
    table = table_here(ref, to_act=True)
    one, member = table.vote(number), table.reader or abort(404)
    if not table.sees(one):
        abort(404)
    form = forms.ballot_form(one.candidates, table.titles)
    if not form.agrees(policy.may_cast(one, member, table=table)):
        return _vote_page(table, one, ballot=form)
    voting.cast_ballot(db.session, table, one, member=member, ranking=form.ranking, actor=me(), now=now())
    flash("Your ballot is cast. You can change it until the vote is counted.")
    return back_to(".vote", ref=ref, number=number)


@judge_door.route("/<ref>/votes/<int:number>/casting-vote", methods=["POST"])
def casting_vote(ref: str, number: int) -> ResponseReturnValue:
    """Give the chair's casting vote, with its reason."""
    table = table_here(ref, to_act=True)
    one = table.vote(number)
    if one.result is None or not table.sees(one):
        abort(404)
    found = counted(one, table.votes)
    form = forms.casting_form(found.settlement.level, table.titles)
    may = policy.may_cast_last(table, found, chosen=form.chosen.data or "", reason=form.reason.data or "")
    if not form.agrees(may):
        return _vote_page(table, one, casting=form)
    voting.cast_last(db.session, table, one, chosen=form.chosen.data or "", reason=form.reason.data or "", actor=me(),
                     now=now())  # fmt: skip
    flash("Your casting vote is recorded with its reason.")
    return back_to(".vote", ref=ref, number=number)


def _vote_page(table: Table, one: Vote, **sent: forms.Answered) -> ResponseReturnValue:
    """Draw a vote with its forms; one that was sent and refused comes back as it was typed."""
    page = pages.vote_page(table, one)
    drawn = forms.vote_forms(page.vote.candidates, page.titles, mine=page.mine, result=page.result) | sent
    answer = next(iter(sent.values()), None)
    errors = problems(answer) if answer else []
    return shown("vote", page=page, forms=drawn, no_part=pages.NO_PART, errors=errors), answer.status if answer else 200
