"""Every figure of a count against its definition, and what voting theory promises, on drawn elections."""

from hypothesis import given, settings
from hypothesis import strategies as st

from awards.maths.votes import Ballot, count
from tests.maths.votes.elections import borda_of, elections, place_of, strongest_path, votes_for

WHERE = ["above", "below", "level"]
FEW = settings(max_examples=120, deadline=None)


@FEW
@given(elections())
def test_duels_and_borda_are_what_the_ballots_say(election):
    candidates, cast = election
    found = count(candidates, cast)
    assert found.duels == {
        one: {other: votes_for(cast, one, other) for other in candidates if other != one} for one in candidates
    }
    assert found.borda == {one: borda_of(candidates, cast, one) for one in candidates}


@FEW
@given(elections())
def test_paths_are_the_strongest_of_all_simple_paths(election):
    candidates, cast = election
    assert count(candidates, cast).paths == {
        one: {other: strongest_path(candidates, cast, start=one, end=other) for other in candidates if other != one}
        for one in candidates
    }


@FEW
@given(elections())
def test_tiers_are_whoever_no_remaining_candidate_has_the_stronger_path_against(election):
    candidates, cast = election
    left = list(candidates)
    for tier in count(candidates, cast).schulze_tiers:
        best = [
            one for one in left
            if not any(
                strongest_path(candidates, cast, start=other, end=one)
                > strongest_path(candidates, cast, start=one, end=other)
                for other in left if other != one
            )
        ]  # fmt: skip
        assert sorted(tier) == sorted(best)
        left = [one for one in left if one not in tier]
    assert left == []


@FEW
@given(elections())
def test_a_condorcet_winner_is_who_beats_every_other_and_wins_alone(election):
    candidates, cast = election
    found = count(candidates, cast)
    beating = [
        one for one in candidates
        if all(votes_for(cast, one, other) > votes_for(cast, other, one) for other in candidates if other != one)
    ]  # fmt: skip
    assert found.condorcet_winner == (beating[0] if beating else None)
    assert not beating or found.schulze_winners == tuple(beating)


@FEW
@given(elections(), st.randoms(use_true_random=False))
def test_the_order_of_ballots_and_candidates_and_how_they_are_bundled_never_matters(election, chance):
    candidates, cast = election
    first = count(candidates, cast)
    single = [Ballot(one.tiers) for one in cast for _ in range(one.times)]
    chance.shuffle(single)
    assert count(candidates, single) == first
    mixed = list(candidates)
    chance.shuffle(mixed)
    second = count(mixed, single)
    assert (second.duels, second.paths, second.borda) == (first.duels, first.paths, first.borda)
    assert list(map(set, second.schulze_tiers)) == list(map(set, first.schulze_tiers))


@FEW
@given(elections(), st.randoms(use_true_random=False))
def test_another_name_changes_nothing_but_the_name(election, chance):
    candidates, cast = election
    names = list(candidates)
    chance.shuffle(names)
    called = dict(zip(candidates, names, strict=True))
    renamed = [Ballot(tuple(tuple(called[one] for one in tier) for tier in ballot.tiers), ballot.times)
               for ballot in cast]  # fmt: skip
    first, second = count(candidates, cast), count(names, renamed)
    assert second.schulze_tiers == tuple(tuple(called[one] for one in tier) for tier in first.schulze_tiers)
    assert second.borda == {called[one]: points for one, points in first.borda.items()}


@FEW
@given(elections(fewest=2))
def test_turning_every_ballot_round_takes_the_win_from_a_single_winner(election):
    candidates, cast = election
    first = count(candidates, cast)
    turned = []
    for ballot in cast:
        last = tuple(one for one in candidates if place_of(ballot, one) == len(ballot.tiers))
        turned.append(Ballot((last, *reversed(ballot.tiers)), ballot.times))
    second = count(candidates, turned)
    assert second.duels == {one: {other: first.duels[other][one] for other in row} for one, row in first.duels.items()}
    assert len(first.schulze_winners) > 1 or first.schulze_winners[0] not in second.schulze_winners


@FEW
@given(elections(fewest=2))
def test_who_more_than_half_put_alone_at_the_top_wins(election):
    candidates, cast = election
    first = candidates[0]
    half = sum(ballot.times for ballot in cast)
    found = count(candidates, [*cast, Ballot(((first,),), half + 1)])
    assert (found.condorcet_winner, found.schulze_winners) == (first, (first,))


@FEW
@given(elections(fewest=2))
def test_who_everybody_puts_below_another_never_wins(election):
    candidates, cast = election
    found = count(candidates, cast)
    for one in candidates:
        for other in found.duels[one]:
            assert found.duels[one][other] < found.ballots or other not in found.schulze_winners


@FEW
@given(elections(most=4), st.data())
def test_a_near_copy_of_a_candidate_changes_nothing_for_the_others(election, data):
    candidates, cast = election
    copied = data.draw(st.sampled_from(candidates))
    with_copy = [Ballot(_beside(ballot, copied, data.draw(st.sampled_from(WHERE))), ballot.times)
                 for ballot in cast]  # fmt: skip
    first, second = count(candidates, cast).schulze_winners, count((*candidates, "Z"), with_copy).schulze_winners
    assert set(second) - {copied, "Z"} == set(first) - {copied}
    assert bool({copied, "Z"} & set(second)) == (copied in first)


def _beside(ballot, copied, where):
    """Put the copy Z into the tier of the copied candidate or, where that one stands alone, just above or below."""
    tiers = []
    for tier in ballot.tiers:
        if copied not in tier:
            tiers.append(tier)
        elif where == "level" or len(tier) > 1:
            tiers.append((*tier, "Z"))
        else:
            tiers += [("Z",), tier] if where == "above" else [tier, ("Z",)]
    return tuple(tiers)
