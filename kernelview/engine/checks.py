"""What the engine lets in: bad pictures, kernels and settings are refused here."""

from collections.abc import Sequence
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from kernelview.engine.borders import BORDERS, Border
from kernelview.engine.errors import EngineError
from kernelview.engine.methods import METHODS, Method
from kernelview.kernels import Kernel, KernelError
from kernelview.threads import processors

OUTPUTS = tuple(np.dtype(kind) for kind in ("u1", "i1", "u2", "i2", "u4", "i4", "f2", "f4", "f8"))


def checked_image(image: ArrayLike) -> NDArray[Any]:
    """Return the picture as an array in native byte order."""
    try:
        pixels = np.asarray(image)
    except ValueError as error:
        raise EngineError(f"a picture has rows of equal length: {error}") from error
    dtype = checked_input_dtype(pixels.dtype)
    checked_shape(pixels.shape)
    return pixels.astype(dtype, copy=False)


def checked_shape(shape: Sequence[int]) -> tuple[int, int, int]:
    """Return (H, W, C) of a picture's shape."""
    sides = tuple(int(side) for side in shape)
    if len(sides) not in (2, 3):
        raise EngineError(f"a picture is (H, W) or (H, W, C), not {len(sides)}-dimensional {sides}")
    if min(sides) < 1:
        raise EngineError(f"a picture has at least one pixel and one channel, not shape {sides}")
    return sides[0], sides[1], sides[2] if len(sides) == 3 else 1


def checked_input_dtype(dtype: DTypeLike) -> np.dtype[Any]:
    """Return the dtype in native byte order; bool, integers and floats up to 64 bits pass."""
    kind = known_dtype(dtype)
    if kind.kind not in "biuf" or kind.itemsize > 8:
        raise EngineError(f"a picture holds bool, integers or floats up to 64 bits, not {kind}")
    return kind


def known_dtype(dtype: DTypeLike) -> np.dtype[Any]:
    """Return the dtype in native byte order."""
    try:
        return np.dtype(dtype).newbyteorder("=")
    except (TypeError, ValueError) as error:
        raise EngineError(f"{dtype!r} is no dtype: {error}") from error


def checked_output(dtype: DTypeLike) -> np.dtype[Any]:
    """Return the output dtype in native byte order."""
    kind = known_dtype(dtype)
    if kind not in OUTPUTS:
        names = ", ".join(str(output) for output in OUTPUTS)
        raise EngineError(f"out_dtype is one of {names}, not {kind}")
    return kind


def checked_kernel(kernel: Kernel | ArrayLike) -> Kernel:
    """Return a Kernel; an array becomes one with divisor 1, offset 0 and the middle anchor."""
    if isinstance(kernel, Kernel):
        return kernel
    try:
        return Kernel(cast(Any, kernel))
    except KernelError as error:
        raise EngineError(f"bad kernel: {error}") from error


def checked_border(border: str) -> Border:
    """Return the border when it is one."""
    if border not in BORDERS:
        raise EngineError(f"border is one of {', '.join(BORDERS)}, not {border!r}")
    return border


def checked_constant(constant: float) -> float:
    """Return the constant of the border as a float."""
    try:
        return float(constant)
    except (TypeError, ValueError, OverflowError) as error:
        raise EngineError(f"the constant is a number, not {constant!r}") from error


def checked_method(method: str) -> Method | Literal["auto"]:
    """Return the method when it is one."""
    if method != "auto" and method not in METHODS:
        raise EngineError(f"method is auto or one of {', '.join(METHODS)}, not {method!r}")
    return cast("Method | Literal['auto']", method)


def checked_threads(threads: Any) -> int:
    """Return how many threads may be used; None means one a processor."""
    if threads is None:
        return processors()
    if isinstance(threads, bool) or not isinstance(threads, int | np.integer) or threads < 1:
        raise EngineError(f"threads is None or a whole number from 1 up, not {threads!r}")
    return int(threads)


def all_finite(pixels: NDArray[Any]) -> bool:
    """Return whether no NaN and no infinity is among the pixels."""
    if pixels.dtype.kind != "f":
        return True
    # A sum is finite only when all its terms are; it may overflow, so False asks each pixel.
    with np.errstate(over="ignore", invalid="ignore"):
        total = np.add.reduce(pixels, axis=None)
    return bool(np.isfinite(total)) or bool(np.isfinite(pixels).all())
