"""The kinds of layer to choose from: their options, and what each is for."""

from dataclasses import dataclass
from typing import Literal

from kernelview.learn.activations import ACTIVATIONS
from kernelview.learn.blueprint import LayerName, Value
from kernelview.learn.errors import LearnError

OptionType = Literal["whole", "number", "choice", "switch", "pair"]


@dataclass(frozen=True)
class Option:
    """A layer's argument: `name` as in Keras, `label` as people read it.

    A `default` of None says: as many units as there are classes, strides equal to the window.
    """

    name: str
    label: str
    type: OptionType
    default: Value
    minimum: float = 1
    maximum: float = 512
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class LayerKind:
    """A kind of layer: `label` names it, `help` says what it is for."""

    name: LayerName
    label: str
    help: str
    options: tuple[Option, ...] = ()

    def option(self, name: str) -> Option:
        """Return an option by its name. Raises LearnError that names the known ones."""
        for one in self.options:
            if one.name == name:
                return one
        known = ", ".join(one.name for one in self.options) or "none"
        raise LearnError(f"{self.name} has no option {name!r}; it has {known}")


def _activation(default: str = "linear") -> Option:
    return Option("activation", "Activation", "choice", default, choices=ACTIVATIONS)


_PADDING = Option("padding", "Padding", "choice", "valid", choices=("valid", "same"))
_BIAS = Option("use_bias", "Bias", "switch", default=True)
_TRAINABLE = Option("trainable", "Learns", "switch", default=True)
_FILTERS = Option("filters", "Kernels", "whole", 32)
_POOL_PAIR = (
    Option("pool_size", "Window", "pair", (2, 2), maximum=64),
    Option("strides", "Stride", "pair", None, maximum=64),
    _PADDING,
)

LAYER_KINDS: tuple[LayerKind, ...] = (
    LayerKind(
        "Conv2D",
        "Convolution 2D",
        "Slides small kernels over the picture, like a lens: each lights up where the picture "
        "looks like it. The kernels are what the network finds by itself.",
        (
            _FILTERS,
            Option("kernel_size", "Size", "pair", (3, 3), maximum=99),
            Option("strides", "Stride", "pair", (1, 1), maximum=64),
            _PADDING,
            Option("dilation_rate", "Dilation", "pair", (1, 1), maximum=64),
            _activation(),
            _BIAS,
            _TRAINABLE,
        ),
    ),
    LayerKind(
        "MaxPooling2D",
        "Max pooling 2D",
        "Keeps the largest value of each window: a smaller picture in which it matters less "
        "where exactly something was. It helps against overfitting.",
        _POOL_PAIR,
    ),
    LayerKind(
        "AveragePooling2D",
        "Average pooling 2D",
        "Keeps the mean of each window: a smaller, smoother picture.",
        _POOL_PAIR,
    ),
    LayerKind(
        "Flatten",
        "Flatten",
        "Writes the picture's numbers in one row, so that a dense layer can take them.",
    ),
    LayerKind(
        "Dense",
        "Dense",
        "Neurons joined to every input: each weighs all of them, adds a bias and passes the sum "
        "through its activation. The last one has a neuron for each class.",
        (
            Option("units", "Units", "whole", None, maximum=4096),
            _activation(),
            _BIAS,
            _TRAINABLE,
        ),
    ),
    LayerKind(
        "Dropout",
        "Dropout",
        "While training it leaves out some inputs at random, so that no neuron can rely on a "
        "single one. It helps against overfitting.",
        (Option("rate", "Rate", "number", 0.5, minimum=0, maximum=0.95),),
    ),
    LayerKind(
        "BatchNormalization",
        "Batch normalisation",
        "Brings each channel to mean 0 and deviation 1 and lets the network scale and shift it: "
        "deep networks learn faster and more steadily.",
        (
            Option("momentum", "Momentum", "number", 0.99, minimum=0, maximum=0.999),
            Option("epsilon", "Epsilon", "number", 1e-3, minimum=1e-6, maximum=0.1),
            _TRAINABLE,
        ),
    ),
    LayerKind(
        "Activation",
        "Activation",
        "Passes every value through a function: relu cuts what is below 0, softmax makes "
        "probabilities that add up to 1.",
        (_activation("relu"),),
    ),
    LayerKind(
        "Conv1D",
        "Convolution 1D",
        "Slides small kernels along a signal, such as sound: the convolution of the "
        "telephone voice, with kernels that are learned.",
        (
            _FILTERS,
            Option("kernel_size", "Size", "whole", 3, maximum=999),
            Option("strides", "Stride", "whole", 1, maximum=64),
            _PADDING,
            Option("dilation_rate", "Dilation", "whole", 1, maximum=64),
            _activation(),
            _BIAS,
            _TRAINABLE,
        ),
    ),
    LayerKind(
        "MaxPooling1D",
        "Max pooling 1D",
        "Keeps the largest value of each stretch of a signal.",
        (
            Option("pool_size", "Window", "whole", 2, maximum=64),
            Option("strides", "Stride", "whole", None, maximum=64),
            _PADDING,
        ),
    ),
)


def layer_kind(name: str) -> LayerKind:
    """Return a kind of layer by its class's name. Raises LearnError."""
    for one in LAYER_KINDS:
        if one.name == name:
            return one
    raise LearnError(f"no layer is called {name!r}")
