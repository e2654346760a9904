"""source_index and the padding, against numpy.pad."""

import numpy as np
import pytest

from kernelview.engine import BORDERS, Border, source_index
from kernelview.engine.borders import pad


@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize("length", [1, 2, 3, 5, 8])
def test_source_index_is_what_numpy_pads_with(border: Border, length: int) -> None:
    margin = 25
    row = np.arange(length)
    if border == "constant":
        padded = np.pad(row, margin, mode="constant", constant_values=-1)
    else:
        padded = np.pad(row, margin, mode=border)
    for place, wanted in enumerate(padded):
        found = source_index(place - margin, length, border)
        assert found == (None if wanted == -1 else wanted)


@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize("margins", [((0, 0), (0, 0)), ((2, 0), (0, 3)), ((9, 4), (7, 20))])
def test_padding_is_numpy_pad_with_any_margin(
    border: Border, margins: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    image = np.arange(4 * 3 * 2.0).reshape(4, 3, 2)
    before, after = margins
    widths = [(before[0], after[0]), (before[1], after[1]), (0, 0)]
    if border == "constant":
        wanted = np.pad(image, widths, mode="constant", constant_values=-5)
    else:
        wanted = np.pad(image, widths, mode=border)
    np.testing.assert_array_equal(pad(image, before, after, border, -5, np.float32), wanted)
