"""A nominator's own nominations: the list, the task list, the questions about them, sending and withdrawing."""

from __future__ import annotations

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.db import db
from awards.nominations import actions, drafting, queries, tasks
from awards.nominations.checking import everything_typed
from awards.nominations.doors import my_nominations as door
from awards.nominations.facts import verdict_as_told
from awards.nominations.forms import AboutYouForm, DeclarationsForm
from awards.nominations.models import Nomination
from awards.nominations.nominee_forms import EligibilityForm
from awards.nominations.policy import may_edit, may_start, may_withdraw
from awards.nominations.views.own import after, own, own_in_full, own_sent, pages_of, show, today
from awards.web.clock import now
from awards.web.forms import Form


@door.route("/")
def index() -> ResponseReturnValue:
    """List the nominator's nominations with where each stands."""
    found = queries.my_nominations(db.session, nominator_ref=me().reference, programme_id=g.programme.id)
    rows = [tasks.mine(one, pages_of("")) for one in found]
    is_open = bool(may_start(g.season, now=now()))
    return render_template("nominations/nominators/index.html", nominations=rows, is_open=is_open)


@door.route("/<ref>")
def task_list(ref: str) -> ResponseReturnValue:
    """Show what is done and what is still to do; steps may be taken in any order."""
    nomination, address = own_in_full(ref), pages_of(ref)
    return show(
        "task_list",
        nomination,
        before=tasks.tasks_before(nomination, address),
        answers=tasks.tasks_of_answers(nomination, address),
        after=tasks.tasks_after(nomination, address),
        can_edit=bool(may_edit(nomination)),
        still_open=bool(may_start(nomination.season, now=now())),
        back_url=url_for(".index"),
    )


@door.route("/<ref>/eligibility", methods=["GET", "POST"])
def eligibility(ref: str) -> ResponseReturnValue:
    """Ask what decides who may be nominated, before anything is written."""
    nomination = own(ref)
    form = EligibilityForm.of(nomination, queries.rules_of(db.session, nomination), today=today(nomination))
    if form.validate_on_submit():
        nation, facts = form.nation_typed(), form.facts()
        drafting.save_first_facts(db.session, nomination, nation=nation, facts=facts)
        return redirect(pages_of(ref)("verdict"), 303)
    return show("eligibility", nomination, form=form)


@door.route("/<ref>/eligibility/verdict")
def verdict(ref: str) -> ResponseReturnValue:
    """Say in plain words whether what was told fits, why not, and which award may fit instead."""
    nomination = own(ref)
    found = verdict_as_told(nomination, queries.rules_of(db.session, nomination))
    instead = queries.categories_with_keys(db.session, nomination.season_id, found.suggestions)
    heading = tasks.verdict_heading(found, nomination.category.name)
    back = pages_of(ref)("eligibility")
    return show(
        "verdict", nomination, verdict=found, heading=heading, instead=instead, next_url=after(ref), back_url=back
    )


@door.route("/<ref>/about-you", methods=["GET", "POST"])
def about_you(ref: str) -> ResponseReturnValue:
    """Ask who nominates; the link to the draft goes to the address given."""
    nomination = own(ref)
    form = AboutYouForm(nomination)
    if form.validate_on_submit():
        drafting.save_about_you(db.session, nomination, form.about_you(), now=now())
        return redirect(after(ref), 303)
    return show("about_you", nomination, form=form)


@door.route("/<ref>/declarations", methods=["GET", "POST"])
def declarations(ref: str) -> ResponseReturnValue:
    """Ask for the declarations."""
    nomination = own(ref)
    form = DeclarationsForm(nomination)
    if form.validate_on_submit():
        drafting.save_declarations(db.session, nomination, form.declared())
        return redirect(after(ref), 303)
    return show("declarations", nomination, form=form)


@door.route("/<ref>/check", methods=["GET", "POST"])
def check(ref: str) -> ResponseReturnValue:
    """Show everything once more, and send it; sending twice is sending once."""
    nomination = own_in_full(ref)
    form = Form()
    if form.validate_on_submit():
        actions.submit_nomination(db.session, nomination, actor=me(), now=now())
        return redirect(url_for(".receipt", ref=ref), 303)
    if nomination.submitted_at:
        return redirect(url_for(".receipt", ref=ref), 303)
    return _check_page(nomination)


@door.route("/<ref>/receipt")
def receipt(ref: str) -> ResponseReturnValue:
    """Show that the nomination arrived, what happens next, and the full copy to keep."""
    nomination = own_sent(ref)
    if not nomination.submissions:
        return redirect(url_for(".task_list", ref=ref), 303)
    return show(
        "receipt",
        nomination,
        mine=tasks.mine(nomination, pages_of("")),
        steps=tasks.next_steps(nomination.season),
        about_you=tasks.about_you_rows(nomination),
        nominees=tasks.nominee_rows(nomination),
        sent=tasks.sent_rows(nomination),
        can_withdraw=bool(may_withdraw(nomination)),
    )


@door.route("/<ref>/copy.txt")
def copy(ref: str) -> ResponseReturnValue:
    """Give the full copy as a text file."""
    nomination = own_sent(ref)
    if not nomination.submissions:
        return redirect(url_for(".task_list", ref=ref), 303)
    headers = {"Content-Disposition": f'attachment; filename="{nomination.ref}.txt"'}
    return Response(tasks.copy_text(nomination), mimetype="text/plain", headers=headers)


@door.route("/<ref>/withdraw", methods=["GET", "POST"])
def withdraw(ref: str) -> ResponseReturnValue:
    """Ask whether to withdraw, then do it for good."""
    nomination = own(ref)
    if Form().validate_on_submit():
        actions.withdraw_nomination(db.session, nomination, actor=me(), now=now())
        flash("The nomination is withdrawn")
        return redirect(url_for(".index"), 303)
    return show("withdraw", nomination, back_url=tasks.mine(nomination, pages_of("")).url)


def _check_page(nomination: Nomination) -> ResponseReturnValue:
    address = pages_of(nomination.ref)
    found = verdict_as_told(nomination, queries.rules_of(db.session, nomination))
    heading = tasks.verdict_heading(found, nomination.category.name)
    shown = everything_typed(nomination, address)
    back = url_for(".task_list", ref=nomination.ref)
    return show("check", nomination, verdict=found, heading=heading, back_url=back, **shown)
