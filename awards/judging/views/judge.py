"""A judge's entries: the list, the sheet of one entry, and their own scores."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.judging import actions
from awards.judging.desk import Desk, desk_for, my_sheets, queue_for, scores_for
from awards.judging.forms import LATER, SheetForm, sheet_form
from awards.judging.policy import may_hand_in
from awards.judging.rules import missing
from awards.panels.overview import ahead_of
from awards.panels.queries import assignment_for_judge, judging_round
from awards.panels.rules import Step
from awards.safeguarding.actions import raise_flag, say_more
from awards.safeguarding.forms import MoreForm
from awards.safeguarding.pages import told_page
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import Form, problems
from awards.web.transactions import keep, observe

door = Door("judging", __name__, opens_to=Audience.JUDGES, url_prefix="/judge/entries")


@door.route("/")
def queue() -> ResponseReturnValue:
    """List what is the judge's to read, and say what comes next."""
    season, mine = _season(), me().reference
    ahead = ahead_of(db.session, mine, season_id=season.id)
    return render_template(
        "judging/judge/queue.html",
        queue=queue_for(db.session, mine, season=season),
        judging=judging_round(season),
        step_first=ahead is not None and ahead.step is not Step.ENTRIES,
    )


@door.route("/scores")
def scores() -> ResponseReturnValue:
    """Show the judge's own scores, and nobody else's."""
    season = _season()
    mine, judging = scores_for(db.session, me().reference, season=season), judging_round(season)
    permission = may_hand_in(mine.complete, judging, now=now())
    return render_template("judging/judge/scores.html", mine=mine, judging=judging, may_hand_in=bool(permission))


@door.route("/hand-in", methods=["POST"])
def hand_in() -> ResponseReturnValue:
    """Lock the judge's complete sheets."""
    season = _season()
    sheets = my_sheets(db.session, me().reference, season=season)
    count = actions.hand_in_scores(db.session, sheets, judging=judging_round(season), actor=me(), now=now())
    flash(f"Scores handed in: {count}. Thank you.")
    return redirect(url_for(".scores"), 303)


@door.route("/<ref>")
def sheet(ref: str) -> ResponseReturnValue:
    """Show an entry beside its score sheet."""
    desk = _desk(ref)
    if desk.entry.category.reveals:
        observe(actions.reading_noted(ref, actor=me(), now=now()))
    return _page(desk, _form(desk))


@door.route("/<ref>", methods=["POST"])
def save(ref: str) -> ResponseReturnValue:
    """Save what was typed first, then see whether the sheet is complete."""
    desk = _desk(ref, to_write=True)
    form = _form(desk)
    if not desk.permission:
        return _page(desk, form, unsaved="late"), 409
    if form.rests_on() != desk.version:
        return _page(desk, form, unsaved="changed"), 409
    typed = form.typed(desk.criteria, desk.scale, saved=desk.marks, overall=desk.overall)
    actions.save_sheet(db.session, desk.assignment, sheet=desk.sheet, typed=typed, version=desk.version,
                       judging=desk.judging, actor=me(), now=now())  # fmt: skip
    keep()
    return _go_on(_desk(ref, to_write=True), form)


@door.route("/<ref>/flag", methods=["POST"])
def flag(ref: str) -> ResponseReturnValue:
    """Tell the safeguarding lead about an entry that is the judge's to read."""
    season = _mine_to_read(ref)
    if not Form().validate_on_submit():
        abort(400)
    raise_flag(db.session, season, ref, actor=me(), now=now())
    return redirect(url_for(".flagged", ref=ref), 303)


@door.route("/<ref>/flag")
def flagged(ref: str) -> ResponseReturnValue:
    """Say who will look by when, and offer a box to say more."""
    return _told(_mine_to_read(ref), ref, MoreForm())


@door.route("/<ref>/flag/more", methods=["POST"])
def say(ref: str) -> ResponseReturnValue:
    """Keep what is added; if the flag was closed meanwhile, it is raised once more."""
    season, form = _mine_to_read(ref), MoreForm()
    if not form.validate_on_submit():
        return _told(season, ref, form), 422
    told = raise_flag(db.session, season, ref, actor=me(), now=now())
    say_more(db.session, told, form.text.data or "", actor=me(), now=now())
    flash("What you wrote is with the safeguarding lead")
    return redirect(url_for(".flagged", ref=ref), 303)


def _mine_to_read(ref: str) -> Season:
    """Give the season of an entry that is the judge's to read; any other is not found."""
    season = _season()
    assignment_for_judge(db.session, ref, user_ref=me().reference, season_id=season.id)
    return season


def _told(season: Season, ref: str, form: MoreForm) -> str:
    told = told_page(db.session, season, ref, actor=me())
    return render_template("judging/judge/flag.html", told=told, form=form, errors=problems(form))


def _go_on(desk: Desk, form: SheetForm) -> ResponseReturnValue:
    fine = form.validate()
    if fine and form.do.data == LATER:
        flash("Saved. You can come back to it.")
        return redirect(url_for(".queue"), 303)
    form.show_gaps(missing(desk.marks, [criterion.key for criterion in desk.criteria], desk.scale), desk.criteria)
    if form.errors or desk.sheet is None:
        return _page(desk, form), 422
    actions.complete_sheet(db.session, desk.sheet, assignment=desk.assignment, criteria=desk.criteria,
                           scale=desk.scale, judging=desk.judging, actor=me(), now=now())  # fmt: skip
    flash(f"Saved. {desk.done} of {len(desk.mine)} done.")
    return redirect(url_for(".sheet", ref=desk.next_ref) if desk.next_ref else url_for(".scores"), 303)


def _page(desk: Desk, form: SheetForm, *, unsaved: str | None = None) -> str:
    return render_template("judging/judge/sheet.html", desk=desk, form=form, unsaved=unsaved, errors=problems(form))


def _form(desk: Desk) -> SheetForm:
    return sheet_form(desk.criteria, desk.scale, marks=desk.marks, overall=desk.overall)


def _desk(ref: str, *, to_write: bool = False) -> Desk:
    return desk_for(db.session, ref, user_ref=me().reference, season=_season(), now=now(), to_write=to_write)


def _season() -> Season:
    season: Season | None = g.season
    return season or abort(404)
