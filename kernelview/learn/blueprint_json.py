"""Blueprints as JSON: {"name": ..., "layers": [{"kind": "Conv2D", "options": {...}}, ...]}."""

from math import isfinite
from typing import Any, cast

from kernelview.learn.blueprint import (
    LAYER_NAMES,
    MOST_LAYERS,
    Blueprint,
    LayerName,
    LayerSpec,
    Value,
)
from kernelview.learn.errors import LearnError
from kernelview.learn.planned_layers import planned_layers

_LONGEST_TEXT = 100


def blueprint_to_json(blueprint: Blueprint) -> dict[str, Any]:
    """Return objects that the json module writes."""
    return {
        "name": blueprint.name,
        "layers": [{"kind": one.kind, "options": dict(one.options)} for one in blueprint.layers],
    }


def blueprint_from_json(value: object) -> Blueprint:
    """Return the blueprint. Raises LearnError for anything that blueprint_to_json would not write.

    Every layer's arguments are checked; shapes are not, as they depend on the input.
    """
    fields = _fields(value, {"name", "layers"}, "network")
    name, lines = fields["name"], fields["layers"]
    if not isinstance(name, str) or len(name) > _LONGEST_TEXT:
        raise LearnError(f"a network's name is a text of at most {_LONGEST_TEXT} characters")
    if not isinstance(lines, list) or len(lines) > MOST_LAYERS:
        raise LearnError(f"a network's layers are a list of at most {MOST_LAYERS}")
    blueprint = Blueprint(name, tuple(_spec(line) for line in lines))
    planned_layers(blueprint, classes=1)
    return blueprint


def _spec(value: object) -> LayerSpec:
    fields = _fields(value, {"kind", "options"}, "layer")
    kind, options = fields["kind"], fields["options"]
    if kind not in LAYER_NAMES:
        raise LearnError(f"a layer is one of {', '.join(LAYER_NAMES)}, not {kind!r:.60}")
    if not isinstance(options, dict) or len(options) > len(LAYER_NAMES) * 2:
        raise LearnError(f"the options of {kind} are an object")
    return LayerSpec(
        cast(LayerName, kind), tuple((name, _value(one)) for name, one in options.items())
    )


def _fields(value: object, names: set[str], what: str) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != names:
        raise LearnError(f"a {what} is an object with {' and '.join(sorted(names))}")
    return value


def _value(value: object) -> Value:
    match value:
        case None | bool() | int():
            return value
        case float() if isfinite(value):
            return value
        case str() if len(value) <= _LONGEST_TEXT:
            return value
        case list() | tuple() if 0 < len(value) <= 3 and all(type(one) is int for one in value):
            return tuple(value)
    raise LearnError(f"a layer's option cannot be {value!r:.60}")
