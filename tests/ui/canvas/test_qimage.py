"""Every kind of picture becomes the QImage that it should."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PySide6.QtGui import QImage

from kernelview.ui.canvas.qimage import premultiplied, premultiplied_qimage, to_bytes, to_qimage

DEEP: list[Any] = [np.dtype(np.float32), np.dtype(np.float64), np.dtype(np.uint16)]


def rgba(image: QImage, row: int, column: int) -> tuple[int, ...]:
    colour = image.pixelColor(column, row)
    return colour.red(), colour.green(), colour.blue(), colour.alpha()


@pytest.mark.parametrize("width", [1, 2, 3, 5, 7, 13])
@pytest.mark.parametrize("channels", [0, 1, 2, 3, 4])
def test_every_pixel_arrives_whatever_the_width(width: int, channels: int) -> None:
    shape = (3, width, channels) if channels else (3, width)
    pixels = np.random.default_rng(2).integers(0, 256, shape).astype(np.uint8)
    image = to_qimage(pixels)
    assert (image.height(), image.width()) == (3, width)
    for row, column in np.ndindex(3, width):
        values = np.atleast_1d(pixels[row, column]).tolist()
        colours = values[:3] if channels >= 3 else values[:1] * 3
        alpha = values[-1] if channels in (2, 4) else 255
        assert rgba(image, row, column) == (*colours, alpha)


def test_the_image_owns_its_bytes() -> None:
    pixels = np.zeros((2, 2, 3), np.uint8)
    image = to_qimage(pixels)
    pixels[:] = 200
    assert rgba(image, 0, 0) == (0, 0, 0, 255)


def test_views_with_gaps_and_read_only_pictures_are_taken() -> None:
    pixels = np.arange(60, dtype=np.uint8).reshape(4, 5, 3)
    pixels.setflags(write=False)
    image = to_qimage(pixels[::-2, ::2])
    assert rgba(image, 0, 1) == (*pixels[3, 2].tolist(), 255)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, 0), (128, 0), (129, 1), (257, 1), (32767, 127), (32896, 128), (65535, 255)],
)
def test_sixteen_bits_are_rounded_to_eight(value: int, expected: int) -> None:
    assert to_bytes(np.array([[value]], np.uint16))[0, 0] == expected


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, 0),
        (1.0, 255),
        (0.5, 128),
        (-0.5, 0),
        (7.0, 255),
        (-np.inf, 0),
        (np.inf, 255),
        (np.nan, 0),
    ],
)
def test_floats_are_clipped_and_nan_is_black(dtype: Any, value: float, expected: int) -> None:
    assert to_bytes(np.array([[value]], dtype))[0, 0] == expected


@given(
    arrays.arrays(
        st.sampled_from([*DEEP]),
        arrays.array_shapes(min_dims=2, max_dims=2, max_side=6),
    )
)
def test_lighter_is_never_darker(pixels: np.ndarray) -> None:
    data = to_bytes(pixels).ravel().astype(int)
    order = np.argsort(pixels, axis=None)
    kept = order[~np.isnan(pixels.ravel()[order])]
    assert (np.diff(data[kept]) >= 0).all()


@pytest.mark.parametrize(
    "pixels",
    [np.zeros(3), np.zeros((2, 2, 5)), np.zeros((0, 4)), np.zeros((2, 2), np.int32)],
)
def test_what_is_no_picture_is_refused(pixels: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"picture|pixels"):
        to_qimage(pixels)


def test_premultiplying_weighs_colours_by_alpha() -> None:
    data = premultiplied(np.array([[[100, 200, 50, 128], [9, 9, 9, 0]]], np.uint8))
    assert data.tolist() == [[[50, 100, 25, 128], [0, 0, 0, 0]]]
    grey = premultiplied(np.array([[[100, 51]]], np.uint8))
    assert grey.tolist() == [[[20, 20, 20, 51]]]
    assert rgba(premultiplied_qimage(data), 0, 1) == (0, 0, 0, 0)
