"""The staff page on which further readings are looked for, asked of judges, and ended."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.permission import require
from awards.db import db
from awards.results.further_readings import accept_readings, end_readings, may_accept
from awards.results.further_readings_forms import AcceptForm, SeekForm, accept_form
from awards.results.further_readings_page import ReadingsPage, readings_page
from awards.results.models import DecisionKind
from awards.results.policy import may_see_ranking
from awards.results.queries import Board, board_of
from awards.results.searching import ask_search, search_to_change
from awards.results.views.staff import door
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.forms import problems


@door.route("/<slug>/readings")
def readings(slug: str) -> ResponseReturnValue:
    """Show what was found, what judges were asked for, and offer to look again."""
    page = _page(_board(slug))
    return _shown(page, SeekForm(formdata=None), _accept(page))


@door.route("/<slug>/readings", methods=["POST"])
def seek_readings(slug: str) -> ResponseReturnValue:
    """Ask the worker where further readings would tell most."""
    board, form = _board(slug, deciding=True), SeekForm()
    if not form.validate_on_submit():
        page = _page(board)
        return _shown(page, form, _accept(page, posted=False)), 422
    ask_search(db.session, board, kind=DecisionKind(form.kind.data), budget=form.number, actor=me(), now=now())
    flash("Being worked out. This takes a minute or so: load this page again.")
    return redirect(url_for(".readings", slug=slug), 303)


@door.route("/<slug>/readings/<ref>/accept", methods=["POST"])
def ask_judges(slug: str, ref: str) -> ResponseReturnValue:
    """Ask judges for the readings that were ticked."""
    board = _board(slug, deciding=True)
    search = search_to_change(db.session, board.category.id, ref)
    require(may_accept(board, search, now=now()))
    page = _page(board)
    form = _accept(page)
    if not form.validate_on_submit():
        return _shown(page, SeekForm(formdata=None), form), 422
    accept_readings(db.session, board, search, chosen=form.pairs, until=form.until_when(_zone()), actor=me(), now=now())
    flash("The judges are told. Nothing can be decided until these readings are in or over.")
    return redirect(url_for(".readings", slug=slug), 303)


@door.route("/<slug>/readings/<ref>/end", methods=["POST"])
def end_now(slug: str, ref: str) -> ResponseReturnValue:
    """End further readings now: what is complete is kept, the rest is taken back."""
    board = _board(slug, deciding=True)
    search = search_to_change(db.session, board.category.id, ref)
    end_readings(db.session, board.category, search, actor=me(), now=now())
    flash("Ended. The record is being sealed, which takes a minute or so; then you can decide.")
    return redirect(url_for(".readings", slug=slug), 303)


def _page(board: Board) -> ReadingsPage:
    return readings_page(db.session, board, now=now())


def _accept(page: ReadingsPage, *, posted: bool = True) -> AcceptForm:
    return accept_form(page.labels, now=now(), zone=_zone(), posted=posted)


def _shown(page: ReadingsPage, form: SeekForm, accept: AcceptForm) -> str:
    return render_template(
        "results/staff/readings.html", page=page, form=form, accept=accept, errors=problems(form, accept)
    )


def _board(slug: str, *, deciding: bool = False) -> Board:
    season: Season = g.get("season") or abort(404)
    require(may_see_ranking(season, now=now()))
    return board_of(db.session, season, slug, now=now(), deciding=deciding)


def _zone() -> ZoneInfo:
    return ZoneInfo(g.programme.zone)
