"""The best pairs at work on a picture: both results and their difference."""

from dataclasses import dataclass
from html import escape
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.document.image import Image
from kernelview.engine import correlate
from kernelview.engine.channels import luminance, split_alpha
from kernelview.engine.white import white_level
from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel
from kernelview.kernels.matching import fitted
from kernelview.learn.experiments import Table
from kernelview.usecases.compare_banks import BankComparison, Pairing
from kernelview.usecases.page import photo
from kernelview.usecases.report.words import in_order, kernel_words

MOST_PAIRS = 4
# The longer side of the picture in the page; larger ones would make a page of megabytes.
LONGEST_SIDE = 320
_FULL, _BEYOND_WHITE = 99.0, 1e6

Values = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Trial:
    """A pair's results on a picture, and how alike they are."""

    pairing: Pairing
    name: str
    learned: Values
    hand_made: Values

    @property
    def correlation(self) -> float:
        """The correlation coefficient of both results; NaN where one is flat."""
        first, second = (one - one.mean() for one in (self.learned, self.hand_made))
        size = float(np.linalg.norm(first)) * float(np.linalg.norm(second))
        return float((first * second).sum()) / size if size else float("nan")

    @property
    def left(self) -> float:
        """The RMS of the difference over that of the learned kernel's result."""
        size = float(np.sqrt(np.mean(self.learned**2)))
        left = float(np.sqrt(np.mean((self.learned - self.hand_made) ** 2)))
        return left / size if size else float("nan")


def grey_of(image: Image) -> Values:
    """Return the picture's luminance where white is 1, reduced to the page's size."""
    grey = _luminance(image)
    share = LONGEST_SIDE / max(grey.shape)
    if share >= 1:
        return grey
    size = tuple(max(1, round(side * share)) for side in grey.shape[::-1])
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.float32)


# Values of float files may lie anywhere.
@np.errstate(over="ignore", invalid="ignore")
def _luminance(image: Image) -> Values:
    colour, _ = split_alpha(image.pixels)
    grey = luminance(colour) if colour.ndim == 3 else colour.astype(np.float32)
    units = np.nan_to_num(grey / np.float32(white_level(colour)))
    return np.asarray(np.clip(units, -_BEYOND_WHITE, _BEYOND_WHITE), np.float32)


def tried_on(grey: Values, comparison: BankComparison) -> Job[tuple[Trial, ...]]:
    """Filter a picture with the best pairs, each hand-made kernel once."""
    trials: list[Trial] = []
    for pairing in _best(comparison):
        yield Progress(len(trials), MOST_PAIRS, "trying the best pairs on the picture")
        if pairing.match is not None:
            kernel = pairing.learned.kernel
            results = (_filtered(grey, one) for one in (kernel, fitted(pairing.match, kernel)))
            trials.append(Trial(pairing, kernel_words(pairing.match.classical), *results))
    return tuple(trials)


def picture_table(trials: tuple[Trial, ...]) -> Table:
    """Return a line a pair: how alike its results are."""
    rows = (
        (str(one.pairing.learned.address), one.name, one.correlation, one.left) for one in trials
    )
    columns = ("address", "hand_made", "correlation", "relative_difference")
    return Table(columns, tuple(rows))


def picture_section(image: Image, grey: Values, trials: tuple[Trial, ...]) -> str:
    """Return the picture and each pair's results as a part of a page."""
    if not trials:
        return ""
    height, width = grey.shape
    pixels = np.rint(np.clip(grey, 0, 1) * 255).astype(np.uint8)
    shown = photo(pixels, f"{image.name}, {width}×{height}")
    rows = "\n".join(_row(one) for one in trials)
    return f"""\
<section id="picture">
<h2>The best pairs on a picture</h2>
<p>Each pair on one scale, mid-grey is 0. The hand-made kernel is brought to fit; the difference
is what it misses. Kernels that are nearly alike may do quite different things to a photo, most of
all where the sums of their weights differ: even parts of a picture answer to the sum alone.</p>
<div class="pictures original">{shown}</div>
{rows}
</section>"""


def _best(comparison: BankComparison) -> list[Pairing]:
    """Return a few of the best pairings, of different kinds of hand-made kernels where it goes."""
    ordered = [one for one in in_order(comparison.pairings) if one.match is not None]
    kinds: dict[str, Pairing] = {}
    for pairing in ordered:
        if pairing.match is not None:
            kinds.setdefault(pairing.match.classical.name, pairing)
    others = [one for one in ordered if one not in kinds.values()]
    return in_order([*kinds.values(), *others][:MOST_PAIRS])


def _filtered(grey: Values, kernel: Kernel) -> Values:
    return np.asarray(correlate(grey, kernel), np.float32)


def _row(trial: Trial) -> str:
    difference = trial.learned - trial.hand_made
    both = np.abs(np.stack([trial.learned, trial.hand_made]))
    limit = float(np.percentile(both, _FULL)) or 1.0
    address = str(trial.pairing.learned.address)
    figures = "".join(
        photo(_signed(values, limit), caption)
        for values, caption in (
            (trial.learned, address),
            (trial.hand_made, trial.name),
            (difference, "difference"),
        )
    )
    words = (
        f"The results' correlation is {trial.correlation:.3f}; the difference is "
        f"{100 * trial.left:.0f} % as strong as the learned kernel's result."
    )
    return (
        f"<h3>{escape(f'{address} and {trial.name}')}</h3>\n"
        f'<p class="facts">{escape(words)}</p>\n<div class="pictures three">{figures}</div>'
    )


def _signed(values: NDArray[Any], limit: float) -> NDArray[np.uint8]:
    shown = 127.5 + 127.5 * np.clip(values / limit, -1, 1)
    return np.rint(shown).astype(np.uint8)
