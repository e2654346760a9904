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
    windows: Windows, gradient: Array, kernel: Array, scratch: Scratch, padded: Array
) -> None:
    """Add d loss / d pictures to padded ones, from d loss / d sums (all windows, filters).

    `kernel` is (values of a window, filters).
    """
    found = scratch.take("patches gradient", (len(gradient), len(kernel)))
    np.matmul(gradient, kernel.T, out=found)
    values = found.reshape(len(padded), *windows.count, *windows.size, windows.picture[-1])
    _add_windows(windows, values, padded)


def _add_windows(windows: Windows, values: Array, padded: Array) -> None:
    """Add windows (count, rows, columns, *size, channels) to where they came from."""
    columns = windows.size[1]
    if windows.dilation[1] > 1:
        for row in range(windows.size[0]):
            for column in range(columns):
                place = windows.at(padded, row, column)
                place += values[:, :, :, row, column]
        return
    # A row of a window at a time, and of windows only such as do not overlap.
    apart = -(-columns // windows.strides[1])
    views = windows.all(padded)
    for row in range(windows.size[0]):
        for first in range(min(apart, windows.count[1])):
            view = views[:, :, first::apart, row]
            view += values[:, :, first::apart, row]
