"""The public pages of the awards: what can be won, who may be nominated, when, and how it is judged."""

from __future__ import annotations

from flask import abort, g, render_template
from flask.typing import ResponseReturnValue

from awards.core.actor import Audience
from awards.db import db
from awards.eligibility.rules import rule_sentence
from awards.eligibility.wording import Wording
from awards.seasons.queries import categories_of, category_by_slug, rule_set_in_force, rules_for, window_of
from awards.seasons.rule_books import labels_of
from awards.seasons.timetable import nominations_open
from awards.web.clock import now
from awards.web.doors import Door

door = Door("seasons", __name__, opens_to=Audience.EVERYONE)


@door.route("/")
def home() -> ResponseReturnValue:
    """Show the programme, its deadline and its categories."""
    if g.programme is None:
        return render_template("seasons/everyone/not_set_up.html"), 503
    season = g.season
    return render_template(
        "seasons/everyone/home.html",
        about=g.programme.about,
        this_season=season,
        is_open=season is not None and nominations_open(window_of(season), now()),
        is_over=season is not None and window_of(season).is_after(now()),
        categories=categories_of(db.session, season) if season else (),
    )


@door.route("/awards/<slug>")
def category(slug: str) -> ResponseReturnValue:
    """Show one category: who may be nominated, what is asked and how it is judged."""
    found = category_by_slug(db.session, g.season, slug) if g.season else None
    if found is None:
        abort(404)
    rule_set = rule_set_in_force(db.session, g.season)
    words = Wording(window_of(g.season), labels_of(g.season))
    return render_template(
        "seasons/everyone/category.html",
        category=found,
        this_season=g.season,
        rules=[rule_sentence(rule, words) for rule in rules_for(found, rule_set)],
        changed_at=rule_set.made_at if rule_set.version > 1 else None,
        is_open=nominations_open(window_of(g.season), now()),
    )


@door.route("/dates")
def dates() -> ResponseReturnValue:
    """Show the season's dates."""
    return render_template("seasons/everyone/dates.html", this_season=g.season or abort(404))


@door.route("/accessibility")
def accessibility() -> ResponseReturnValue:
    """State how accessible the portal is and how to ask for another way."""
    return render_template("seasons/everyone/accessibility.html")


@door.route("/worried")
def worried() -> ResponseReturnValue:
    """Say where to turn when worried about a child or about oneself."""
    return render_template("seasons/everyone/worried.html")
