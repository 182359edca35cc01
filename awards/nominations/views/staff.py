"""Staff look after what is not sent yet: they key in what came by post, see drafts, and grant later deadlines."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import enter, me
from awards.core.actor import Audience
from awards.core.permission import Permission, require
from awards.db import db
from awards.nominations import staff_queries
from awards.nominations.extending import extend_deadline, may_extend
from awards.nominations.keying_in import KEYING_IN, may_go_on_keying_in, may_key_in
from awards.nominations.keying_in import key_in as start_for_nominator
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from awards.nominations.policy import may_start
from awards.nominations.staff_forms import DraftFilterForm, KeyInForm, LaterDeadlineForm
from awards.nominations.staff_pages import draft_line, draft_page
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import Form, problems
from awards.web.pagination import page_asked_for, page_links

door = Door("nominations_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff")


@door.route("/drafts")
def drafts() -> ResponseReturnValue:
    """List the season's drafts and unsent new versions with how far each is; nothing written in them is shown."""
    form = DraftFilterForm(request.args)
    form.offer(staff_queries.awards_to_nominate_in(db.session, _season().id))
    found = staff_queries.drafts_of_season(db.session, _season().id, category_key=form.wanted, page=page_asked_for())
    lines = [draft_line(row) for row in found.rows]
    page = "nominations/staff/drafts.html"
    return render_template(page, form=form, drafts=lines, total=found.total, links=page_links(found))


@door.route("/drafts/<ref>")
def draft(ref: str) -> ResponseReturnValue:
    """Show how far one draft is and whose it is; what was sent has a page of its own."""
    found = staff_queries.draft_for_staff(db.session, ref, season_id=_season().id)
    if found.state is not NominationState.DRAFT:
        return redirect(url_for("screening_staff.nomination", ref=ref), 303)
    far = staff_queries.progress_of(db.session, [found.id])[found.id]
    return render_template("nominations/staff/draft.html", page=draft_page(found, far, actor=me()))


@door.route("/drafts/<ref>/deadline", methods=["GET", "POST"])
def deadline(ref: str) -> ResponseReturnValue:
    """Grant one nominator a later deadline, with the reason."""
    found = staff_queries.draft_to_extend(db.session, ref, season_id=_season().id)
    form, permission = LaterDeadlineForm(zone=g.programme.zone, moment=found.extended_until), Permission()
    if form.validate_on_submit():
        permission = may_extend(me(), found, form.until, now=now())
        if permission:
            extend_deadline(db.session, found, until=form.until, reason=form.reason.data or "", actor=me(), now=now())
            flash("The later deadline is granted, and the nominator is told if we have their address")
            return redirect(url_for(".draft", ref=ref), 303)
    errors = problems(form) + [("", reason.text) for reason in permission.reasons]
    page = "nominations/staff/deadline.html"
    return render_template(page, form=form, nomination=found, errors=errors), 422 if errors else 200


@door.route("/key-in", methods=["GET", "POST"])
def key_in() -> ResponseReturnValue:
    """Ask how a nomination came and whose it is, then go on to the nominator's own pages."""
    form = KeyInForm(zone=g.programme.zone, has_closed=_has_closed())
    form.offer(staff_queries.awards_to_nominate_in(db.session, _season().id))
    permission = Permission()
    if form.validate_on_submit():
        permission = may_key_in(me(), _season(), form.typed, now=now())
        if permission:
            return _start(form)
    errors = problems(form) + [("", reason.text) for reason in permission.reasons]
    page = "nominations/staff/key_in.html"
    return render_template(page, form=form, errors=errors), 422 if errors else 200


@door.route("/drafts/<ref>/key-in", methods=["POST"])
def go_on_keying_in(ref: str) -> ResponseReturnValue:
    """Open a draft that staff began once more in the nominator's pages."""
    found = staff_queries.draft_to_extend(db.session, ref, season_id=_season().id)
    if not Form().validate_on_submit():
        abort(400)
    require(may_go_on_keying_in(me(), found))
    return _open(found)


def _season() -> Season:
    """Give the season that the pages are about; without one there is nothing to see."""
    season: Season = g.get("season") or abort(404)
    return season


def _has_closed() -> bool:
    """Whether the season is over for nominators, so that what arrived in time needs its day and time."""
    return any(reason.code == "closed" for reason in may_start(_season(), now=now()).reasons)


def _start(form: KeyInForm) -> ResponseReturnValue:
    return _open(start_for_nominator(db.session, _season(), form.chosen, arrived=form.typed, actor=me(), now=now()))


def _open(nomination: Nomination) -> ResponseReturnValue:
    """Let this browser into the nominator's pages of a draft that staff key in, and remember the way back."""
    enter(Audience.NOMINATORS, nomination.nominator.ref)
    session[KEYING_IN] = nomination.ref
    return redirect(url_for("my_nominations.task_list", ref=nomination.ref), 303)
