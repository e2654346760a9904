"""Rules of the Fourier method."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.engine import BORDERS
from kernelview.engine.methods import fourier
from kernelview.engine.methods.spectra import SpectrumCache, kernel_spectrum
from kernelview.engine.methods.tile_runs import TileRun
from kernelview.engine.methods.tile_windows import fill_window
from kernelview.engine.methods.tiling import cut, tiling_of
from kernelview.engine.padding import pad_part
from kernelview.engine.problem import FLOAT32, FLOAT64
from kernelview.engine.workers import Workers
from kernelview.kernels import Kernel
from tests.engine.expected import assert_close, padded_sum, some_kernel, some_picture
from tests.engine.running import check_method, problem_for, run_method

SIZES = ((1, 1), (2, 3), (13, 13), (1, 99), (99, 1), (99, 98))
TILES = ((32, 32), (32, 48), (36, 30), (40, 96), (45, 60), (64, 144), (128, 240), (31, 42))
THREADS = 8


def by_tiles(image: NDArray[Any], kernel: Kernel, tile: tuple[int, int]) -> NDArray[Any]:
    """The result by tiles of so many rows and columns of pixels."""
    problem = problem_for(image, kernel)
    channels = problem.shape[2]
    numbers = channels if channels % 2 else channels // 2
    tiling = cut(problem.shape, kernel.shape, (tile[0], tile[1] * numbers))
    assert tiling is not None
    spectrum = kernel_spectrum(problem.weights, tiling.shape, tiling.step, problem.working)
    result = np.full(problem.shape, np.nan, problem.output)
    run = TileRun(image.reshape(problem.shape), problem, result, tiling, spectrum)
    Workers(2).run(run.fill, tiling.runs)
    return result.reshape(image.shape)


@pytest.mark.parametrize("size", SIZES)
def test_every_border_shape_and_dtype_is_right(size: tuple[int, int]) -> None:
    check_method(fourier, some_kernel(*size, divisor=3, offset=0.25, anchor=(size[0] - 1, 0)))


@pytest.mark.parametrize("tile", TILES)
@pytest.mark.parametrize("shape", [(100, 131), (61, 67, 2), (70, 83, 3), (50, 57, 4)])
@pytest.mark.parametrize("size", [(3, 3), (9, 8), (1, 12), (31, 1)])
def test_any_tile_size_gives_the_same_sums(
    tile: tuple[int, int], shape: tuple[int, ...], size: tuple[int, int]
) -> None:
    kernel = some_kernel(*size, offset=-2)
    for dtype in ("u1", "f4", "f8"):
        image = some_picture(shape, dtype)
        assert_close(by_tiles(image, kernel, tile), image, kernel)


@pytest.mark.parametrize("channels", [1, 2, 3, 4, 5, 7, 8, 9])
def test_any_number_of_channels_is_right_over_several_tiles(channels: int) -> None:
    image = some_picture((90, 260, channels), np.float32)
    kernel = some_kernel(11, 12, offset=1)
    for output in ("u1", "f4", "f8"):
        assert_close(run_method(fourier, image, kernel, output=output), image, kernel)


def test_a_tile_has_room_for_a_result_and_for_whole_pixels() -> None:
    assert cut((50, 50, 1), (33, 3), (32, 32)) is None
    assert cut((50, 50, 3), (3, 11), (32, 30)) is None
    assert cut((50, 50, 3), (3, 3), (32, 32)) is None
    smallest = cut((50, 50, 3), (32, 10), (32, 30))
    assert smallest is not None
    assert (smallest.down, smallest.across) == (1, 1)


@pytest.mark.parametrize("kernel", [(3, 3), (17, 17), (99, 99), (1, 99), (99, 1)])
@pytest.mark.parametrize("shape", [(1, 1, 1), (97, 101, 3), (1080, 1920, 1), (4000, 6000, 4)])
@pytest.mark.parametrize("dtype", [FLOAT32, FLOAT64])
def test_tiles_cover_the_picture_and_hold_the_kernel(
    kernel: tuple[int, int], shape: tuple[int, int, int], dtype: np.dtype[Any]
) -> None:
    tiling = tiling_of(shape, kernel, dtype)
    assert tiling.rows - tiling.down == kernel[0] - 1
    assert tiling.columns - tiling.across == kernel[1] - 1
    assert (tiling.tile_rows - 1) * tiling.down < shape[0] <= tiling.tile_rows * tiling.down
    assert (tiling.tile_columns - 1) * tiling.across < shape[1]
    assert shape[1] <= tiling.tile_columns * tiling.across


def test_a_tile_is_not_much_larger_than_a_small_picture_needs() -> None:
    for side in (1, 16, 60, 200):
        tiling = tiling_of((side, side, 1), (5, 5), FLOAT32)
        done = tiling.rows * tiling.columns * tiling.tile_rows * tiling.tile_columns
        assert done <= max(32 * 64, 3 * (side + 4) ** 2)


@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize("anchor", [(0, 0), (3, 4), (6, 8)])
def test_a_tile_sees_what_padding_gives_and_zeros_beyond(
    border: Any, anchor: tuple[int, int]
) -> None:
    image = some_picture((11, 13, 3), np.float32)
    problem = problem_for(image, some_kernel(7, 9, anchor=anchor), border=border, constant=5)
    for rows in (slice(0, 4), slice(4, 9), slice(8, 11), slice(0, 11)):
        for columns in (slice(0, 5), slice(5, 6), slice(9, 13), slice(0, 13)):
            target = np.full((20, 24, 3), np.nan, np.float32)
            fill_window(target, image, problem, (rows, columns))
            wanted = pad_part(image, problem, rows, columns, FLOAT32)
            height, width, _ = wanted.shape
            np.testing.assert_array_equal(target[:height, :width], wanted)
            assert not target[height:].any()
            assert not target[:, width:].any()


@pytest.mark.parametrize("shape", [(700, 900), (260, 300, 3), (200, 180, 4), (90, 100, 6)])
@pytest.mark.parametrize("dtype", ["u1", "f4", "f8"])
def test_results_do_not_depend_on_the_number_of_threads(shape: tuple[int, ...], dtype: str) -> None:
    image, kernel = some_picture(shape, dtype), some_kernel(13, 11)
    one, two, five = (run_method(fourier, image, kernel, threads=count) for count in (1, 2, 5))
    np.testing.assert_array_equal(one, two)
    np.testing.assert_array_equal(one, five)


def test_what_was_computed_before_leaves_no_trace() -> None:
    image, kernel = some_picture((65, 67), np.float32), some_kernel(9, 9)
    before = run_method(fourier, image, kernel)
    run_method(fourier, image * np.float32(1e20), kernel)
    np.testing.assert_array_equal(run_method(fourier, image, kernel), before)


def adversaries(dtype: str) -> dict[str, NDArray[Any]]:
    rows, columns = np.indices((300, 310))
    noise = np.random.default_rng(5).normal(size=rows.shape)
    impulse = np.zeros(rows.shape)
    impulse[150, 155] = 1e6
    pictures = {
        "tiny detail on a large background": 1e6 + noise,
        "alternating signs": 1e30 * (-1.0) ** (rows + columns),
        "alternating columns": 1e-20 * (-1.0) ** columns,
        "one half far above the other": np.where(rows < 150, 1e6, 1.0) * noise,
        "one pixel": impulse,
        "a ramp": 1e4 * rows + columns,
    }
    return {name: picture.astype(dtype) for name, picture in pictures.items()}


@pytest.mark.parametrize("name", list(adversaries("f8")))
@pytest.mark.parametrize("dtype", ["f4", "f8"])
def test_the_worst_pictures_keep_to_the_precision(name: str, dtype: str) -> None:
    image = adversaries(dtype)[name]
    rows, columns = np.indices((31, 31))
    zero_sum = some_kernel(31, 31).weights - some_kernel(31, 31).weights.mean()
    for weights in (np.ones((31, 31)) / 961, (-1.0) ** (rows + columns), zero_sum):
        kernel = Kernel(weights)
        assert_close(run_method(fourier, image, kernel), image, kernel)


def test_integers_are_right_to_a_level_at_any_background() -> None:
    generator = np.random.default_rng(6)
    for low, high in ((0, 3), (250, 256), (0, 256)):
        image = generator.integers(low, high, (200, 210, 3), dtype=np.uint8)
        kernel = some_kernel(15, 15, divisor=60, offset=3)
        found = run_method(fourier, image, kernel, output="u1")
        wanted = np.clip(np.rint(padded_sum(image, kernel)), 0, 255)
        assert np.abs(found - wanted).max() <= 1
        assert (found != wanted).mean() < 1e-4


@pytest.mark.parametrize("step", [1, 2, 3])
@pytest.mark.parametrize("dtype", [FLOAT32, FLOAT64])
def test_a_spectrum_is_that_of_taps_with_zeros_between(step: int, dtype: np.dtype[Any]) -> None:
    weights = some_kernel(5, 4).weights
    spread = np.zeros((30, 36))
    spread[:5, : 4 * step : step] = weights
    wanted = np.conj(np.fft.fft2(spread)) / spread.size
    found = kernel_spectrum(weights, (30, 36), step, dtype)
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-8 if dtype == FLOAT32 else 1e-16)


def test_the_cache_keeps_no_more_than_it_may_and_the_last_used() -> None:
    one = kernel_spectrum(np.ones((1, 1)), (32, 32), 1, FLOAT32).nbytes
    cache = SpectrumCache(3 * one)

    def ask(value: float) -> Any:
        return cache.spectrum(np.full((3, 3), value), (32, 32), 1, FLOAT32)

    first = ask(0)
    for value in range(1, 10):
        ask(value)
        assert cache.bytes <= 3 * one
        assert ask(0) is first
    nine = ask(9)
    for value in range(20, 23):
        ask(value)
    assert ask(9) is not nine


def test_the_cache_never_mistakes_one_spectrum_for_another() -> None:
    cache = SpectrumCache()
    for _ in range(2):
        for weights in (np.ones((2, 3)), np.ones((3, 2)), np.full((2, 3), 2.0)):
            for tile in ((32, 36), (36, 32)):
                for step in (1, 2):
                    for dtype in (FLOAT32, FLOAT64):
                        found = cache.spectrum(weights, tile, step, dtype)
                        wanted = kernel_spectrum(weights, tile, step, dtype)
                        assert found.dtype == wanted.dtype
                        np.testing.assert_array_equal(found, wanted)


def test_a_kept_spectrum_cannot_be_changed() -> None:
    found = SpectrumCache().spectrum(np.ones((2, 2)), (32, 32), 1, FLOAT32)
    with pytest.raises(ValueError, match="read-only"):
        found[0, 0] = 1


def test_many_threads_may_use_a_cache_too_small_for_them() -> None:
    cache = SpectrumCache(20_000)
    wanted = [kernel_spectrum(np.full((3, 3), n), (32, 32), 1, FLOAT32) for n in range(1, 6)]

    def ask(turn: int) -> bool:
        number = turn % 5
        found = cache.spectrum(np.full((3, 3), number + 1), (32, 32), 1, FLOAT32)
        return np.array_equal(found, wanted[number])

    with ThreadPoolExecutor(THREADS) as pool:
        assert all(pool.map(ask, range(1000)))
    assert cache.bytes <= 20_000


def test_a_nan_or_a_towering_value_is_refused_beforehand() -> None:
    problem = problem_for(some_picture((9, 9), np.float32), some_kernel(3, 3))
    assert fourier.minds_nan(problem)
    assert fourier.minds_range(problem)


def test_the_cost_grows_with_the_picture_and_little_with_the_kernel() -> None:
    def cost(side: int, size: int) -> float:
        image = np.broadcast_to(np.float32(1), (side, side))
        return fourier.cost(problem_for(image, some_kernel(size, size)))

    assert cost(500, 15) < cost(1000, 15) < cost(4000, 15)
    assert cost(2000, 3) <= cost(2000, 99) < 3 * cost(2000, 3)
