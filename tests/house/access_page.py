"""Writes docs/access.md from the access table, or says how every page answers today (for new rows of the table).

python -m tests.house.access_page           writes docs/access.md
python -m tests.house.access_page answers   prints the answers of today as lines of the table: judge them, then
                                            take over what is right
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.databases import SQLiteDatabases
from tests.house.access_table import MEANS, answered, in_lines, table
from tests.house.everything import ROLES, world

PAGE = Path(__file__).parents[2] / "docs" / "access.md"
HEAD = """# Who gets in where

Every page and method against every role. Made from the table in `tests/house/access_table.py` by
`python -m tests.house.access_page`; `tests/house/test_access.py` asks the running portal for each of these cells, with
things that are really there, and fails on a page without a row.

*in*: let in (what may be done there is said by the policies); *404*: not found, byte for byte the answer for something
that does not exist; *away*: turned away at the door (sent to sign in, or 403). "Other nominator", "judge elsewhere" and
"staff elsewhere" have as much as their fellows, but of another nomination, another panel, another programme.
"Seen as judge" is an administrator who looks with the judge's eyes: nothing of the judge's own, and nothing is sent.
The season stands after the awards were decided and before they are announced.
"""


def page() -> str:
    """Give the text of docs/access.md."""
    rows, lines, last = table(), [HEAD], ""
    for (endpoint, method), cells in sorted(rows.items()):
        door, _, name = endpoint.partition(".")
        if door != last:
            lines.append(f"\n## {door}\n\n| page | method | {' | '.join(ROLES)} |\n|---|---|{'---|' * len(ROLES)}")
            last = door
        lines.append(f"| {name} | {method} | {' | '.join(MEANS[one] for one in cells)} |")
    return "\n".join(lines) + "\n"


def answers() -> str:
    """Give today's answers as lines of the table."""
    with tempfile.TemporaryDirectory() as folder, SQLiteDatabases(Path(folder)).fresh() as url:
        made = world(Path(folder) / url.rpartition("/")[2])
        cells: dict[tuple[str, str], str] = {}
        for role in ROLES:
            for key, sign in answered(made, role)[0].items():
                cells[key] = cells.get(key, "") + sign
        return in_lines(cells)


if __name__ == "__main__":
    if sys.argv[1:] == ["answers"]:
        print(answers())  # noqa: T201 - a command's answer
    else:
        PAGE.write_text(page())
