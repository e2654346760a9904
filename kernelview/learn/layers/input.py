"""What comes into a network, where it is said before the first layer."""

from typing import Any

from kernelview.learn.layers.arguments import shape_of


class Input:
    """The shape of a sample, without their number. Not a layer: it is not in `layers`."""

    def __init__(self, shape: Any, *, name: str | None = None) -> None:
        self.shape = shape_of(shape, "input shape")
        self.name = name or "input"
