"""Filters the picture in hand with the pair that is looked at, and with both banks."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from kernelview.document import Image
from kernelview.engine import EngineError
from kernelview.jobs import Job
from kernelview.kernels.matching import fitted
from kernelview.ui.runner import Runner
from kernelview.usecases.compare_banks import BankComparison, Pairing
from kernelview.usecases.compare_pair import PairPictures, bank_maps, filter_pair

Maps = NDArray[np.float32]

PAIR_LANE, MAPS_LANE = "pair", "bank maps"


class Pictures(QObject):
    """Works only on what is in sight: a pair while its tab is, all maps while theirs is."""

    pair_started = Signal()
    maps_started = Signal()
    pair_filtered = Signal(object)  # PairPictures
    maps_made = Signal(object, object, object)  # BankComparison, maps (N, h, w), maps (N, h, w)
    pair_failed = Signal()  # none will come of the pair shown
    maps_failed = Signal()
    failed = Signal(str)
    crashed = Signal(object)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._image: Image | None = None
        self._pairing: Pairing | None = None
        self._comparison: BankComparison | None = None
        self._wants_pair = self._wants_maps = False
        # What has been filtered, or is being.
        self._filtered: tuple[object, ...] = ()
        self._mapped: tuple[object, ...] = ()

    def show_image(self, image: Image) -> None:
        """Filter another picture."""
        self._image = image
        self._work()

    def show_pair(self, pairing: Pairing | None) -> None:
        """Filter with another pair; what is under way for none is given up."""
        self._pairing = pairing
        if pairing is None:
            self._runner.cancel(PAIR_LANE)
            self._filtered = ()
        self._work()

    def show_comparison(self, comparison: BankComparison | None) -> None:
        """Filter with other banks; what is under way for none is given up."""
        self._comparison = comparison
        if comparison is None:
            self._runner.cancel(MAPS_LANE)
            self._mapped = ()
        self._work()

    def show_wanted(self, *, pair: bool, maps: bool) -> None:
        """Work on what is in sight from now on."""
        self._wants_pair, self._wants_maps = pair, maps
        self._work()

    def _work(self) -> None:
        image, pairing, comparison = self._image, self._pairing, self._comparison
        if self._wants_pair and image is not None and pairing is not None:
            asked: tuple[object, ...] = (image, pairing)
            if not _same(asked, self._filtered):
                self._filtered = asked
                self.pair_started.emit()
                self._start(PAIR_LANE, filter_pair(image, pairing), self._tell_pair)
        if self._wants_maps and image is not None and comparison is not None:
            asked = (image, comparison)
            if not _same(asked, self._mapped):
                self._mapped = asked
                self.maps_started.emit()
                self._start(
                    MAPS_LANE,
                    both_maps(image, comparison),
                    lambda maps: self.maps_made.emit(comparison, *maps),
                )

    def _tell_pair(self, made: PairPictures) -> None:
        self.pair_filtered.emit(made)

    def _start(self, lane: str, job: Job[Any], done: Callable[[Any], None]) -> None:
        self._runner.start(
            lane, job, done=done, failed=lambda error: self._fail(lane, error), patience=0.0
        )

    def _fail(self, lane: str, error: Exception) -> None:
        ended = self.pair_failed if lane == PAIR_LANE else self.maps_failed
        ended.emit()
        if isinstance(error, EngineError | MemoryError):
            self.failed.emit(str(error) or "There is not enough memory to filter this picture.")
        else:
            self.crashed.emit(error)


def _same(asked: tuple[object, ...], before: tuple[object, ...]) -> bool:
    return len(asked) == len(before) and all(map(_is, asked, before))


def _is(one: object, other: object) -> bool:
    return one is other


def both_maps(image: Image, comparison: BankComparison) -> Job[tuple[Maps, Maps]]:
    """Return what each pairing's kernels make of a picture: (N, h, w) hand-made, then learned.

    Hand-made kernels are brought to fit; a learned one with nothing in it has itself for a match.
    """
    pairings = comparison.pairings
    learned = [pairing.learned.kernel for pairing in pairings]
    hand_made = [
        fitted(pairing.match, pairing.learned.kernel) if pairing.match else pairing.learned.kernel
        for pairing in pairings
    ]
    maps = yield from bank_maps(image, [*hand_made, *learned])
    return maps[: len(pairings)], maps[len(pairings) :]
