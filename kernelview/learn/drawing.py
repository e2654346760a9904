"""A drawing made into a picture such as the digits that a network has learned from."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.learn.errors import LearnError

Drawing = NDArray[np.float32]

# Ink fainter than this share of the darkest is the brush's soft rim, not part of the digit.
_INK = 0.02
MNIST_SIDE, MNIST_BOX = 28, 20
# Smaller pictures than this have no margin to spare: the digits 8 × 8 fill theirs.
_SMALLEST_WITH_MARGIN = 16


def usual_box(side: int) -> int:
    """Return how large a digit stands in a picture of a side: 20 of 28 as in MNIST's, all of 8."""
    return side if side < _SMALLEST_WITH_MARGIN else round(side * MNIST_BOX / MNIST_SIDE)


def as_digit(
    strokes: NDArray[np.floating], *, side: int = MNIST_SIDE, box: int | None = None
) -> Drawing:
    """Return strokes (h, w), 0 empty to 1 ink, as float32 (side, side) from 0 to 1.

    As MNIST's pictures were made (Y. LeCun, C. Cortes, C. Burges, "The MNIST database of
    handwritten digits"): the ink fits a square of side `box`, its proportions kept, and its
    centre of mass is in the middle of the picture. Where the box leaves no room to move, the ink
    stays whole. Empty strokes give an empty picture. Raises LearnError.
    """
    box = usual_box(side) if box is None else box
    if strokes.ndim != 2 or not 1 <= box <= side:
        raise LearnError(
            f"strokes are (h, w) and their box at most the picture's side; "
            f"not {strokes.shape} in a box of {box} in {side}"
        )
    ink = _cut_out(np.clip(np.nan_to_num(strokes), 0, 1, dtype=np.float32))
    if ink is None:
        return np.zeros((side, side), np.float32)
    return _placed(_fitted(ink, box), side)


def _cut_out(strokes: Drawing) -> Drawing | None:
    """Return the smallest part with all the ink; None where there is none."""
    marked = strokes > _INK * strokes.max(initial=0)
    rows, columns = np.flatnonzero(marked.any(axis=1)), np.flatnonzero(marked.any(axis=0))
    if not len(rows):
        return None
    return strokes[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _fitted(ink: Drawing, box: int) -> Drawing:
    height, width = ink.shape
    scale = box / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    # Averaging areas keeps every stroke; where strokes are enlarged it would leave blocks.
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    fitted = np.asarray(cv2.resize(np.ascontiguousarray(ink), size, interpolation=how), np.float32)
    # A stroke thinned to a part of a pixel would be fainter than any ink of the digits.
    full: Drawing = fitted / fitted.max()
    return full


def _placed(ink: Drawing, side: int) -> Drawing:
    """Return the picture with the ink's centre of mass in its middle, to the nearest pixel."""
    height, width = ink.shape
    total = float(ink.sum())
    row = float(ink.sum(axis=1) @ np.arange(height)) / total
    column = float(ink.sum(axis=0) @ np.arange(width)) / total
    # Measured in both bundled sets: MNIST's middle is the corner of pixel 14, not its centre.
    middle = side / 2 if side >= _SMALLEST_WITH_MARGIN else (side - 1) / 2
    top = min(max(round(middle - row), 0), side - height)
    left = min(max(round(middle - column), 0), side - width)
    picture = np.zeros((side, side), np.float32)
    picture[top : top + height, left : left + width] = ink
    return picture
