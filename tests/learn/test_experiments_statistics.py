"""Intervals and chances against their definitions and against SciPy's tests."""

from math import comb, isnan, sqrt

import numpy as np
import pytest
from scipy import stats

from kernelview.learn.experiments.statistics import (
    estimate,
    holm,
    least_spread_of,
    mcnemar_chance,
    paired_chance,
    share_interval,
)

VALUES = [0.91, 0.93, 0.9, 0.95, 0.92]


def test_the_interval_is_student_s() -> None:
    found = estimate(VALUES)
    low, high = stats.t.interval(0.95, 4, np.mean(VALUES), stats.sem(VALUES))
    assert (found.low, found.high) == pytest.approx((low, high))
    assert found.spread == pytest.approx(np.std(VALUES, ddof=1))


def test_one_value_has_no_interval() -> None:
    found = estimate([0.9])
    assert found.mean == 0.9
    assert all(map(isnan, (found.spread, found.low, found.high)))
    assert paired_chance([0.9]) == 1


def test_the_chance_of_pairs_is_that_of_the_paired_test() -> None:
    others = [0.9, 0.92, 0.9, 0.93, 0.9]
    differences = [one - other for one, other in zip(VALUES, others, strict=True)]
    assert paired_chance(differences) == pytest.approx(stats.ttest_rel(VALUES, others).pvalue)


def test_equal_differences_are_not_surer_than_whole_pictures_allow() -> None:
    least = least_spread_of(100)
    assert 0 < paired_chance([0.01, 0.01], least_spread=least) < 1
    assert paired_chance([0.01, 0.01], least_spread=least) > 0.05
    assert estimate([0.01, 0.01], least_spread=least).low < 0
    assert paired_chance([0.0, 0.0], least_spread=least) == 1


def test_holm_multiplies_the_smallest_most_and_keeps_the_order() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([0.6, 0.7]) == (1.0, 1.0)
    assert holm([]) == ()


@pytest.mark.parametrize(("lost", "won"), [(0, 0), (3, 3), (0, 6), (10, 2), (1, 0), (400, 300)])
def test_mcnemar_s_chance_is_exact(lost: int, won: int) -> None:
    pairs = lost + won
    tail = sum(comb(pairs, few) for few in range(min(lost, won) + 1)) / 2**pairs
    assert mcnemar_chance(lost, won) == pytest.approx(min(1.0, 2 * tail))
    assert mcnemar_chance(won, lost) == mcnemar_chance(lost, won)


def test_the_interval_of_shares_covers_the_truth_as_often_as_it_says() -> None:
    random = np.random.default_rng(0)
    draws = random.multinomial(500, [0.04, 0.02, 0.94], size=2000)
    ends = [share_interval(int(lost), int(won), 500) for lost, won, _ in draws]
    covered = np.mean([low <= -0.02 <= high for low, high in ends])
    assert covered > 0.94
    low, high = share_interval(0, 0, 1000)
    assert low == -high
    assert high == pytest.approx(1.96 * sqrt(2 / 1002 / 1002), rel=0.01)
