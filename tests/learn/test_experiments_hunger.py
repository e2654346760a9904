"""Data hunger: counts, pairs along the curves, crossings and what is said of them."""

from math import isnan, log

import numpy as np
import pytest

from kernelview.jobs import run
from kernelview.learn.errors import LearnError
from kernelview.learn.experiments import BANK_KINDS, DataHunger, Trial, data_hunger, spaced_counts
from kernelview.learn.experiments.crossings import crossing
from tests.learn.experiment_samples import SETUP, bar_pictures, saying

COUNTS = (10, 20, 40, 80)


def told(accuracy: object, *, backwards: bool = False) -> DataHunger:
    execute = saying(accuracy, backwards=backwards)  # type: ignore[arg-type]
    job = data_hunger(
        SETUP, bar_pictures(), banks=("fixed", "learned"), counts=COUNTS, execute=execute
    )
    return run(job)


def wobble(trial: Trial) -> float:
    """A small difference between seeds and banks that is no difference of the banks."""
    return 0.004 * ((trial.seed * 7 + trial.count + 3 * (trial.bank == "fixed")) % 5)


def test_counts_are_spaced_evenly_on_a_log_scale_up_to_all() -> None:
    counts = spaced_counts(4000)
    assert (counts[0], counts[-1], len(counts)) == (25, 4000, 7)
    steps = np.diff(np.log(counts))
    assert np.ptp(steps) < 0.05
    assert spaced_counts(20) == (20,)


def test_every_bank_learns_from_the_same_pictures_and_few_are_seen_often() -> None:
    seen: list[Trial] = []

    def accuracy(trial: Trial) -> float:
        seen.append(trial)
        return 0.5

    run(data_hunger(SETUP, bar_pictures(), counts=COUNTS, execute=saying(accuracy)))
    assert {(one.seed, one.count, one.bank) for one in seen} == {
        (seed, count, bank) for seed in range(5) for count in COUNTS for bank in BANK_KINDS
    }
    assert {one.epochs for one in seen if one.count == 10} == {250}
    assert {one.epochs for one in seen if one.count == 80} == {50}


def test_curves_that_cross_are_said_to_where_they_do() -> None:
    def accuracy(trial: Trial) -> float:
        slope = 0.1 if trial.bank == "learned" else 0.0
        return 0.7 + slope * (log(trial.count) - log(30)) + wobble(trial)

    result = told(accuracy)
    (found,) = result.crossings
    assert (found.first, found.second) == ("fixed", "learned")
    assert found.low < found.count < found.high
    assert found.count == pytest.approx(30, rel=0.1)
    assert found.is_told
    assert any("“learned” overtakes “hand-made, fixed gains”" in one for one in result.conclusions)
    along = next(one for one in result.conclusions if one.startswith("With 10"))
    early, late = along.split("; ")[0], along.split("; ")[-1]
    assert "“hand-made, fixed gains” beats “learned”" in early
    assert "“learned” beats “hand-made, fixed gains”" in late


def test_curves_that_only_wobble_are_not_said_to_differ() -> None:
    result = told(lambda trial: 0.8 + wobble(trial))
    assert not any(one.comparison.is_told for one in result.comparisons)
    assert not any(one.is_told for one in result.crossings)
    first, *_ = result.conclusions
    assert "no difference can be told" in first
    assert not any("beats" in one or "overtakes" in one for one in result.conclusions)


def test_the_result_does_not_depend_on_the_order_in_which_trials_finish() -> None:
    def accuracy(trial: Trial) -> float:
        return 0.5 + 0.001 * trial.count * (trial.bank == "learned") + wobble(trial)

    assert told(accuracy) == told(accuracy, backwards=True)


def test_real_trainings_repeat_bit_for_bit() -> None:
    def table() -> str:
        job = data_hunger(SETUP, bar_pictures(), seeds=(0, 1), counts=(8, 40), epochs=1)
        return repr(run(job))

    assert table() == table()


def test_one_seed_tells_nothing_and_says_so() -> None:
    execute = saying(lambda trial: 0.5 + 0.1 * (trial.bank == "learned"))
    result = run(data_hunger(SETUP, bar_pictures(), seeds=(1,), counts=COUNTS, execute=execute))
    assert all(isnan(row.accuracy.low) for row in result.points)
    assert "from one seed" in result.conclusions[0]
    assert not any("beats" in one for one in result.conclusions)


def test_a_count_beyond_the_pictures_is_refused() -> None:
    with pytest.raises(LearnError, match="1 to 80"):
        run(data_hunger(SETUP, bar_pictures(), counts=(81,)))


def test_a_crossing_is_drawn_again_from_whole_seeds_and_always_alike() -> None:
    gaps = np.array([[0.1, -0.1], [0.2, -0.2], [0.15, -0.1]])
    first, second = (crossing("a", "b", counts=(10, 1000), differences=gaps) for _ in range(2))
    assert first == second
    assert first.count == pytest.approx(10 ** (1 + 2 * 0.45 / 0.85))
    assert first.share == 1
    swapped = crossing("a", "b", counts=(10, 1000), differences=-gaps)
    assert (swapped.first, swapped.second, swapped.count) == ("b", "a", first.count)


def test_curves_with_the_same_one_ahead_at_both_ends_do_not_cross() -> None:
    gaps = np.array([[0.1, -0.1, 0.2], [0.2, -0.1, 0.1]])
    found = crossing("a", "b", counts=(10, 20, 30), differences=gaps)
    assert isnan(found.count)
    assert not found.is_told
