"""A nominator's own nominations: the list, the task list, and the questions about them."""

from __future__ import annotations

from flask import flash, g, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.db import db
from awards.nominations import drafting, listing, queries, tasks
from awards.nominations.asked_queries import waiting_for
from awards.nominations.completeness import eligibility_answered
from awards.nominations.doors import my_nominations as door
from awards.nominations.facts_forms import EligibilityForm
from awards.nominations.forms import AboutYouForm, DeclarationsForm
from awards.nominations.further import further_pages
from awards.nominations.kept import kept_of
from awards.nominations.policy import may_edit, may_start
from awards.nominations.told import told
from awards.nominations.views.own import after, own, own_in_full, pages_of, show, today
from awards.nominations.views.typing import write_page
from awards.web.clock import now

NOT_KEPT = "You are under 18, so we did not keep your phone number, organisation or job: we do not need them"


@door.route("/")
def index() -> ResponseReturnValue:
    """List the nominator's nominations with where each stands."""
    found = queries.my_nominations(db.session, nominator_ref=me().reference, programme_id=g.programme.id)
    asked = waiting_for(db.session, found, now=now())
    rows = listing.my_lines(found, pages_of(""), now=now(), waiting=asked)
    is_open = bool(may_start(g.season, now=now()))
    more = further_pages(db.session, found, now=now())
    return render_template("nominations/nominators/index.html", nominations=rows, is_open=is_open, further=more)


@door.route("/<ref>")
def task_list(ref: str) -> ResponseReturnValue:
    """Show what is done and what is still to do; steps may be taken in any order."""
    nomination, address = own_in_full(ref), pages_of(ref)
    return show(
        "task_list",
        nomination,
        found=told(nomination, queries.rules_of(db.session, nomination)) if eligibility_answered(nomination) else None,
        kept=kept_of(db.session, nomination),
        closing=listing.closing(nomination, now=now()),
        before=tasks.tasks_before(nomination, address),
        answers=tasks.tasks_of_answers(nomination, address),
        after=tasks.tasks_after(nomination, address),
        can_edit=bool(may_edit(nomination)),
        back_url=url_for(".index"),
    )


@door.route("/<ref>/eligibility", methods=["GET", "POST"])
def eligibility(ref: str) -> ResponseReturnValue:
    """Ask what decides who may be nominated, before anything is written."""
    nomination = own(ref)
    form = EligibilityForm.of(nomination, queries.rules_of(db.session, nomination), today=today(nomination))

    def save() -> None:
        drafting.save_first_facts(db.session, nomination, nation=form.nation_typed(), facts=form.facts())

    return write_page(nomination, "eligibility", form, save=save, go_on=lambda: pages_of(ref)("verdict"))


@door.route("/<ref>/eligibility/verdict")
def verdict(ref: str) -> ResponseReturnValue:
    """Say in plain words whether what was told fits, why not, and which award may fit instead."""
    nomination = own(ref)
    found = told(nomination, queries.rules_of(db.session, nomination))
    instead = queries.categories_with_keys(db.session, nomination.season_id, found.verdict.suggestions)
    back = pages_of(ref)("eligibility")
    return show("verdict", nomination, found=found, instead=instead, next_url=after(ref), back_url=back)


@door.route("/<ref>/about-you", methods=["GET", "POST"])
def about_you(ref: str) -> ResponseReturnValue:
    """Ask who nominates; the link to the draft goes to the address given."""
    nomination = own(ref)
    form = AboutYouForm(nomination)

    def save() -> None:
        drafting.save_about_you(db.session, nomination, form.about_you(), now=now())
        if form.not_kept:
            flash(NOT_KEPT)

    return write_page(nomination, "about_you", form, save=save, go_on=lambda: after(ref))


@door.route("/<ref>/declarations", methods=["GET", "POST"])
def declarations(ref: str) -> ResponseReturnValue:
    """Ask for the declarations."""
    nomination = own(ref)
    form = DeclarationsForm(nomination)

    def save() -> None:
        drafting.save_declarations(db.session, nomination, form.declared())

    return write_page(nomination, "declarations", form, save=save, go_on=lambda: after(ref))
