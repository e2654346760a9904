"""A network on paper: its layers in order, before it has a size or weights."""

from dataclasses import dataclass
from typing import Literal, get_args

from kernelview.learn.errors import LearnError

LayerName = Literal[
    "Conv2D", "MaxPooling2D", "AveragePooling2D", "Flatten", "Dense", "Dropout",
    "BatchNormalization", "Activation", "Conv1D", "MaxPooling1D",
]  # fmt: skip
LAYER_NAMES: tuple[LayerName, ...] = get_args(LayerName)
MOST_LAYERS = 40

Value = int | float | str | bool | tuple[int, ...] | None


@dataclass(frozen=True)
class LayerSpec:
    """A layer's class and those of its arguments that differ from Keras' defaults.

    A Dense layer with `units` None has as many as there are classes.
    """

    kind: LayerName
    options: tuple[tuple[str, Value], ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in LAYER_NAMES:
            raise LearnError(f"a layer is one of {', '.join(LAYER_NAMES)}, not {self.kind!r}")
        object.__setattr__(self, "options", tuple(sorted(dict(self.options).items())))

    def get(self, name: str, default: Value = None) -> Value:
        """Return an argument's value, or `default` where it was left alone."""
        return dict(self.options).get(name, default)

    def with_options(self, **options: Value) -> "LayerSpec":
        """Return the layer with some arguments changed."""
        return LayerSpec(self.kind, tuple((dict(self.options) | options).items()))


@dataclass(frozen=True)
class Blueprint:
    """A named network: at most 40 layers."""

    name: str
    layers: tuple[LayerSpec, ...] = ()

    def __post_init__(self) -> None:
        if len(self.layers) > MOST_LAYERS:
            raise LearnError(f"a network has at most {MOST_LAYERS} layers, not {len(self.layers)}")


def layer(kind: LayerName, **options: Value) -> LayerSpec:
    """Return a layer by its class's name and Keras' arguments."""
    return LayerSpec(kind, tuple(options.items()))
