"""What a layer paints is what its picture holds."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from kernelview.ui.canvas.layer import (
    BLOCK,
    DifferenceLayer,
    Layer,
    PartCache,
    PictureLayer,
    blocks_around,
    paint_layer,
    strongest_difference,
)
from kernelview.ui.canvas.pyramid import Pyramid


def painted(layer: Layer, target: QRectF, size: tuple[int, int], cache: PartCache) -> QImage:
    image = QImage(size[1], size[0], QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_layer(painter, layer, target, QRectF(0, 0, size[1], size[0]), cache)
    painter.end()
    return image


def layer_of(pixels: np.ndarray) -> PictureLayer:
    return PictureLayer(Pyramid(pixels))


@pytest.mark.parametrize("scale", [1, 2, 3, 16, 64])
def test_magnified_pixels_are_sharp_and_in_place(scale: int) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (600, 700, 3)).astype(np.uint8)
    origin = (-510.0 * scale, -530.0 * scale)
    target = QRectF(*origin, 700 * scale, 600 * scale)
    image = painted(layer_of(pixels), target, (64, 64), PartCache())
    for y in range(0, 64, 7):
        for x in range(0, 64, 7):
            expected = pixels[530 + y // scale, 510 + x // scale].tolist()
            assert list(image.pixelColor(x, y).getRgb()[:3]) == expected  # type: ignore[index]


def test_a_reduced_picture_keeps_its_mean_and_its_edges() -> None:
    pixels = np.zeros((1024, 1024), np.uint8)
    pixels[:, 512:] = 200
    image = painted(layer_of(pixels), QRectF(0, 0, 64, 64), (64, 64), PartCache())
    assert image.pixelColor(29, 30).red() == 0
    assert image.pixelColor(34, 30).red() == 200
    assert image.pixelColor(63, 63).red() == 200


def test_a_small_pan_converts_nothing_again() -> None:
    made = []

    class Counting(PictureLayer):
        def image(self, level: int, rectangle: tuple[int, int, int, int]) -> QImage:
            made.append(rectangle)
            return super().image(level, rectangle)

    layer, cache = Counting(Pyramid(np.zeros((2000, 2000), np.uint8))), PartCache()
    for shift in range(0, 40, 10):
        painted(layer, QRectF(-600 - shift, -600, 2000, 2000), (100, 100), cache)
    assert len(made) == 1
    assert (made[0][2] - made[0][0]) * (made[0][3] - made[0][1]) <= (2 * BLOCK) ** 2


def test_blocks_cover_what_is_wanted_and_stay_inside() -> None:
    assert blocks_around(QRectF(300, 10, 100, 100), (1000, 420)) == (0, 256, 256, 420)
    assert blocks_around(QRectF(-50, -50, 2000, 2000), (90, 80)) == (0, 0, 90, 80)


def test_the_difference_is_signed_and_takes_the_strongest_channel() -> None:
    result = np.array([[[10, 0, 5], [0, 0, 0]]], np.uint8)
    source = np.array([[[0, 30, 5], [0, 0, 0]]], np.uint8)
    assert strongest_difference(result, source).tolist() == [[-30, 0]]


def test_a_grey_result_is_compared_with_each_channel() -> None:
    grey = np.array([[100]], np.uint8)
    colour = np.array([[[90, 100, 160]]], np.uint8)
    assert strongest_difference(grey, colour).tolist() == [[-60]]


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_the_difference_is_painted_in_the_colours_of_its_sign(dtype: Any) -> None:
    scale_colours = np.zeros((511, 3), np.uint8)
    scale_colours[:255] = (0, 0, 255)
    scale_colours[256:] = (255, 0, 0)
    white = 1 if dtype is np.float32 else np.iinfo(dtype).max
    source: np.ndarray = (np.array([[0.5, 0.5, 0.5]]) * white).astype(dtype)
    result: np.ndarray = (np.array([[0.1, 0.5, 0.9]]) * white).astype(dtype)
    layer = DifferenceLayer(Pyramid(source), Pyramid(result), scale_colours)
    image = painted(layer, QRectF(0, 0, 30, 10), (10, 30), PartCache())
    colours = [image.pixelColor(x, 5).getRgb()[:3] for x in (5, 15, 25)]  # type: ignore[index]
    assert colours == [(0, 0, 255), (0, 0, 0), (255, 0, 0)]
    assert np.sign(layer.values((0, 0, 1, 3))).tolist() == [[-1, 0, 1]]


@pytest.mark.parametrize("shape", [(40, 50), (1, 1), (4, 1), (1, 4)])
@pytest.mark.parametrize(("ours", "theirs"), [((), ()), ((3,), (3,)), ((), (3,)), ((3,), ())])
def test_bytes_are_subtracted_as_any_numbers_are(
    shape: tuple[int, int], ours: tuple[int, ...], theirs: tuple[int, ...]
) -> None:
    rng = np.random.default_rng(8)
    result = rng.integers(0, 256, (*shape, *ours), dtype=np.uint8)
    source = rng.integers(0, 256, (*shape, *theirs), dtype=np.uint8)
    wide = strongest_difference(result.astype(np.float64), source.astype(np.float64))
    assert np.array_equal(strongest_difference(result, source), wide)
