"""Which way up: the EXIF orientation, found and applied once."""

import struct

import numpy as np
from numpy.typing import NDArray

_ORIENTATION = 0x0112
_SHORT = 3


def orientation_in(exif: bytes) -> int:
    """Return the orientation 1 to 8 of an EXIF block, 1 when it has none or is damaged.

    EXIF 2.32, section 4.6: a TIFF header, then a directory of 12-byte entries.
    """
    block = exif.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(block[:4])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(order + "I", block, 4)
        (count,) = struct.unpack_from(order + "H", block, start)
        for entry in range(count):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", block, start + 2 + 12 * entry)
            if tag == _ORIENTATION and kind == _SHORT:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def upright(pixels: NDArray[np.generic], orientation: int) -> NDArray[np.generic]:
    """Return the pixels turned and mirrored as an orientation of 1 to 8 asks."""
    match orientation:
        case 2:
            turned = pixels[:, ::-1]
        case 3:
            turned = pixels[::-1, ::-1]
        case 4:
            turned = pixels[::-1]
        case 5:
            turned = pixels.swapaxes(0, 1)
        case 6:
            turned = np.rot90(pixels, -1)
        case 7:
            turned = pixels[::-1, ::-1].swapaxes(0, 1)
        case 8:
            turned = np.rot90(pixels)
        case _:
            return pixels
    return np.ascontiguousarray(turned)
