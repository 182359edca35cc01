"""Staff pages on which feedback for entries that did not win is written, finished and taken back."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.db import db
from awards.results import feedback, feedback_forms, feedback_pages, feedback_queries
from awards.results.feedback_rules import Finding, findings_of
from awards.results.queries import Board
from awards.results.views.decisions_staff import board_to_decide
from awards.results.views.staff import door
from awards.screening.models import Entry
from awards.screening.reading import note_reading
from awards.web.clock import now
from awards.web.forms import problems
from awards.web.transactions import keep


@door.route("/<slug>/feedback")
def feedback_list(slug: str) -> ResponseReturnValue:
    """Show which entries of a category may be given feedback, and how far each one's is."""
    board = board_to_decide(slug)
    category = feedback_queries.category_for_feedback(board)
    lines = feedback_pages.feedback_lines(feedback_queries.feedback_of_category(db.session, board))
    return render_template("results/staff/feedback_list.html", category=category, lines=lines)


@door.route("/<slug>/feedback/<ref>", methods=["GET", "POST"])
def write_feedback(slug: str, ref: str) -> ResponseReturnValue:
    """Write the feedback on one entry, beginning with a draft from the comments of the judges that count."""
    board = board_to_decide(slug)
    entry = feedback_queries.entry_for_feedback(board, ref)
    note_reading(board.category, ref, actor=me(), at=now())  # the draft is made of what judges wrote about it
    found = feedback_queries.feedback_on(db.session, entry, writing=request.method == "POST")
    form = feedback_forms.feedback_form(found, "" if found else _draft(board, entry))
    names_somebody = _findings(board, entry, form.text.data or "")
    if form.is_submitted() and form.hold_against(found):
        saved = feedback.write_feedback(db.session, entry, found, text=form.text.data or "", actor=me(), now=now())
        keep()  # the words stay, whatever becomes of finishing them
        if form.finish.data:
            feedback.finish_feedback(db.session, entry, saved, found=names_somebody, actor=me(), now=now())
        flash("Finished: whoever it is for can read it." if form.finish.data else "Saved. Nobody outside reads it yet.")
        return redirect(url_for(".write_feedback", slug=slug, ref=ref), 303)
    page = feedback_pages.feedback_page(board.category, entry, found, remarks=names_somebody)
    return render_template("results/staff/feedback.html", form=form, errors=problems(form), page=page), form.status


@door.route("/<slug>/feedback/<ref>/take-back", methods=["POST"])
def take_back_feedback(slug: str, ref: str) -> ResponseReturnValue:
    """Stop feedback from being read, so that it can be written anew."""
    entry = feedback_queries.entry_for_feedback(board_to_decide(slug), ref)
    found = feedback_queries.feedback_on(db.session, entry, writing=True) or abort(404)
    feedback.take_back_feedback(db.session, entry, found, actor=me(), now=now())
    flash("Taken back: nobody outside reads it until it is finished again.")
    return redirect(url_for(".write_feedback", slug=slug, ref=ref), 303)


def _draft(board: Board, entry: Entry) -> str:
    more = feedback_queries.more_words(db.session, entry)
    return feedback_queries.draft_of(db.session, board, entry, more=more)


def _findings(board: Board, entry: Entry, text: str) -> list[Finding]:
    names = feedback_queries.names_around(db.session, board, entry)
    return findings_of(text, judges=names.judges, others=names.others, own=names.own)
