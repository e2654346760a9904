"""Edits of a network on paper: pure functions that return the next one."""

from kernelview.learn.blueprint import Blueprint, LayerName, LayerSpec
from kernelview.learn.blueprint import layer as spec
from kernelview.learn.network_names import name_of

# What a new layer starts with, where Keras' defaults are of little use.
FRESH: dict[LayerName, LayerSpec] = {
    "Conv2D": spec("Conv2D", filters=32, kernel_size=(3, 3), activation="relu"),
    "Conv1D": spec("Conv1D", filters=32, kernel_size=3, activation="relu"),
    "Dense": spec("Dense", units=64, activation="relu"),
    "Dropout": spec("Dropout", rate=0.5),
    "Activation": spec("Activation", activation="relu"),
}


def place_for_new(network: Blueprint, chosen: int) -> int:
    """Return where a new layer goes: after the chosen one, never after the last, which decides."""
    return min(max(chosen, -1) + 1, max(len(network.layers) - 1, 0))


def with_new(network: Blueprint, kind: LayerName, place: int) -> Blueprint:
    """Put a new layer in. Raises LearnError where the network has no room for it."""
    return _with_layers(network, _inserted(network, FRESH.get(kind, LayerSpec(kind)), place))


def with_copy(network: Blueprint, place: int) -> Blueprint:
    """Put a layer in again, after itself. Raises LearnError where there is no room for it."""
    return _with_layers(network, _inserted(network, network.layers[place], place + 1))


def without(network: Blueprint, place: int) -> Blueprint:
    """Take a layer out."""
    return _with_layers(network, network.layers[:place] + network.layers[place + 1 :])


def with_moved(network: Blueprint, place: int, to: int) -> Blueprint:
    """Move a layer to the place it has afterwards."""
    layers = list(network.layers)
    layers.insert(to, layers.pop(place))
    return _with_layers(network, tuple(layers))


def with_changed(network: Blueprint, place: int, layer: LayerSpec) -> Blueprint:
    """Put another layer in one's place."""
    layers = network.layers
    return _with_layers(network, (*layers[:place], layer, *layers[place + 1 :]))


def _inserted(network: Blueprint, layer: LayerSpec, place: int) -> tuple[LayerSpec, ...]:
    return (*network.layers[:place], layer, *network.layers[place:])


def _with_layers(network: Blueprint, layers: tuple[LayerSpec, ...]) -> Blueprint:
    return Blueprint(name_of(layers, network.name), layers)
