"""Staff see the season at a glance, rule on nominations and look after entries."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.screening import actions, admitting, leaving_out, pages, queries
from awards.screening.admission_page import admission_page
from awards.screening.admitting import enter_honoured
from awards.screening.entry_page import entries_page, entry_page
from awards.screening.forms import HonourForm, ReasonForm, honoured_copy_form
from awards.screening.leaving_out import stamp_again
from awards.screening.overview import season_page
from awards.screening.policy import may_stamp_again
from awards.screening.queue_forms import RulingForm, carried
from awards.screening.reading import note_reading
from awards.screening.ruling_policy import mark_of_ruling
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems
from awards.web.undo import flash_undo

door = Door("screening_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff")


def this_season() -> Season:
    """Give the season that the pages are about; without one there is nothing to see."""
    season: Season = g.get("season") or abort(404)
    return season


@door.route("/")
def season() -> ResponseReturnValue:
    """Show what needs staff today, where the season stands, and the latest of the trail."""
    page = season_page(db.session, this_season(), actor=me(), now=now())
    return render_template("screening/staff/season.html", page=page)


@door.route("/nominations")
def nominations() -> ResponseReturnValue:
    """Go to the work queue, which lists everything that was sent; old addresses lead there."""
    return redirect(url_for("queue_staff.queue", **carried(request.args)), 303)


@door.route("/nominations/<ref>", methods=["GET", "POST"])
def nomination(ref: str) -> ResponseReturnValue:
    """Show one nomination with what the rules say of it, and rule on it."""
    found, carry = queries.nomination_by_ref(db.session, ref, season_id=this_season().id), carried(request.args)
    page = pages.nomination_page(db.session, found, actor=me(), now=now(), carry=carry)
    form = RulingForm(page.verdict.level, page.ruling_mark)
    if form.validate_on_submit() and page.ruling_permission:
        made = actions.rule_on(db.session, found, **form.ruling, actor=me(), now=now())
        words = f"{ref} is ruled {made.decision}" + (": a second person has to confirm it" if made.needs_second else "")
        flash_undo(words, url_for("queue_staff.take_back", ref=ref, ruling=mark_of_ruling(made.id), **carry))
        return redirect(url_for(".nomination", ref=ref, **carry), 303)
    note_reading(found.category, ref, actor=me(), at=now())
    errors = problems(form) + pages.objections(page.ruling_permission, form)
    shown = render_template("screening/staff/nomination.html", page=page, form=form, errors=errors, carry=carry)
    return shown, 422 if errors else 200


@door.route("/nominations/<ref>/notices", methods=["POST"])
def send_notices(ref: str) -> ResponseReturnValue:
    """Send the notice to every nominee who has an address and has not had one."""
    found = queries.nomination_by_ref(db.session, ref, season_id=this_season().id)
    sent = actions.send_notices(db.session, found, actor=me(), now=now())
    flash("Notices are on their way" if sent else "Nobody else could be sent a notice")
    return redirect(url_for(".nomination", ref=ref, **carried(request.args)), 303)


@door.route("/nominations/<ref>/admit", methods=["GET", "POST"])
def admit(ref: str) -> ResponseReturnValue:
    """Show what is missing before judges may read the nomination, and admit it."""
    found = queries.nomination_by_ref(db.session, ref, season_id=this_season().id)
    page = admission_page(db.session, found, actor=me(), now=now())
    form = page.form
    if form.validate_on_submit() and page.permission:
        made = admitting.admit(db.session, found, form.typed, actor=me(), now=now())
        flash(f"{ref} is with {made.ref}")
        return redirect(url_for(".entry", ref=made.ref), 303)
    note_reading(found.category, ref, actor=me(), at=now())
    errors = problems(form) + pages.objections(page.permission, form)
    status = 422 if errors else 200
    return render_template("screening/staff/admit.html", page=page, errors=errors), status


@door.route("/honours/new", methods=["GET", "POST"])
def honour() -> ResponseReturnValue:
    """Enter somebody whom the organiser honours without a nomination."""
    categories = queries.categories_by(db.session, this_season().id, nominated=False)
    form = HonourForm()
    form.offer(categories)
    if form.validate_on_submit():
        made = enter_honoured(
            db.session, form.chosen, form.typed, decided=form.decided.data or "", actor=me(), now=now()
        )
        flash(f"{made.title} is entered as {made.ref}")
        return redirect(url_for(".entry", ref=made.ref), 303)
    status = 422 if form.errors else 200
    return render_template(
        "screening/staff/honour.html", form=form, categories=categories, errors=problems(form)
    ), status


@door.route("/entries")
def entries() -> ResponseReturnValue:
    """List the entries by category, and what waits to become one."""
    page = entries_page(db.session, this_season().id)
    return render_template("screening/staff/entries.html", page=page)


@door.route("/entries/<ref>")
def entry(ref: str) -> ResponseReturnValue:
    """Show one entry: the judges' copy, what is behind it, and what its nominees answered."""
    found = queries.entry_to_show(db.session, ref, season_id=this_season().id)
    note_reading(found.category, ref, actor=me(), at=now())
    page = entry_page(db.session, found, actor=me(), zone=g.programme.zone, now=now())
    return render_template("screening/staff/entry.html", page=page)


@door.route("/entries/<ref>/withdraw", methods=["GET", "POST"])
def withdraw_entry(ref: str) -> ResponseReturnValue:
    """Ask for the reason and withdraw the entry."""
    found = queries.entry_by_ref(db.session, ref, season_id=this_season().id)
    form = ReasonForm()
    if form.validate_on_submit():
        actions.withdraw_entry(db.session, found, reason=form.reason.data or "", actor=me(), now=now())
        flash(f"{ref} is withdrawn")
        return redirect(url_for(".entry", ref=ref), 303)
    status = 422 if form.errors else 200
    return render_template("screening/staff/withdraw.html", entry=found, form=form, errors=problems(form)), status


@door.route("/entries/<ref>/copy", methods=["GET", "POST"])
def copy(ref: str) -> ResponseReturnValue:
    """Change what judges read: of the nominations behind the entry each has its page, an honour has its words here."""
    found = queries.entry_by_ref(db.session, ref, season_id=this_season().id)
    form, permission = honoured_copy_form(found.passages)(), may_stamp_again(me(), found)
    if found.by_organiser and form.validate_on_submit() and permission:
        stamp_again(db.session, found, texts=form.texts, stamped=True, actor=me(), now=now())
        flash("The copy is stamped")
        return redirect(url_for(".entry", ref=ref), 303)
    note_reading(found.category, ref, actor=me(), at=now())
    errors = problems(form) + pages.objections(permission, form)
    page = "screening/staff/honoured_copy.html"
    return render_template(page, entry=found, form=form, permission=permission, errors=errors), 422 if errors else 200


@door.route("/entries/<ref>/nominees/<nominee_ref>/back", methods=["POST"])
def put_back(ref: str, nominee_ref: str) -> ResponseReturnValue:
    """Let somebody who was left out stand in the entry again."""
    found = queries.entry_by_ref(db.session, ref, season_id=this_season().id)
    nominee, _ = queries.nominee_of_season(db.session, nominee_ref, season_id=this_season().id)
    leaving_out.put_back(db.session, found, nominee, actor=me(), now=now())
    flash("They stand in the entry again. Look at the judges’ copy as well.")
    return redirect(url_for(".entry", ref=ref), 303)
