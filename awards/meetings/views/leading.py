"""Leading a meeting, for staff and the chair alike: who is there, what is said of entries, and how it ends."""

from __future__ import annotations

from flask import abort, flash, request
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.db import db
from awards.meetings import actions, forms, pages
from awards.meetings.listing import meetings_page
from awards.meetings.minutes import minutes_for
from awards.meetings.views.at_table import (
    back_to,
    board_here,
    on_both,
    shown,
    table_here,
    table_to_lead,
    this_season,
)
from awards.results.models import DecisionKind
from awards.screening.reading import note_reading
from awards.web.clock import now
from awards.web.forms import problems


@on_both("/")
def meetings() -> ResponseReturnValue:
    """List the meetings, and what may be met about."""
    page = meetings_page(db.session, this_season(), actor=me(), now=now())
    return shown("meetings", page=page, form=forms.OpenForm())


@on_both("/", methods=["POST"])
def open_one() -> ResponseReturnValue:
    """Open a meeting about a category's shortlist, or its winners."""
    form, season = forms.OpenForm(), this_season()
    if not form.validate_on_submit():
        abort(400)
    page = meetings_page(db.session, season, actor=me(), now=now())
    if form.category.data not in {one.slug for one in page.categories}:
        abort(404)
    board = board_here(form.category.data or "", deciding=True)
    meeting = actions.open_meeting(db.session, board, DecisionKind(form.purpose.data or ""), actor=me(), now=now())
    flash("The meeting is open. Note who is there.")
    return back_to(".meeting", ref=meeting.ref)


@on_both("/<ref>")
def meeting(ref: str) -> ResponseReturnValue:
    """Show a meeting: who is there, its agenda and its votes."""
    table = table_here(ref)
    return shown("meeting", page=pages.meeting_page(table), form=forms.attendance_form(table), end=forms.EndForm())


@on_both("/<ref>/attendance", methods=["POST"])
def attendance(ref: str) -> ResponseReturnValue:
    """Note who is at the meeting."""
    table = table_to_lead(ref, to_act=True)
    form = forms.attendance_form(table)
    if not form.validate_on_submit():
        abort(400)
    actions.note_attendance(db.session, table, form.present.data or [], actor=me(), now=now())
    flash("Who is there is noted.")
    return back_to(".meeting", ref=ref)


@on_both("/<ref>/agenda", methods=["POST"])
def refresh(ref: str) -> ResponseReturnValue:
    """Bring the agenda up to what the scores say now."""
    table = table_to_lead(ref, to_act=True)
    board = board_here(table.meeting.category.slug, deciding=False)
    actions.refresh_agenda(db.session, table, board, actor=me(), now=now())
    flash("The agenda is up to date.")
    return back_to(".meeting", ref=ref)


@on_both("/<ref>/entries/<entry>", methods=["GET", "POST"])
def entry(ref: str, entry: str) -> ResponseReturnValue:
    """Show the judges' copy beside the spread of scores; who leads writes down what is said."""
    posted = request.method == "POST"
    table = table_to_lead(ref, to_act=True) if posted else table_here(ref)
    page = pages.entry_page(db.session, table, entry)
    note_reading(table.meeting.category, entry, actor=me(), at=now())
    said = page.words
    form = forms.WordsForm(words=said.words if said else "", for_feedback=bool(said and said.for_feedback),
                           version=str(said.version if said else 0))  # fmt: skip
    may = actions.may_write(table, page.entry, form.rests_on)
    if posted and form.agrees(may):
        typed = actions.Said(form.words.data or "", bool(form.for_feedback.data), form.rests_on)
        actions.note_words(db.session, table, page.entry, typed=typed, actor=me(), now=now())
        flash("Saved.")
        return back_to(".entry", ref=ref, entry=entry)
    form.version.data = str(said.version if said else 0)
    return shown("entry", page=page, form=form, changed=form.status == 409, errors=problems(form)), form.status  # noqa: PLR2004


@on_both("/<ref>/end", methods=["POST"])
def end(ref: str) -> ResponseReturnValue:
    """End the meeting and write its minutes."""
    table, form = table_to_lead(ref, to_act=True), forms.EndForm()
    if not form.validate_on_submit():
        abort(400)
    actions.end_meeting(db.session, table, with_words=bool(form.with_words.data), actor=me(), now=now())
    flash("The meeting has ended. The minutes are written and wait for the chair.")
    return back_to(".minutes", ref=ref)


@on_both("/<ref>/minutes")
def minutes(ref: str) -> ResponseReturnValue:
    """Show the minutes, as far as the reader may know of what is in them."""
    table = table_here(ref)
    if table.meeting.minutes is None:
        abort(404)
    form = forms.SignForm(seen=table.meeting.minutes_sha256)
    return shown("minutes", table=table, minutes=minutes_for(table), state=pages.STATE_WORDS[table.meeting.state],
                 form=form, errors=[])  # fmt: skip
