"""The windows of many pictures as one matrix, so that a convolution is one product."""

from math import prod

import numpy as np

from kernelview.learn.steps.scratch import Array, Scratch
from kernelview.learn.steps.windows import Windows

# With fewer channels what lies side by side in a window is too short to copy quickly; then
# each place of the kernel gets a row of its own, and the windows lie side by side.
FEW_CHANNELS = 8


def patches(windows: Windows, padded: Array, scratch: Scratch) -> Array:
    """Return (all windows, places * channels) of padded pictures."""
    view = windows.all(padded)
    values = prod(view.shape[3:])
    count = prod(view.shape[:3])
    if view.shape[-1] >= FEW_CHANNELS:
        rows = scratch.take("patches", (count, values))
        np.copyto(rows.reshape(view.shape), view)
        return rows
    turned = view.transpose(3, 4, 5, 0, 1, 2)
    places = scratch.take("patches", (values, count))
    np.copyto(places.reshape(turned.shape), turned)
    return places.T


def add_back(
    windows: Windows, gradient: Array, kernel: Array, scratch: Scratch, into: Array
) -> None:
    """Write d loss / d pictures from d loss / d sums (all windows, filters), place by place.

    `kernel` is (*size, channels, filters), `into` (count, height, width, channels).
    """
    count = len(into)
    padded = scratch.take("padded gradient", (count, *windows.padded_shape))
    padded.fill(0)
    channels = windows.picture[-1]
    part = scratch.take("place gradient", (len(gradient), channels))
    for row in range(windows.size[0]):
        for column in range(windows.size[1]):
            np.matmul(gradient, kernel[row, column].T, out=part)
            place = windows.at(padded, row, column)
            place += part.reshape(place.shape)
    into[...] = windows.inner(padded)
