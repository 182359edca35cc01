"""Counting a panel's ballots: head to head, ties by a chain fixed beforehand, and whether enough people voted.

Plain Python: pages may load it. A ballot ranks candidates, equal ranks allowed. A candidate is any key that the caller
chooses; "none reaches the standard" is a candidate like any other, and `count` is told which key it has. Nothing here
looks at names, references or times of entry: the order in which candidates and ballots come never decides anything.
"""

from awards.maths.votes.ballots import Ballot, BallotError, ballot_by_places, ballot_problems
from awards.maths.votes.counting import Count, count
from awards.maths.votes.quorum import Quorum, quorum
from awards.maths.votes.settling import DEFAULT_CHAIN, Outcome, Settlement, Step, StepTaken, settle
from awards.maths.votes.words import count_words, settlement_words, step_words

__all__ = [
    "DEFAULT_CHAIN",
    "Ballot",
    "BallotError",
    "Count",
    "Outcome",
    "Quorum",
    "Settlement",
    "Step",
    "StepTaken",
    "ballot_by_places",
    "ballot_problems",
    "count",
    "count_words",
    "quorum",
    "settle",
    "settlement_words",
    "step_words",
]
