"""What stands where something went, and how rows are changed so that older open pages notice."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final, cast

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.orm import InstrumentedAttribute, Session

NAME_WITHHELD: Final = "Name withheld"
"""What stands where a name stood."""
ERASED: Final = "Erased"
"""What stands where words stood that a table insists on."""
FORMER: Final = "Former judge or colleague"
"""What stands where the name of somebody with an account stood."""

Column = InstrumentedAttribute[Any]


def emptied(session: Session, column: Column, ids: Collection[Any], **values: Any) -> int:
    """Set these values in the rows whose column is one of these; gives how many rows that were."""
    if not ids:
        return 0
    table: Any = column.class_
    counter = table.__mapper__.version_id_col
    if counter is not None:
        values[str(counter.key)] = counter + 1
    done = session.execute(
        update(table).where(column.in_(ids)).values(values).execution_options(synchronize_session="fetch")
    )
    return cast("CursorResult[Any]", done).rowcount


def removed(session: Session, column: Column, ids: Collection[Any]) -> int:
    """Delete the rows whose column is one of these; gives how many there were."""
    if not ids:
        return 0
    table: Any = column.class_
    done = session.execute(delete(table).where(column.in_(ids)).execution_options(synchronize_session="fetch"))
    return cast("CursorResult[Any]", done).rowcount
