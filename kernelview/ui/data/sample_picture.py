"""A picture of a dataset as Qt draws it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from kernelview.ui.canvas.qimage import to_qimage

COLOURS = (1, 3)


def sample_picture(pixels: NDArray[np.float32]) -> QImage:
    """Return pixels (H, W, C) from 0 to 1; channels that are no colours are averaged."""
    if pixels.shape[2] in COLOURS:
        return to_qimage(pixels)
    return to_qimage(np.asarray(pixels.mean(axis=2), np.float32))
