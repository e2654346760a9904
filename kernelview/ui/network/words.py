"""A layer in few words: what it is set to, and what comes out of it."""

from collections.abc import Callable

from kernelview.learn.blueprint import Blueprint, LayerName, LayerSpec, Value
from kernelview.learn.layer_kinds import layer_kind
from kernelview.learn.sizing import LayerRow


def settings_words(layer: LayerSpec, classes: int) -> str:
    """Return what a layer is set to: "64 · 3 × 3 · relu"."""
    words = SETTINGS.get(layer.kind)
    return " · ".join(part for part in words(layer, classes) if part) if words else ""


def shape_words(row: LayerRow) -> str:
    """Return the shape of what comes out: "26 × 26 × 64"."""
    return "" if row.output_shape is None else " × ".join(f"{side:,}" for side in row.output_shape)


def size_words(value: Value) -> str:
    """Return a window's size: "3 × 3"."""
    if isinstance(value, tuple):
        return " × ".join(str(side) for side in value)
    return f"{value} × {value}" if isinstance(value, int) else ""


def _convolution(layer: LayerSpec, _classes: int) -> tuple[str, ...]:
    size = layer.get("kernel_size", option_default(layer, "kernel_size"))
    return (
        str(layer.get("filters", option_default(layer, "filters"))),
        size_words(size) if layer.kind == "Conv2D" else str(size),
        _other_than(layer, "strides", ((1, 1), 1, None), "stride "),
        _other_than(layer, "padding", ("valid",)),
        _other_than(layer, "activation", ("linear", None)),
        "" if layer.get("trainable", True) else "frozen",
    )


def _pooling(layer: LayerSpec, _classes: int) -> tuple[str, ...]:
    size = layer.get("pool_size", option_default(layer, "pool_size"))
    words = str(size) if layer.kind == "MaxPooling1D" else size_words(size)
    return (words, _other_than(layer, "strides", (None,), "stride "))


def _dense(layer: LayerSpec, classes: int) -> tuple[str, ...]:
    units = layer.get("units")
    return (
        f"one a class ({classes})" if units is None else str(units),
        _other_than(layer, "activation", ("linear", None)),
    )


def _other_than(layer: LayerSpec, name: str, usual: tuple[Value, ...], before: str = "") -> str:
    value = layer.get(name, usual[0])
    if value in usual:
        return ""
    return before + (size_words(value) if isinstance(value, tuple) else str(value))


def option_default(layer: LayerSpec, name: str) -> Value:
    """Return what an option is when it is left alone."""
    return layer_kind(layer.kind).option(name).default


SETTINGS: dict[str, Callable[[LayerSpec, int], tuple[str, ...]]] = {
    "Conv2D": _convolution,
    "Conv1D": _convolution,
    "MaxPooling2D": _pooling,
    "AveragePooling2D": _pooling,
    "MaxPooling1D": _pooling,
    "Dense": _dense,
    "Dropout": lambda layer, _: (f"{layer.get('rate', option_default(layer, 'rate'))}",),
    "Activation": lambda layer, _: (
        str(layer.get("activation", option_default(layer, "activation"))),
    ),
}

# One line a kind, for the menu of layers to add.
BRIEF: dict[LayerName, str] = {
    "Conv2D": "finds patterns with small kernels",
    "MaxPooling2D": "shrinks the picture, keeps the strongest",
    "AveragePooling2D": "shrinks the picture, keeps the mean",
    "Flatten": "a picture becomes one row of numbers",
    "Dense": "every neuron sees every input",
    "Dropout": "leaves out inputs against overfitting",
    "BatchNormalization": "steadies what comes in, learns faster",
    "Activation": "passes every value through a function",
    "Conv1D": "finds patterns in a signal, such as sound",
    "MaxPooling1D": "shortens a signal, keeps the strongest",
}
OPTION_HELP: dict[str, str] = {
    "filters": "How many kernels it learns; each gives a channel of its own",
    "kernel_size": "How much of the picture a kernel sees at once",
    "strides": "How far the window goes on each time; 2 halves the picture",
    "padding": "What happens at the picture's edge",
    "dilation_rate": "Spreads a kernel's weights apart: 2 leaves a gap of one between them",
    "activation": "What each sum is passed through",
    "use_bias": "A number added to each sum, learned like the weights",
    "trainable": "Off: frozen, its weights stay as they are while the rest learns",
    "units": "How many neurons; left empty there is one a class",
    "rate": "The share of inputs left out in each batch",
    "pool_size": "The window of which one value is kept",
    "momentum": "How slowly the mean and deviation used for new pictures follow the batches",
    "epsilon": "Added to the variance, so that nothing is divided by 0",
}
CHOICE_HELP: dict[str, str] = {
    "valid": "only where the window fits: the picture shrinks",
    "same": "zeros around the edge: the size stays",
    "linear": "leaves every value as it is",
    "relu": "cuts what is below 0",
    "leaky_relu": "keeps a little of what is below 0",
    "sigmoid": "squeezes every value between 0 and 1",
    "tanh": "squeezes every value between -1 and 1",
    "softmax": "makes probabilities that add up to 1: for the last layer",
}
ONE_A_CLASS = "one a class"
AUTO = "auto"


def input_words(input_shape: tuple[int, ...]) -> str:
    """Return the shape of what goes in: "28 × 28 × 1"."""
    return " × ".join(f"{side:,}" for side in input_shape)


def count_words(network: Blueprint) -> str:
    """Return how many layers there are: "4 layers"."""
    layers = len(network.layers)
    return f"{layers} {'layer' if layers == 1 else 'layers'}"


def total_words(rows: tuple[LayerRow, ...]) -> str:
    """Return how many parameters there are, as far as the shapes are known."""
    total = sum(row.parameters for row in rows)
    if all(row.output_shape is not None for row in rows):
        return f"{total:,} parameters"
    return f"at least {total:,} parameters" if total else "parameters not known yet"
