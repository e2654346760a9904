"""What a JPEG file's packing does to a picture: the same tables and sampling, once more."""

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import JpegImagePlugin

from kernelview.disk.errors import ContentError
from kernelview.disk.opening import open_regular
from kernelview.files.errors import ImageFileError
from kernelview.files.limits import DEFAULT_LIMITS

# Rows and columns that chroma shares at most: packing goes by squares of so many pixels.
BLOCK = 16
_LARGEST = 255


def packed_like(path: Path, pixels: NDArray[np.uint8]) -> NDArray[Any]:
    """Return (H, W) or (H, W, 3) as it comes out of packing as the JPEG file at `path` is.

    Raises ImageFileError where that file is no JPEG with tables that baseline JPEG has.
    """
    try:
        tables, sampling = _tables(path)
        stream = BytesIO()
        words = {"qtables": tables, "subsampling": sampling if pixels.ndim == 3 else -1}
        Pillow.fromarray(pixels).save(stream, "JPEG", **words)
        stream.seek(0)
        with Pillow.open(stream, formats=("JPEG",)) as packed:
            return np.array(packed)
    except Exception as error:
        # Decoders of hostile bytes raise whatever they stumble over.
        raise ImageFileError(path, f"how it is packed cannot be told ({error})") from error


def _tables(path: Path) -> tuple[dict[int, list[int]], int]:
    with (
        open_regular(path, largest_bytes=DEFAULT_LIMITS.bytes) as stream,
        Pillow.open(stream, formats=("JPEG",)) as file,
    ):
        if not isinstance(file, JpegImagePlugin.JpegImageFile):
            raise ContentError("it is no JPEG")
        DEFAULT_LIMITS.check_size(*file.size)
        tables = {place: list(table) for place, table in file.quantization.items()}
        sampling = int(JpegImagePlugin.get_sampling(file))
    if not tables or any(not 1 <= step <= _LARGEST for table in tables.values() for step in table):
        raise ContentError("its tables are beyond baseline JPEG")
    return tables, sampling
