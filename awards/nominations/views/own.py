"""What every page of a nominator's own nomination needs: finding it, addressing its pages, drawing it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from flask import g, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.times import local_day, moment_words, time_words
from awards.db import db
from awards.nominations import queries
from awards.nominations.keying_in import KEYING_IN, channel_words
from awards.nominations.models import Nomination
from awards.nominations.outcome import leave_unsaid, since_sent
from awards.nominations.tasks import Address
from awards.web.clock import now
from awards.web.forms import problems


def own(ref: str) -> Nomination:
    """Give the signed-in nominator's nomination; anybody else's is not found, nor what others put right in it."""
    return _as_typed(queries.my_nomination(db.session, ref, **_mine(), writing=_writing()))


def own_in_full(ref: str) -> Nomination:
    """Give the same with questions and answers."""
    return _as_typed(queries.my_nomination_in_full(db.session, ref, **_mine(), writing=_writing()))


def own_sent(ref: str) -> Nomination:
    """Give the same with what was sent; whoever shows it first leaves unsaid what others put right."""
    return queries.my_sent_nomination(db.session, ref, **_mine())


def was_sent(ref: str) -> bool:
    """Say whether the signed-in nominator's nomination was ever sent."""
    return queries.my_nomination(db.session, ref, **_mine()).submitted_at is not None


def own_to_add_to(ref: str) -> Nomination:
    """Give the same with its questions and what was sent to them."""
    return queries.my_nomination_to_add_to(db.session, ref, **_mine(), writing=_writing())


def own_to_move(ref: str) -> Nomination:
    """Give the same with everything that a move keeps."""
    return queries.my_nomination_to_move(db.session, ref, **_mine(), writing=_writing())


def pages_of(ref: str) -> Address:
    """Give the addresses of this nomination's pages; a change asked for on the check page leads back there."""
    here = (request.endpoint or "").rpartition(".")[2]
    back = {"back": "check"} if here == "check" or request.args.get("back") == "check" else {}
    return partial(_address, ref=ref, **back)


def after(ref: str) -> str:
    """Give the page to go on to after saving: the check page when the change was asked for there."""
    page = "check" if request.args.get("back") == "check" else "task_list"
    return url_for(f"my_nominations.{page}", ref=ref)


def today(nomination: Nomination) -> Any:
    """Give the calendar day in the programme's zone."""
    return local_day(now(), nomination.season.programme.zone)


def show(
    page: str, nomination: Nomination, *, form: Any = None, status: int = 200, **values: Any
) -> ResponseReturnValue:
    """Draw a page of this nomination; a form that has errors answers 422."""
    errors = problems(form) if form is not None else []
    content = render_template(
        f"nominations/nominators/{page}.html",
        nomination=nomination,
        category=nomination.category,
        form=form,
        errors=errors,
        back_url=values.pop("back_url", after(nomination.ref)),
        keyed_in=channel_words(nomination),
        keying_in=session.get(KEYING_IN) == nomination.ref,
        **values,
    )
    return content, 422 if errors else status


def saved_words(saved_at: datetime, nomination: Nomination) -> str:
    """Say when something was saved; the day only when it was another one."""
    zone = nomination.season.programme.zone
    when = time_words if local_day(saved_at, zone) == today(nomination) else moment_words
    return f"Saved at {when(saved_at, zone)}"


def _as_typed(nomination: Nomination) -> Nomination:
    """Leave unsaid what others put right since it was sent; of a draft nobody else can put anything right."""
    if nomination.submitted_at is not None:
        leave_unsaid(nomination, since_sent(db.session, nomination))
    return nomination


def _mine() -> dict[str, Any]:
    return {"nominator_ref": me().reference, "programme_id": g.programme.id}


def _writing() -> bool:
    return request.method == "POST"


def _address(page: str, **values: Any) -> str:
    return url_for(f"my_nominations.{page}", **values)
