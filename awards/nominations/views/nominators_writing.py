"""The pages on which nominators write: about the people or the team, and one page a question."""

from __future__ import annotations

from flask import abort, flash, redirect
from flask.typing import ResponseReturnValue

from awards.db import db
from awards.nominations import drafting, queries, tasks
from awards.nominations.doors import my_nominations as door
from awards.nominations.drafting import SavedAnswer
from awards.nominations.forms import AnswerForm
from awards.nominations.models import Nomination
from awards.nominations.nominee_forms import PersonForm, TeamForm
from awards.nominations.policy import may_add_person
from awards.nominations.views.own import after, own, pages_of, show, today
from awards.seasons.words import NomineeShape
from awards.web.clock import now
from awards.web.forms import Form
from awards.web.transactions import keep


@door.route("/<ref>/nominee")
def nominee(ref: str) -> ResponseReturnValue:
    """List the people put forward, to add, change or remove; a team has a page of its own."""
    nomination, address = own(ref), pages_of(ref)
    if nomination.category.nominee_kind is NomineeShape.TEAM:
        return redirect(address("team"), 303)
    people = nomination.nominees
    if nomination.category.people_max == 1 and len(people) <= 1:
        return redirect(address("person", number=1), 303)
    add_url = address("person", number=len(people) + 1) if may_add_person(nomination) else None
    next_url = after(ref) if all(one.full_name for one in people) else None
    lines = tasks.people_lines(nomination, address)
    return show("nominee", nomination, people=lines, add_url=add_url, next_url=next_url)


@door.route("/<ref>/people/<int:number>", methods=["GET", "POST"])
def person(ref: str, number: int) -> ResponseReturnValue:
    """Ask about one person put forward."""
    nomination = _of_people(ref, number)
    rules = queries.rules_of(db.session, nomination)
    form = PersonForm.of(nomination, rules, number=number, today=today(nomination))
    alone = nomination.category.people_max == 1
    if form.validate_on_submit():
        drafting.save_person(db.session, nomination, number, details=form.details())
        return redirect(after(ref) if alone else pages_of(ref)("nominee"), 303)
    back = after(ref) if alone else pages_of(ref)("nominee")
    return show("person", nomination, form=form, number=number, alone=alone, back_url=back)


@door.route("/<ref>/people/<int:number>/remove", methods=["POST"])
def remove_person(ref: str, number: int) -> ResponseReturnValue:
    """Take one person out of the draft."""
    nomination = _of_people(ref, number)
    if Form().validate_on_submit() and number <= len(nomination.nominees):
        drafting.remove_person(db.session, nomination, number)
        flash("Removed")
    return redirect(pages_of(ref)("nominee"), 303)


@door.route("/<ref>/team", methods=["GET", "POST"])
def team(ref: str) -> ResponseReturnValue:
    """Ask about the team put forward."""
    nomination = own(ref)
    if nomination.category.nominee_kind is not NomineeShape.TEAM:
        abort(404)
    form = TeamForm.of(nomination, queries.rules_of(db.session, nomination), today=today(nomination))
    if form.validate_on_submit():
        name, facts, contact = form.team_name.data or "", form.team_facts(), form.contact()
        drafting.save_team(db.session, nomination, name=name, facts=facts, contact=contact)
        return redirect(after(ref), 303)
    return show("team", nomination, form=form)


@door.route("/<ref>/answers/<key>", methods=["GET", "POST"])
def answer(ref: str, key: str) -> ResponseReturnValue:
    """Ask one question. What is typed is kept first, whatever its length, and only then judged."""
    nomination = own(ref)
    question = queries.question_of(db.session, nomination, key)
    form = AnswerForm(question)
    if not form.is_submitted():
        stored = queries.answer_to(db.session, nomination, key)
        form.text.data, form.version.data = (stored.text, str(stored.version)) if stored else ("", "0")
        return show("answer", nomination, form=form, question=question)
    saved = drafting.save_answer(db.session, nomination, key, text=form.typed, version=form.typed_over, now=now())
    return _after_answer(ref, form, saved)


def _after_answer(ref: str, form: AnswerForm, saved: SavedAnswer) -> ResponseReturnValue:
    """Show both texts when another tab was quicker; else keep the text, then say what is wrong with it, if anything."""
    form.version.data = str(saved.version)
    if saved.permission:
        keep()
    fine = form.validate()
    nomination = own(ref)
    question = queries.question_of(db.session, nomination, form.key)
    if not saved.permission:
        form.text.errors = []
        again = {"reasons": saved.permission.reasons, "stored": saved.stored}
        return show("answer_twice", nomination, form=form, status=409, question=question, **again)
    if fine:
        return redirect(after(ref), 303)
    return show("answer", nomination, form=form, question=question)


def _of_people(ref: str, number: int) -> Nomination:
    """Give the nomination if its award is for people and this number is one of them or the next."""
    nomination = own(ref)
    is_team = nomination.category.nominee_kind is NomineeShape.TEAM
    if is_team or not 1 <= number <= len(nomination.nominees) + 1:
        abort(404)
    return nomination
