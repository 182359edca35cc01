"""A season from the first reading to an addendum, and its bundle checked where nothing of the project is installed."""

from tests.ledger.bending import unpacked


def test_the_bundle_of_a_whole_season_is_accepted(season, mailbox, checker):
    season.whole(mailbox)
    told = checker.check(season.bundle())
    assert (told.code, told.failed) == (0, []), "\n".join(told.failed)
    assert "decisions.json" in unpacked(season.bundle())
