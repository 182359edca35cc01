"""Staff read the rules of the season, change them with a preview, and try them on made-up facts."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.rulebook.pages import edit_page, rules_page
from awards.rulebook.trying import try_page
from awards.screening.views.staff import this_season
from awards.seasons.rule_changing import adopt_rules
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems

door = Door("rules_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/rules")


@door.route("")
def index() -> ResponseReturnValue:
    """Show every rule in its own words, and every version of the rules."""
    return render_template("rulebook/staff/rules.html", page=rules_page(db.session, this_season(), actor=me()))


@door.route("/<rule_id>/edit", methods=["GET", "POST"])
def edit(rule_id: str) -> ResponseReturnValue:
    """Change one rule: look at what that would do, then adopt it with a reason."""
    season, pressed = this_season(), request.form.get("do", "look") if request.method == "POST" else None
    page = edit_page(db.session, season, rule_id, pressed=pressed, actor=me(), now=now())
    if page.adopts and page.change:
        made = adopt_rules(db.session, season, page.change, categories=page.categories, in_force=page.in_force,
                           reason=page.form.reason.data or "", actor=me(), now=now())  # fmt: skip
        flash(f"The rules are now version {made.version}")
        return redirect(url_for(".index"), 303)
    status = 422 if page.form.errors else 200
    return render_template("rulebook/staff/edit.html", page=page, errors=problems(page.form)), status


@door.route("/try")
def attempt() -> ResponseReturnValue:
    """Put made-up facts to the rules of a category; nothing is stored."""
    page = try_page(db.session, this_season(), request.args)
    errors = problems(page.form) if page.form else []
    return render_template("rulebook/staff/try.html", page=page, errors=errors), 422 if errors else 200
