"""Pictures of 256 colours: animated GIFs, written picture by picture, and PNG."""

import struct
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import GifImagePlugin, Image

# The largest side that the format can say.
LARGEST_SIDE = 65535
_LOOP_FOR_EVER = b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
_ALL_256_COLOURS = 0xF7
_END = b";"


class GifWriter:
    """Collects pictures of one size and one palette (256, 3) uint8; they repeat for ever.

    Pillow's own writer takes all pictures at once: it can neither tell how far it is nor be
    stopped.
    """

    def __init__(self, width: int, height: int, palette: NDArray[np.uint8]) -> None:
        if not (1 <= width <= LARGEST_SIDE and 1 <= height <= LARGEST_SIDE):
            raise ValueError(f"a GIF is 1 to {LARGEST_SIDE} pixels wide and high")
        self._shape = height, width
        self._palette = palette.tobytes()
        screen = struct.pack("<HHBBB", width, height, _ALL_256_COLOURS, 0, 0)
        self._parts = [b"GIF89a", screen, self._palette, _LOOP_FOR_EVER]

    def add(self, places: NDArray[np.uint8], *, milliseconds: int) -> None:
        """Add a picture (height, width) of places in the palette, to be seen so long."""
        if places.shape != self._shape:
            raise ValueError(f"the pictures are {self._shape}, this one is {places.shape}")
        picture = Image.fromarray(np.ascontiguousarray(places))
        picture.putpalette(self._palette)
        self._parts += GifImagePlugin.getdata(picture, duration=milliseconds)

    def to_bytes(self) -> bytes:
        """Return the file."""
        return b"".join([*self._parts, _END])


def png_of(places: NDArray[np.uint8], palette: NDArray[np.uint8]) -> bytes:
    """Return a PNG file of places (height, width) in a palette (256, 3)."""
    picture = Image.fromarray(np.ascontiguousarray(places))
    picture.putpalette(palette.tobytes())
    stream = BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue()
