"""A picture is what its docstring says, and stays as it is."""

import tracemalloc
from typing import Any

import numpy as np
import pytest

from kernelview.document import DocumentError, Image


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32, np.float64])
@pytest.mark.parametrize("shape", [(2, 3), (2, 3, 2), (2, 3, 3), (2, 3, 4)])
def test_grey_and_rgb_of_four_dtypes_are_pictures(shape: tuple[int, ...], dtype: Any) -> None:
    image = Image(np.zeros(shape, dtype))
    assert (image.height, image.width) == (2, 3)
    assert image.has_alpha == (shape[2:] in [(2,), (4,)])
    assert image.is_grey == (shape[2:] in [(), (2,)])


@pytest.mark.parametrize(
    "dtype", ["bool", "int8", "int16", "uint32", "float16", "complex64", ">u2"]
)
def test_other_dtypes_are_refused_by_name(dtype: str) -> None:
    with pytest.raises(DocumentError, match=f"uint8, uint16, float32, float64 .*not {dtype}"):
        Image(np.zeros((2, 2), dtype))


@pytest.mark.parametrize("shape", [(4,), (2, 2, 1), (2, 2, 5), (1, 2, 2, 3)])
def test_other_shapes_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(DocumentError, match=r"\(H, W\) or \(H, W, 2 to 4\), not"):
        Image(np.zeros(shape, np.uint8))


@pytest.mark.parametrize("shape", [(0, 4), (4, 0), (0, 0, 3)])
def test_a_picture_without_pixels_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(DocumentError, match="at least one pixel"):
        Image(np.zeros(shape, np.uint8))


def test_what_is_no_array_is_refused() -> None:
    with pytest.raises(DocumentError, match="is an array, not list"):
        Image([[1, 2]])  # type: ignore[arg-type]


def test_nan_and_infinity_are_kept() -> None:
    pixels = np.array([[np.nan, np.inf], [-np.inf, 0]], np.float32)
    np.testing.assert_array_equal(Image(pixels.copy()).pixels, pixels)


def test_neither_the_pixels_nor_the_array_given_can_be_written() -> None:
    given = np.zeros((3, 3), np.uint8)
    image = Image(given)
    for pixels in (image.pixels, given):
        with pytest.raises(ValueError, match="read-only"):
            pixels[0, 0] = 1


def test_the_pixels_cannot_be_made_writable_again() -> None:
    for given in (np.zeros((3, 3), np.uint8), np.zeros((6, 6), np.uint8)[::2, ::2]):
        image = Image(given)
        with pytest.raises(ValueError, match="WRITEABLE"):
            image.pixels.setflags(write=True)


def test_a_picture_that_is_a_view_does_not_change_with_its_base() -> None:
    base = np.zeros((6, 6, 3), np.uint8)
    image = Image(base[1:3, 1:3])
    with pytest.raises(ValueError, match="read-only"):
        base[1, 1] = 7
    assert not image.pixels.any()


def test_a_subclass_of_arrays_is_held_as_a_plain_array() -> None:
    assert type(Image(np.zeros((2, 2), np.uint8).view(np.matrix)).pixels) is np.ndarray


def test_a_large_picture_is_not_copied() -> None:
    given = np.zeros((1000, 1000), np.uint8)
    tracemalloc.start()
    image = Image(given)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert np.shares_memory(image.pixels, given)
    assert most < given.nbytes / 10


@pytest.mark.parametrize(
    ("pixels", "words"),
    [
        (np.zeros((3024, 4032, 3), np.uint16), "4032×3024 RGB 16-bit"),
        (np.zeros((2, 3), np.uint8), "3×2 grey 8-bit"),
        (np.zeros((2, 3, 2), np.uint8), "3×2 grey + alpha 8-bit"),
        (np.zeros((2, 3, 4), np.float32), "3×2 RGB + alpha 32-bit float"),
    ],
)
def test_the_description_names_size_channels_and_depth(
    pixels: np.ndarray[Any, Any], words: str
) -> None:
    assert Image(pixels).description == words
