"""The words for what happens after a decision, as staff read them."""

from __future__ import annotations

from awards.results.models import Happening, Outcome

HAPPENING_WORDS = {
    Happening.WITHDREW: "They do not want the award, or to be named",
    Happening.DIED: "Somebody has died",
    Happening.SUSPENDED: "They were suspended, or something against them is being looked into",
    Happening.CONFLICTED: "A conflict of interest came to light",
    Happening.OTHER: "Something else",
}
OUTCOME_WORDS = {
    Outcome.PULLED: "Take this entry off: others hold the award as well, or it was commended or a finalist",
    Outcome.NEXT_CHOSEN: "Give the award to somebody else",
    Outcome.VACANT: "Leave the award vacant",
    Outcome.POSTHUMOUS: "Keep it, in memory of whoever has died",
}
DONE_WORDS = {
    Outcome.PULLED: "taken off",
    Outcome.NEXT_CHOSEN: "the award goes to {next}",
    Outcome.VACANT: "the award is left vacant",
    Outcome.POSTHUMOUS: "the award is kept, in memory",
}
"""What became of the award, to follow a name."""
SHORT_HAPPENINGS = {
    Happening.WITHDREW: "withdrew",
    Happening.DIED: "died",
    Happening.SUSPENDED: "suspended",
    Happening.CONFLICTED: "a conflict of interest came to light",
    Happening.OTHER: "something else happened",
}
"""What happened, to follow a name."""
EFFECTS = {
    Outcome.PULLED: "It disappears at once from every page, feed and file, and mail about it stops.",
    Outcome.NEXT_CHOSEN: "The one disappears at once from every page, feed and file, and mail about it stops; the "
    "other stands in its place, public at once where the winners are.",
    Outcome.VACANT: "It disappears at once from every page, feed and file, and mail about it stops.",
    Outcome.POSTHUMOUS: "The award stays, with words that say it is given in memory. Nothing more is sent to whoever "
    "has died.",
}
"""What confirming does, for the second person."""
