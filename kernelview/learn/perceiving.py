"""Let a network look at one picture, and take what it makes of it apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.errors import LearnError
from kernelview.learn.layer_arithmetic import Place, layer_arithmetic
from kernelview.learn.perception import LayerMaps, Perception, UnitArithmetic

if TYPE_CHECKING:
    from kernelview.learn.sequential import Sequential

__all__ = [
    "LayerMaps",
    "Perception",
    "UnitArithmetic",
    "checked_picture",
    "perceive",
    "unit_arithmetic",
]


def perceive(model: Sequential, pixels: NDArray[Any]) -> Perception:
    """Let a network look at a picture (H, W, C), 0 to 1. Raises LearnError for another shape."""
    inputs = checked_picture(model, pixels)[np.newaxis]
    with np.errstate(all="ignore"):
        maps = tuple(
            LayerMaps(layer.name, layer.kind, _kept(model.passes.outputs(inputs, upto=count)[0]))
            for count, layer in enumerate(model.layers, start=1)
        )
    return Perception(_kept(inputs[0]), maps[-1].values.reshape(-1), maps)


def unit_arithmetic(
    model: Sequential, perception: Perception, layer_name: str, unit: int, row: int, column: int
) -> UnitArithmetic:
    """Return how the value of a unit at (row, column) of its map came about.

    Along a signal `column` is the step; a layer without a map leaves row and column at 0.
    `model` has the weights that the picture was looked at with. Raises LearnError for a place
    that is not there.
    """
    index = _index_of(model, perception, layer_name)
    layer = model.layers[index]
    before = perception.maps[index - 1].values if index else perception.pixels
    place = _checked_place(perception.maps[index].values, layer_name, unit, row, column)
    return replace(layer_arithmetic(layer, before.astype(np.float64), place), kind=layer.kind)


def checked_picture(model: Sequential, pixels: NDArray[Any]) -> NDArray[Any]:
    """Return a picture as the network's numbers. Raises LearnError where it takes others."""
    picture = np.asarray(pixels)
    if picture.shape != model.input_shape:
        raise LearnError(f"the network takes pictures of {model.input_shape}, not {picture.shape}")
    if picture.dtype.kind not in "buif" or not np.isfinite(picture).all():
        raise LearnError("a picture is of finite numbers")
    return picture.astype(model.dtype)


def _kept(values: NDArray[Any]) -> NDArray[np.float32]:
    kept = values.astype(np.float32)
    kept.flags.writeable = False
    return kept


def _index_of(model: Sequential, perception: Perception, layer_name: str) -> int:
    names = [layer.name for layer in model.layers]
    if names != [maps.name for maps in perception.maps]:
        raise LearnError("the picture was looked at with another network")
    if layer_name not in names:
        raise LearnError(f"no layer is called {layer_name!r}; there are {', '.join(names)}")
    return names.index(layer_name)


def _checked_place(
    values: NDArray[Any], layer_name: str, unit: int, row: int, column: int
) -> Place:
    place = (row, column, unit)[3 - values.ndim :]
    unused = (row, column)[: 3 - values.ndim]
    if any(unused) or not all(
        0 <= one < side for one, side in zip(place, values.shape, strict=True)
    ):
        raise LearnError(
            f"{layer_name} gives {values.shape}; there is no unit {unit} at row {row}, "
            f"column {column}"
        )
    return place
