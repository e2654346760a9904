from dataclasses import replace

import numpy as np
import pytest

from kernelview.kernels.classical import family_bank
from kernelview.kernels.freedom import Freedom, Transform
from kernelview.ui.banks.summary_words import group_words
from kernelview.ui.banks.threshold import BINS, histogram
from kernelview.ui.banks.words import (
    chance_words,
    count_words,
    equation,
    freedom_words,
    numbers,
    recipe_figures,
    score_words,
    shown_words,
    transform_words,
    ways_words,
)
from kernelview.usecases.bank_summary import BankSummary
from kernelview.usecases.compare_banks import Pairing
from tests.ui.banks.samples import comparison


@pytest.mark.parametrize(
    ("transform", "words"),
    [
        (Transform(), ""),
        (Transform(turns=3, mirrored=True), "mirrored, turned 270°"),
        (Transform(down=-1, right=2), "shifted 1 up and 2 right"),
        (Transform(turns=1, right=-1), "turned 90°, shifted 1 left"),
    ],
)
def test_a_transform_is_told_in_the_order_it_is_done(transform: Transform, words: str) -> None:
    assert transform_words(transform) == words


@pytest.mark.parametrize(("constant", "end"), [(0.25, " + 0.25"), (-0.25, " − 0.25"), (0.0, "90°")])
def test_a_constant_is_added_with_its_sign(constant: float, end: str) -> None:
    assert equation(with_constant(constant)).endswith(end)


def with_constant(constant: float) -> Pairing:
    pairing = comparison([(0, 0.9)]).pairings[0]
    assert pairing.match is not None
    return replace(pairing, match=replace(pairing.match, constant=constant))


def test_a_match_without_a_runner_up_names_none() -> None:
    pairing = comparison([(0, 0.9)]).pairings[0]
    assert pairing.match is not None
    alone = replace(pairing, match=replace(pairing.match, runner_up=None))
    assert numbers(alone) == "score 0.90 · chance 0.2 %"


@pytest.mark.parametrize(
    ("score", "words"), [(0.5, "0.50"), (0.9949, "0.99"), (0.9971, "0.9971"), (1.0, "1.00")]
)
def test_only_what_is_exactly_alike_scores_1(score: float, words: str) -> None:
    assert score_words(score) == words


@pytest.mark.parametrize(("share", "words"), [(0.00123, "0.1 %"), (0.0512, "5.1 %"), (0.4, "40 %")])
def test_chance_is_told_in_per_cent(share: float, words: str) -> None:
    assert chance_words(share) == words


def test_a_family_is_told_by_its_figures_without_the_fixed_aspect() -> None:
    bank = family_bank(3)
    gabor = next(one for one in bank if one.name == "gabor")
    assert recipe_figures(gabor) == "λ 2.5, 0°, σ 1, φ 0°"
    assert all("{" not in recipe_figures(one) for one in bank)


@pytest.mark.parametrize(
    ("joins", "start"),
    [
        ([(0, 0.9)], "1 of 1 is like"),
        ([(0, 0.9), (1, 0.9), (0, 0.1)], "2 of 3 are like"),
        ([(0, 0.1), None], "None of 2 is like"),
    ],
)
def test_how_many_are_more_than_chance(joins: list[tuple[int, float] | None], start: str) -> None:
    assert count_words(comparison(joins)).startswith(start)


def test_how_many_score_above_the_threshold() -> None:
    shown = comparison([(0, 0.9), None, (0, 0.5)])
    assert shown_words(shown, 0.0) == "All 3 shown"
    assert shown_words(shown, 0.5) == "2 of 3 score 0.50 or more"


def test_what_is_free_is_named_in_full_or_counted() -> None:
    free = Freedom(turns=True, mirrors=False, shift=2, constant=True)
    assert freedom_words(free) == "turns, constant, shift 2"
    assert ways_words(free) == "3 ways"
    assert ways_words(Freedom(turns=False, mirrors=True)) == "mirrors"
    assert freedom_words(Freedom(turns=False, mirrors=False)) == "gain only"


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        (((0, 1, 2),), "1 group of alike kernels, the largest of 3; none stands alone."),
        (((0, 1), (2,)), "1 group of alike kernels, the largest of 2; 1 stands alone."),
        (
            ((0, 1), (2, 3), (4,), (5,)),
            "2 groups of alike kernels, the largest of 2; 2 stand alone.",
        ),
        (((0,), (1,)), "No two kernels are alike."),
    ],
)
def test_groups_are_counted(groups: tuple[tuple[int, ...], ...], words: str) -> None:
    count = sum(len(group) for group in groups)
    assert group_words(BankSummary(count, 1.0, 9, groups, None, None)) == words


def test_the_histogram_counts_each_score_once_and_nothing_unknown() -> None:
    bars = histogram([0.001, 0.005, 0.999, float("nan")], [True, False, True, False])
    assert bars.shape == (2, BINS)
    assert bars[:, 0].tolist() == [0.5, 0.5]
    assert bars[:, -1].tolist() == [0.5, 0.0]
    assert np.count_nonzero(bars) == 3
    assert not histogram([], []).any()
