"""Stands in for VapourSynth: clips of 8 bits with one frame, and the functions the code calls."""

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image


class Clip:
    """A clip of RGB24 with one frame."""

    def __init__(self, levels: NDArray[Any], folder: Path) -> None:
        self.levels = levels
        self.height, self.width = levels.shape[:2]
        self.folder = folder

    def set_output(self) -> None:
        Image.fromarray(self.levels).save(self.folder / "result.png")


def vapoursynth_module(folder: Path) -> ModuleType:
    """Return a stand-in for vapoursynth that reads and writes in a folder."""

    def read(name: str) -> Clip:
        with Image.open(folder / name) as opened:
            return Clip(np.asarray(opened.convert("RGB")), folder)

    def write(clip: Clip, kind: str, name: str) -> Clip:
        assert (kind, name) == ("PNG", "result%d.png")
        return clip

    module: Any = ModuleType("vapoursynth")
    module.core = SimpleNamespace(
        imwri=SimpleNamespace(Read=read, Write=write),
        std=SimpleNamespace(
            AddBorders=_add_borders,
            Convolution=_convolution,
            Crop=_crop,
            CropAbs=_crop_abs,
            StackHorizontal=lambda clips: _stacked(clips, 1),
            StackVertical=lambda clips: _stacked(clips, 0),
        ),
    )
    return module  # type: ignore[no-any-return]


def _add_borders(
    clip: Clip, left: int, right: int, top: int, bottom: int, *, color: Sequence[int]
) -> Clip:
    height, width = clip.height + top + bottom, clip.width + left + right
    levels = np.empty((height, width, 3), np.uint8)
    levels[:] = color
    levels[top : top + clip.height, left : left + clip.width] = clip.levels
    return Clip(levels, clip.folder)


def _crop(clip: Clip, left: int, right: int, top: int, bottom: int) -> Clip:
    levels = clip.levels[top : clip.height - bottom, left : clip.width - right]
    return Clip(levels, clip.folder)


def _crop_abs(clip: Clip, width: int, height: int, left: int, top: int) -> Clip:
    assert 0 <= left <= clip.width - width
    assert 0 <= top <= clip.height - height
    return Clip(clip.levels[top : top + height, left : left + width], clip.folder)


def _stacked(clips: Sequence[Clip], axis: int) -> Clip:
    return Clip(np.concatenate([clip.levels for clip in clips], axis), clips[0].folder)


def _convolution(
    clip: Clip, *, matrix: Sequence[int], divisor: float, bias: float, mode: str
) -> Clip:
    """std.Convolution; the rim of larger ones is left black, as its own border is not relied on."""
    assert all(weight in range(-1023, 1024) for weight in matrix)
    count = len(matrix)
    sizes: dict[str, Sequence[int]] = {"s": (9, 25)}
    assert count in sizes.get(mode, range(3, 26, 2))
    side = round(count**0.5)
    shapes = {"s": (side, side), "h": (1, count), "v": (count, 1)}
    kernel = np.array(matrix, float).reshape(shapes[mode])
    rows, columns = kernel.shape
    margins = ((rows // 2, rows // 2), (columns // 2, columns // 2), (0, 0))
    padded = np.pad(clip.levels.astype(float), margins, mode="reflect")
    if count > 9:
        padded = np.pad(clip.levels.astype(float), margins)
    total = np.zeros(clip.levels.shape)
    for (row, column), weight in np.ndenumerate(kernel):
        total += weight * padded[row : row + clip.height, column : column + clip.width]
    levels = np.clip(np.rint(total / (divisor or kernel.sum() or 1) + bias), 0, 255)
    return Clip(levels.astype(np.uint8), clip.folder)
