"""TIFF samples into grey or RGB, with alpha, of a depth that a picture can have."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from tifffile import TiffPage

from kernelview.disk.errors import ContentError
from kernelview.files.decoded import INKS_TURNED

Pixels = NDArray[Any]

_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _PALETTE, _INKS = 0, 1, 2, 3, 5
_COLOURS = {_WHITE_IS_ZERO: 1, _BLACK_IS_ZERO: 1, _RGB: 3, _PALETTE: 1, _INKS: 4}
_UNKNOWN, _PREMULTIPLIED, _ALPHA = 0, 1, 2

_HELD_AS = {
    "float16": np.float32,
    "int8": np.float32,
    "int16": np.float32,
    "uint32": np.float64,
    "int32": np.float64,
    "uint64": np.float64,
    "int64": np.float64,
}


def arranged(page: TiffPage, stored: Pixels) -> tuple[Pixels, tuple[str, ...]]:
    """Return (H, W), or (H, W, 2 to 4), from stored (H, W, samples), and notes."""
    kind = int(page.photometric)
    if kind not in _COLOURS:
        name = getattr(page.photometric, "name", kind)
        raise ContentError(f"its colours ({name}) cannot be turned into RGB or grey")
    if stored.dtype.kind not in "uif":
        raise ContentError(f"its samples are {stored.dtype}; real numbers are read")
    count = _COLOURS[kind]
    if stored.shape[2] < count:
        raise ContentError(f"it has {stored.shape[2]} channels, too few for its colours")
    colours, extra = stored[..., :count], stored[..., count:]
    colours, notes = _as_rgb_or_grey(page, colours, kind)
    meaning = _meaning_of_extra(page, extra.shape[2])
    if extra.shape[2] and meaning in (_PREMULTIPLIED, _ALPHA):
        alpha, extra = extra[..., :1], extra[..., 1:]
        if meaning == _PREMULTIPLIED:
            colours = _unmultiplied(colours, alpha)
        colours = np.concatenate([colours, alpha], axis=2)
    if extra.shape[2]:
        notes = (*notes, _left_out(extra.shape[2], stored.shape[2]))
    return (colours[..., 0] if colours.shape[2] == 1 else colours), notes


def held(pixels: Pixels) -> tuple[Pixels, tuple[str, ...]]:
    """Return the pixels as uint8, uint16, float32 or float64, and a note when that is new.

    Numbers stay as they are, unscaled.
    """
    native = np.ascontiguousarray(pixels, dtype=pixels.dtype.newbyteorder("="))
    if native.dtype.name not in _HELD_AS:
        return native, ()
    kept = native.astype(_HELD_AS[native.dtype.name])
    note = (
        f"The file's {native.dtype.name} numbers are held as {kept.dtype.name}, unscaled: "
        f"they run from {native.min():g} to {native.max():g}, and white is 1."
    )
    return kept, (note,)


def _left_out(count: int, channels: int) -> str:
    verb = "is" if count == 1 else "are"
    return f"{count} of {channels} channels {verb} left out, being neither colour nor alpha."


def _meaning_of_extra(page: TiffPage, count: int) -> int:
    if page.extrasamples:
        return int(page.extrasamples[0])
    # Files with one channel more than their colours and no word about it mean alpha.
    return _ALPHA if count == 1 else _UNKNOWN


def _as_rgb_or_grey(page: TiffPage, colours: Pixels, kind: int) -> tuple[Pixels, tuple[str, ...]]:
    if kind == _WHITE_IS_ZERO:
        return _white(colours) - colours, ()
    if kind == _PALETTE:
        return _looked_up(page, colours), ()
    if kind == _INKS:
        return _without_inks(colours), (INKS_TURNED,)
    return colours, ()


def _white(colours: Pixels) -> Pixels:
    kind = colours.dtype
    return np.array(1 if kind.kind == "f" else np.iinfo(kind).max, kind)


def _looked_up(page: TiffPage, places: Pixels) -> Pixels:
    table = page.colormap
    if table is None or places.dtype.kind != "u" or int(places.max()) >= table.shape[1]:
        raise ContentError("its palette is missing or too short")
    colours: Pixels = np.moveaxis(table[:, places[..., 0]], 0, -1)
    return colours


def _without_inks(colours: Pixels) -> Pixels:
    white = _white(colours)
    light = (white - colours).astype(np.float64) / float(white)
    rgb: Pixels = light[..., :3] * light[..., 3:] * float(white)
    return (rgb if colours.dtype.kind == "f" else np.rint(rgb)).astype(colours.dtype)


def _unmultiplied(colours: Pixels, alpha: Pixels) -> Pixels:
    white = float(_white(colours))
    opacity = alpha.astype(np.float64) / white
    plain: Pixels = np.divide(
        colours,
        opacity,
        out=np.zeros(colours.shape),
        where=np.broadcast_to(opacity > 0, colours.shape),
    )
    whole = plain if colours.dtype.kind == "f" else np.rint(np.clip(plain, 0, white))
    return whole.astype(colours.dtype)
