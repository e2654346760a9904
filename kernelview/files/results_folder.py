"""The kept experiments: a folder with a file each."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path

from kernelview.disk import (
    ContentError,
    plain_reason,
    read_regular,
    refuse_length,
    write_atomically,
)
from kernelview.files.errors import ResultFileError
from kernelview.learn.errors import LearnError
from kernelview.learn.experiments.experiment_record import ExperimentRecord
from kernelview.learn.experiments.record_json import record_from_json, record_to_json

MOST_RESULTS = 200
LARGEST_BYTES = 10_000_000
# They are all in memory while they are listed, several times as large.
MOST_BYTES = 50_000_000
SUFFIX = ".experiment.json"
# Any other file there is none of ours, and is left alone.
_PATTERN = "????-??-??T??-??-??-??????" + SUFFIX


@dataclass(frozen=True, eq=False)
class KeptResult:
    """An experiment and the file it is in."""

    path: Path
    record: ExperimentRecord


def list_results(
    folder: Path, *, skipped: Callable[[ResultFileError], None] | None = None
) -> tuple[KeptResult, ...]:
    """Return the kept experiments, the latest first; none where there is no such folder.

    A file that is not as it should be is left out and told to `skipped`. Raises ResultFileError
    where the folder cannot be read.
    """
    found = []
    for path, _ in _within_the_limits(folder):
        try:
            found.append(KeptResult(path, load_result(path)))
        except ResultFileError as error:
            if skipped is not None:
                skipped(error)
    return tuple(sorted(found, key=lambda result: result.record.made, reverse=True))


def keep_result(record: ExperimentRecord, folder: Path) -> Path:
    """Write an experiment into the folder, made where it is missing, and return its file.

    One made at the same moment is the same, and is replaced. The oldest others go where there
    are more than 200, or more than 50 MB. Raises ResultFileError.
    """
    path = folder / f"{_moment(record.made)}{SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        data = record_to_json(record)
        refuse_length(len(data), LARGEST_BYTES)
        write_atomically(path, data)
    except (OSError, ContentError, MemoryError) as error:
        raise ResultFileError(path, plain_reason(error)) from error
    within = {file for file, _ in _within_the_limits(folder)}
    for file, _ in _files(folder):
        if file not in within and file != path:
            remove_result(file)
    return path


def load_result(path: Path) -> ExperimentRecord:
    """Return the experiment in a file. Raises ResultFileError."""
    try:
        return record_from_json(read_regular(path, largest_bytes=LARGEST_BYTES))
    except (OSError, LearnError, ContentError, MemoryError) as error:
        raise ResultFileError(path, plain_reason(error)) from error


def remove_result(path: Path) -> None:
    """Delete an experiment's file; none there is well, too. Raises ResultFileError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise ResultFileError(path, plain_reason(error)) from error


def _within_the_limits(folder: Path) -> list[tuple[Path, int]]:
    """Return the newest files, up to the one that is too many or too much."""
    files = _files(folder)
    lengths = accumulate(length for _, length in files)
    return [
        file
        for place, (file, length) in enumerate(zip(files, lengths, strict=True))
        if place < MOST_RESULTS and length <= MOST_BYTES
    ]


def _files(folder: Path) -> list[tuple[Path, int]]:
    """Return the experiments' files by the moments in their names, newest first, with lengths."""
    try:
        paths = sorted(folder.glob(_PATTERN), reverse=True)
    except OSError as error:
        raise ResultFileError(folder, plain_reason(error)) from error
    found = []
    for path in paths:
        # It may have been removed since.
        with suppress(OSError):
            found.append((path, path.stat().st_size))
    return found


def _moment(made: datetime) -> str:
    # Sorted by name they are sorted by time; no colon, which Windows refuses in a name.
    zoned = made if made.tzinfo else made.replace(tzinfo=UTC)
    return zoned.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%S-%f")
