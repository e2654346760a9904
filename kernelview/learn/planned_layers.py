"""From a blueprint's line to a layer, and back."""

from typing import Any, cast

from kernelview.learn.blueprint import Blueprint, LayerName, LayerSpec, Value
from kernelview.learn.errors import LearnError
from kernelview.learn.layer_kinds import layer_kind
from kernelview.learn.layers import LAYER_CLASSES, Layer
from kernelview.learn.layers.naming import name_layers

# Arguments that every layer takes.
_COMMON = ("name", "trainable")
# Keras gives these no default: a line without them gets what the choice of layers shows.
_NEEDED: dict[str, tuple[str, ...]] = {
    "Conv2D": ("filters", "kernel_size"),
    "Conv1D": ("filters", "kernel_size"),
    "Dense": ("units",),
    "Dropout": ("rate",),
    "Activation": ("activation",),
}


def planned_layer(spec: LayerSpec, classes: int) -> Layer:
    """Return the layer, not built. Raises LearnError for arguments it does not have."""
    kind = LAYER_CLASSES[spec.kind]
    options: dict[str, Any] = dict(spec.options)
    for name in options:
        if name not in (*kind.option_names, *_COMMON):
            raise LearnError(
                f"{spec.kind} has no argument {name!r}; it has {', '.join(kind.option_names)}"
            )
    for name in _NEEDED.get(spec.kind, ()):
        options.setdefault(name, layer_kind(spec.kind).option(name).default)
    if spec.kind == "Dense" and options["units"] is None:
        options["units"] = classes
    return kind(**options)


def planned_layers(blueprint: Blueprint, classes: int) -> list[Layer]:
    """Return the layers, named, not built. Raises LearnError."""
    layers = [planned_layer(spec, classes) for spec in blueprint.layers]
    name_layers(layers)
    return layers


def spec_of(layer: Layer, *, usual_name: str) -> LayerSpec:
    """Return the line of a blueprint that makes the layer again: what is not as usual."""
    kind = cast(LayerName, layer.kind)
    usual = planned_layer(LayerSpec(kind), classes=1).get_config()
    needed = _NEEDED.get(kind, ())
    options = {
        name: _plain(value)
        for name, value in layer.get_config().items()
        if name != "name" and (name in needed or value != usual[name])
    }
    if options.get("strides") == options.get("pool_size"):
        options.pop("strides", None)
    if layer.name != usual_name:
        options["name"] = layer.name
    return LayerSpec(kind, tuple(options.items()))


def _plain(value: Any) -> Value:
    # One number stands for a window along one axis, in blueprints as in Keras.
    if isinstance(value, tuple) and len(value) == 1:
        return cast(Value, value[0])
    return cast(Value, value)
