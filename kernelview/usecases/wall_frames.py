"""Walls with a caption, drawn in 256 colours for a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from kernelview.learn.kernel_order import kernel_order
from kernelview.learn.timeline import Moment
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.wall_picture import (
    Kernels,
    WallLayout,
    WallRaster,
    WallView,
    fit_wall,
    kernels_of,
    layer_named,
    level_units,
    levels_of,
)

Places = NDArray[np.uint8]

# The palette: background, line, the shades of text, and the signed scale, an odd number.
_BACKGROUND, _LINE, _SHADES, _TEXT_SHADES = 0, 1, 2, 16
_FIRST_COLOUR, _COLOURS = _SHADES + _TEXT_SHADES, 237

LINE_SHARE = 1.4


@dataclass(frozen=True)
class WallColours:
    """Colours as "#rrggbb"; `diverging` gives those (..., 3) of values from -1 to 1."""

    background: str
    line: str
    text: str
    diverging: Callable[[NDArray[Any]], NDArray[np.uint8]]


def palette_of(colours: WallColours) -> NDArray[np.uint8]:
    """Return the palette (256, 3) that the pictures are drawn with."""
    background, line, text = map(_rgb, (colours.background, colours.line, colours.text))
    shares = np.linspace(0.0, 1.0, _TEXT_SHADES)[:, np.newaxis]
    scale = colours.diverging(np.linspace(-1.0, 1.0, _COLOURS))
    parts = [background[np.newaxis], line[np.newaxis], background + (text - background) * shares]
    palette = np.zeros((256, 3), np.uint8)
    used = np.concatenate([np.rint(np.concatenate(parts)).astype(np.uint8), scale])
    palette[: len(used)] = used
    return palette


class WallFrames:
    """Draws moments alike: one layout, one order of the kernels, that of the last moment."""

    def __init__(
        self, moments: Sequence[Moment], view: WallView, *, width: int, height: int
    ) -> None:
        last = self._kernels(moments[-1], view)
        rows, columns = last.shape[1:]
        self._view = view
        self._order = kernel_order(last, view.order)
        self.layout: WallLayout = fit_wall(len(last), (rows, columns), width=width, height=height)
        self._raster = WallRaster(self.layout)
        self._places = (_FIRST_COLOUR + np.rint((level_units() + 1) * (_COLOURS // 2))).astype(
            np.uint8
        )

    def draw(self, moment: Moment) -> Places:
        """Return a moment's wall, places in the palette (height, width)."""
        levels = levels_of(self._kernels(moment, self._view)[self._order], self._view.scale)
        return self._raster.draw(levels, self._places, background=_BACKGROUND, line=_LINE)

    @staticmethod
    def _kernels(moment: Moment, view: WallView) -> Kernels:
        layer = layer_named(moment.layers, view.layer)
        if layer is None:
            raise UseCaseError("this network has no kernels to export; add a convolution")
        return kernels_of(layer, view.channel)


def text_of(lines: Sequence[str], *, width: int, pixels: int) -> Places:
    """Return lines of text (height, width) from the left, cut off where there is no more room."""
    height = round(pixels * LINE_SHARE)
    mask = Image.new("L", (width, height * len(lines)))
    draw = ImageDraw.Draw(mask)
    font = ImageFont.load_default(pixels)
    for number, line in enumerate(lines):
        middle = height * number + height / 2
        draw.text((0, middle), line, font=font, fill=255, anchor="lm")
    shades = np.asarray(mask, np.uint16) * (_TEXT_SHADES - 1) // 255
    return (shades + _SHADES).astype(np.uint8)


def empty_sheet(width: int, height: int) -> Places:
    """Return a sheet of nothing but background."""
    return np.full((height, width), _BACKGROUND, np.uint8)


def moment_words(moment: Moment) -> tuple[str, str]:
    """Return when it was, and how well the network did then."""
    if moment.batch == 0:
        return "at the start", ""
    when = f"epoch {moment.epoch}, batch {moment.batch:,}"
    if not np.isfinite(moment.loss):
        return when, ""
    return when, f"loss {moment.loss:.3g}" + (
        f", accuracy {moment.accuracy * 100:.1f} %" if np.isfinite(moment.accuracy) else ""
    )


def _rgb(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)], np.float64)
