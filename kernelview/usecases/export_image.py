"""Export a filtered picture to a file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.document import Image
from kernelview.engine import Pipeline, ShowMode, render
from kernelview.files.images import save_image
from kernelview.jobs import Job, Progress
from kernelview.usecases.export_depth import UINT8, convert_depth, depth_words, export_dtype

DEFAULT_QUALITY = 92
_WITHOUT_ALPHA = frozenset({".jpg", ".jpeg", ".bmp"})


@dataclass(frozen=True)
class ExportResult:
    """Where the picture went, and in plain sentences what its file could not hold."""

    path: Path
    notes: tuple[str, ...] = ()


def export_image(
    image: Image,
    pipeline: Pipeline,
    show_mode: ShowMode,
    path: Path,
    *,
    quality: int = DEFAULT_QUALITY,
) -> Job[ExportResult]:
    """Run `pipeline` over `image` and write what `show_mode` makes of it to `path`.

    The suffix of `path` names the format; `quality` (1 to 100) is for JPEG and WebP. The
    file is as deep as the picture where the format allows, false colour is 8-bit RGB. Raises
    EngineError and ImageFileError; a failed write leaves an older file as it was.
    """
    pixels, notes = yield from _exported_pixels(image, pipeline, show_mode, path.suffix)
    yield Progress(1, 1, "writing")
    save_image(pixels, path, quality=quality)
    return ExportResult(path, notes)


def _exported_pixels(
    image: Image, pipeline: Pipeline, show_mode: ShowMode, suffix: str
) -> Job[tuple[NDArray[Any], tuple[str, ...]]]:
    source = UINT8 if show_mode == "false-colour" else image.pixels.dtype
    rendering = yield from render(image.pixels, pipeline, show_mode)
    dtype = export_dtype(source, suffix)
    pixels = convert_depth(rendering.pixels, dtype)
    notes = _depth_notes(source, dtype, suffix)
    if image.has_alpha and suffix.lower() in _WITHOUT_ALPHA:
        pixels = over_white(pixels)
        notes += (f"transparency laid over white: {_format_name(suffix)} holds none",)
    return pixels, notes


def over_white(pixels: NDArray[Any]) -> NDArray[Any]:
    """Lay an integer picture with alpha (H, W, 2 or 4) over white; return it without alpha."""
    white = float(np.iinfo(pixels.dtype).max)
    share = pixels[..., -1:].astype(np.float64) / white
    blended = pixels[..., :-1] * share + white * (1 - share)
    opaque: NDArray[Any] = np.rint(blended).astype(pixels.dtype)
    return opaque[..., 0] if opaque.shape[2] == 1 else opaque


def _depth_notes(source: np.dtype[Any], dtype: np.dtype[Any], suffix: str) -> tuple[str, ...]:
    if source == dtype:
        return ()
    change = f"{depth_words(source)} made {depth_words(dtype)}"
    return (f"{change}: {_format_name(suffix)} holds no more",)


def _format_name(suffix: str) -> str:
    names = {".jpg": "JPEG", ".jpeg": "JPEG", ".tif": "TIFF", ".tiff": "TIFF", ".webp": "WebP"}
    return names.get(suffix.lower(), suffix.lstrip(".").upper() or "this format")
