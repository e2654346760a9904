"""Kernels slid along signals."""

from typing import ClassVar

from kernelview.learn.layers.convolution import Convolution


class Conv1D(Convolution):
    """Slides `filters` kernels (length, channels) along (steps, channels)."""

    axes: ClassVar[int] = 1
    wanted: ClassVar[str] = "(steps, channels)"
