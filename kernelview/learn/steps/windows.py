"""Where a layer's windows fall on a batch of pictures; a signal is a picture of height 1."""

from dataclasses import dataclass, replace

import numpy as np

from kernelview.learn.layers import Convolution, Layer, Pooling
from kernelview.learn.layers.windows import padding_sizes
from kernelview.learn.steps.scratch import Array, Scratch, Shape

Pair = tuple[int, int]


@dataclass(frozen=True)
class Windows:
    """Sides as (rows, columns). `before` and `after` say how much is added around a picture.

    `origin` is where the first window begins.
    """

    picture: tuple[int, int, int]
    size: Pair
    strides: Pair
    dilation: Pair
    before: Pair
    after: Pair
    count: Pair
    origin: Pair = (0, 0)

    @property
    def is_padded(self) -> bool:
        """Whether anything is added around the picture."""
        return any((*self.before, *self.after))

    @property
    def padded_shape(self) -> tuple[int, int, int]:
        """Height, width and channels with what is added."""
        height, width, channels = self.picture
        return (
            height + self.before[0] + self.after[0],
            width + self.before[1] + self.after[1],
            channels,
        )

    def pooled(self, size: Pair, count: Pair) -> "list[Windows]":
        """Return the windows of each place in poolings of `size`, side by side, row by row."""
        strides = (self.strides[0] * size[0], self.strides[1] * size[1])
        return [
            replace(
                self,
                strides=strides,
                count=count,
                origin=(row * self.strides[0], column * self.strides[1]),
            )
            for row in range(size[0])
            for column in range(size[1])
        ]

    def padded(self, pictures: Array, scratch: Scratch, fill: float = 0.0) -> Array:
        """Return pictures (count, height, width, channels) with their surroundings."""
        pictures = pictures.reshape(len(pictures), *self.picture)
        if not self.is_padded:
            return pictures
        padded = scratch.take("padded", (len(pictures), *self.padded_shape))
        padded.fill(fill)
        self.inner(padded)[...] = pictures
        return padded

    def inner(self, padded: Array) -> Array:
        """Return the part of padded pictures that is the pictures."""
        height, width, _ = self.picture
        top, left = self.before
        return padded[:, top : top + height, left : left + width]

    def at(self, padded: Array, row: int, column: int) -> Array:
        """Return the values that lie at one place of each window: (count, *windows, channels)."""
        top = self.origin[0] + row * self.dilation[0]
        left = self.origin[1] + column * self.dilation[1]
        bottom = top + self.strides[0] * (self.count[0] - 1) + 1
        right = left + self.strides[1] * (self.count[1] - 1) + 1
        return padded[:, top : bottom : self.strides[0], left : right : self.strides[1]]

    def all(self, padded: Array) -> Array:
        """Return all windows (count, rows, columns, *size, channels), seen without copying."""
        count, row, column, channel = padded.strides
        return np.ndarray(
            (len(padded), *self.count, *self.size, padded.shape[-1]),
            padded.dtype,
            padded,
            self.origin[0] * row + self.origin[1] * column,
            (
                count,
                row * self.strides[0],
                column * self.strides[1],
                row * self.dilation[0],
                column * self.dilation[1],
                channel,
            ),
        )


def windows_of(layer: Layer) -> Windows:
    """Return the windows of a built convolution or pooling."""
    if isinstance(layer, Convolution):
        return _windows(layer, layer.kernel_size, layer.strides, layer.dilation_rate)
    if isinstance(layer, Pooling):
        return _windows(layer, layer.pool_size, layer.strides, (1,) * layer.axes)
    raise TypeError(f"{layer.kind} has no windows")


def _windows(layer: Convolution | Pooling, size: Shape, strides: Shape, dilation: Shape) -> Windows:
    *sides, channels = layer.input_shape or ()
    sizes = [
        padding_sizes(side, window, stride=stride, padding=layer.padding, dilation=apart)
        for side, window, stride, apart in zip(sides, size, strides, dilation, strict=True)
    ]
    height, width = _pair(tuple(sides), 1)
    return Windows(
        picture=(height, width, channels),
        size=_pair(size, 1),
        strides=_pair(strides, 1),
        dilation=_pair(dilation, 1),
        before=_pair(tuple(before for before, _ in sizes), 0),
        after=_pair(tuple(after for _, after in sizes), 0),
        count=_pair((layer.output_shape or ())[:-1], 1),
    )


def _pair(values: Shape, missing: int) -> Pair:
    return (missing, values[0]) if len(values) == 1 else (values[0], values[1])
