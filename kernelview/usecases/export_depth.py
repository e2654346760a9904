"""Which depth an exported picture has."""

from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from kernelview.files.formats import writable_format

UINT8 = np.dtype(np.uint8)


def export_dtype(dtype: DTypeLike, suffix: str) -> np.dtype[Any]:
    """Return the dtype that a picture of `dtype` has in a file with `suffix`.

    Its own where the format holds it; otherwise the deepest that the format holds and that
    is no deeper (floats count as the deepest), 8 bits when in doubt.
    """
    wanted = np.dtype(dtype)
    entry = writable_format(suffix)
    held = [np.dtype(name) for name in entry.dtypes] if entry is not None else [UINT8]
    if wanted in held:
        return wanted
    return max(held, key=_depth) if wanted.kind == "f" else UINT8


def depth_words(dtype: DTypeLike) -> str:
    """Return "8-bit", "16-bit", "32-bit float" and so on."""
    kind = np.dtype(dtype)
    return f"{kind.itemsize * 8}-bit" + (" float" if kind.kind == "f" else "")


def _depth(dtype: np.dtype[Any]) -> tuple[bool, int]:
    return dtype.kind == "f", dtype.itemsize
