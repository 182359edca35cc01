"""A judge's entries: the list, and the sheet of one entry, which is kept as it is typed."""

from __future__ import annotations

from flask import abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.judging import actions
from awards.judging.desk import Desk, desk_for, desk_of, done_words, queue_for
from awards.judging.forms import LATER, UNDO, SheetForm, sheet_form
from awards.judging.notices import registered_notices
from awards.judging.policy import has_closed
from awards.judging.readings import panels_chaired
from awards.judging.saving import CHANGED, Kept, keep_typed, undo
from awards.judging.scoring import Scoring, scoring_to_write
from awards.nominations.views.typing import TOO_LONG, is_autosave, tab_here
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
from awards.web.jinja import clock_time
from awards.web.transactions import keep, observe

door = Door("judging", __name__, opens_to=Audience.JUDGES, url_prefix="/judge/entries")

ELSEWHERE = "Changed somewhere else: press Save and next to see both."


@door.route("/")
def queue() -> ResponseReturnValue:
    """List what is the judge's to read, and say what comes next."""
    season, mine = _season(), me().reference
    ahead = ahead_of(db.session, mine, season_id=season.id)
    return render_template(
        "judging/judge/queue.html",
        queue=queue_for(db.session, mine, season=season),
        judging=judging_round(season),
        closed=has_closed(judging_round(season), now()),
        step_first=ahead is not None and ahead.step is not Step.ENTRIES,
        chaired=panels_chaired(db.session, mine, season_id=season.id),
        notices=registered_notices(db.session, season, user_ref=mine, now=now()),
    )


@door.route("/<ref>", own=True)
def sheet(ref: str) -> ResponseReturnValue:
    """Show an entry beside its score sheet."""
    desk = desk_for(db.session, ref, user_ref=me().reference, season=_season(), now=now())
    if desk.entry.category.reveals:
        observe(actions.reading_noted(ref, actor=me(), now=now()))
    return _page(desk, sheet_form(desk.scoring))


@door.route("/<ref>", methods=["POST"])
def save(ref: str) -> ResponseReturnValue:
    """Save what was typed first, then do what the button says; or tell the page's script how saving stands."""
    form, kept = _keep(ref)
    if is_autosave():
        return _told_script(kept, form)
    if not kept.permission:
        return _unsaved(kept, form)
    keep()
    scoring = _scoring(ref)
    if form.do.data == UNDO:
        return _too_long(scoring, form) if form.too_long else _undone(scoring)
    return _go_on(scoring, form)


@door.route("/<ref>/flag", methods=["POST"])
def flag(ref: str) -> ResponseReturnValue:
    """Tell the safeguarding lead about an entry that is the judge's to read; keep what was typed on its sheet."""
    season = _mine_to_read(ref)
    if not Form().validate_on_submit():
        abort(400)
    raise_flag(db.session, season, ref, actor=me(), now=now())
    if "version" in request.form:
        keep()
        form, kept = _keep(ref)
        if not kept.permission or form.too_long:
            flash("The safeguarding lead has been told")
            return _too_long(kept.scoring, form) if kept.permission else _unsaved(kept, form)
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


def _keep(ref: str) -> tuple[SheetForm, Kept]:
    """Keep what was typed on the sheet, valid or not."""
    scoring = _scoring(ref)
    form = sheet_form(scoring)
    kept = keep_typed(
        db.session, scoring, typed=form.typed(scoring), seen=form.rests_on(), tab=tab_here(), actor=me(), now=now()
    )
    return form, kept


def _told_script(kept: Kept, form: SheetForm) -> ResponseReturnValue:
    scoring = kept.scoring
    told = {"saved": bool(kept.permission) and not form.too_long, "version": scoring.version, "said": _said(kept, form)}
    told |= {"total": scoring.total, "counts": scoring.counts}
    if kept.moved:
        told["done"] = done_words(db.session, me().reference, season=_season())
    return jsonify(told), 200 if kept.permission else 409


def _said(kept: Kept, form: SheetForm) -> str:
    reasons = kept.permission.reasons
    if any(reason.code == CHANGED for reason in reasons):
        return ELSEWHERE
    if reasons:
        return f"Not saved. {' '.join(reason.text for reason in reasons)} Press Save and next to keep a copy."
    sheet = kept.scoring.sheet
    return TOO_LONG if form.too_long else f"Saved at {clock_time(sheet.saved_at)}" if sheet else "Nothing to save yet"


def _unsaved(kept: Kept, form: SheetForm) -> ResponseReturnValue:
    changed = any(reason.code == CHANGED for reason in kept.permission.reasons)
    return _page(_desk_of(kept.scoring), form, unsaved="changed" if changed else "late"), 409


def _too_long(scoring: Scoring, form: SheetForm) -> ResponseReturnValue:
    """Show a text again that no box takes, whatever was pressed: going on would lose it."""
    form.validate()
    return _page(_desk_of(scoring), form), 422


def _undone(scoring: Scoring) -> ResponseReturnValue:
    if undo(db.session, scoring, actor=me(), now=now()):
        flash("Your last change is undone. Press Undo once more to bring it back.")
    return redirect(url_for(".sheet", ref=scoring.assignment.entry.ref), 303)


def _go_on(scoring: Scoring, form: SheetForm) -> ResponseReturnValue:
    fine = form.validate()
    if fine and form.do.data == LATER:
        actions.put_off(db.session, scoring.assignment, now=now())
        return _to_the_next(scoring, "Saved. It now comes behind your other entries.", last=".queue")
    form.show_gaps(scoring.gaps, scoring.criteria)
    if form.errors or scoring.sheet is None:
        return _page(_desk_of(scoring), form), 422
    actions.complete_sheet(db.session, scoring.sheet, assignment=scoring.assignment, criteria=scoring.criteria,
                           scale=scoring.scale, judging=scoring.judging, actor=me(), now=now())  # fmt: skip
    return _to_the_next(scoring, "Saved.", last=".scores")


def _to_the_next(scoring: Scoring, said: str, *, last: str) -> ResponseReturnValue:
    desk = _desk_of(scoring)
    flash(f"{said} {desk.done} of {len(desk.mine)} done.")
    return redirect(url_for(".sheet", ref=desk.next_ref) if desk.next_ref else url_for(last), 303)


def _page(desk: Desk, form: SheetForm, *, unsaved: str | None = None) -> str:
    return render_template("judging/judge/sheet.html", desk=desk, form=form, unsaved=unsaved, errors=problems(form))


def _scoring(ref: str) -> Scoring:
    return scoring_to_write(db.session, ref, user_ref=me().reference, season=_season())


def _desk_of(scoring: Scoring) -> Desk:
    return desk_of(db.session, scoring, user_ref=me().reference, season=_season(), now=now())


def _season() -> Season:
    season: Season | None = g.season
    return season or abort(404)
