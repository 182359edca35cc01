"""What only staff do at a meeting: record what it decides, let it go on, or call it off."""

from __future__ import annotations

from flask import abort, flash, request
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.permission import Permission, require
from awards.db import db
from awards.meetings import actions, deciding, decision_forms, forms, pages, policy
from awards.meetings.views.at_table import back_to, board_here, shown, staff_door, table_here
from awards.results.models import Decision
from awards.web.clock import now
from awards.web.forms import problems


@staff_door.route("/<ref>/decide")
def decide(ref: str) -> ResponseReturnValue:
    """List what the meeting can decide, each with what would change."""
    table = table_here(ref)
    require(deciding.may_decide_here(table))
    board = pages.board_of_agenda(db.session, table)
    options = deciding.options_of(board, table.meeting.purpose, deciding.votes_in(table))
    return shown("decide", table=table, options=options, waiting=board.waiting(table.meeting.purpose))


@staff_door.route("/<ref>/decide/<any(keep, swap, vote, joint, commended, withhold):way>", methods=["GET", "POST"])
def record(ref: str, way: str) -> ResponseReturnValue:
    """Show what a decision changes, then record it."""
    posted = request.method == "POST"
    table = table_here(ref, to_act=posted)
    purpose, votes = table.meeting.purpose, deciding.votes_in(table)
    title = deciding.TITLES[purpose].get(deciding.Way(way)) or abort(404)
    require(deciding.may_decide_here(table) if not posted else Permission())
    slug = table.meeting.category.slug
    board = board_here(slug, deciding=True) if posted else pages.board_of_agenda(db.session, table)
    form = decision_forms.decision_form(
        board, purpose, deciding.Way(way), votes=votes, taking_part=deciding.took_part(table)
    )  # fmt: skip
    if posted and form.is_read and form.validate():
        return _recorded(deciding.decide_here(db.session, table, board, choice=form.choice, actor=me(), now=now()), ref)
    page = shown("record", table=table, form=form, title=title, changes=form.look(), errors=problems(form))
    return page, form.status


@staff_door.route("/<ref>/resume", methods=["POST"])
def resume(ref: str) -> ResponseReturnValue:
    """Let a meeting go on before its minutes are signed."""
    table = table_here(ref, to_act=True)
    if not forms.EndForm().validate_on_submit():
        abort(400)
    actions.resume_meeting(db.session, table, actor=me(), now=now())
    flash("The meeting goes on. Its minutes are written anew when it ends.")
    return back_to(".meeting", ref=ref)


@staff_door.route("/<ref>/call-off", methods=["GET", "POST"])
def call_off(ref: str) -> ResponseReturnValue:
    """Call a meeting off that has decided nothing."""
    table, form = table_here(ref, to_act=request.method == "POST"), forms.ReasonForm()
    if form.is_submitted() and form.agrees(policy.may_call_off(table, reason=form.reason.data or "")):
        actions.call_off_meeting(db.session, table, reason=form.reason.data or "", actor=me(), now=now())
        flash("The meeting is called off.")
        return back_to(".meetings")
    return shown("call_off", table=table, form=form, errors=problems(form)), form.status


def _recorded(decision: Decision, ref: str) -> ResponseReturnValue:
    waits = "It departs from the scores or the vote, so it moves nothing until a second person confirms it."
    flash(f"The decision is recorded. {waits if decision.departure else 'Nothing is public until it is announced.'}")
    return back_to(".meeting", ref=ref)
