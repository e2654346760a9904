"""A picture's numbers in one row."""

from math import prod
from typing import ClassVar

from kernelview.learn.layers.layer import Layer, Shape


class Flatten(Layer):
    """(height, width, channels) to (height * width * channels,), the last axis fastest."""

    prefix: ClassVar[str] = "flatten"

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return one side: how many numbers a sample has."""
        return (prod(input_shape),)
