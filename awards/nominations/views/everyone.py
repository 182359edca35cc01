"""Starting a nomination and finding one's way back to it; no account, no password."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import enter
from awards.core.actor import Audience
from awards.db import db
from awards.nominations.actions import send_links, start_nomination
from awards.nominations.forms import FindForm, StartForm
from awards.nominations.guards import nominator_here
from awards.nominations.policy import may_start
from awards.nominations.queries import nominator_by_ref
from awards.seasons.queries import category_by_slug, nominated_categories
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems

door = Door("nominations", __name__, opens_to=Audience.EVERYONE, url_prefix="/nominate")


@door.route("/", methods=["GET", "POST"])
def start() -> ResponseReturnValue:
    """Say who may be nominated and by when, and start a draft in the category chosen."""
    permission = may_start(g.season, now=now())
    if not permission and request.method == "GET":
        return render_template("nominations/everyone/not_open.html", reasons=permission.reasons)
    categories = nominated_categories(db.session, g.season) if g.season else ()
    form = StartForm(categories, data={"category": request.args.get("category")})
    if form.validate_on_submit():
        return _begin(form.category.data)
    hints = {category.slug: f"For {category.award_for}. Open to {category.who}." for category in categories}
    page = "nominations/everyone/start.html"
    status = 422 if form.errors else 200
    return render_template(page, form=form, hints=hints, this_season=g.season, errors=problems(form)), status


@door.route("/return", methods=["GET", "POST"])
def find() -> ResponseReturnValue:
    """Send links to the nominations of an address; the answer is the same whether it is known or not."""
    form = FindForm()
    if form.validate_on_submit():
        send_links(db.session, form.email.data or "", programme=g.programme, now=now())
        return redirect(url_for(".sent"), 303)
    page = "nominations/everyone/find.html"
    return render_template(page, form=form, errors=problems(form)), 422 if form.errors else 200


@door.route("/return/sent")
def sent() -> ResponseReturnValue:
    """Say what to expect."""
    return render_template("nominations/everyone/sent.html")


def _begin(slug: str) -> ResponseReturnValue:
    """Start the draft, for the nominator of this browser if there is one."""
    here = nominator_here()
    nominator = nominator_by_ref(db.session, here) if here else None
    category = category_by_slug(db.session, g.season, slug) if g.season else None
    nomination = start_nomination(db.session, g.season, category=category, nominator=nominator, now=now())
    if nominator is None:
        enter(Audience.NOMINATORS, nomination.nominator.ref)
    return redirect(url_for("my_nominations.task_list", ref=nomination.ref), 303)
