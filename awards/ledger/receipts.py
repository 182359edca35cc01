"""One judge's receipt: their own records, each with the proof that it is in the log that the checkpoint seals."""

from __future__ import annotations

import json
from collections.abc import Sequence

from awards.ledger.canonical import as_plain
from awards.ledger.merkle import Tree
from awards.ledger.records import Record

FORMAT = "awards-receipt-1"
OWN = frozenset(
    {"assigned", "unassigned", "recused", "recusal_lifted", "abstained", "scored", "sheet_reopened", "judge_joined"}
)


def records_of(judge: str, records: Sequence[Record], *, size: int) -> list[Record]:
    """Give what the log says, within its first `size` records, of one judge's own readings and scores."""
    mine = [one for one in records[:size] if one.kind in OWN]
    return [one for one in mine if one.content is not None and one.content.get("judge") == judge]


def receipt(judge: str, records: Sequence[Record], *, note: str, size: int, key_line: str) -> str:
    """Write a judge's receipt as JSON; `note` is the signed checkpoint of the first `size` records.

    `records` is the whole log in order. `verify.py receipt FILE` checks the receipt alone, and
    `verify.py BUNDLE --receipt FILE` checks a bundle against it.

    Raises:
        ValueError: the log is shorter than the checkpoint says.
    """
    tree = Tree(one.leaf for one in records[:size])
    return receipt_of(judge, records_of(judge, records, size=size), tree, note=note, key_line=key_line, size=size)


def receipt_of(judge: str, own: Sequence[Record], tree: Tree, *, note: str, key_line: str, size: int) -> str:
    """Write a receipt from the judge's own records and a tree that is already built (for many judges in turn).

    Raises:
        ValueError: the tree has fewer leaves than the checkpoint says.
    """
    shown = [
        {**as_plain(json.loads(one.line)), "proof": [step.hex() for step in tree.inclusion(one.n, size)]} for one in own
    ]
    whole = {"format": FORMAT, "judge": judge, "public_key": key_line, "checkpoint": note, "records": shown}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
