"""NumPy's .npz files: the zip's list and each array's header are judged before anything is read."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path
from typing import IO

import numpy as np
from numpy.lib import format as npy

from kernelview.disk.errors import ContentError
from kernelview.disk.opening import open_regular
from kernelview.files.datasets.labelled import Values, dataset_of, faults_named, picture_shape
from kernelview.files.datasets.limits import LARGEST_BYTES, MOST_PICTURES, check_bytes
from kernelview.files.datasets.unpacking import read_exactly
from kernelview.jobs import Job
from kernelview.learn.dataset import Dataset

# Pictures and labels as they are called in files about; the further pairs are parts of the same.
_NAMES: tuple[tuple[tuple[str, str], ...], ...] = (
    (("images", "labels"),),
    (("x_train", "y_train"), ("x_test", "y_test")),
    (
        ("train_images", "train_labels"),
        ("val_images", "val_labels"),
        ("test_images", "test_labels"),
    ),
    (("data", "target"),),
    (("x", "y"),),
    (("X", "y"),),
)
_END, _END_BYTES, _LONGEST_COMMENT = b"PK\5\6", 22, 65_535
_LARGE_END, _LARGE_END_BYTES = b"PK\6\7", 20
_LARGEST_LIST = 1_000_000
_MOST_ARRAYS = 1_000
_LONGEST_HEADER = 10_000


def load_npz(path: Path | str) -> Job[Dataset]:
    """Read the arrays images and labels, x_train and y_train, data and target, or x and y.

    Test arrays beside training ones are joined to them. Nothing is unpickled. Raises
    DatasetFileError and nothing else.
    """
    path = Path(path)
    with faults_named(path), open_regular(path, largest_bytes=LARGEST_BYTES) as stream:
        _check_list(stream)
        with zipfile.ZipFile(stream) as archive:
            pairs = _pairs(archive)
            images = yield from _joined(archive, [pair[0] for pair in pairs], "the pictures")
            labels = yield from _joined(archive, [pair[1] for pair in pairs], "the labels")
        return dataset_of(path.stem, images, labels)


def _check_list(stream: IO[bytes]) -> None:
    """Refuse a list of files so long that reading it would take much memory."""
    length = stream.seek(0, 2)
    stream.seek(max(0, length - _END_BYTES - _LONGEST_COMMENT - _LARGE_END_BYTES))
    tail = stream.read()
    at = len(tail) - _END_BYTES
    if at < 0 or tail[at : at + 4] != _END or tail[-2:] != b"\0\0":
        at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_BYTES:
        raise ContentError("it is no .npz file, or one that is cut short")
    arrays, size = struct.unpack("<HI", tail[at + 10 : at + 16])
    if arrays > _MOST_ARRAYS or size > _LARGEST_LIST or tail[at - 20 : at - 16] == _LARGE_END:
        raise ContentError(f"it claims to hold more than {_MOST_ARRAYS:,} arrays")
    stream.seek(0)


def _pairs(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    there = {name.removesuffix(".npy") for name in archive.namelist()}
    for pairs in _NAMES:
        if there.issuperset(pairs[0]):
            return [pair for pair in pairs if there.issuperset(pair)]
    held = ", ".join(sorted(name[:30] for name in there)[:8]) or "nothing"
    raise ContentError(
        f"it holds {held}; the pictures and labels are called images and labels, "
        "x_train and y_train, data and target, or x and y"
    )


def _joined(archive: zipfile.ZipFile, names: list[str], what: str) -> Job[Values]:
    arrays: list[Values] = []
    for name in names:
        taken = sum(array.nbytes for array in arrays)
        arrays.append((yield from _array(archive, name, what, taken)))
    if len(arrays) == 1:
        return arrays[0]
    if len({array.shape[1:] for array in arrays}) > 1:
        shapes = ", ".join(
            f"{name} {array.shape}" for name, array in zip(names, arrays, strict=True)
        )
        raise ContentError(f"its arrays do not go together: {shapes}")
    return np.concatenate(arrays)


def _array(archive: zipfile.ZipFile, name: str, what: str, taken: int) -> Job[Values]:
    """Read an array; `taken` are the bytes of those read before it."""
    info = _info(archive, name)
    if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ContentError(f"its array {name} is encrypted, or packed in an unusual way")
    with archive.open(info) as stream:
        shape, is_fortran, dtype, length = _header(stream, name)
        _check(shape, dtype, name, what)
        size = int(np.prod(shape, dtype=object)) * dtype.itemsize
        check_bytes((taken + size,), 1)
        if info.file_size - length != size:
            raise ContentError(f"its array {name} is not as long as its header promises")
        job = read_exactly(stream, size, packed=info.compress_size, message=f"Reading {what}")
        values = np.frombuffer((yield from job), dtype)
    return values.reshape(shape[::-1]).T if is_fortran else values.reshape(shape)


def _info(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    member = f"{name}.npy" if f"{name}.npy" in archive.namelist() else name
    return archive.getinfo(member)


def _header(
    stream: IO[bytes], name: str
) -> tuple[tuple[int, ...], bool, np.dtype[np.generic], int]:
    start = stream.read(8)
    version = tuple(start[6:8])
    widths = {(1, 0): ("<H", npy.read_array_header_1_0), (2, 0): ("<I", npy.read_array_header_2_0)}
    if len(start) < 8 or start[:6] != npy.MAGIC_PREFIX or version not in widths:
        raise ContentError(f"its array {name} is no .npy of version 1 or 2")
    code, read = widths[version]
    size = stream.read(struct.calcsize(code))
    (length,) = struct.unpack(code, size)
    if length > _LONGEST_HEADER:
        raise ContentError(f"the header of its array {name} is too long")
    text = stream.read(length)
    try:
        shape, is_fortran, dtype = read(BytesIO(size + text))
    except Exception as error:
        # NumPy's header is a Python literal: bad ones fail in many ways.
        raise ContentError(f"the header of its array {name} is damaged") from error
    return shape, is_fortran, dtype, len(start) + len(size) + len(text)


def _check(shape: tuple[int, ...], dtype: np.dtype[np.generic], name: str, what: str) -> None:
    if dtype.kind not in ("biuf" if what == "the pictures" else "biufUS"):
        raise ContentError(f"its array {name} holds {dtype}, not numbers")
    if not shape or not all(side > 0 for side in shape):
        raise ContentError(f"its array {name} is {shape}: it holds nothing")
    if what == "the pictures":
        picture_shape(shape)
    elif len(shape) > 2 or shape[0] > MOST_PICTURES:
        raise ContentError(f"its array {name} is {shape}; there is one label for each picture")
    check_bytes(shape, dtype.itemsize)
