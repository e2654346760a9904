"""A number field whose steps go from rung to rung: 0.001, 0.002, 0.005; or 16, 32, 64."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

from kernelview.ui.editor.number_box import NumberBox

NOTCH = 120
# What a page key passes at once: with 1, 2 and 5 that is a power of ten.
PAGE = 3


class LadderBox(NumberBox):
    """Arrow keys, buttons and the wheel go to the next rung; any number may be typed."""

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        rungs: Sequence[float],
        help_text: str = "",
        minimum: float,
        maximum: float,
    ) -> None:
        self._rungs = tuple(sorted({minimum, *rungs, maximum}))
        self._turned = 0
        super().__init__(
            name, parent, help_text=help_text, minimum=minimum, maximum=maximum, step=1
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step once a notch, however finely the wheel tells of it."""
        if not self.hasFocus():
            event.ignore()
            return
        self._turned += event.angleDelta().y() or event.angleDelta().x()
        notches = int(self._turned / NOTCH)
        self._turned -= notches * NOTCH
        if notches:
            self._climb(notches)
        event.accept()

    def _move_by(self, change: float) -> None:
        is_page = abs(change) >= 10 * self._step
        self._climb((PAGE if is_page else 1) * (1 if change > 0 else -1))

    def _climb(self, steps: int) -> None:
        if steps > 0:
            place = bisect_right(self._rungs, self.value) + steps - 1
        else:
            place = bisect_left(self._rungs, self.value) + steps
        place = min(max(place, 0), len(self._rungs) - 1)
        super()._move_by(self._rungs[place] - self.value)
