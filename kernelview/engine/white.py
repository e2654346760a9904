"""What white is in a picture's own units."""

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray


def white_level(pixels: NDArray[Any] | DTypeLike) -> float:
    """Return the white of an array or dtype: the largest integer, or 1.0 for floats and bool."""
    dtype = pixels.dtype if isinstance(pixels, np.ndarray) else np.dtype(pixels)
    return float(np.iinfo(dtype).max) if dtype.kind in "iu" else 1.0
