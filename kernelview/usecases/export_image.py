"""Export a filtered picture to a file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.document.image import Image
from kernelview.engine import Pipeline, ShowMode, render
from kernelview.files.errors import ImageFileError
from kernelview.files.formats import WRITABLE, ImageFormat, writable_format
from kernelview.files.images import save_in_steps
from kernelview.jobs import Job, Progress
from kernelview.usecases.export_depth import UINT8, depth_words, export_dtype

DEFAULT_QUALITY = 92


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
    entry = _format_of(path)
    source = UINT8 if show_mode == "false-colour" else image.pixels.dtype
    dtype = export_dtype(source, path.suffix)
    rendering = yield from render(image.pixels, pipeline, show_mode, dtype=dtype)
    pixels, notes = rendering.pixels, _depth_notes(source, dtype, entry)
    if rendering.alpha is not None and not entry.alpha:
        pixels = over_white(pixels)
        notes += (f"transparency laid over white: {entry.label} holds none",)
    yield Progress(1, 1, "encoding")
    yield from save_in_steps(pixels, path, quality=quality)
    return ExportResult(path, notes)


def over_white(pixels: NDArray[Any]) -> NDArray[Any]:
    """Lay an integer picture with alpha (H, W, 2 or 4) over white; return it without alpha."""
    white = float(np.iinfo(pixels.dtype).max)
    share = pixels[..., -1:].astype(np.float32) / np.float32(white)
    blended = white + (pixels[..., :-1] - np.float32(white)) * share
    opaque: NDArray[Any] = np.rint(blended).astype(pixels.dtype)
    return opaque[..., 0] if opaque.shape[2] == 1 else opaque


def _format_of(path: Path) -> ImageFormat:
    # Known before the work is done, not after it.
    entry = writable_format(path.suffix)
    if entry is None:
        known = " ".join(suffix for entry in WRITABLE for suffix in entry.suffixes)
        what = f"as {path.suffix}" if path.suffix else "without a suffix"
        raise ImageFileError(path, f"pictures are not written {what}; use {known}")
    return entry


def _depth_notes(
    source: np.dtype[Any], dtype: np.dtype[Any], entry: ImageFormat
) -> tuple[str, ...]:
    if source == dtype:
        return ()
    change = f"{depth_words(source)} made {depth_words(dtype)}"
    return (f"{change}: {entry.label} holds no more",)
