"""A field for a learning rate, which steps 1, 2, 5, 10."""

from bisect import bisect_left, bisect_right

from PySide6.QtWidgets import QWidget

from kernelview.ui.editor.number_box import NumberBox

SLOWEST, FASTEST = 1e-6, 10.0
RATES = (
    *(float(f"{digit}e{power}") for power in range(-6, 1) for digit in (1, 2, 5)),
    FASTEST,
)


class RateBox(NumberBox):
    """Each step goes to the next of 1, 2 and 5 times a power of ten."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Learning rate",
            parent,
            help_text="How far each batch moves the weights; may be changed while it trains",
            minimum=SLOWEST,
            maximum=FASTEST,
        )

    def _move_by(self, change: float) -> None:
        if change > 0:
            place = min(bisect_right(RATES, self.value), len(RATES) - 1)
        else:
            place = max(bisect_left(RATES, self.value) - 1, 0)
        super()._move_by(RATES[place] - self.value)
