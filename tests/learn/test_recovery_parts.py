"""The parts of recovering a kernel: spectrum, solver, bounds and the comparison with the truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.jobs import run
from kernelview.kernels import Kernel, preset
from kernelview.learn.bounds_walk import Bounds, gone_towards, walk
from kernelview.learn.normal_equations import Moments, solve
from kernelview.learn.picture_spectrum import power_spectrum
from kernelview.learn.recovery import on_one_grid, truth_error
from kernelview.learn.rounding_bounds import within_rounding
from kernelview.learn.windows import Rounding, rounding_of, windows_of


def moments_of(pixels: np.ndarray, results: np.ndarray) -> Moments:
    table = np.vstack([pixels, np.ones(len(results)), results])
    return Moments(table @ table.T)


def test_white_noise_has_its_variance_at_every_frequency() -> None:
    noise = np.random.default_rng(1).normal(5, 3, (700, 600, 2))
    power = power_spectrum(noise)
    assert power.shape == (32, 32)
    away = np.ones((32, 32), bool)
    away[15:18, 15:18] = False
    np.testing.assert_allclose(power[away], 9, rtol=0.35)
    assert power[away].mean() == pytest.approx(9, rel=0.02)
    assert power[16, 16] < 1e-20


def test_a_wave_stands_at_its_frequency() -> None:
    wave = np.cos(2 * np.pi * np.arange(96) / 4)[None, :, None] * np.ones((64, 1, 1))
    power = power_spectrum(wave)
    assert sorted(np.argwhere(power > 0.5 * power.max()).tolist()) == [[16, 8], [16, 24]]


def test_a_picture_smaller_than_a_tile_has_its_own_frequencies() -> None:
    assert power_spectrum(np.random.default_rng(1).random((7, 40, 1))).shape == (7, 32)


def test_without_a_ridge_the_solution_is_that_of_least_squares() -> None:
    generator = np.random.default_rng(2)
    pixels, results = generator.normal(size=(6, 400)), generator.normal(3, 1, 400)
    solution = solve(moments_of(pixels, results), 0.0, least_noise=0)
    design = np.vstack([pixels, np.ones(400)]).T
    expected = np.linalg.lstsq(design, results)[0][:-1]
    np.testing.assert_allclose(solution.weights, expected, atol=1e-10)
    assert solution.condition == pytest.approx(np.linalg.cond(pixels.T - pixels.mean(1)), rel=1e-9)


def test_the_ridge_chosen_grows_with_the_noise() -> None:
    generator = np.random.default_rng(3)
    pixels, truth = generator.normal(size=(6, 400)), generator.normal(size=6)
    ridges = [
        solve(
            moments_of(pixels, truth @ pixels + noise * generator.normal(size=400)),
            None,
            least_noise=0,
        ).ridge
        for noise in (0.01, 0.1, 1.0)
    ]
    assert ridges[0] * 30 < ridges[1] < ridges[2] / 30
    # Noise variance over the variance of the weights.
    assert ridges[1] == pytest.approx(0.01 / np.mean(truth**2), rel=0.3)


def test_all_weights_within_the_bounds_of_rounding_hold_the_true_ones() -> None:
    generator = np.random.default_rng(4)
    pixels = np.vstack([generator.normal(0, 20, (5, 3000)), np.ones(3000)])
    truth = generator.normal(size=6)
    table = np.vstack([pixels, np.rint(truth @ pixels)])
    start = np.linalg.lstsq(pixels.T, table[-1])[0]
    covariance = np.linalg.inv(pixels @ pixels.T)[:-1, :-1] / 12
    found = run(within_rounding(table, start, covariance, half=0.5, seed=0))
    assert found is not None
    errors = np.sqrt(np.diag(found.spread))
    assert (np.abs(found.weights - truth) < 4 * errors).all()
    assert errors[:-1].max() < 0.5 * np.sqrt(np.diag(covariance)).max()
    assert np.abs(table[-1] - found.weights @ pixels).max() < 0.51


def test_where_nothing_fits_there_are_no_bounds() -> None:
    generator = np.random.default_rng(5)
    pixels = np.vstack([generator.normal(size=(3, 900)), np.ones(900)])
    table = np.vstack([pixels, generator.normal(size=900)])
    found = run(within_rounding(table, np.zeros(4), np.eye(3), half=0.5, seed=0))
    assert found is None


def test_the_walk_spreads_evenly_over_a_box() -> None:
    # Bounds of ±1 on each of two weights, and a sheared third direction that never bites.
    pixels = np.array([[1.0, 0.0, 0.1], [0.0, 1.0, 0.1]])
    bounds = Bounds(pixels, np.zeros(3), 1.0)
    points = run(walk(bounds, np.array([0.5, 0.5]), sweeps=6000, seed=1))
    assert np.abs(points).max() <= 1
    np.testing.assert_allclose(points.mean(axis=0), 0, atol=0.05)
    np.testing.assert_allclose(np.cov(points, rowvar=False), np.eye(2) / 3, atol=0.03)


@given(seed=st.integers(0, 2**32 - 1))
def test_going_towards_a_goal_never_leaves_what_fits(seed: int) -> None:
    generator = np.random.default_rng(seed)
    bounds = Bounds(generator.normal(size=(3, 20)), np.zeros(20), 1.0)
    place = gone_towards(bounds, np.zeros(3), generator.normal(0, 5, 3))
    assert np.abs(bounds.left(place)).max() <= 1


def test_how_a_result_was_stored_is_read_off_it() -> None:
    assert rounding_of(np.zeros((2, 2), np.uint8)) == Rounding(1, 0, 255)
    assert rounding_of(np.zeros((2, 2), np.uint16)) == Rounding(1, 0, 65535)
    assert rounding_of(np.array([[0.0, 0.4]])) == Rounding(0, 0, None)
    assert rounding_of(np.array([[-0.1, 1.0]])) == Rounding(0, None, 1)
    assert rounding_of(np.array([[-0.1, 3.0]])) == Rounding()


@pytest.mark.parametrize("size", [(3, 3), (1, 5), (4, 2)])
def test_tiles_cover_every_window_once(size: tuple[int, int]) -> None:
    pixels = np.random.default_rng(6).random((600, 700, 2))
    windows = windows_of(pixels, pixels, size, None)
    seen = np.zeros((*windows.inside, 2), int)
    for tile in windows.tiles():
        seen[tile.rows, tile.columns, tile.channel] += 1
    assert (seen == 1).all()
    assert windows.count == seen.size


def test_a_table_holds_windows_a_one_and_the_result_under_the_anchor() -> None:
    before = np.arange(30.0).reshape(5, 6)
    windows = windows_of(before, before * 2, (3, 2), Rounding())
    table = windows.table(next(windows.tiles()))
    pixels = table[:6, 0] * windows.scale + windows.centre
    np.testing.assert_allclose(pixels, [0, 1, 6, 7, 12, 13])
    assert table[6, 0] == 1
    assert table[7, 0] * windows.scale + windows.result_centre == pytest.approx(2 * 7)


def test_kernels_of_two_sizes_are_laid_anchor_on_anchor() -> None:
    small, large = Kernel([[1, 2]], anchor=(0, 1)), Kernel(np.ones((3, 3)))
    ours, theirs = on_one_grid(small, large)
    assert ours.tolist() == [[0, 0, 0], [1, 2, 0], [0, 0, 0]]
    assert (theirs == 1).all()


def test_the_truth_is_not_far_from_itself() -> None:
    truth = preset("sobel-x").replace(divisor=4, offset=3)
    error = truth_error(truth, truth, np.ones((3, 3)))
    assert (error.rms, error.relative, error.offset) == (0, 0, 0)
    assert error.gain == pytest.approx(1)
    assert truth_error(truth, preset("identity"), np.ones((3, 3))).relative > 1
