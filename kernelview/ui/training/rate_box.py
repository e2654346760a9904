"""A field for a learning rate, which steps 1, 2, 5, 10."""

from PySide6.QtWidgets import QWidget

from kernelview.ui.training.ladder_box import LadderBox

SLOWEST, FASTEST = 1e-6, 10.0
RATES = (
    *(float(f"{digit}e{power}") for power in range(-6, 1) for digit in (1, 2, 5)),
    FASTEST,
)


class RateBox(LadderBox):
    """Each step goes to the next of 1, 2 and 5 times a power of ten."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Learning rate",
            parent,
            rungs=RATES,
            help_text="How far each batch moves the weights; may be changed while it trains",
            minimum=SLOWEST,
            maximum=FASTEST,
        )
