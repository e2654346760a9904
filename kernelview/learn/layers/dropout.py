"""Some inputs left out at random while training, against overfitting."""

from typing import Any, ClassVar

from kernelview.learn.layers.arguments import number_between
from kernelview.learn.layers.layer import Layer


class Dropout(Layer):
    """While training sets a share `rate` of the inputs to 0, the others are divided by 1 - rate."""

    prefix: ClassVar[str] = "dropout"
    option_names: ClassVar[tuple[str, ...]] = ("rate",)

    def __init__(self, rate: float, **common: Any) -> None:
        super().__init__(**common)
        self.rate = number_between(rate, 0, 1, "dropout rate")
