"""What the pages of meetings share: the two doors, the meeting as whoever asks sits at it, and who leads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, g, redirect, render_template, url_for
from flask.sansio.scaffold import T_route
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.core.permission import require
from awards.db import db
from awards.meetings.policy import may_lead
from awards.meetings.queries import table_for_judge, table_for_staff
from awards.meetings.table import Table
from awards.results.queries import Board, board_of
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door

staff_door = Door("meetings_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/meetings")
judge_door = Door("meetings_judge", __name__, opens_to=Audience.JUDGES, url_prefix="/judge/meetings")


def on_both(rule: str, **options: Any) -> Callable[[T_route], T_route]:
    """Add a page to both doors: staff, and the chair or any member, each see what `Table` lets them."""

    def add(view: T_route) -> T_route:
        for door in (staff_door, judge_door):
            door.route(rule, **options)(view)
        return view

    return add


def table_here(ref: str, *, to_act: bool = False) -> Table:
    """Give the meeting as whoever asks sits at it; a meeting that is not theirs is not found."""
    if g.audience is Audience.STAFF:
        return table_for_staff(db.session, ref, season=this_season(), to_act=to_act)
    return table_for_judge(db.session, ref, user_ref=me().reference, season=this_season(), to_act=to_act)


def table_to_lead(ref: str, *, to_act: bool = False) -> Table:
    """Give the meeting to whoever leads it; to other members these pages are not there."""
    table = table_here(ref, to_act=to_act)
    if not table.leads:
        abort(404)
    if not to_act:
        require(may_lead(table))
    return table


def board_here(slug: str, *, deciding: bool) -> Board:
    """Give the category's board."""
    return board_of(db.session, this_season(), slug, now=now(), deciding=deciding)


def this_season() -> Season:
    """Give the season that is on."""
    season: Season | None = g.get("season")
    return season or abort(404)


def shown(template: str, /, **words: Any) -> str:
    """Draw a page of meetings in the layout of whoever asks."""
    layout = "staff" if g.audience is Audience.STAFF else "judge"
    return render_template(f"meetings/{template}.html", layout=f"layouts/{layout}.html", **words)


def back_to(endpoint: str, **values: Any) -> ResponseReturnValue:
    """Lead on to a page of the same door."""
    return redirect(url_for(endpoint, **values), 303)
