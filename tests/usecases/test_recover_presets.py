"""Presets recovered from 8-bit results: nearly exact where the picture tells them, else honest."""

from math import isnan

import numpy as np
import pytest

from kernelview.document.image import Image
from kernelview.files.assets import sample_pictures
from kernelview.files.images import load_image
from kernelview.jobs import Progress, run
from kernelview.kernels import preset_names
from kernelview.usecases.recover_presets import NO_ERROR, USUAL_PRESETS, recover_presets


@pytest.fixture(scope="module")
def coins() -> Image:
    return load_image(sample_pictures()[2])


def test_the_usual_presets_are_found_again_from_a_photo(coins: Image) -> None:
    result = run(recover_presets(coins))
    assert [row.kernel for row in result.rows] == [*USUAL_PRESETS]
    assert all(row.error < 0.01 and row.verdict == "well" for row in result.rows)
    assert "9 of 9 kernels are recovered to within 1 %" in result.conclusions[0]
    assert len(result.conclusions) == 2


def test_what_is_cut_off_is_told(coins: Image) -> None:
    (row,) = run(recover_presets(coins, ("sobel-x",))).rows
    assert row.left_out > 0.3


def test_a_flat_picture_tells_no_kernel() -> None:
    flat = Image(np.full((60, 60), 128, np.uint8), name="flat.png")
    result = run(recover_presets(flat, ("gaussian-3", "sharpen")))
    assert all(row.verdict not in ("well", "roughly") for row in result.rows)
    assert "0 of 2 kernels" in result.conclusions[0]
    assert sum("gaussian-3 cannot be" in sentence for sentence in result.conclusions) == 1


def test_a_picture_smaller_than_the_kernel_says_so() -> None:
    tiny = Image(np.arange(9, dtype=np.uint8).reshape(3, 3), name="tiny.png")
    result = run(recover_presets(tiny, ("gaussian-5",)))
    assert isnan(result.rows[0].error)
    assert result.rows[0].failure
    assert result.rows[0].failure in " ".join(result.conclusions)


def test_the_same_picture_gives_the_same_table(coins: Image) -> None:
    first, second = (run(recover_presets(coins, ("emboss", "box-3"), seed=3)) for _ in range(2))
    assert first.tables == second.tables


def test_the_plot_shows_every_error_on_a_scale_of_powers(coins: Image) -> None:
    result = run(recover_presets(coins, ("laplacian-8", "gaussian-3")))
    (plot,) = result.plots
    (series,) = plot.series
    assert plot.is_log_y
    assert plot.ticks == ("laplacian-8", "gaussian-3")
    assert series.y == tuple(max(row.error, NO_ERROR) for row in result.rows)


def test_progress_only_goes_on(coins: Image) -> None:
    steps: list[Progress] = []
    run(recover_presets(coins, ("box-3", "emboss")), steps.append)
    shares = [step.fraction for step in steps]
    assert shares == sorted(shares)


def test_the_usual_presets_are_there() -> None:
    assert set(USUAL_PRESETS) <= set(preset_names())
