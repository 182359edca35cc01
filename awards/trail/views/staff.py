"""Administrators read and search the trail; everybody on staff sees what they did themselves."""

from __future__ import annotations

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience, Role
from awards.db import db
from awards.trail import exports, listing, queries, standing
from awards.trail.forms import FilterForm
from awards.trail.heads import newest_head
from awards.trail.reading import note_read
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems
from awards.web.jinja import zone

door = Door("trail_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/trail")
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
FILTERS = {"who", "what", "about", "since", "until"}
MOST_FIGURES = 9
"""Figures of a number that a column of either database can hold."""


@door.route("/", needs=ADMINISTRATORS)
def index() -> ResponseReturnValue:
    """Show the trail, newest first, narrowed by who, what, about what and when."""
    _only_who_may_read_the_whole()
    form = FilterForm(request.args)
    wanted = form.wanted(zone())
    page = listing.page_of(db.session, queries.entries(db.session, wanted, before=_before()), zone=zone())
    note_read(len(page.lines), actor=me(), at=now(), wanted=wanted)
    given = _given()
    shown = render_template("trail/staff/index.html", page=page, form=form, errors=problems(form), given=given)
    return shown, 422 if form.errors else 200


@door.route("/trail.csv", needs=ADMINISTRATORS, proof=True)
def file() -> ResponseReturnValue:
    """Give the narrowed trail as a file for spreadsheets, read in pieces while it is sent."""
    _only_who_may_read_the_whole()
    wanted = FilterForm(request.args).wanted(zone())
    note_read(queries.number_of(db.session, wanted), actor=me(), at=now(), wanted=wanted, as_file=True)
    headers = {"Content-Disposition": 'attachment; filename="trail.csv"'}
    return Response(exports.trail_csv(db.sessionmaker(), wanted), mimetype="text/csv", headers=headers)


@door.route("/sealing", needs=ADMINISTRATORS)
def sealing() -> ResponseReturnValue:
    """Show how much is sealed, the newest signed head, and how the trail is checked."""
    _only_who_may_read_the_whole()
    return render_template("trail/staff/sealing.html", state=standing.sealing_of(db.session))


@door.route("/head.txt", needs=ADMINISTRATORS)
def head() -> ResponseReturnValue:
    """Give the newest signed head, to be kept elsewhere."""
    _only_who_may_read_the_whole()
    found = newest_head(db.session) or abort(404)
    headers = {"Content-Disposition": f'attachment; filename="trail-head-{found.size}.txt"'}
    return Response(found.note, mimetype="text/plain", headers=headers)


@door.route("/<int:number>", needs=ADMINISTRATORS)
def entry(number: int) -> ResponseReturnValue:
    """Show one entry with its place in the log."""
    _only_who_may_read_the_whole()
    found = queries.entry_by_number(db.session, number)
    names = queries.names_of(db.session, listing.references_in(found.entry.actor))
    line, place = listing.line_of(found.entry, names, zone=zone()), standing.place_of(db.session, found)
    note_read(1, actor=me(), at=now())
    return render_template("trail/staff/entry.html", line=line, actor=found.entry.actor, place=place)


@door.route("/mine", own=True)
def mine() -> ResponseReturnValue:
    """Show whoever is signed in what they did themselves."""
    found = queries.own_entries(db.session, me().reference, before=_before())
    return render_template("trail/staff/mine.html", page=listing.page_of(db.session, found, zone=zone()))


def _only_who_may_read_the_whole() -> None:
    """Keep administrators of one programme among several out: the trail is one for all."""
    if not queries.reads_the_whole(db.session, me()):
        abort(403)


def _before() -> int | None:
    """Give the number before which the page begins; anything but a few plain figures is none."""
    text = request.args.get("before", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_FIGURES else None


def _given() -> dict[str, str]:
    """Give the filters as they were sent, to be kept in links."""
    return {name: value for name, value in request.args.items() if name in FILTERS and value}
