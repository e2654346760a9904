"""The largest value of each window of a signal."""

from typing import ClassVar

from kernelview.learn.layers.pooling import Pooling


class MaxPooling1D(Pooling):
    """Keeps the largest value of each window of (steps, channels)."""

    axes: ClassVar[int] = 1
    wanted: ClassVar[str] = "(steps, channels)"
