"""What the engine's benchmark concludes from its cases."""

import math
from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks.cases import Case, PictureKind
from tests.benchmarks.engine import difference, outcome_of, write_json, wrong_results
from tests.benchmarks.summary import Outcome, facts, geometric_mean, losses, read_outcomes, summary
from tests.benchmarks.timing import Measured


def outcome(name: str, side: int, ratio: float, *, off: float = 0.0) -> Outcome:
    measured = Measured(
        f"{name} {side}×{side}",
        {"KernelView": 2.0, "filter2D": 2.0 * ratio, "plain copy": 1.0},
        {"filter2D": (ratio * 0.99, ratio * 1.01)},
        {"KernelView": 7, "filter2D": 7},
    )
    return Outcome("2 MP grey f32 to f32", name, side, "direct", "why", off, measured)


OUTCOMES = [outcome("box", 3, 0.5), outcome("box", 13, 4.0), outcome("disk", 63, 2.0)]


def test_the_geometric_mean_treats_twice_and_half_alike() -> None:
    assert geometric_mean([0.5, 2.0]) == pytest.approx(1.0)
    assert math.isnan(geometric_mean([]))


def test_a_case_is_lost_below_one_over_1_1() -> None:
    near = [outcome("box", 3, 0.92), outcome("box", 3, 0.90), outcome("box", 3, 0.3)]
    assert [one.ratio for one in losses(near)] == pytest.approx([0.3, 0.90])


def test_the_facts_name_means_worst_and_losses() -> None:
    told = facts(OUTCOMES)
    means = told["geometric_means"]["filter2D"]
    assert means["all"] == pytest.approx(4 ** (1 / 3))
    assert means["13 and up"] == pytest.approx(8**0.5)
    assert told["worst"] == ["2 MP grey f32 to f32, box 3×3", pytest.approx(0.5)]
    assert len(told["losses"]) == 1


def test_the_summary_prints_the_lost_as_plainly_as_the_won() -> None:
    text = summary(OUTCOMES)
    assert "faster by more than 10 % in 1 of 3 cases" in text
    assert "0.50x (0.49 to 0.51)  2 MP grey f32 to f32, box 3×3" in text
    assert "2.00 plain copies" in text
    assert "4.00x (3.96 to 4.04)" in text


def test_a_summary_of_nothing_says_so() -> None:
    assert summary([]) == "No case was measured."


def test_results_that_are_not_the_peers_are_named() -> None:
    assert "differ from filter2D's: 0" in wrong_results(OUTCOMES)
    assert "box 5×5: 0.1" in wrong_results([outcome("box", 5, 1.0, off=0.1)])


def test_differences_are_levels_of_integers_and_shares_of_floats() -> None:
    weights = np.full((2, 2), 0.5)
    one, other = np.zeros((3, 3), np.uint8), np.full((3, 3), 2, np.uint8)
    assert difference(one, other, weights, 255) == 2
    assert difference(one.astype(np.float32), other.astype(np.float32), weights, 1.0) == 1.0


def test_a_case_goes_through_its_file_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    write_json(path, {"processors": 2}, OUTCOMES)
    assert read_outcomes(path) == OUTCOMES


def test_a_case_is_measured_and_compared() -> None:
    case = Case(PictureKind(2, 1, "f32", "f32"), "box", 3)
    pixels = np.random.default_rng(1).random((48, 64), np.float32)
    done = outcome_of(case, pixels, seconds=0.1)
    assert done.difference < 1e-5
    assert {"KernelView", "filter2D", "plain copy"} <= set(done.measured.milliseconds)
    assert done.method in done.measured.note
