"""What only the chair does at a meeting: stand behind a departure as its second person, and sign the minutes."""

from __future__ import annotations

from flask import abort, flash, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.permission import require
from awards.db import db
from awards.meetings import actions, forms, pages, policy
from awards.meetings.minutes import minutes_for
from awards.meetings.views.at_table import back_to, board_here, judge_door, shown, table_here
from awards.results.deciding_forms import SecondForm
from awards.results.deciding_pages import second_page
from awards.results.deciding_seconds import may_second
from awards.web.clock import now
from awards.web.forms import problems


@judge_door.route("/<ref>/second", methods=["GET", "POST"])
def second(ref: str) -> ResponseReturnValue:
    """Let the chair confirm or refuse a decision that departs from the order of the scores."""
    form = SecondForm()
    table = table_here(ref, to_act=form.is_submitted())
    if not (table.leads and table.reader):
        abort(404)
    board = board_here(table.meeting.category.slug, deciding=form.is_submitted())
    decision = board.waiting(table.meeting.purpose) or abort(404)
    may = may_second(db.session, decision, board, actor=me())
    if form.is_submitted() and form.agrees(decision, may):
        form.answer_with(db.session, decision, board, actor=me(), now=now())
        flash(form.done)
        return back_to(".meeting", ref=ref)
    form.seen.data = str(decision.id)
    return shown("second", table=table, form=form, page=second_page(board, decision, may=may), errors=problems(form),
                 back=url_for(".meeting", ref=ref)), form.status  # fmt: skip


@judge_door.route("/<ref>/minutes", methods=["POST"])
def sign(ref: str) -> ResponseReturnValue:
    """Sign the minutes that one has read."""
    table, form = table_here(ref, to_act=True), forms.SignForm()
    may = policy.may_sign(table, seen=form.seen.data or "")
    if table.meeting.minutes is None:  # the meeting goes on: there is no page to show them on
        require(may)
    if not form.agrees(may):
        form.seen.data = table.meeting.minutes_sha256
        return shown("minutes", table=table, minutes=minutes_for(table), form=form,
                     state=pages.STATE_WORDS[table.meeting.state], errors=problems(form)), form.status  # fmt: skip
    actions.sign_minutes(db.session, table, seen=form.seen.data or "", actor=me(), now=now())
    flash("You have signed the minutes. Nothing of the meeting changes any more.")
    return back_to(".minutes", ref=ref)
