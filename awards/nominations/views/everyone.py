"""Starting a nomination and finding one's way back to it; no account, no password."""

from __future__ import annotations

from collections.abc import Sequence

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import enter
from awards.core.actor import Audience
from awards.core.permission import Permission
from awards.db import db
from awards.nominations import holding, mailing
from awards.nominations.actions import send_links, start_nomination
from awards.nominations.forms import FindForm, StartForm
from awards.nominations.guards import nominator_here
from awards.nominations.policy import may_start
from awards.nominations.queries import nominator_by_ref
from awards.seasons.models import Category
from awards.seasons.queries import category_by_slug, nominated_categories
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems

door = Door("nominations", __name__, opens_to=Audience.EVERYONE, url_prefix="/nominate")

IN_AN_HOUR = {"Retry-After": "3600"}


@door.route("/", methods=["GET", "POST"])
def start() -> ResponseReturnValue:
    """Say who may be nominated and by when, and start a draft in the category chosen."""
    permission = may_start(g.season, now=now())
    if not permission and request.method == "GET":
        return render_template("nominations/everyone/not_open.html", reasons=permission.reasons)
    categories = nominated_categories(db.session, g.season) if g.season else ()
    form = StartForm(categories, data={"category": request.args.get("category")})
    if not form.validate_on_submit():
        return _start_page(form, categories)
    here = holding.may_start_here(db.session, request.remote_addr, now=now())
    return _begin(form) if here else _start_page(form, categories, crowded=here)


@door.route("/return", methods=["GET", "POST"])
def find() -> ResponseReturnValue:
    """Send links to the nominations of an address; the answer is the same whether it is known or not."""
    form, page = FindForm(), "nominations/everyone/find.html"
    if not form.validate_on_submit():
        return render_template(page, form=form, errors=problems(form)), 422 if form.errors else 200
    here = mailing.may_ask_for_links(db.session, request.remote_addr, now=now())
    if not here:
        return render_template(page, form=form, errors=_objections(here)), 429, IN_AN_HOUR
    send_links(db.session, form.email.data or "", programme=g.programme, now=now())
    return redirect(url_for(".sent"), 303)


@door.route("/return/sent")
def sent() -> ResponseReturnValue:
    """Say what to expect."""
    return render_template("nominations/everyone/sent.html")


def _start_page(
    form: StartForm, categories: Sequence[Category], *, crowded: Permission | None = None
) -> ResponseReturnValue:
    """Draw the start page; when too much came from one network it says so, and keeps the choice."""
    hints = {category.slug: f"For {category.award_for}. Open to {category.who}." for category in categories}
    errors = problems(form) if crowded is None else _objections(crowded)
    page = render_template(
        "nominations/everyone/start.html", form=form, hints=hints, this_season=g.season, errors=errors
    )
    return (page, 422 if errors else 200) if crowded is None else (page, 429, IN_AN_HOUR)


def _objections(permission: Permission) -> list[tuple[str, str]]:
    return [("", reason.text) for reason in permission.reasons]


def _begin(form: StartForm) -> ResponseReturnValue:
    """Start the draft, for the nominator of this browser if there is one."""
    here, address = nominator_here(), request.remote_addr
    nominator = nominator_by_ref(db.session, here) if here else None
    category = category_by_slug(db.session, g.season, form.category.data) if g.season else None
    started_from = holding.fingerprint_of(db.session, address)
    nomination = start_nomination(
        db.session, g.season, category=category, nominator=nominator, now=now(), started_from=started_from
    )
    holding.note_start(db.session, nomination, address=address, trap=form.trapped, now=now())
    if nominator is None:
        enter(Audience.NOMINATORS, nomination.nominator.ref)
    return redirect(url_for("my_nominations.task_list", ref=nomination.ref), 303)
