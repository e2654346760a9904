"""The kept trainings: a folder with a file each."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path

from kernelview.disk import plain_reason
from kernelview.files.errors import ModelFileError
from kernelview.files.models import MODEL_SUFFIX, load_run, save_run
from kernelview.learn.run_record import RunRecord

MOST_RUNS = 100
# They are all in memory while they are listed.
MOST_BYTES = 1_000_000_000
# Any other file there is none of ours, and is left alone.
_PATTERN = "????-??-??T??-??-??-??????" + MODEL_SUFFIX


@dataclass(frozen=True, eq=False)
class KeptRun:
    """A training and the file it is in."""

    path: Path
    record: RunRecord


def list_runs(
    folder: Path, *, skipped: Callable[[ModelFileError], None] | None = None
) -> tuple[KeptRun, ...]:
    """Return the kept trainings, the latest first; none where there is no such folder.

    A file that is not as it should be is left out and told to `skipped`. Raises ModelFileError
    where the folder cannot be read.
    """
    found = []
    for path, _ in _files(folder):
        try:
            found.append(KeptRun(path, load_run(path)))
        except ModelFileError as error:
            if skipped is not None:
                skipped(error)
    return tuple(sorted(found, key=lambda run: run.record.started, reverse=True))


def keep_run(record: RunRecord, folder: Path) -> Path:
    """Write a training into the folder, made where it is missing, and return its file.

    One that started at the same moment is the same training, and is replaced. The oldest others
    go where there are more than 100, or more than a gigabyte. Raises ModelFileError.
    """
    path = folder / f"{_moment(record.started)}{MODEL_SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ModelFileError(folder, plain_reason(error)) from error
    save_run(record, path)
    for file in _beyond_the_limits(folder):
        if file != path:
            remove_run(file)
    return path


def remove_run(path: Path) -> None:
    """Delete a training's file; none there is well, too. Raises ModelFileError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise ModelFileError(path, plain_reason(error)) from error


def _beyond_the_limits(folder: Path) -> list[Path]:
    """Return the oldest files, from the one on that is too many or too much."""
    files = _files(folder)
    lengths = accumulate(length for _, length in files)
    return [
        path
        for place, ((path, _), length) in enumerate(zip(files, lengths, strict=True))
        if place >= MOST_RUNS or length > MOST_BYTES
    ]


def _files(folder: Path) -> list[tuple[Path, int]]:
    """Return the trainings' files by the moments in their names, newest first, with lengths."""
    try:
        paths = sorted(folder.glob(_PATTERN), reverse=True)
    except OSError as error:
        raise ModelFileError(folder, plain_reason(error)) from error
    found = []
    for path in paths:
        # It may have been removed since.
        with suppress(OSError):
            found.append((path, path.stat().st_size))
    return found


def _moment(started: datetime) -> str:
    # Sorted by name they are sorted by time; no colon, which Windows refuses in a name.
    zoned = started if started.tzinfo else started.replace(tzinfo=UTC)
    return zoned.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%S-%f")
