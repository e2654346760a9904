"""Dataset files built byte by byte, so that they can be wrong in one chosen way."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.files.errors import DatasetFileError
from kernelview.jobs import Job, run
from kernelview.learn.dataset import Dataset

Values = NDArray[Any]
Loader = Callable[[Path], Job[Dataset]]

IDX_KINDS = {"u1": 0x08, "i1": 0x09, "i2": 0x0B, "i4": 0x0C, "f4": 0x0D, "f8": 0x0E}


def pictures(count: int = 12, side: int = 6, channels: int | None = None) -> Values:
    shape = (count, side, side) if channels is None else (count, side, side, channels)
    values = np.random.default_rng(count).integers(0, 256, shape, np.uint8)
    values.flat[0] = 255
    return values


def labels(count: int = 12, classes: int = 3) -> Values:
    return np.arange(count, dtype=np.uint8) % classes


def idx_header(kind: str, *sizes: int) -> bytes:
    return struct.pack(f">HBB{len(sizes)}I", 0, IDX_KINDS[kind], len(sizes), *sizes)


def idx(values: Values, kind: str = "u1") -> bytes:
    return idx_header(kind, *values.shape) + values.astype(f">{kind}").tobytes()


def idx_pair(folder: Path, images: bytes, answers: bytes) -> Path:
    (folder / "train-labels-idx1-ubyte").write_bytes(answers)
    path = folder / "train-images-idx3-ubyte"
    path.write_bytes(images)
    return path


def npy(values: Values) -> bytes:
    stream = io.BytesIO()
    np.save(stream, values)
    return stream.getvalue()


def npy_claiming(shape: tuple[Any, ...], dtype: str = "|u1", body: bytes = b"") -> bytes:
    """A .npy file whose header says what it likes."""
    text = f"{{'descr': '{dtype}', 'fortran_order': False, 'shape': {shape!r}, }}\n".encode()
    return b"\x93NUMPY\1\0" + struct.pack("<H", len(text)) + text + body


def npz(path: Path, members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.npy", data)
    return path


def csv_of(images: Values, answers: Values | list[str], *, mark: str = ",") -> str:
    rows = zip(answers, images.reshape(len(images), -1), strict=True)
    return "".join(f"{label}{mark}{mark.join(map(str, row))}\n" for label, row in rows)


def loads_or_says_why(job: Job[Dataset]) -> bool:
    try:
        return len(run(job)) > 0
    except DatasetFileError as error:
        return error.reason != ""


@contextmanager
def little_memory(most: int = 30_000_000) -> Iterator[None]:
    """Fail where more than `most` bytes are taken at a time."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < most, f"{peak:,} bytes were taken"
