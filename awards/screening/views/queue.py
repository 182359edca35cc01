"""Staff work through the queue: four lists, notes, holds, second persons, taking back, and several at once."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.core.times import local_day
from awards.db import db
from awards.nominations.models import Nomination
from awards.screening import bulk as several
from awards.screening import noting, parking, queries, queue_forms, ruling
from awards.screening.queue import next_in_queue
from awards.screening.queue_page import queue_page
from awards.screening.ruling_policy import mark_of_ruling
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems
from awards.web.pagination import page_asked_for
from awards.web.undo import flash_undo

door = Door("queue_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/queue")


@door.route("")
def queue() -> ResponseReturnValue:
    """Show one of the four lists, narrowed by words, category, verdict and reason."""
    form = queue_forms.QueueForm(request.args)
    form.offer(queries.categories_by(db.session, _season().id, nominated=True))
    carry = {"list": form.place.value} | queue_forms.carried(request.args)
    wanted, zone, number = form.wanted, g.programme.zone, page_asked_for()
    page = queue_page(db.session, _season().id, wanted, carry=carry, zone=zone, number=number)
    return render_template("screening/staff/queue.html", page=page, form=form, carry=carry, acts=several.ACTS)


@door.route("/next")
def next_one() -> ResponseReturnValue:
    """Go on to what comes after a nomination in the list that is being worked through."""
    form, carry = queue_forms.QueueForm(request.args), queue_forms.carried(request.args)
    form.offer(queries.categories_by(db.session, _season().id, nominated=True))
    after = request.args.get("after", "")
    ref = next_in_queue(db.session, _season().id, form.wanted, after=after)
    if ref is None:
        flash("Nothing else is in this list", "info")
        return redirect(url_for(".queue", **carry), 303)
    return redirect(url_for("screening_staff.nomination", ref=ref, **carry), 303)


@door.route("/several", methods=["GET", "POST"])
def bulk() -> ResponseReturnValue:
    """Show what would be done with several nominations, and do it."""
    act = several.BulkAct(request.values.get("act", "")) if request.values.get("act") in set(several.BulkAct) else None
    if act is None:
        abort(400)
    refs, carry = queue_forms.refs_of(request.values.getlist("ref")), queue_forms.carried(request.values)
    form = queue_forms.BulkForm(act, local_day(now(), g.programme.zone))
    if form.validate_on_submit():
        return _carry_out(act, refs, form=form, carry=carry)
    lines = several.preview(db.session, _season().id, refs, act=act, actor=me())
    warning = several.CANNOT_BE_UNDONE.get(act)
    page: dict[str, Any] = {"lines": lines, "act": act, "words": several.ACTS[act], "warning": warning}
    page |= {"carry": carry, "back": url_for(".queue", **carry)}
    status = 422 if form.errors else 200
    return render_template("screening/staff/queue_several.html", form=form, errors=problems(form), **page), status


@door.route("/<ref>/second", methods=["POST"])
def second(ref: str) -> ResponseReturnValue:
    """Confirm somebody else's ruling."""
    seen = request.args.get("ruling", "")
    made = ruling.second_ruling(db.session, _nomination(ref), seen=seen, actor=me(), now=now())
    undo = url_for(".take_back", ref=ref, ruling=mark_of_ruling(made.id), **_carry())
    flash_undo(f"{ref} is ruled {made.decision}", undo)
    return _back(ref)


@door.route("/<ref>/take-back", methods=["POST"])
def take_back(ref: str) -> ResponseReturnValue:
    """Take the last ruling back."""
    seen = request.args.get("ruling", "")
    done = ruling.take_back_ruling(db.session, _nomination(ref), seen=seen, actor=me(), now=now())
    flash(done.words)
    return _back(ref)


@door.route("/<ref>/hold", methods=["GET", "POST"])
def park(ref: str) -> ResponseReturnValue:
    """Put a nomination on hold."""
    found, form = _nomination(ref), queue_forms.ParkForm()
    form.offer(local_day(now(), g.programme.zone))
    if form.validate_on_submit():
        until = form.moment(g.programme.zone)
        parking.park(db.session, found, because=form.because.data or "", until=until, actor=me(), now=now())
        flash_undo(f"{ref} is on hold", url_for(".unpark", ref=ref, **_carry()))
        return _back(ref)
    page = {"ref": ref, "back": url_for("screening_staff.nomination", ref=ref, **_carry())}
    status = 422 if form.errors else 200
    return render_template("screening/staff/queue_hold.html", form=form, errors=problems(form), **page), status


@door.route("/<ref>/off-hold", methods=["POST"])
def unpark(ref: str) -> ResponseReturnValue:
    """Take a nomination off hold."""
    parking.unpark(db.session, _nomination(ref), actor=me(), now=now())
    flash(f"{ref} is off hold")
    return _back(ref)


@door.route("/<ref>/notes", methods=["GET", "POST"])
def note(ref: str) -> ResponseReturnValue:
    """Write a private note."""
    found, form = _nomination(ref), queue_forms.NoteForm()
    if form.validate_on_submit():
        made = noting.write_note(db.session, found, text=form.text.data or "", actor=me(), now=now())
        flash_undo("The note is kept", url_for(".remove_note", ref=ref, note_ref=made.ref, **_carry()))
        return _back(ref)
    page = {"ref": ref, "back": url_for("screening_staff.nomination", ref=ref, **_carry())}
    status = 422 if form.errors else 200
    return render_template("screening/staff/queue_note.html", form=form, errors=problems(form), **page), status


@door.route("/<ref>/notes/<note_ref>/remove", methods=["POST"])
def remove_note(ref: str, note_ref: str) -> ResponseReturnValue:
    """Take one's own note out."""
    found = _nomination(ref)
    one = noting.note_by_ref(db.session, note_ref, nomination=found)
    noting.remove_note(db.session, found, one, actor=me(), now=now())
    flash_undo("The note is taken out", url_for(".put_back_note", ref=ref, note_ref=note_ref, **_carry()))
    return _back(ref)


@door.route("/<ref>/notes/<note_ref>/back", methods=["POST"])
def put_back_note(ref: str, note_ref: str) -> ResponseReturnValue:
    """Put a note back that was taken out."""
    found = _nomination(ref)
    one = noting.note_by_ref(db.session, note_ref, nomination=found)
    noting.put_back_note(db.session, found, one, actor=me(), now=now())
    flash("The note is back")
    return _back(ref)


def _carry_out(
    act: several.BulkAct, refs: list[str], *, form: queue_forms.BulkForm, carry: dict[str, Any]
) -> ResponseReturnValue:
    parked = act is several.BulkAct.PARK
    hold = several.Hold(form.because.data or "", form.moment(g.programme.zone)) if parked else several.Hold()
    done = several.carry_out(db.session, _season().id, refs, act=act, hold=hold, actor=me(), now=now())
    opposite = several.OPPOSITE.get(act)
    if opposite and done.refs:
        flash_undo(done.words, url_for(".bulk", act=opposite.value, ref=done.refs, **carry))
    else:
        flash(done.words)
    return redirect(url_for(".queue", **carry), 303)


def _nomination(ref: str) -> Nomination:
    return queries.nomination_by_ref(db.session, ref, season_id=_season().id)


def _carry() -> dict[str, Any]:
    return queue_forms.carried(request.args)


def _back(ref: str) -> ResponseReturnValue:
    return redirect(url_for("screening_staff.nomination", ref=ref, **_carry()), 303)


def _season() -> Season:
    """Give the season that the pages are about; without one there is nothing to see."""
    season: Season = g.get("season") or abort(404)
    return season
