"""Which depth an exported picture has, and how values come to it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Depth = np.dtype[Any]

UINT8, UINT16, FLOAT32 = np.dtype(np.uint8), np.dtype(np.uint16), np.dtype(np.float32)
_HELD: dict[str, tuple[Depth, ...]] = {
    ".png": (UINT8, UINT16),
    ".tif": (UINT8, UINT16, FLOAT32),
    ".tiff": (UINT8, UINT16, FLOAT32),
}


def export_dtype(dtype: np.dtype[Any] | type[np.generic], suffix: str) -> Depth:
    """Return the dtype that a picture of `dtype` has in a file with `suffix`.

    Its own where the format holds it; otherwise the deepest the format holds that is no
    deeper (floats count as the deepest). Formats other than PNG and TIFF hold 8 bits.
    """
    wanted = np.dtype(dtype)
    held = _HELD.get(suffix.lower(), (UINT8,))
    if wanted in held:
        return wanted
    return held[-1] if wanted.kind == "f" else UINT8


def convert_depth(pixels: NDArray[Any], dtype: Depth) -> NDArray[Any]:
    """Return `pixels` in `dtype` with white staying white, rounded half to even.

    White is 255, 65535 or 1.0. Between floats nothing is clipped; towards integers values
    outside black and white are clipped, and what is no number becomes black.
    """
    if pixels.dtype == dtype:
        return pixels
    if pixels.dtype.kind == "f" and dtype.kind == "f":
        return pixels.astype(dtype)
    scaled = pixels.astype(np.float64) * (_white(dtype) / _white(pixels.dtype))
    if dtype.kind == "f":
        return scaled.astype(dtype)
    finite = np.nan_to_num(scaled, nan=0.0, posinf=_white(dtype), neginf=0.0)
    return np.rint(np.clip(finite, 0, _white(dtype))).astype(dtype)


def depth_words(dtype: Depth) -> str:
    """Return "8-bit", "16-bit", "32-bit float" and so on."""
    return f"{dtype.itemsize * 8}-bit" + (" float" if dtype.kind == "f" else "")


def _white(dtype: Depth) -> float:
    return 1.0 if dtype.kind == "f" else float(np.iinfo(dtype).max)
