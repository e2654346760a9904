"""The windows of a convolution as matrices, one for each place in the poolings after it."""

from dataclasses import replace
from math import prod

import numpy as np

from kernelview.learn.steps.patches import FEW_CHANNELS
from kernelview.learn.steps.scratch import Array, Scratch
from kernelview.learn.steps.windows import Windows


class PooledPatches:
    """Fills matrices (poolings, values of a window), one for each place in a pooling.

    With few channels a column of ones comes last, for the bias.
    """

    def __init__(
        self, windows: Windows, pooled: Windows, places: list[Windows], scratch: Scratch
    ) -> None:
        height, width = (
            one + more - 1 for one, more in zip(windows.size, pooled.size, strict=True)
        )
        self.with_ones = windows.picture[-1] < FEW_CHANNELS
        self._windows = windows
        self._places = places
        # What the windows of a pooling cover together.
        self._covering = replace(places[0], size=(height, width))
        self._scratch = scratch

    def fill(self, padded: Array) -> list[Array]:
        """Return the matrices of padded pictures, over the same memory each time."""
        return self._by_values(padded) if self.with_ones else self._by_windows(padded)

    def _by_windows(self, padded: Array) -> list[Array]:
        count = len(padded) * prod(self._places[0].count)
        values = prod(self._windows.size) * padded.shape[-1]
        whole = self._scratch.take("patches", (len(self._places), count, values))
        for rows, windows in zip(whole, self._places, strict=True):
            view = windows.all(padded)
            np.copyto(rows.reshape(view.shape), view)
        return list(whole)

    def _by_values(self, padded: Array) -> list[Array]:
        """Copy what the poolings cover once, and take from there, where much lies together."""
        (height, width), channels = self._windows.size, padded.shape[-1]
        covered = self._covering.all(padded).transpose(3, 4, 5, 0, 1, 2)
        count = prod(covered.shape[3:])
        all_rows = self._scratch.take("covered", (*covered.shape[:3], count))
        np.copyto(all_rows.reshape(covered.shape), covered)
        values = height * width * channels
        whole = self._scratch.take("patches", (len(self._places), values + 1, count))
        for rows, windows in zip(whole, self._places, strict=True):
            top, left = windows.origin
            taken = all_rows[top : top + height, left : left + width]
            np.copyto(rows[:values].reshape(taken.shape), taken)
            rows[values] = 1
        return [rows.T for rows in whole]
