"""A folder of pictures, one folder in it for each class."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.disk.errors import ContentError
from kernelview.engine.channels import luminance, split_alpha
from kernelview.engine.white import white_level
from kernelview.files.datasets.labelled import faults_named
from kernelview.files.datasets.limits import (
    MOST_CLASSES,
    MOST_PICTURES,
    check_bytes,
    check_count,
)
from kernelview.files.errors import ImageFileError
from kernelview.files.formats import READABLE_SUFFIXES
from kernelview.files.images import load_image
from kernelview.files.limits import Limits
from kernelview.jobs import Job, Progress
from kernelview.learn.dataset import Dataset
from kernelview.threads import processors, share_out

# Several are decoded at once.
_LIMITS = Limits(pixels=50_000_000)
_MOST_SKIPPED = 200
_MOST_ENTRIES = 2 * MOST_PICTURES


@dataclass(frozen=True)
class _File:
    path: Path
    label: int


@dataclass
class _Read:
    """What became of the files so far."""

    images: list[NDArray[np.uint8]] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    left_out: int = 0

    def skip(self, words: str) -> None:
        """Remember a file that is left out; of very many only how many."""
        self.left_out += 1
        if self.left_out <= _MOST_SKIPPED:
            self.skipped.append(words)

    def notes(self) -> tuple[str, ...]:
        """Return which files are left out and why."""
        more = self.left_out - len(self.skipped)
        return (*self.skipped, f"and {more:,} more") if more else tuple(self.skipped)


def load_picture_folder(
    path: Path | str,
    *,
    side: int = 28,
    colour: bool = False,
    seed: int = 0,
    limit: int | None = None,
    classes: Sequence[int] | None = None,
) -> Job[Dataset]:
    """Read a folder with one subfolder a class, as uint8 (N, side, side, 1 or 3), shuffled.

    The middle square of each picture is made smaller by averaging areas; alpha is put on white.
    Classes are in the order of their names. Hidden files and what is no picture by name are
    left out without a word, bad pictures are named in `skipped`. `limit` and `classes` keep so
    many and these alone. Raises DatasetFileError and nothing else.
    """
    path = Path(path)
    with faults_named(path):
        names = class_folders(path)
        kept = tuple(range(len(names)) if classes is None else classes)
        _check_classes(kept, names)
        files = yield from _files(path, [names[one] for one in kept])
        order = np.random.default_rng(seed).permutation(len(files))
        shuffled = [files[place] for place in order]
        check_bytes((min(len(files), limit or len(files)), side, side, 3 if colour else 1), 1)
        read = yield from _read_all(path, shuffled, limit or len(files), (side, colour))
        check_count(len(read.images))
        return Dataset(
            path.name or str(path),
            np.stack(read.images),
            np.array(read.labels, np.int64),
            tuple(names[one] for one in kept),
            skipped=read.notes(),
        )


def class_folders(path: Path) -> tuple[str, ...]:
    """Return the names of a folder's subfolders in order. Raises OSError, ContentError."""
    names: list[str] = []
    with os.scandir(path) as entries:
        for number, entry in enumerate(entries):
            if not entry.name.startswith(".") and entry.is_dir():
                names.append(entry.name)
            if len(names) > MOST_CLASSES or number > _MOST_ENTRIES:
                raise ContentError(
                    f"it has more than {MOST_CLASSES:,} folders or far too many files"
                )
    if len(names) < 2:
        raise ContentError(
            f"it has {len(names)} folders in it; each class is a folder with its pictures, and "
            "there are at least 2"
        )
    return tuple(sorted(names))


def _check_classes(classes: tuple[int, ...], names: tuple[str, ...]) -> None:
    wrong = [one for one in classes if not 0 <= one < len(names)]
    if wrong:
        raise ContentError(
            f"it has {len(names)} classes, 0 to {len(names) - 1}; "
            f"{', '.join(map(str, wrong))} is none"
        )


def _files(path: Path, names: list[str]) -> Job[list[_File]]:
    files: list[_File] = []
    for label, name in enumerate(names):
        with os.scandir(path / name) as entries:
            found = sorted(entry.name for entry in entries if _is_picture(entry))
        files += [_File(path / name / one, label) for one in found]
        if len(files) > MOST_PICTURES:
            raise ContentError(f"it has more than {MOST_PICTURES:,} pictures")
        yield Progress(0, 0, f"Looking into {name}")
    return files


def _is_picture(entry: os.DirEntry[str]) -> bool:
    suffix = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122 - of very many names
    return not entry.name.startswith(".") and suffix in READABLE_SUFFIXES


def _read_all(folder: Path, files: list[_File], wanted: int, form: tuple[int, bool]) -> Job[_Read]:
    read, done = _Read(), 0
    together = 2 * processors()
    while done < len(files) and len(read.images) < wanted:
        batch = files[done : done + min(together, wanted - len(read.images))]
        for file, result in zip(batch, _read_batch(batch, form), strict=True):
            if isinstance(result, str):
                read.skip(f"{file.path.relative_to(folder)}: {result}")
            else:
                read.images.append(result)
                read.labels.append(file.label)
        done += len(batch)
        yield Progress(len(read.images), wanted, f"Reading {batch[-1].path.name}")
    return read


def _read_batch(batch: list[_File], form: tuple[int, bool]) -> list[NDArray[np.uint8] | str]:
    results: list[NDArray[np.uint8] | str] = [""] * len(batch)

    def read(place: int) -> None:
        results[place] = _picture(batch[place].path, form)

    share_out(read, range(len(batch)), threads=processors())
    return results


def _picture(path: Path, form: tuple[int, bool]) -> NDArray[np.uint8] | str:
    """Return a file's picture as the network sees it, or why there is none."""
    side, colour = form
    try:
        pixels = load_image(path, limits=_LIMITS).pixels
        return as_input(pixels, side=side, colour=colour)
    except ImageFileError as error:
        return error.reason
    except MemoryError:
        return "there is not enough memory for it"


def as_input(pixels: NDArray[Any], *, side: int, colour: bool) -> NDArray[np.uint8]:
    """Return a picture's middle square as uint8 (side, side, 1 or 3), the areas averaged.

    `pixels` as document.Image has them; alpha is put on white, colour becomes luminance.
    """
    height, width = pixels.shape[:2]
    square = min(height, width)
    top, left = (height - square) // 2, (width - square) // 2
    part = _on_white(pixels[top : top + square, left : left + square])
    if not colour and part.ndim == 3:
        part = luminance(part)
    how = cv2.INTER_AREA if square > side else cv2.INTER_LINEAR
    smaller = cv2.resize(np.ascontiguousarray(part), (side, side), interpolation=how)
    white = white_level(pixels)
    values = np.nan_to_num(np.asarray(smaller, np.float32) * np.float32(255 / white))
    values = np.rint(np.clip(values, 0, 255)).astype(np.uint8).reshape(side, side, -1)
    return np.repeat(values, 3, axis=2) if colour and values.shape[2] == 1 else values


def _on_white(pixels: NDArray[Any]) -> NDArray[Any]:
    picture, alpha = split_alpha(pixels)
    if alpha is None:
        return picture
    white = np.float32(white_level(pixels))
    share = alpha.astype(np.float32) / white
    share = share if picture.ndim == 2 else share[..., None]
    return np.asarray(picture * share + white * (1 - share), np.float32)
