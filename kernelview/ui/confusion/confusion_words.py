"""The confusion matrix in words."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.evaluation import Evaluation


def percent_words(share: float) -> str:
    """Return "97.4 %"; a dash where there is nothing to share."""
    return "–" if np.isnan(share) else f"{100 * share:.1f} %"


def score_words(evaluation: Evaluation) -> str:
    """Return how many are right: "97.4 % right, 26 of 1,000 wrong"."""
    total = len(evaluation.labels)
    wrong = int(np.count_nonzero(evaluation.predicted != evaluation.labels))
    if not wrong:
        return f"All {total:,} right"
    return f"{percent_words(evaluation.accuracy)} right, {wrong:,} of {total:,} wrong"


def cell_words(counts: NDArray[np.int64], names: Sequence[str], truth: int, predicted: int) -> str:
    """Return a cell in words: "4 taken for 9: 12 of 98 (12.2 %)"."""
    count, total = int(counts[truth, predicted]), int(counts[truth].sum())
    share = f" ({percent_words(count / total)})" if total else ""
    return f"{meeting_words(names, truth, predicted)}: {count:,} of {total:,}{share}"


def meeting_words(names: Sequence[str], truth: int, predicted: int) -> str:
    """Return "4 taken for 9", or "4 seen as it is"."""
    if truth == predicted:
        return f"{names[truth]} seen as it is"
    return f"{names[truth]} taken for {names[predicted]}"


def table_text(counts: NDArray[np.int64], names: Sequence[str]) -> str:
    """Return the counts for a spreadsheet: tabs between columns, names above and at the left."""
    head = "\t".join(["true \\ predicted", *map(_one_line, names)])
    rows = (
        "\t".join([_one_line(name), *map(str, row)])
        for name, row in zip(names, counts.tolist(), strict=True)
    )
    return "\n".join((head, *rows)) + "\n"


def _one_line(name: str) -> str:
    return " ".join(name.split())
