"""From a file's bare numbers to pictures with labels, or a plain reason why not."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import isqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.disk.errors import ContentError, plain_reason
from kernelview.files.datasets.limits import MOST_CLASSES, check_bytes, check_count, check_size
from kernelview.files.errors import DatasetFileError
from kernelview.learn.dataset import Dataset

Values = NDArray[Any]

# The first that no value is above: a bit, the bundled 8 × 8 digits, 8 and 16 bits.
_WHITES = (1, 16, 255, 65_535)
_LONGEST_NAME = 100
_LARGEST_LABEL = 2**31


@contextmanager
def faults_named(path: Path) -> Iterator[None]:
    """Turn whatever a hostile file leads to into a DatasetFileError."""
    try:
        yield
    except DatasetFileError:
        raise
    except Exception as error:
        # Those who unpack hostile bytes raise whatever they stumble over.
        raise DatasetFileError(path, _reason(error)) from error


def _reason(error: Exception) -> str:
    match error:
        case zipfile.BadZipFile():
            return "it is no .npz file, or a damaged one"
        case zlib.error() | EOFError():
            return "its packed data is damaged"
        case _:
            return plain_reason(error)


def dataset_of(name: str, values: Values, labels: Values | Sequence[str]) -> Dataset:
    """Return the pictures of an array (N, H, W), (N, H, W, C) or (N, values) with their labels.

    `labels` are whole numbers, names, or rows that are 1 in the class's place. Raises
    ContentError.
    """
    images, white = _pictures(values.reshape(picture_shape(values.shape)))
    numbers, names = _classes(labels)
    if len(numbers) != len(images):
        raise ContentError(f"it has {len(images):,} pictures and {len(numbers):,} labels")
    return Dataset(name, images, numbers, names, white=white)


def picture_shape(shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Return (N, H, W, C) for an array's shape: a row of values is a square, grey or RGB.

    Raises ContentError where these are no pictures, or too many or too large ones.
    """
    match shape:
        case (count, values):
            size = square_of(values)
        case (count, height, width):
            size = (height, width, 1)
        case (count, height, width, channels):
            size = (height, width, channels)
        case _:
            raise ContentError(
                f"its pictures come as {shape}; (N, H, W), (N, H, W, channels) or "
                "(N, values) would be right"
            )
    check_count(count)
    check_size(*size)
    check_bytes(shape, 1)
    return (count, *size)


def square_of(values: int) -> tuple[int, int, int]:
    """Return (side, side, channels) of a row of values; RGB runs fastest. Raises ContentError."""
    for channels in (1, 3):
        side = isqrt(values // channels)
        if values > 0 and side * side * channels == values:
            return side, side, channels
    raise ContentError(
        f"each picture has {values:,} values; that makes no square, neither grey nor RGB"
    )


def _pictures(values: Values) -> tuple[Values, float]:
    """Return uint8 where nothing is lost by it, else float32, and the value of white."""
    if values.dtype.kind not in "biuf":
        raise ContentError(f"its pictures hold {values.dtype}; they are numbers")
    least, most = float(values.min()), float(values.max())
    if not np.isfinite(least) or not np.isfinite(most):
        raise ContentError("its pictures hold values that are no numbers (NaN or infinite)")
    white = next((white for white in _WHITES if most <= white), None)
    if least < 0 or white is None:
        raise ContentError(
            f"its pictures hold values from {least:g} to {most:g}; they run from 0 (black) to a "
            f"white of {', '.join(map(str, _WHITES[:-1]))} or {_WHITES[-1]}"
        )
    small = white <= 255 and (values.dtype.kind in "biu" or _are_whole(values))
    return np.ascontiguousarray(values, np.uint8 if small else np.float32), float(white)


def _are_whole(values: Values) -> bool:
    # Part by part: the check is not to take as much memory as the pictures.
    return all(bool((part == np.rint(part)).all()) for part in values)


def _classes(labels: Values | Sequence[str]) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return each picture's class from 0, and the classes' names in order."""
    values = np.asarray(labels)
    if values.ndim == 2:
        values = _from_rows(values)
    if values.ndim != 1 or not values.size:
        raise ContentError(f"its labels come as {values.shape}; there is one for each picture")
    if values.dtype.kind in "US":
        values = _from_text(values)
    elif values.dtype.kind in "iubf":
        values = _whole(values)
    else:
        raise ContentError(f"its labels are {values.dtype}; they are whole numbers or names")
    different, places = np.unique(values, return_inverse=True)
    if not 2 <= len(different) <= MOST_CLASSES:
        raise ContentError(
            f"it has {len(different):,} different labels; there are 2 to {MOST_CLASSES:,} classes"
        )
    return places.astype(np.int64), tuple(str(label) for label in different)


def _from_rows(rows: Values) -> Values:
    if rows.shape[1] == 1:
        return rows[:, 0]
    if rows.dtype.kind not in "iubf" or not rows.shape[1]:
        raise ContentError(f"its labels come as {rows.shape}; there is one for each picture")
    if not (((rows == 0) | (rows == 1)).all() and (rows.sum(axis=1) == 1).all()):
        raise ContentError(
            f"its labels come as {rows.shape}, but not each row is a single 1 among zeros"
        )
    return np.asarray(rows.argmax(axis=1))


def _from_text(values: Values) -> Values:
    if values.itemsize > 4 * _LONGEST_NAME:
        raise ContentError(f"its labels are longer than {_LONGEST_NAME} letters")
    names = np.char.strip(values.astype(np.str_))
    try:
        return _whole(names.astype(np.float64))
    except ValueError as error:
        if isinstance(error, ContentError):
            raise
        return names


def _whole(values: Values) -> NDArray[np.int64]:
    if values.dtype.kind == "f":
        wrong = values[~(np.abs(values) <= _LARGEST_LABEL) | (values != np.rint(values))]
    else:
        wrong = values[(values > _LARGEST_LABEL) | (values < -_LARGEST_LABEL)]
    if wrong.size:
        raise ContentError(f"one of its labels is {wrong[0]}; labels are whole numbers or names")
    return values.astype(np.int64)
