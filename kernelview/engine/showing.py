"""From computed values of any size and sign to a picture that can be seen and saved."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import DTypeLike, NDArray

from kernelview.engine.channels import single_plane
from kernelview.engine.checks import known_dtype
from kernelview.engine.colours import diverging_rgb
from kernelview.engine.errors import EngineError
from kernelview.engine.rounding import into_levels
from kernelview.engine.spread import Spread
from kernelview.engine.white import white_level

# What is shown black, and what white.
Ends = tuple[float, float]
ShowMode = Literal["clamp", "absolute", "signed", "stretch", "false-colour"]
SHOW_MODES: tuple[ShowMode, ...] = get_args(ShowMode)

STRETCH_PERCENTILES = (0.5, 99.5)

_SHOWN_DTYPES = tuple(np.dtype(kind) for kind in ("u1", "u2", "f4", "f8"))
_STRIP_VALUES = 2**16


@dataclass(frozen=True, eq=False)
class Shown:
    """A picture made of values, and what was lost by it.

    `pixels` are (H, W[, C]) in the dtype asked for. `low` and `high` are the values shown
    black and white (or as the scale's two ends). `below` and `above` count the values beyond
    them, which look like them: by more than half a level of an integer dtype. The absolute
    showing has none below: it drops the sign.
    """

    pixels: NDArray[Any]
    below: int
    above: int
    low: float
    high: float


# Values near the ends of float32 may overflow on the way; what comes out is defined.
@np.errstate(over="ignore", invalid="ignore", divide="ignore")
def show(values: NDArray[Any], mode: ShowMode, *, white: float, dtype: DTypeLike) -> Shown:
    """Show values (H, W[, C]) without alpha as a picture of uint8, uint16, float32 or float64.

    clamp: 0 to white as it is; absolute: the values without their sign; signed: mid-grey for
    0, black and white for ± white; stretch: the STRETCH_PERCENTILES (of about a million
    values, evenly spread) become black and white; false-colour: diverging_rgb of the values
    (of RGB: their luminance) over the larger of the two percentiles. Integers round half to
    even, floats go from 0 to 1. NaN is black, or neutral in false colour.
    """
    checked_mode(mode)
    return show_between(values, mode, range_shown(values, mode, white=white), dtype=dtype)


@np.errstate(over="ignore", invalid="ignore", divide="ignore")
def show_between(values: NDArray[Any], mode: ShowMode, ends: Ends, *, dtype: DTypeLike) -> Shown:
    """Show values as `show` does, `ends` being black and white (or the scale's two ends)."""
    output = known_dtype(dtype)
    if output not in _SHOWN_DTYPES:
        names = ", ".join(str(kind) for kind in _SHOWN_DTYPES)
        raise EngineError(f"a picture to show is one of {names}, not {output}")
    if checked_mode(mode) == "false-colour":
        pixels = _false_colours(values, ends[1], output)
        below, above = _beyond(values, mode, ends, output)
    else:
        pixels, below, above = _grey_levels(values, mode, ends, output)
    return Shown(pixels, below, above, *ends)


def checked_mode(mode: str) -> ShowMode:
    """Return the way of showing when it is one."""
    for known in SHOW_MODES:
        if mode == known:
            return known
    raise EngineError(f"show is one of {', '.join(SHOW_MODES)}, not {mode!r}")


def range_shown(values: NDArray[Any], mode: ShowMode, *, white: float) -> Ends:
    """Return the values that `show` makes black and white."""
    known = range_known(mode, white=white)
    if known is not None:
        return known
    spread = Spread(values.shape, single=mode == "false-colour")
    spread.add(values, (0, 0))
    return range_of_spread(spread.found(), mode, white=white)


def range_known(mode: ShowMode, *, white: float) -> Ends | None:
    """Return what is shown black and white, or None where that depends on all values."""
    match mode:
        case "clamp" | "absolute":
            return 0.0, white
        case "signed":
            return -white, white
        case _:
            return None


def range_of_spread(found: NDArray[Any], mode: ShowMode, *, white: float) -> Ends:
    """Return what stretch or false colour show black and white, from some of the values."""
    low, high = _percentiles(found)
    if mode == "stretch":
        # A flat result has nothing to stretch: it is shown as it is.
        return (low, high) if low < high else (0.0, white)
    limit = max(abs(low), abs(high))
    return (-limit, limit) if limit else (-white, white)


def _percentiles(found: NDArray[Any]) -> Ends:
    """Return the STRETCH_PERCENTILES of the finite values, (0, 0) when there are none.

    Where both fall together, the least and the largest of the values are returned.
    """
    finite = found[np.isfinite(found)]
    if not finite.size:
        return 0.0, 0.0
    low, high = (float(end) for end in np.percentile(finite, STRETCH_PERCENTILES))
    return (low, high) if low < high else (float(finite.min()), float(finite.max()))


def _grey_levels(
    values: NDArray[Any],
    mode: ShowMode,
    ends: Ends,
    output: np.dtype[Any],
) -> tuple[NDArray[Any], int, int]:
    flat = np.ascontiguousarray(values, np.float32).reshape(-1)
    pixels = np.empty(flat.shape, output)
    # Strips stay in the processor's cache from one step to the next.
    buffer = np.empty(min(flat.size, _STRIP_VALUES), np.float32)
    below = above = 0
    for start in range(0, flat.size, _STRIP_VALUES):
        strip = flat[start : start + _STRIP_VALUES]
        under, over = _beyond(strip, mode, ends, output)
        below, above = below + under, above + over
        levels = _levels(strip, mode, ends, white_level(output), buffer[: strip.size])
        pixels[start : start + _STRIP_VALUES] = into_levels(levels, output)
    return pixels.reshape(values.shape), below, above


def _levels(
    strip: NDArray[np.float32],
    mode: ShowMode,
    ends: Ends,
    white: float,
    out: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Map the ends to 0 and white, clip, and make NaN 0."""
    low, high = ends
    if mode == "absolute":
        strip = np.abs(strip, out=out)
    np.clip(strip, low, high, out=out)
    if low != 0:
        np.subtract(out, np.float32(low), out=out)
    if high - low != white:
        np.multiply(out, np.float32(white / (high - low)), out=out)
        np.minimum(out, np.float32(white), out=out)
    unknown = np.isnan(out)
    if unknown.any():
        out[unknown] = 0
    return out


def _beyond(
    values: NDArray[Any], mode: ShowMode, ends: Ends, output: np.dtype[Any]
) -> tuple[int, int]:
    low, high = ends
    # What rounding brings back inside is not lost.
    level = 1 / white_level(output) if output.kind == "u" else 2e-5
    slack = 0.5 * level * (high - low)
    under = np.count_nonzero(values < low - slack)
    over = np.count_nonzero(values > high + slack)
    if mode == "absolute":
        return 0, int(over + np.count_nonzero(values < -high - slack))
    return int(under), int(over)


def _false_colours(values: NDArray[Any], limit: float, output: np.dtype[Any]) -> NDArray[Any]:
    plane = single_plane(values)
    height, width = plane.shape[:2]
    pixels = np.empty((height, width, 3), output)
    rows = max(1, _STRIP_VALUES // width)
    for top in range(0, height, rows):
        unit = plane[top : top + rows].reshape(-1, width) / np.float32(limit)
        colours = diverging_rgb(unit)
        if output == np.uint8:
            pixels[top : top + rows] = colours
        else:
            np.multiply(
                colours, white_level(output) / 255, out=pixels[top : top + rows], casting="unsafe"
            )
    return pixels
