"""Invented seasons as sealed records: a true bundle through the product's builders, and every way to bend it."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from awards.ledger import acts
from awards.ledger.bundle import BundleContents, write_bundle
from awards.ledger.canonical import canonical_hash
from awards.ledger.merkle import Tree
from awards.ledger.notes import checkpoint_of, public_bytes, public_line, sign
from awards.ledger.receipts import receipt
from awards.ledger.records import make_record
from awards.ledger.replay import replay
from awards.ledger.results import Figures, results_of, totals_of
from awards.maths.adjusting.fitting import results_of as fitted
from awards.maths.adjusting.question import Question
from awards.maths.adjusting.readings import Reading
from awards.maths.votes import Ballot as VoteBallot
from awards.maths.votes import count, settle

ORIGIN = "awards.example/lantern-2025"
START = datetime(2025, 3, 1, 9, tzinfo=UTC)
CRITERIA = [("reach", 40, True), ("craft", 35, False), ("care", 25, False)]
CHAIN = ["borda", "adjusted", "second_ballot", "chair"]


def some_hash(text):
    return sha256(text.encode()).hexdigest()


def key_from(seed):
    return Ed25519PrivateKey.from_private_bytes(sha256(f"key {seed}".encode()).digest())


def rules(categories=("young", "team"), **changes):
    given = {
        "scale": {"lowest": 0, "highest": 5, "words": {"0": "Nothing", "5": "Much"}, "comment_required_for": [0, 5]},
        "counting": "mean",
        "ties": ["criterion", "panel"],
        "shortlist": {"min": 2, "max": 3},
        "readings_per_entry": 3,
        "readings_by_category": {},
        "ranking": {"basis": "adjusted"},
        "ballots": {"ties": CHAIN, "joint": False},
        "categories": {
            category: [{"key": key, "weight": weight, "tie_break": tie} for key, weight, tie in CRITERIA]
            for category in categories
        },
    }
    return given | changes


@dataclass
class Season:
    """A log in the making, with its checkpoints; `figures` are worked out by the product's own models."""

    seed: int = 1
    key_seed: str = "ours"
    acts: list = field(default_factory=list)
    closes: list = field(default_factory=list)

    def __post_init__(self):
        self.chance = random.Random(self.seed)  # noqa: S311 - invented seasons, the same every time
        self.key = key_from(self.key_seed)

    def do(self, act):
        self.acts.append(act)

    def records(self):
        salts = random.Random(f"{self.seed} salts")  # noqa: S311 - as above
        return [
            make_record(act, n=n, at=START + timedelta(minutes=n), salt=salts.randbytes(16))
            for n, act in enumerate(self.acts)
        ]

    def close(self, categories):
        self.do(acts.RoundClosed(round="scoring", categories=categories))
        self.closes.append(len(self.acts))

    def notes(self, records):
        tree = Tree(one.leaf for one in records)
        return [
            self._note(tree, records, size=size, purpose=purpose)
            for size, purpose in [*((size, "close:scoring") for size in self.closes), (len(records), "final")]
        ]

    def _note(self, tree, records, *, size, purpose):
        rules = [one.content["sha256"] for one in records[:size] if one.kind in {"rules_fixed", "rules_changed"}]
        at = START + timedelta(days=1, minutes=size)
        made = checkpoint_of(tree, origin=ORIGIN, at=at, purpose=purpose, rules=rules[-1], size=size)
        return sign(made, self.key)

    def contents(self, records=None, **changes):
        records = records or self.records()
        given = {
            "origin": ORIGIN, "season": "lantern/2025", "records": records, "checkpoints": self.notes(records),
            "public_key": public_bytes(self.key), "made_at": START + timedelta(days=40),
            "figures": figures_of(records), "versions": {"portal": "0.1.0"}, "seeds": {"assignment": 7},
        }  # fmt: skip
        return BundleContents(**(given | changes))

    def bundle(self, **changes):
        return write_bundle(self.contents(**changes))

    def key_line(self):
        return public_line(ORIGIN, public_bytes(self.key))

    def receipt(self, judge):
        records = self.records()
        note, size = self.notes(records)[0], self.closes[0]
        return receipt(judge, records, note=note, size=size, key_line=self.key_line())


def figures_of(records):
    """Fit the season's closed categories together with the product's models, on totals out of 100."""
    standing = replay(records)
    keys = [key for key, close in standing.closes.items() if key in close.rules["categories"]]
    readings = [
        Reading(entry, judge, float(total), key)
        for key in keys
        for (entry, judge), total in totals_of(standing, key).items()
    ]
    asked = {entry: sum(standing.is_asked((entry, j)) for e, j in standing.assigned if e == entry)
             for key in keys for entry in standing.closes[key].entries}  # fmt: skip
    categories = {entry: key for key in keys for entry in standing.closes[key].entries}
    question = Question(readings=readings, categories=categories, asked=asked, scale=100.0, draws=200)
    results = fitted(question)
    return {key: _figures(results, key) for key in keys}


def _figures(results, key):
    found = results.of(key)
    if found.refused or found.pool is None:
        why = {"code": found.refused.code, "words": found.refused.words} if found.refused else None
        return Figures(refused=why)
    pool = results.pools[found.pool]
    return Figures(
        adjusted={one.entry: one.adjusted for one in found.entries},
        severities={one.judge: one.severity for one in pool.judges},
        theta=pool.sd_judge / pool.sd_residual if pool.sd_residual else 0.0,
        pool=pool.categories,
        stated={one.entry: {"low": one.low, "high": one.high, "p_top": one.p_top} for one in found.entries},
    )


def orders(season):
    """Give the order of each category by the season's own basis, best first, as the product shows it."""
    records = season.records()
    found = results_of(replay(records), figures_of(records))["categories"]
    return {key: _in_order(said) for key, said in found.items()}


def _in_order(said):
    ranked = [row for row in said["entries"] if row["rank"]]
    return [row["entry"] for row in sorted(ranked, key=lambda row: (row["rank"], -Fraction(row["tie_value"] or 0)))]


def scored(entry, judge, points, state=acts.SheetMark.HANDED_IN):
    keys = [key for key, _, _ in CRITERIA]
    return acts.Scored(entry=entry, judge=judge, state=state, points=dict(zip(keys, points, strict=True)))


def make_scoring(season, *, entries=9, judges=6, readings=3):
    """Fix rules, enter entries of two categories, assign, recuse, score with a tie and a lone reading, and close."""
    season.do(acts.RulesFixed(version=1, rules=rules()))
    panel = [f"J-{number:04}" for number in range(1, judges + 1)]
    lean = {judge: season.chance.choice((-1, 0, 1)) for judge in panel}
    for judge in panel:
        season.do(acts.JudgeJoined(judge=judge, categories=["young", "team"], chair=judge == panel[0]))
    for category, initial in (("young", "Y"), ("team", "T")):
        for number in range(1, entries + 1):
            entry = f"E-{initial}{number:03}"
            season.do(acts.EntryEntered(entry=entry, category=category))
            merit = season.chance.choice((2, 3, 4))
            for at, judge in enumerate(season.chance.sample(panel, readings + 1)):
                _read(season, (entry, judge), merit + lean[judge], out=at == readings)
    first = season.acts[-1]
    season.do(acts.Note(subject="practice", facts={"held": True}, reason=some_hash("why")))
    _twins(season, panel)
    season.do(acts.EntryEntered(entry="E-LONE", category="team"))
    season.do(acts.Assigned(entry="E-LONE", judge=panel[0]))
    season.do(scored("E-LONE", panel[0], (5, 5, 5)))
    season.close(["team", "young"])
    return first


def _read(season, pair, middle, *, out):
    entry, judge = pair
    season.do(acts.Assigned(entry=entry, judge=judge))
    if out:
        season.do(acts.Recused(entry=entry, judge=judge, reason=some_hash(judge)))
        return
    if season.chance.random() < 0.2:
        season.do(scored(entry, judge, (3, None, None), acts.SheetMark.STARTED))
    points = [min(5, max(0, middle + season.chance.choice((-1, 0, 0, 1)))) for _ in CRITERIA]
    season.do(scored(entry, judge, points))


def _twins(season, panel):
    """Enter two entries that the same judges score alike: a tie by every number."""
    for entry in ("E-TWIN1", "E-TWIN2"):
        season.do(acts.EntryEntered(entry=entry, category="young"))
        for judge in panel[:3]:
            season.do(acts.Assigned(entry=entry, judge=judge))
            season.do(scored(entry, judge, (5, 5, 5)))


def free_voters(season, candidates):
    """Give five judges; recusals from the candidates are lifted for them, so that they may vote."""
    standing = replay(season.records())
    voters = [f"J-{number:04}" for number in range(1, 6)]
    for entry, judge in sorted(standing.recused):
        if entry in candidates and judge in voters:
            season.do(acts.JudgeJoined(judge=f"J-9{judge[-3:]}", categories=["young"]))
            voters[voters.index(judge)] = f"J-9{judge[-3:]}"
    return voters


def hold_vote(season, name, candidates, rankings, *, category="young", follows=None, second_of=None):
    """Open a vote, cast sealed ballots, and close it with the product's own count."""
    voters = free_voters(season, candidates)
    season.do(acts.VoteOpened(vote=name, category=category, purpose=acts.Purpose.WINNERS, candidates=candidates,
                              voters=voters, members=6, chain=CHAIN, follows=follows))  # fmt: skip
    opened = {}
    for voter, ranking in zip(voters, rankings, strict=True):
        salt = season.chance.randbytes(16)
        sealed = acts.sealed_ballot(name, voter, ranking, salt=salt)
        season.do(acts.BallotCast(vote=name, voter=voter, sealed=sealed))
        opened[voter] = acts.Ballot(ranking=ranking, salt=salt)
    none = acts.NOBODY if acts.NOBODY in candidates else None
    ballots = [VoteBallot(tuple(tuple(tier) for tier in one)) for one in rankings]
    found = count(candidates, ballots, none=none)
    scores = _scores(season, category)
    within = Fraction(1, 100)
    told = settle(second_of or found, CHAIN, adjusted=scores, within=within, second=found if second_of else None)
    season.do(acts.VoteClosed(vote=name, ballots=opened, duels=found.duels, outcome=told.outcome,
                              winners=told.winners, level=told.level))  # fmt: skip
    return found, told


def _scores(season, category):
    records = season.records()
    rows = results_of(replay(records), figures_of(records))["categories"][category]["entries"]
    return {row["entry"]: Fraction(row["adjusted"] or row["raw"]) for row in rows if row["rank"]}


def true_season(seed=1, key_seed="ours"):
    """Give a whole season: a cycle settled by Schulze, a departure, a withheld award, a winner who withdrew."""
    season = Season(seed=seed, key_seed=key_seed)
    make_scoring(season)
    order = orders(season)
    for category in ("young", "team"):
        decide(season, category, "shortlist", order[category], order[category][:3])
    a, b, c = order["young"][:3]
    cycle = [[[a], [b], [c]], [[a], [b], [c]], [[b], [c], [a]], [[c], [a], [b]], [[c], [a], [b]]]
    _, told = hold_vote(season, "V-1", [a, b, c], cycle)
    winner = told.winners[0]
    decide(season, "young", "winners", [a, b, c], [winner], departs=winner != a and _strictly(season, a, winner))
    team = order["team"][:3]
    decide(season, "team", "winners", team, [team[2]], commended=[team[0]], departs=True)
    season.do(acts.MinutesSigned(meeting="M-1", sha256=some_hash("minutes"), by="J-0001"))
    season.do(acts.Addendum(category="team", entry=team[2], what=acts.Happening.WITHDREW, chosen=team[1],
                            outcome=acts.Afterwards.NEXT_CHOSEN, reason=some_hash("gone"), by="S-0001",
                            second="S-0002"))  # fmt: skip
    return season


def _strictly(season, one, other):
    records = season.records()
    rows = results_of(replay(records), figures_of(records))["categories"]["young"]["entries"]
    row = {each["entry"]: (each["rank"], -Fraction(each["tie_value"])) for each in rows}
    return row[one] < row[other]


def decide(season, category, purpose, scored_order, chosen, **more):
    departs = more.get("departs", False)
    given = {
        "withheld": purpose == "winners" and not chosen, "reason": some_hash("reason"), "by": "S-0001",
        "departure": acts.Departure.JUDGEMENT if departs else None, "second": "S-0002" if departs else None,
    }  # fmt: skip
    season.do(acts.Decided(category=category, purpose=acts.Purpose(purpose), scored_order=scored_order,
                           decided_order=chosen, **(given | more)))  # fmt: skip


def rules_hash(content):
    return canonical_hash(content)
