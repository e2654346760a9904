"""An activation function as a layer of its own."""

from typing import Any, ClassVar

from kernelview.learn.activations import activation_name
from kernelview.learn.layers.layer import Layer


class Activation(Layer):
    """Passes every value through a function; softmax runs over the last axis."""

    prefix: ClassVar[str] = "activation"
    option_names: ClassVar[tuple[str, ...]] = ("activation",)

    def __init__(self, activation: str, **common: Any) -> None:
        super().__init__(**common)
        self.activation = activation_name(activation)
