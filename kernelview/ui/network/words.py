"""A layer in few words: what it is set to, and what comes out of it."""

from collections.abc import Callable

from kernelview.learn.blueprint import LayerSpec, Value
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
