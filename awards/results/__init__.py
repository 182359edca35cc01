"""Tally, ranking, ties, shortlist and winners, each with a recorded decision."""
