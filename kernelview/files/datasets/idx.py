"""MNIST's IDX files: pictures in one, labels in another, each with a header of its sizes.

The format is described beside the data (Y. LeCun, C. Cortes, C. Burges, "The MNIST database of
handwritten digits"): two zero bytes, the kind of the values, the number of dimensions, each
dimension as a big-endian 32-bit number, then the values.
"""

import re
import struct
from math import prod
from pathlib import Path
from typing import IO

import numpy as np

from kernelview.disk.errors import ContentError
from kernelview.files.datasets.labelled import Values, dataset_of, faults_named, picture_shape
from kernelview.files.datasets.limits import MOST_PICTURES, check_bytes
from kernelview.files.datasets.unpacking import open_unpacked, read_exactly
from kernelview.jobs import Job
from kernelview.learn.dataset import Dataset

_KINDS = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
_MAGIC_BYTES = 4
_BYTES_A_DIMENSION = 4
_NAME = re.compile(
    r"(?P<before>.*)(?P<what>images|labels)(?P<mark>[-.])idx\d(?P<after>-ubyte)?(?P<packed>\.gz)?",
    re.IGNORECASE,
)


def load_idx(path: Path | str) -> Job[Dataset]:
    """Read a pair of IDX files, packed with gzip or not; `path` is either of the two.

    They are named as MNIST's: train-images-idx3-ubyte and train-labels-idx1-ubyte, also with a
    full stop before idx. Raises DatasetFileError and nothing else.
    """
    path = Path(path)
    with faults_named(path):
        images_path, labels_path = _pair(path)
    with faults_named(labels_path):
        labels = yield from _values(labels_path, (1,), "Reading the labels")
    with faults_named(images_path):
        images = yield from _values(images_path, (3, 4), "Reading the pictures")
        return dataset_of(_title(images_path), images, labels)


def _pair(path: Path) -> tuple[Path, Path]:
    named = _NAME.fullmatch(path.name)
    if not path.exists():
        raise ContentError("there is no such file or folder")
    if named is None:
        raise ContentError(
            "its name does not say which file has the labels; IDX files are named as "
            "train-images-idx3-ubyte and train-labels-idx1-ubyte"
        )
    if named["what"].lower() == "images":
        return path, _partner(path, named, "labels", (1,))
    return _partner(path, named, "images", (3, 4)), path


def _partner(path: Path, named: re.Match[str], what: str, dimensions: tuple[int, ...]) -> Path:
    marks = sorted("-.", key=lambda mark: mark != named["mark"])
    endings = sorted((".gz", ""), key=lambda ending: ending != (named["packed"] or ""))
    names = [
        f"{named['before']}{what}{mark}idx{number}{named['after'] or ''}{ending}"
        for number in dimensions
        for mark in marks
        for ending in endings
    ]
    for name in names:
        if (path.parent / name).exists():
            return path.parent / name
    raise ContentError(f"the file {names[0]} with its {what} is not beside it")


def _title(path: Path) -> str:
    named = _NAME.fullmatch(path.name)
    return (named["before"].strip("-._") if named else "") or path.name


def _values(path: Path, dimensions: tuple[int, ...], message: str) -> Job[Values]:
    with open_unpacked(path) as (stream, length):
        shape, dtype = _header(stream, dimensions)
        size = prod(shape) * dtype.itemsize
        data = yield from read_exactly(stream, size, packed=length, message=message)
        if stream.read(1):
            raise ContentError("it has more values than its header promises")
    return np.frombuffer(data, dtype).reshape(shape)


def _header(
    stream: IO[bytes], dimensions: tuple[int, ...]
) -> tuple[tuple[int, ...], np.dtype[np.generic]]:
    magic = stream.read(_MAGIC_BYTES)
    if len(magic) < _MAGIC_BYTES or magic[:2] != b"\0\0" or magic[2] not in _KINDS:
        raise ContentError("it is no IDX file: it does not begin with IDX's four bytes")
    if magic[3] not in dimensions:
        wanted = " or ".join(map(str, dimensions))
        raise ContentError(f"it has {magic[3]} dimensions; {wanted} would be right")
    sizes = stream.read(_BYTES_A_DIMENSION * magic[3])
    if len(sizes) < _BYTES_A_DIMENSION * magic[3]:
        raise ContentError("its header is cut short")
    shape, dtype = struct.unpack(f">{magic[3]}I", sizes), np.dtype(_KINDS[magic[2]])
    if len(shape) > 1:
        picture_shape(shape)
    elif shape[0] > MOST_PICTURES:
        raise ContentError(f"it has {shape[0]:,} labels; at most {MOST_PICTURES:,} are read")
    check_bytes(shape, dtype.itemsize)
    return shape, dtype
