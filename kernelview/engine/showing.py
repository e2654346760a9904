"""From computed values of any size and sign to a picture that can be seen and saved."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import cv2
import numpy as np
from numpy.typing import DTypeLike, NDArray

from kernelview.engine.channels import single_plane
from kernelview.engine.checks import known_dtype
from kernelview.engine.colours import diverging_rgb
from kernelview.engine.errors import EngineError
from kernelview.engine.spread import Spread
from kernelview.engine.white import white_level

# What is shown black, and what white.
Ends = tuple[float, float]
ShowMode = Literal["clamp", "absolute", "signed", "stretch", "false-colour"]
SHOW_MODES: tuple[ShowMode, ...] = get_args(ShowMode)

STRETCH_PERCENTILES = (0.5, 99.5)

_SHOWN_DTYPES = tuple(np.dtype(kind) for kind in ("u1", "u2", "f4", "f8"))
_STRIP_VALUES = 2**17


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


def show_between(values: NDArray[Any], mode: ShowMode, ends: Ends, *, dtype: DTypeLike) -> Shown:
    """Show values as `show` does, `ends` being black and white (or the scale's two ends)."""
    output = known_dtype(dtype)
    if output not in _SHOWN_DTYPES:
        names = ", ".join(str(kind) for kind in _SHOWN_DTYPES)
        raise EngineError(f"a picture to show is one of {names}, not {output}")
    colours = (*values.shape[:2], 3) if checked_mode(mode) == "false-colour" else values.shape
    pixels = np.empty(colours, output)
    below, above = show_into(pixels, values, mode, ends)
    return Shown(pixels, below, above, *ends)


@np.errstate(over="ignore", invalid="ignore", divide="ignore")
def show_into(
    pixels: NDArray[Any], values: NDArray[Any], mode: ShowMode, ends: Ends
) -> tuple[int, int]:
    """Show values in the place of `pixels`; return how many lie below and above the ends."""
    below = above = 0
    # Strips stay in the processor's cache from one step to the next.
    rows = max(1, _STRIP_VALUES // values[0].size)
    buffer = np.empty((min(rows, len(values)), *values.shape[1:]), np.float32)
    for top in range(0, len(values), rows):
        strip, shown = values[top : top + rows], pixels[top : top + rows]
        levels = buffer[: len(strip)]
        if mode == "absolute":
            strip = np.abs(strip, out=levels)
        under, over = _beyond(strip, ends, pixels.dtype)
        below, above = below + under, above + over
        if mode == "false-colour":
            _false_colours(strip, ends[1], shown)
        else:
            _round_into(shown, _levels(strip, ends, white_level(pixels), levels))
    return below, above


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


def _levels(
    strip: NDArray[Any], ends: Ends, white: float, out: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Map the ends to 0 and white, and clip."""
    low, high = ends
    np.clip(strip, low, high, out=out)
    if low != 0:
        np.subtract(out, np.float32(low), out=out)
    if high - low != white:
        np.multiply(out, np.float32(white / (high - low)), out=out)
        np.minimum(out, np.float32(white), out=out)
    return out


def _round_into(pixels: NDArray[Any], levels: NDArray[np.float32]) -> None:
    """Put levels within the dtype into the pixels: half to even, and 0 for NaN."""
    if pixels.dtype == np.uint8:
        pixels[...] = cv2.convertScaleAbs(levels.reshape(len(levels), -1)).reshape(levels.shape)
        return
    unknown = np.isnan(levels)
    if unknown.any():
        levels[unknown] = 0
    if pixels.dtype.kind == "u":
        np.rint(levels, out=levels)
    np.copyto(pixels, levels, casting="unsafe")


def _beyond(values: NDArray[Any], ends: Ends, output: np.dtype[Any]) -> tuple[int, int]:
    low, high = ends
    # What rounding brings back inside is not lost.
    level = 1 / white_level(output) if output.kind == "u" else 2e-5
    slack = 0.5 * level * (high - low)
    under = np.count_nonzero(values < low - slack)
    return int(under), int(np.count_nonzero(values > high + slack))


def _false_colours(values: NDArray[Any], limit: float, pixels: NDArray[Any]) -> None:
    colours = diverging_rgb(single_plane(values).reshape(pixels.shape[:2]) / np.float32(limit))
    if pixels.dtype == np.uint8:
        pixels[...] = colours
    else:
        np.multiply(colours, white_level(pixels) / 255, out=pixels, casting="unsafe")
