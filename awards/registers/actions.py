"""Keeping lists, saying how they are read, applying the register's answers, and recording a look-up by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Refused, require
from awards.core.references import new_reference
from awards.core.times import local_day
from awards.core.words import tidy_line
from awards.registers.columns import Columns
from awards.registers.contents import Contents, Found, contents_of, is_mapped, reading_of
from awards.registers.models import ListKind, ListUpload, RegisterCheck, RegisterResult
from awards.registers.policy import may_apply, may_apply_as_seen, may_check, may_check_on, may_map
from awards.registers.previewed import mark_of_findings
from awards.registers.queries import (
    ABOUT_REGISTERS,
    RegisterLine,
    applied_before,
    categories_about,
    register_lines,
    upload_by_ref,
)
from awards.seasons.models import Season


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedList:
    """A list as staff gave it: what it holds, of which day it is, and the file it came in."""

    kind: ListKind
    contents: Contents
    as_of: date
    rows: int
    file_name: str | None = None


def keep_list(session: Session, season: Season, pasted: PastedList, *, actor: Actor, now: datetime) -> ListUpload:
    """Keep a list, encrypted, until it is known how to read it and it is applied.

    Raises:
        Refused: not staff, or a list of a day that is still to come.
    """
    require(may_check_on(actor, pasted.as_of, today=local_day(now, season.programme.zone)))
    packed = pasted.contents.packed()
    upload = ListUpload(
        ref=new_reference("LST"),
        season_id=season.id,
        kind=pasted.kind,
        as_of=pasted.as_of,
        file_name=tidy_line(pasted.file_name or "")[:200] or None,
        digest=hashlib.sha256(packed.encode()).hexdigest(),
        content=packed,
        columns={},
        rows=pasted.rows,
        uploaded_by=actor.reference,
        uploaded_at=now,
    )
    session.add(upload)
    record(session, Tag.LIST_UPLOADED, upload.ref, actor=actor, at=now, kind=upload.kind.value, rows=upload.rows)
    session.flush()
    return upload


def map_columns(session: Session, upload: ListUpload, columns: Columns, *, actor: Actor) -> None:
    """Say which column of a list holds what; what its words mean is then open again.

    Raises:
        Refused: not staff, or the list was applied.
    """
    require(may_map(actor, upload))
    upload.columns = replace(columns, words=None).as_data()
    session.flush()


def map_words(session: Session, upload: ListUpload, words: Mapping[str, Mapping[str, str]], *, actor: Actor) -> None:
    """Say what the words in a list mean, once its columns are known.

    Raises:
        Refused: not staff, the list was applied, or its columns are not known.
    """
    require(may_map(actor, upload))
    columns = Columns.from_data(upload.columns)
    if columns is None:
        raise Refused.because("no-columns", "Say first which column holds what.")
    upload.columns = replace(columns, words=words).as_data()
    session.flush()


def apply_register_list(
    session: Session, season: Season, ref: str, *, actor: Actor, now: datetime, seen: str | None = None
) -> int:
    """Record what a list says of each nominee it is about, erase what it holds, and give how many there were.

    `seen` is the mark of the preview that somebody looked at; None where nobody looks, as for made-up data.

    Raises:
        NoResultFound: this season has no such list.
        Refused: not staff, applied already (under this reference or another), not known how to read it, or it would
            record something else than the preview showed.
    """
    upload, columns = upload_to_apply(session, season, ref, kind=ListKind.REGISTER, actor=actor)
    lines = register_lines(session, season, categories_about(session, season, ABOUT_REGISTERS))
    findings = reading_of(contents_of(upload), columns, lines, as_of=upload.as_of).findings
    require(may_apply_as_seen(seen, mark_of_findings(upload, findings)))
    for finding in findings:
        _check(session, finding.line, found=finding.found, upload=upload, on=upload.as_of, actor=actor, now=now)
    mark_applied(session, upload, actor=actor, now=now, count=len(findings))
    return len(findings)


def record_check(
    session: Session, season: Season, line: RegisterLine, *, found: Found, on: date, actor: Actor, now: datetime
) -> RegisterCheck:
    """Record what somebody of staff saw in the register on a day, for the number that the nominee has now.

    Raises:
        Refused: not staff, or a day that is still to come.
    """
    require(may_check_on(actor, on, today=local_day(now, season.programme.zone)))
    check = _check(session, line, found=found, upload=None, on=on, actor=actor, now=now)
    session.flush()
    return check


def upload_to_apply(
    session: Session, season: Season, ref: str, *, kind: ListKind, actor: Actor
) -> tuple[ListUpload, Columns]:
    """Give a list that may be applied and how it is read. Two statements.

    Raises:
        NoResultFound: this season has no such list.
        Refused: not staff, applied already, of another kind, or not known how to read it.
    """
    require(may_check(actor))
    upload = upload_by_ref(session, ref, season_id=season.id, to_write=True)
    columns = Columns.from_data(upload.columns)
    mapped = is_mapped(columns) and upload.kind is kind
    require(may_apply(actor, upload, mapped=mapped, applied_before=applied_before(session, upload)))
    assert columns is not None  # noqa: S101 - for the type checker: whatever is mapped has columns
    return upload, columns


def mark_applied(session: Session, upload: ListUpload, *, actor: Actor, now: datetime, count: int) -> None:
    """Note that a list was applied, and erase what it held."""
    upload.applied_at, upload.content = now, None
    record(session, Tag.LIST_APPLIED, upload.ref, actor=actor, at=now, kind=upload.kind.value, count=count)
    session.flush()


def _check(
    session: Session,
    line: RegisterLine,
    *,
    found: Found,
    upload: ListUpload | None,
    on: date,
    actor: Actor,
    now: datetime,
) -> RegisterCheck:
    check = RegisterCheck(
        nominee_id=line.nominee.id,
        upload_id=upload and upload.id,
        number=line.number,
        result=found.result,
        name_found=None if found.result is RegisterResult.NOT_FOUND else found.name,
        town_found=found.town,
        registered_until=found.until,
        checked_on=on,
        checked_by=actor.reference,
        recorded_at=now,
    )
    session.add(check)
    came = upload.ref if upload else None
    record(session, Tag.REGISTER_CHECKED, line.nominee.ref, actor=actor, at=now, result=found.result.value, list=came)
    return check
