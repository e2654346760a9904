"""What the two walls of maps show: in which order, on which scale, signed or rectified."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from kernelview.ui.canvas.qimage import words_qimage
from kernelview.ui.pair.signed_sheet import places_on_scale
from kernelview.ui.pair.swatch import Side
from kernelview.usecases.compare_banks import BankComparison, Pairing
from kernelview.usecases.compare_pair import Maps
from kernelview.usecases.wall_picture import WallScale

MapSigns = Literal["signed", "relu"]
MapOrder = Literal["score", "learned"]
# Most of what is strongest has a colour of its own; a few values beyond have the last.
COLOURED = 99.5
# Looked at every so manieth row and column for the scale.
SAMPLED = 3


@dataclass(frozen=True, eq=False)
class MapsContent:
    """Maps (n, h, w) of both banks by pairing, and how they are shown."""

    comparison: BankComparison
    hand_made: Maps
    learned: Maps
    signs: MapSigns = "signed"
    scale: WallScale = "common"
    sorting: MapOrder = "score"

    @property
    def count(self) -> int:
        """How many pairs there are."""
        return len(self.comparison.pairings)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of a map."""
        rows, columns = self.learned.shape[1:]
        return rows, columns

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Which pairing stands at each place."""
        pairings = self.comparison.pairings
        places = range(len(pairings))
        if self.sorting == "learned":
            return tuple(places)
        return tuple(sorted(places, key=lambda place: -_score(pairings[place])))

    def pairing_at(self, place: int) -> Pairing:
        """Return the pairing at a place."""
        return self.comparison.pairings[self.order[place]]

    def values(self, side: Side, pair: int) -> Maps:
        """Return a pair's map as it is shown; rectified with the unit's bias."""
        return _rectified(self._of(side)[pair], self._bias(pair), self.signs)

    def limit(self, pair: int) -> float:
        """Return the value that has the full colour in a pair's maps."""
        largest = self._largest.max(initial=0.0) if self.scale == "common" else self._largest[pair]
        return float(largest) or 1.0

    def image(self, side: Side, pair: int, words: NDArray[np.uint32]) -> QImage:
        """Return a map in the 511 colours of the signed scale."""
        return words_qimage(words.take(places_on_scale(self.values(side, pair), self.limit(pair))))

    @cached_property
    def _largest(self) -> NDArray[np.float64]:
        """Nearly the largest magnitude in both maps of each pair."""
        sampled = [
            np.abs(
                _rectified(
                    np.stack([self._of(side)[pair, ::SAMPLED, ::SAMPLED] for side in _SIDES]),
                    self._bias(pair),
                    self.signs,
                )
            )
            for pair in range(self.count)
        ]
        if not sampled:
            return np.zeros(0)
        flat = np.nan_to_num(np.stack(sampled).reshape(self.count, -1))
        place = round((flat.shape[1] - 1) * COLOURED / 100)
        return np.partition(flat, place, axis=1)[:, place].astype(np.float64)

    def _of(self, side: Side) -> Maps:
        return self.hand_made if side == "hand-made" else self.learned

    def _bias(self, pair: int) -> float:
        """Return a unit's bias where the picture is all that the unit sees."""
        learned = self.comparison.pairings[pair].learned
        return learned.bias if learned.channels == 1 else 0.0


_SIDES: tuple[Side, ...] = ("hand-made", "learned")


def _rectified(values: NDArray[Any], bias: float, signs: MapSigns) -> Maps:
    if signs == "signed":
        return np.asarray(values, np.float32)
    return np.maximum(values + np.float32(bias), np.float32(0.0))


def _score(pairing: Pairing) -> float:
    return -1.0 if pairing.match is None else pairing.match.score
