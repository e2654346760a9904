"""What a network on paper comes to: shapes, numbers of parameters, and where it cannot work."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from kernelview.learn.blueprint import Blueprint, LayerName, LayerSpec
from kernelview.learn.errors import LearnError
from kernelview.learn.layers import Layer
from kernelview.learn.layers.arguments import shape_of
from kernelview.learn.layers.naming import name_layers
from kernelview.learn.planned_layers import planned_layer, planned_layers, spec_of
from kernelview.learn.sequential import Sequential


@dataclass(frozen=True)
class LayerRow:
    """A layer's line in the list: `output_shape` is None from the first error on."""

    name: str
    kind: LayerName
    output_shape: tuple[int, ...] | None
    parameters: int
    error: str = ""


def describe(
    blueprint: Blueprint, input_shape: Sequence[int], classes: int
) -> tuple[LayerRow, ...]:
    """Return a row for each layer; the first that cannot work has the error. Never raises."""
    layers, error = _layers_so_far(blueprint, classes)
    rows: list[LayerRow] = []
    shape: tuple[int, ...] | None = tuple(input_shape)
    for spec, layer in zip(blueprint.layers, layers, strict=True):
        row = _row(spec, layer, shape, error if layer is None else "")
        rows.append(row)
        # What comes after a mistake is not known, and no mistake of its own.
        shape, error = row.output_shape, "" if layer is None else error
    if rows and not any(row.error for row in rows):
        last = rows[-1]
        rows[-1] = LayerRow(
            last.name,
            last.kind,
            last.output_shape,
            last.parameters,
            _last_error(layers, rows, classes),
        )
    return tuple(rows)


def build_network(
    blueprint: Blueprint, input_shape: Sequence[int], classes: int, *, seed: int
) -> Sequential:
    """Return the network with weights, not compiled. Raises LearnError naming layer and shapes."""
    shape = shape_of(tuple(input_shape), "input shape")
    if not blueprint.layers:
        raise LearnError("a network needs at least one layer, such as Dense with softmax")
    layers = planned_layers(blueprint, classes)
    network = Sequential(layers, name=blueprint.name)
    network.build(shape, seed=seed)
    message = last_layer_error(layers[-1], network.output_shape or (), classes)
    if message:
        raise layers[-1].error(message)
    return network


def blueprint_of(model: Sequential) -> Blueprint:
    """Return the layers of a network on paper: build_network makes the same again."""
    copies = [planned_layer(spec_of(layer, usual_name=layer.name), 1) for layer in model.layers]
    name_layers(copies)
    usual_names = [copy.name for copy in copies]
    specs = tuple(
        spec_of(layer, usual_name=name)
        for layer, name in zip(model.layers, usual_names, strict=True)
    )
    return Blueprint(model.name, specs)


def last_layer_error(layer: Layer, output_shape: tuple[int, ...], classes: int) -> str:
    """Return what keeps the last layer from giving a probability for each class; "" if nothing."""
    if output_shape != (classes,):
        hint = "; a Flatten goes before it" if len(output_shape) > 1 else ""
        return f"it gives the shape {output_shape} and ({classes},) is wanted, one a class{hint}"
    if getattr(layer, "activation", None) != "softmax":
        return "the last layer gives probabilities: its activation has to be softmax"
    return ""


def _layers_so_far(blueprint: Blueprint, classes: int) -> tuple[list[Layer | None], str]:
    """Return the layers, None from the first that cannot be made on, and why not."""
    layers: list[Layer | None] = []
    error = ""
    for spec in blueprint.layers:
        try:
            layers.append(None if error else planned_layer(spec, classes))
        except (LearnError, TypeError) as wrong:
            layers.append(None)
            error = str(wrong)
    try:
        name_layers([one for one in layers if one is not None])
    except LearnError as wrong:
        return [None] * len(layers), str(wrong)
    return layers, error


def _row(
    spec: LayerSpec, layer: Layer | None, shape: tuple[int, ...] | None, error: str
) -> LayerRow:
    if layer is None or shape is None:
        name = "" if layer is None else layer.name
        return LayerRow(name or spec.kind, spec.kind, None, 0, error)
    try:
        output_shape, plans = layer.checked_plan(shape)
    except LearnError as wrong:
        return LayerRow(layer.name, spec.kind, None, 0, str(wrong))
    return LayerRow(layer.name, spec.kind, output_shape, sum(prod(plan.shape) for plan in plans))


def _last_error(layers: Sequence[Layer | None], rows: Sequence[LayerRow], classes: int) -> str:
    layer, shape = layers[-1], rows[-1].output_shape
    if layer is None or shape is None:
        return ""
    message = last_layer_error(layer, shape, classes)
    return str(layer.error(message)) if message else ""
