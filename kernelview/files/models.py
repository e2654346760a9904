"""Networks and kept trainings in files: .safetensors, whole or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kernelview.disk import (
    ContentError,
    plain_reason,
    read_regular,
    refuse_length,
    write_atomically,
)
from kernelview.files.errors import ModelFileError
from kernelview.learn.errors import LearnError
from kernelview.learn.model_format import model_from_bytes, model_to_bytes, record_from_bytes
from kernelview.learn.run_record import RunRecord
from kernelview.learn.sequential import Sequential

MODEL_SUFFIX = ".safetensors"
LARGEST_BYTES = 500_000_000

Content = TypeVar("Content")


def save_run(record: RunRecord, path: Path) -> None:
    """Write a kept training. Raises ModelFileError; then what was there is left."""
    _save(record, path)


def load_run(path: Path) -> RunRecord:
    """Return a kept training; of a network saved alone, one without a training.

    Raises ModelFileError.
    """
    return _load(path, record_from_bytes)


def save_model(model: Sequential, path: Path) -> None:
    """Write a network and its weights. Raises ModelFileError; then what was there is left."""
    _save(model, path)


def load_model(path: Path) -> Sequential:
    """Return the network of a file, not compiled. Raises ModelFileError."""
    return _load(path, model_from_bytes)


def _save(content: Sequential | RunRecord, path: Path) -> None:
    try:
        data = model_to_bytes(content)
        refuse_length(len(data), LARGEST_BYTES)
        write_atomically(path, data)
    except (OSError, LearnError, ContentError, MemoryError) as error:
        raise ModelFileError(path, plain_reason(error)) from error


def _load(path: Path, read: Callable[[bytes], Content]) -> Content:
    try:
        return read(read_regular(path, largest_bytes=LARGEST_BYTES))
    except (OSError, LearnError, ContentError, MemoryError) as error:
        raise ModelFileError(path, plain_reason(error)) from error
