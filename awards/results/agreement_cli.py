"""`awards results agreement`: how far judges agree, worked out from a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click

from awards.results.given_files import UnusableFile, tell, text_of

FINDING: Final = 1
USAGE: Final = 2


@click.command("agreement")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def agreement(file: Path) -> None:
    """Work out how far judges agree: intraclass correlations, Krippendorff's alpha and Kendall's W.

    FILE is CSV with columns entry, judge, y and perhaps criteria; or JSON with “krippendorff”, “icc” or “kendall_w”.
    Prints JSON. Exit code 1 when one of the figures is not defined, which is then said with its reason; 2 when the
    file cannot be used.
    """
    # Pages never need this, and it loads numpy and scipy.
    from awards.results.agreement_figures import figures_of_csv, figures_of_json  # noqa: PLC0415

    try:
        text = text_of(file)
        is_json = text.lstrip()[:1] in {"{", "["}
        answer = figures_of_json(text) if is_json else figures_of_csv(text)
    except UnusableFile as wrong:
        tell(file, wrong.problems)
        raise SystemExit(USAGE) from None
    tell(file, answer.passed_over)
    click.echo(json.dumps(answer.as_data(), ensure_ascii=False, allow_nan=False))
    raise SystemExit(FINDING if answer.not_defined else 0)
