"""What is seen from afar: right where the picture is smooth, as bright as the exact elsewhere."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.engine import (
    BORDERS,
    SHOW_MODES,
    Activate,
    Border,
    Convolve,
    Magnitude,
    Pipeline,
    Pool,
    ShowMode,
    Stage,
    Threshold,
    render,
)
from kernelview.engine.approximation import Approximation, approximate
from kernelview.engine.levels import Levels, halved
from kernelview.engine.spans import result_shape
from kernelview.engine.workers import Workers
from kernelview.jobs import run
from kernelview.kernels import Kernel, preset
from tests.engine.expected import some_kernel, some_picture

WORKERS = Workers(2)
SIDE = 1040


def smooth_picture(channels: int = 3, dtype: Any = np.uint8) -> NDArray[Any]:
    """Slow waves, another for each channel."""
    rows, columns = np.mgrid[0:SIDE, 0 : SIDE + 100] / 100
    waves = [0.5 + 0.4 * np.sin(rows + number) * np.cos(columns - number) for number in range(4)]
    picture = np.stack(waves[:channels], axis=2)
    white = 1 if np.dtype(dtype).kind == "f" else np.iinfo(dtype).max
    return (picture * white).astype(dtype)


def approximated(
    pixels: NDArray[Any], pipeline: Pipeline, mode: ShowMode, level: int
) -> Approximation:
    levels = Levels(pixels)
    run(levels.build())
    whole = (0, 0, *result_shape(pixels.shape, pipeline))
    found = approximate(levels, pipeline, mode, whole, level, workers=WORKERS)
    assert found is not None
    return found


def exact_at(pixels: NDArray[Any], pipeline: Pipeline, mode: ShowMode, level: int) -> NDArray[Any]:
    shown = run(render(pixels, pipeline, mode)).pixels
    for _ in range(level):
        shown = halved(shown)
    return shown


def difference(found: Approximation, exact: NDArray[Any]) -> NDArray[np.float64]:
    top, left, bottom, right = found.region
    away = found.pixels.astype(np.float64) - exact[top:bottom, left:right]
    return np.asarray(np.abs(away[4:-4, 4:-4]))


GAUSSIAN = Kernel(np.outer(np.hanning(17), np.hanning(17)) / 64)
PIPELINES: dict[str, tuple[Stage, ...]] = {
    "nothing": (),
    "blur": (Convolve(GAUSSIAN),),
    "shift": (Convolve(Kernel([[0] * 20 + [1]], anchor=(0, 0))),),
    "sharpen": (Convolve(preset("sharpen")),),
    "slope": (Convolve(Kernel(np.array([[-25, 0, 25]]), offset=128)),),
    "curvature": (Convolve(Kernel(np.array([[1, -2, 1]]) * 2000, offset=100)),),
    "strength": (
        Magnitude(Kernel([[-20, 0, 20]]), Kernel([[-20], [0], [20]])),
        Activate("tanh"),
    ),
    "means": (Convolve(GAUSSIAN), Pool("average", 4, 4), Convolve(preset("gaussian-3"))),
    "largest": (Pool("max", 2, 2), Convolve(GAUSSIAN), Pool("max", 3, 2)),
}


@pytest.mark.parametrize("stages", PIPELINES.values(), ids=PIPELINES.keys())
@pytest.mark.parametrize(("level", "turned"), [(1, False), (2, True)])
def test_of_a_smooth_picture_it_is_nearly_the_exact(
    stages: tuple[Stage, ...], level: int, turned: bool
) -> None:
    pixels = smooth_picture(dtype=np.float32)
    pipeline = Pipeline(stages, turned=turned)
    found = approximated(pixels, pipeline, "signed", level)
    away = difference(found, exact_at(pixels, pipeline, "signed", found.level))
    # A strength has a kink where it is 0.
    assert np.percentile(away, 99) <= 0.02


@pytest.mark.parametrize(
    ("mode", "border"),
    [*((mode, "reflect") for mode in SHOW_MODES), *(("clamp", border) for border in BORDERS)],
)
def test_every_showing_and_border_is_about_right(mode: ShowMode, border: Border) -> None:
    pixels = smooth_picture()
    pipeline = Pipeline((Convolve(GAUSSIAN),), border=border)
    found = approximated(pixels, pipeline, mode, 2)
    away = difference(found, exact_at(pixels, pipeline, mode, 2))
    # The ends of stretch are those of some blocks, not of the whole.
    assert away.mean() <= (20 if mode in ("stretch", "false-colour") else 2)


@pytest.mark.parametrize("mode", ["clamp", "absolute", "signed", "stretch"])
@pytest.mark.parametrize("name", ["sobel-x", "laplacian-8", "sharpen"])
def test_fine_detail_is_as_bright_as_it_is_from_afar(mode: ShowMode, name: str) -> None:
    pixels = some_picture((SIDE, SIDE, 3), np.uint8)
    pipeline = Pipeline((Convolve(preset(name)),))
    found = approximated(pixels, pipeline, mode, 2)
    exact = exact_at(pixels, pipeline, mode, 2)
    np.testing.assert_allclose(
        found.pixels.mean(axis=(0, 1)), exact.mean(axis=(0, 1)), rtol=0.05, atol=3
    )


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32, np.float64])
def test_every_picture_has_one_of_its_own_kind(channels: int, dtype: Any) -> None:
    pixels = smooth_picture(channels, dtype)
    pixels = pixels[:, :, 0] if channels == 1 else pixels
    pipeline = Pipeline((Convolve(GAUSSIAN),))
    found = approximated(pixels, pipeline, "clamp", 1)
    exact = exact_at(pixels, pipeline, "clamp", 1)
    assert found.pixels.dtype == dtype
    assert found.pixels.shape[2:] == pixels.shape[2:]
    white = 1 if np.dtype(dtype).kind == "f" else np.iinfo(dtype).max
    assert difference(found, exact).max() <= 0.02 * white


@pytest.mark.parametrize("level", [1, 2, 3, 11])
@pytest.mark.parametrize(
    "stages", [(), (Pool("max", 8, 8),), (Pool("max", 3, 3), Pool("average", 4, 2))]
)
def test_it_never_passes_for_exact_and_lies_within_the_result(
    level: int, stages: tuple[Stage, ...]
) -> None:
    pixels = smooth_picture(1)
    pipeline = Pipeline((Convolve(GAUSSIAN), *stages))
    found = approximated(pixels, pipeline, "clamp", level)
    assert found.level >= 1
    top, left, bottom, right = found.region
    rows, columns = result_shape(pixels.shape, pipeline)
    assert 0 <= top < bottom <= -(-rows >> found.level)
    assert 0 <= left < right <= -(-columns >> found.level)
    assert found.pixels.shape[:2] == (bottom - top, right - left)


def test_a_small_picture_has_none() -> None:
    levels = Levels(np.zeros((400, 400), np.uint8))
    pipeline = Pipeline((Convolve(GAUSSIAN),))
    assert approximate(levels, pipeline, "clamp", (0, 0, 9, 9), 1, workers=WORKERS) is None


def test_what_is_too_small_to_be_pooled_on_a_level_has_none() -> None:
    levels = Levels(np.zeros((1200, 1200), np.uint8))
    pipeline = Pipeline((Pool("max", 701, 1),))
    assert approximate(levels, pipeline, "clamp", (0, 0, 9, 9), 1, workers=WORKERS) is None


def test_it_does_not_wait_for_levels() -> None:
    pixels = smooth_picture()
    levels, pipeline = Levels(pixels), Pipeline((Convolve(GAUSSIAN),))
    found = approximate(levels, pipeline, "clamp", (0, 0, SIDE, SIDE), 2, workers=WORKERS)
    assert levels.highest_ready == 0
    assert found is not None
    assert difference(found, exact_at(pixels, pipeline, "clamp", 2)).mean() <= 4


def test_what_is_costly_is_made_from_a_level_above() -> None:
    pixels = smooth_picture()
    stages = tuple(Convolve(some_kernel(61, 61)) for _ in range(30))
    assert approximated(pixels, Pipeline(stages), "clamp", 1).level == 2


def test_a_part_is_that_of_the_whole() -> None:
    pixels = smooth_picture()
    levels = Levels(pixels)
    pipeline = Pipeline((Convolve(GAUSSIAN), Threshold(100)))
    found = approximate(levels, pipeline, "clamp", (301, 402, 700, 901), 1, workers=WORKERS)
    assert found is not None
    assert found.region == (150, 201, 350, 451)
    assert difference(found, exact_at(pixels, pipeline, "clamp", 1)).mean() <= 10


def test_the_alpha_is_the_pictures_own() -> None:
    pixels = smooth_picture(4)
    # Its means are rounded to so few levels that a line would not lead from one to the other.
    pixels[:, :, 3] = np.random.default_rng(0).integers(100, 103, pixels.shape[:2])
    found = approximated(pixels, Pipeline((Convolve(preset("sobel-x")),)), "absolute", 1)
    np.testing.assert_array_equal(found.pixels[:, :, 3], halved(pixels)[:, :, 3])
