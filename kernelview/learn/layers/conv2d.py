"""Kernels slid over pictures."""

from typing import ClassVar

from kernelview.learn.layers.convolution import Convolution


class Conv2D(Convolution):
    """Slides `filters` kernels (kh, kw, channels) over (height, width, channels)."""

    axes: ClassVar[int] = 2
    wanted: ClassVar[str] = "(height, width, channels)"
