import numpy as np
import pytest

from kernelview.kernels import Kernel
from kernelview.usecases.report.bank_section import direction_words

ROWS, COLUMNS = np.mgrid[0:9, 0:9]


@pytest.mark.parametrize(
    ("places", "words"),
    [
        (COLUMNS, "1 vertical stripes"),
        (ROWS, "1 horizontal stripes"),
        # Alike along a line on which row and column grow together: down to the right.
        (ROWS - COLUMNS, "1 diagonal \\"),
        (ROWS + COLUMNS, "1 diagonal /"),
    ],
    ids=["vertical", "horizontal", "falling", "rising"],
)
def test_stripes_are_named_by_the_way_they_run(places: np.ndarray, words: str) -> None:
    waves = np.cos(1.2 * places)
    assert direction_words([Kernel(waves - waves.mean())]) == words


def test_kernels_without_a_direction_are_counted_apart() -> None:
    spot = Kernel([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
    assert direction_words([spot]) == "1 no clear one"
