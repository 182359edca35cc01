"""Lines of the lists that the organiser uploads, and lists that were never applied."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.privacy.erasing.redacting import Names
from awards.privacy.erasing.words import NAME_WITHHELD, emptied, removed
from awards.registers.models import ListMember, ListUpload, MembershipCheck


def clear_list_lines(session: Session, ids: Collection[int]) -> int:
    """Let go of these lines of the organiser's lists; that there was a line stays. Gives how many."""
    emptied(session, MembershipCheck.member_id, ids, member_id=None)
    return emptied(
        session, ListMember.id, ids, name=NAME_WITHHELD, email_index=None, programme=None, status=None, stage=None,
        cohort=None,
    )  # fmt: skip


def clear_lists(session: Session, upload_ids: Collection[int]) -> int:
    """Let go of these lists whole: their text and every line. That a list came, when and from whom stays."""
    removed(session, ListMember.upload_id, upload_ids)
    return emptied(session, ListUpload.id, upload_ids, content=None, file_name=None)


def drop_lines(session: Session, names: Names) -> int:
    """Drop from lists that were not applied yet every line in which one of these stands. Gives how many lists."""
    changed = 0
    for upload in session.scalars(select(ListUpload).where(ListUpload.content.is_not(None))).all():
        said = json.loads(upload.content or "{}")
        kept = {key: _without(text, names) if isinstance(text, str) else text for key, text in said.items()}
        if kept != said:
            changed += emptied(session, ListUpload.id, [upload.id], content=json.dumps(kept, ensure_ascii=False))
    return changed


def _without(text: str, names: Names) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not names.stand_in(line))
