"""TIFF: the header through tifffile, then the decoder that keeps the depth."""

import logging
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from tifffile import TiffFile, TiffPage

from kernelview.files.errors import ContentError
from kernelview.files.limits import Limits
from kernelview.files.pillow_reader import Decoded, read_with_pillow

# Damaged tags are told as errors of ours, not in the log.
logging.getLogger("tifffile").addHandler(logging.NullHandler())


def read_tiff(stream: BinaryIO, limits: Limits) -> Decoded:
    """Decode the first page of a TIFF stream; errors as read_with_pillow."""
    with TiffFile(stream) as file:
        page = file.pages.first
        if not isinstance(page, TiffPage):
            raise ContentError("it has no page")
        limits.check_size(
            page.imagewidth,
            page.imagelength,
            bytes_a_pixel=page.samplesperpixel * max(1, page.bitspersample // 8),
        )
        if page.dtype == np.uint8 or page.bitspersample <= 8:
            return read_with_pillow(stream, "TIFF", limits)
        pixels: NDArray[np.generic] = page.asarray(maxworkers=1)
    return Decoded(pixels)
