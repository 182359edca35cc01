"""Writing acts of judging into the record, in the transaction of the act itself, and the labels they use for people."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from awards.ledger.act import ENTRY, JUDGE, STAFF, Act, label
from awards.sealing.models import JudgingAct, SeasonLog

LABEL_BYTES = 5
"""Forty bits: eight characters, and one chance in a million that two of a thousand entries share a label."""
RULES = ("rules_fixed", "rules_changed")
_KINDS = {"ENT": ENTRY, "USR": JUDGE}
_KEPT = "sealing.season_logs"


def append_act(session: Session, season_id: int, act: Act, *, at: datetime) -> JudgingAct:
    """Write one act into a season's record; the worker gives it its place in the log.

    Called in the transaction of what it tells of, so that neither is there without the other.

    Raises:
        awards.ledger.canonical.NotCanonicalError: the content has a float, or a time without a zone.
    """
    written = JudgingAct(
        season_id=season_id, kind=act.kind, at=at, content=act.content(), salt=secrets.token_hex(16)
    )  # fmt: skip
    session.add(written)
    return written


def label_of(session: Session, season_id: int, ref: str) -> str:
    """Give the label of an entry ("E-…") or a judge ("J-…") in a season's record, the same whenever it is asked.

    One statement in a transaction, none after that.

    Raises:
        ValueError: the reference is of something else.
    """
    kind = _KINDS.get(ref.partition("-")[0])
    if kind is None:
        raise ValueError(f"{ref} is neither an entry nor a judge.")
    return _labelled(session, season_id, ref, kind=kind)


def staff_label_of(session: Session, season_id: int, ref: str) -> str:
    """Give the label ("S-…") under which somebody acts for the organiser; who also judges has another one for that."""
    return _labelled(session, season_id, ref, kind=STAFF)


def entered_labels(session: Session, season_id: int) -> set[str]:
    """Give the labels of the entries that the record has put before judges. One statement."""
    return {content["entry"] for content in contents_of(session, season_id, "entry_entered")}


def contents_of(session: Session, season_id: int, kind: str) -> list[dict[str, Any]]:
    """Give what the acts of one kind say, in the order in which they were written. One statement."""
    chosen = select(JudgingAct.content).where(JudgingAct.season_id == season_id, JudgingAct.kind == kind)
    return list(session.scalars(chosen.order_by(JudgingAct.id)))


def rules_in_record(session: Session, season_id: int) -> dict[str, Any] | None:
    """Give the act by which the rules in force came into the record; None before they were locked. One statement."""
    fixed = select(JudgingAct.content).where(JudgingAct.season_id == season_id, JudgingAct.kind.in_(RULES))
    return session.scalars(fixed.order_by(JudgingAct.id.desc()).limit(1)).one_or_none()


def has_record(session: Session, season_id: int) -> bool:
    """Whether the record of a season has begun: its rules are in it. One statement."""
    rules = select(JudgingAct.id).where(JudgingAct.season_id == season_id, JudgingAct.kind == RULES[0])
    return session.scalar(rules.limit(1)) is not None


def season_log(session: Session, season_id: int) -> SeasonLog:
    """Give a season's log, with its key; made when it is first needed, once whoever asks.

    One statement in a transaction, none after that: the session holds on to it.
    """
    log = session.get(SeasonLog, season_id)
    if log is None:
        fresh = {"season_id": season_id, "label_key": secrets.token_hex(32), "size": 0}
        if session.get_bind().dialect.name == "postgresql":
            session.execute(postgresql.insert(SeasonLog).values(**fresh).on_conflict_do_nothing())
        else:
            session.execute(sqlite.insert(SeasonLog).values(**fresh).on_conflict_do_nothing())
        log = session.get_one(SeasonLog, season_id)
    session.info.setdefault(_KEPT, {})[season_id] = log
    return log


def _labelled(session: Session, season_id: int, ref: str, *, kind: str) -> str:
    key = bytes.fromhex(season_log(session, season_id).label_key)
    digest = hmac.new(key, f"{kind}:{ref}".encode(), hashlib.sha256).digest()
    return label(kind, base64.b32encode(digest[:LABEL_BYTES]).decode())
