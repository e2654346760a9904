"""A training in words and aligned numbers, for a terminal."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.dataset import Split
from kernelview.learn.run_record import RunRecord

Counts = NDArray[np.int64]

# A wider matrix is told by its most frequent mistakes instead.
MOST_COLUMNS = 20
MOST_MISTAKES = 10
LONGEST_NAME = 20
LONGEST_HEAD = 5


def data_line(split: Split) -> str:
    """Return what there is to train on and to test on."""
    height, width, channels = split.train.shape
    return (
        f"{split.train.name}: {len(split.train):,} pictures to train on, {len(split.test):,} to "
        f"test on, {len(split.train.class_names)} classes, {width}×{height}"
        f"{' RGB' if channels == 3 else ''}"
    )


def skipped_lines(skipped: Sequence[str], *, most: int = 10) -> list[str]:
    """Return a line for each file that was left out, the first few."""
    lines = [f"left out: {one}" for one in skipped[:most]]
    return [*lines, f"left out: {len(skipped) - most} more"] if len(skipped) > most else lines


def epoch_line(logs: Mapping[str, float], *, epoch: int, epochs: int, speed: float) -> str:
    """Return an epoch's losses and accuracies."""
    parts = [f"loss {logs['loss']:.4f}", f"accuracy {_percent(logs.get('accuracy'))}"]
    if "val_loss" in logs:
        parts += [
            f"test loss {logs['val_loss']:.4f}",
            f"test accuracy {_percent(logs.get('val_accuracy'))}",
        ]
    number = str(epoch).rjust(len(str(epochs)))
    return f"epoch {number}/{epochs}: {', '.join(parts)}, {speed:,.0f} images/s"


def result_lines(record: RunRecord) -> list[str]:
    """Return the accuracy on the test pictures, by class, and what was taken for what."""
    confusion = record.confusion
    if confusion is None or not confusion.sum():
        return []
    right, tested = int(np.trace(confusion)), int(confusion.sum())
    head = (
        f"Test accuracy {_percent(right / tested)}: {right:,} of {tested:,} pictures right, "
        f"{record.seconds:.1f} s of training"
    )
    names = [_short(name) for name in record.class_names]
    if len(names) <= MOST_COLUMNS:
        return [head, "", *_matrix(names, confusion)]
    return [head, "", *_by_class(names, confusion), *_mistakes(names, confusion)]


def _matrix(names: Sequence[str], confusion: Counts) -> list[str]:
    heads = list(names)
    if max(map(len, names)) > LONGEST_HEAD:
        # Names would make the columns too wide: they are numbered.
        heads = [str(number) for number in range(len(names))]
        names = [f"{name}  {head}" for name, head in zip(names, heads, strict=True)]
    cells = [
        [names[row], *(_count(count) for count in counts), _accuracy(confusion, row)]
        for row, counts in enumerate(confusion.tolist())
    ]
    rows = [["", *heads, "right"], *cells]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    widths[1:-1] = [max(widths[1:-1])] * len(names)
    lines = [
        "  " + "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    ]
    return ["Confusion matrix (rows: what it is, columns: what the network says)", *lines]


def _by_class(names: Sequence[str], confusion: Counts) -> list[str]:
    width = max(map(len, names))
    lines = [
        f"  {name.ljust(width)}  {_accuracy(confusion, row).rjust(7)}"
        for row, name in enumerate(names)
    ]
    return ["Accuracy by class", *lines]


def _mistakes(names: Sequence[str], confusion: Counts) -> list[str]:
    wrong = confusion.copy()
    np.fill_diagonal(wrong, 0)
    order = np.argsort(-wrong, axis=None, kind="stable")[:MOST_MISTAKES]
    places = [divmod(int(place), len(names)) for place in order if wrong.flat[place]]
    lines = [
        f"  {wrong[truth, said]:,} × {names[truth]} taken for {names[said]}"
        for truth, said in places
    ]
    return ["", "Most frequent mistakes", *lines] if lines else []


def _accuracy(confusion: Counts, row: int) -> str:
    total = int(confusion[row].sum())
    return _percent(int(confusion[row, row]) / total) if total else "none"


def _count(count: int) -> str:
    return f"{count:,}" if count else "."


def _percent(share: float | None) -> str:
    return "unknown" if share is None else f"{share * 100:.1f} %"


def _short(name: str) -> str:
    plain = " ".join(name.split())
    return plain if len(plain) <= LONGEST_NAME else plain[: LONGEST_NAME - 1] + "…"
