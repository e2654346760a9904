"""Shows what the network makes of one picture: drawn, or taken from the data."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from kernelview.document import TrainingPlan
from kernelview.learn.dataset import Split
from kernelview.learn.drawing import as_digit
from kernelview.learn.errors import LearnError
from kernelview.learn.perceiving import unit_arithmetic
from kernelview.learn.run_record import Weights
from kernelview.learn.sequential import Sequential
from kernelview.ui.runner import Runner
from kernelview.usecases.perceive_digit import Look, Saliency, perceive_digit
from kernelview.usecases.train_network import network_of

LANE = "digit"


class Looking(QObject):
    """Looks anew whenever the picture or the weights are others, the newest alone."""

    looked = Signal(object)  # Look | None
    input_changed = Signal(object)  # NDArray (H, W, C) | None
    unit_told = Signal(object)  # UnitArithmetic | None
    crashed = Signal(object)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._split: Split | None = None
        self._model: Sequential | None = None
        self._weights: Weights = ()
        self._pixels: NDArray[np.float32] | None = None
        self._saliency: Saliency = "none"
        self.look: Look | None = None

    @property
    def pixels(self) -> NDArray[np.float32] | None:
        """The picture (H, W, C), 0 to 1, as the network gets it."""
        return self._pixels

    def show_network(self, plan: TrainingPlan, split: Split | None, weights: Weights) -> None:
        """Look with another network from now on; none where there are no data yet."""
        shape = self._split.train.shape if self._split else None
        self._model, self._split, self._weights = None, split, weights
        if split is None or not weights:
            self._tell(None)
            return
        try:
            self._model = network_of(plan, split)
        except LearnError:
            self._tell(None)
            return
        if shape != split.train.shape:
            self.show_input(None)
        self._look()

    def show_weights(self, weights: Weights) -> None:
        """Look with the same network after it learned some more."""
        self._weights = weights
        self._look()

    def show_drawing(self, strokes: NDArray[Any]) -> None:
        """Look at a drawing (h, w), ink 1, brought to the size and place of the data's digits."""
        if self._split is None:
            return
        height, width, channels = self._split.train.shape
        digit = as_digit(strokes, side=min(height, width))
        pixels = np.zeros((height, width, channels), np.float32)
        top, left = (height - digit.shape[0]) // 2, (width - digit.shape[1]) // 2
        pixels[top : top + digit.shape[0], left : left + digit.shape[1]] = digit[..., np.newaxis]
        self.show_input(pixels)

    def show_input(self, pixels: NDArray[np.float32] | None) -> None:
        """Look at a picture of the data's shape; None: at nothing."""
        self._pixels = pixels
        self.input_changed.emit(pixels)
        self._look()

    def choose_saliency(self, saliency: Saliency) -> None:
        """Say what made the network say so, or not."""
        self._saliency = saliency
        self._look()

    def tell_unit(self, layer: str, unit: int, row: int, column: int) -> None:
        """Take one value of a layer apart."""
        if self.look is None or self._model is None or self._runner.has_running(LANE):
            return  # the next look is asked about the same value again
        try:
            arithmetic = unit_arithmetic(
                self._model, self.look.perception, layer, unit, row, column
            )
        except LearnError:
            return  # a place that is not there any more
        self.unit_told.emit(arithmetic)

    def _look(self) -> None:
        if self._model is None or self._pixels is None or not self._weights:
            self._runner.cancel(LANE)
            self._tell(None)
            return
        job = perceive_digit(self._model, self._weights, self._pixels, saliency=self._saliency)
        self._runner.start(LANE, job, done=self._tell, failed=self._fail)

    def _tell(self, look: Look | None) -> None:
        self.look = look
        self.looked.emit(look)

    def _fail(self, error: Exception) -> None:
        self._tell(None)
        if not isinstance(error, LearnError):
            self.crashed.emit(error)
