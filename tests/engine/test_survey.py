"""What is looked up in a picture's values before a method is chosen."""

from typing import Any

import numpy as np
import pytest

from kernelview.engine.survey import LARGEST_OVER_MEAN, is_even, is_finite
from kernelview.engine.workers import Workers

TWO = Workers(2)


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8"])
@pytest.mark.parametrize("poison", [np.nan, np.inf, -np.inf])
def test_one_bad_value_anywhere_is_found(dtype: str, poison: float) -> None:
    for place in ((0, 0, 0), (499, 399, 1), (250, 3, 1)):
        image = np.ones((500, 400, 2), dtype)
        assert is_finite(image, TWO)
        image[place] = poison
        assert not is_finite(image, TWO)


def test_large_values_whose_sum_overflows_are_finite() -> None:
    assert is_finite(np.full((100, 100, 1), 3e38, np.float32), TWO)


@pytest.mark.parametrize("dtype", ["?", "u1", "i2"])
def test_integers_are_finite_and_even(dtype: Any) -> None:
    image = np.zeros((20, 20, 1), dtype)
    image[3, 3] = 1
    assert is_finite(image, TWO)
    assert is_even(image, TWO)


@pytest.mark.parametrize("dtype", ["f4", "f8"])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_value_that_towers_over_the_others_is_found(dtype: str, sign: int) -> None:
    image = np.ones((200, 300, 1), dtype)
    image[7, 8] = sign * 0.9 * LARGEST_OVER_MEAN
    assert is_even(image, TWO)
    image[7, 8] = sign * 1.2 * LARGEST_OVER_MEAN
    assert not is_even(image, TWO)


def test_an_empty_sky_is_even() -> None:
    assert is_even(np.zeros((50, 50, 3), np.float32), TWO)


@pytest.mark.parametrize("dtype", ["f4", "f8"])
def test_a_constant_of_the_border_that_towers_is_found(dtype: str) -> None:
    image = np.ones((200, 300, 1), dtype)
    assert is_even(image, TWO, constant=-0.9 * LARGEST_OVER_MEAN)
    assert not is_even(image, TWO, constant=-1.2 * LARGEST_OVER_MEAN)


@pytest.mark.parametrize(("dtype", "largest"), [("?", 1), ("u1", 255), ("i2", 32768)])
def test_a_constant_far_beyond_integers_is_found(dtype: str, largest: int) -> None:
    image = np.zeros((20, 20, 1), dtype)
    assert is_even(image, TWO, constant=float(largest))
    assert not is_even(image, TWO, constant=20.0 * largest)
    assert not is_even(image, TWO, constant=float("nan"))
