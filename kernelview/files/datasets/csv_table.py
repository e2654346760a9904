"""Tables as text: a picture a line, its label first, then its values."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from kernelview.disk.errors import ContentError
from kernelview.files.datasets.labelled import dataset_of, faults_named, square_of
from kernelview.files.datasets.limits import MOST_PICTURES, check_bytes, check_size
from kernelview.files.datasets.unpacking import open_unpacked
from kernelview.jobs import Job, Progress
from kernelview.learn.dataset import Dataset

_LONGEST_LINE = 4_000_000
_BATCH_BYTES = 1_000_000
_LARGEST_TEXT = 4_000_000_000
_BOM = "\ufeff"


def load_csv(path: Path | str) -> Job[Dataset]:
    """Read lines of a label and a square picture's values, grey or RGB, row by row.

    Parted by commas, semicolons or tabs; a first line of headings is left out; gzip is
    unpacked. A label is a whole number or a name. Raises DatasetFileError and nothing else.
    """
    path = Path(path)
    with faults_named(path), open_unpacked(path) as (stream, length):
        table = _Table()
        done = 0
        while lines := _lines(stream):
            done += table.add(lines)
            if done > _LARGEST_TEXT:
                raise ContentError(f"it unpacks to more than {_LARGEST_TEXT // 10**6:,} MB of text")
            yield Progress(min(done, length), length, f"Reading line {table.lines:,}")
        if not table.labels:
            raise ContentError("it has no line with a label and values")
        values = np.concatenate(table.parts)
        return dataset_of(path.name.partition(".")[0], values, table.labels)


class _Table:
    """The lines so far."""

    def __init__(self) -> None:
        self.labels: list[str] = []
        self.parts: list[NDArray[Any]] = []
        self.lines = 0
        self._columns = 0
        self._mark = ","

    def add(self, lines: Sequence[str]) -> int:
        """Take more lines; return how many letters they have."""
        first = self.lines + 1
        letters = sum(map(len, lines))
        numbered = [(first + place, line) for place, line in enumerate(lines) if line.strip()]
        self.lines += len(lines)
        if numbered and not self._columns:
            numbered = self._begin(numbered)
        if numbered:
            self._take(numbered)
        return letters

    def _begin(self, numbered: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """Learn from the first line how the table is laid out; leave it out if it has no values."""
        line = numbered[0][1]
        self._mark = max(",;\t", key=line.count)
        fields = line.split(self._mark)
        self._columns = len(fields) - 1
        check_size(*square_of(self._columns))
        is_heading = len(fields) > 1 and not all(_is_number(field) for field in fields[1:])
        return numbered[1:] if is_heading else numbered

    def _take(self, numbered: list[tuple[int, str]]) -> None:
        pairs = [line.partition(self._mark) for _, line in numbered]
        self.labels += [label.strip().strip("\"'")[:200] for label, _, _ in pairs]
        count = len(self.labels)
        if count > MOST_PICTURES:
            raise ContentError(f"it has more than {MOST_PICTURES:,} lines")
        check_bytes((count, self._columns), 1 if self._is_small() else 4)
        values = self._numbers([rest for _, _, rest in pairs])
        if values is None:
            raise ContentError(self._fault(numbered))
        self.parts.append(_small(values))

    def _is_small(self) -> bool:
        return all(part.dtype == np.uint8 for part in self.parts)

    def _numbers(self, rows: Sequence[str]) -> NDArray[np.float32] | None:
        """Return the rows' values; None where one is no row of as many numbers."""
        if not all(row.strip() for row in rows):
            return None
        try:
            values = np.loadtxt(
                rows, np.float32, comments=None, delimiter=self._mark, quotechar='"', ndmin=2
            )
        except ValueError:
            return None
        return values if values.shape == (len(rows), self._columns) else None

    def _fault(self, numbered: list[tuple[int, str]]) -> str:
        for number, line in numbered:
            rest = line.partition(self._mark)[2]
            if self._numbers([rest]) is None:
                there = len(rest.split(self._mark)) if rest.strip() else 0
                if there != self._columns:
                    return f"line {number:,} has {there:,} values; the first has {self._columns:,}"
                return f"line {number:,} holds something that is no number"
        return "its lines do not make a table of numbers"


def _lines(stream: IO[bytes]) -> list[str]:
    """Return some of the next lines, none at the end."""
    lines: list[str] = []
    taken = 0
    while taken < _BATCH_BYTES:
        line = stream.readline(_LONGEST_LINE + 1)
        if not line:
            break
        if len(line) > _LONGEST_LINE:
            raise ContentError(f"a line is longer than {_LONGEST_LINE:,} letters")
        if b"\0" in line:
            raise ContentError("it is no text: it holds zero bytes")
        taken += len(line)
        lines.append(_text(line))
    return lines


def _text(line: bytes) -> str:
    try:
        return line.decode().removeprefix(_BOM)
    except UnicodeDecodeError as error:
        raise ContentError("it is no text in UTF-8") from error


def _is_number(text: str) -> bool:
    try:
        float(text.strip().strip('"'))
    except ValueError:
        return False
    return True


def _small(values: NDArray[np.float32]) -> NDArray[Any]:
    """Return the values as uint8 where nothing is lost by it."""
    with np.errstate(invalid="ignore"):
        small = values.astype(np.uint8)
    return small if np.array_equal(small, values) else values
