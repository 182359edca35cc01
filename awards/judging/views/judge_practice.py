"""The practice round: two invented entries, scored as real ones are, then seen beside what the panel gave."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.core.permission import Reason
from awards.db import db
from awards.judging import practising
from awards.judging.forms import LATER, SheetForm, sheet_form
from awards.judging.practice import PracticeDesk, practice_desk, practice_list
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems
from awards.web.transactions import keep

door = Door("judging_practice", __name__, opens_to=Audience.JUDGES, url_prefix="/judge/practice")


@door.route("/<ref>")
def practice(ref: str) -> ResponseReturnValue:
    """List the invented entries of the judge's panel."""
    found = practice_list(db.session, ref, user_ref=me().reference, season=_season())
    return render_template("judging/judge/practice.html", found=found)


@door.route("/<ref>/<category>/<example>", own=True)
def example(ref: str, category: str, example: str) -> ResponseReturnValue:
    """Show an invented entry beside its sheet, or the panel's spread once the judge is done."""
    desk = _desk(ref, category, example)
    return _page(desk, sheet_form(desk))


@door.route("/<ref>/<category>/<example>", methods=["POST"])
def save(ref: str, category: str, example: str) -> ResponseReturnValue:
    """Save what was typed first, then see whether the sheet is complete."""
    desk = _desk(ref, category, example, to_write=True)
    form = sheet_form(desk)
    permission = practising.may_practise(desk, seen=form.rests_on())
    if not permission:
        return _page(desk, form, refused=permission.reasons), 409
    practising.save_practice(db.session, desk, typed=form.typed(desk), seen=form.rests_on(), now=now())
    keep()
    return _go_on(_desk(ref, category, example, to_write=True), form)


def _go_on(desk: PracticeDesk, form: SheetForm) -> ResponseReturnValue:
    fine = form.validate()
    ref = desk.member.panel.ref
    if fine and form.do.data == LATER:
        flash("Saved. You can come back to it.")
        return redirect(url_for(".practice", ref=ref), 303)
    form.show_gaps(desk.gaps, desk.criteria)
    if form.errors:
        return _page(desk, form), 422
    practising.complete_practice(db.session, desk, actor=me(), now=now())
    return redirect(url_for(".example", ref=ref, category=desk.category.key, example=desk.example.key), 303)


def _page(desk: PracticeDesk, form: SheetForm, *, refused: Sequence[Reason] = ()) -> str:
    return render_template(
        "judging/judge/practice_example.html", desk=desk, form=form, refused=refused, errors=problems(form)
    )


def _desk(ref: str, category: str, example: str, *, to_write: bool = False) -> PracticeDesk:
    return practice_desk(db.session, ref, category_key=category, example=example, user_ref=me().reference,
                         season=_season(), to_write=to_write)  # fmt: skip


def _season() -> Season:
    season: Season | None = g.season
    return season or abort(404)
