"""Networks and kept trainings as safetensors: the plan in the header, the weights as tensors.

The tensors are called "conv1.kernel", "conv1.bias" ...; the text "kernelview" in the metadata
is JSON. Nothing in it is run, and the weights are only taken where the plan asks for exactly
those names and shapes.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.blueprint import Blueprint
from kernelview.learn.blueprint_json import blueprint_from_json, blueprint_to_json
from kernelview.learn.choices import DataChoice, TrainingSettings
from kernelview.learn.errors import LearnError
from kernelview.learn.planned_layers import planned_layers
from kernelview.learn.run_json import (
    RunFields,
    checked_fields,
    checked_shape,
    run_from_json,
    run_to_json,
)
from kernelview.learn.run_record import RunRecord, Weights
from kernelview.learn.sequential import Sequential
from kernelview.learn.sizing import blueprint_of, last_layer_error
from kernelview.learn.strict_json import parse_strict_json
from kernelview.learn.tensors import tensors_from_bytes, tensors_to_bytes

KEY = "kernelview"
RUN_FORMAT, MODEL_FORMAT = "kernelview-run", "kernelview-model"
VERSION = 1
# A layer's name has no "/", so this is no weight's name.
_CONFUSION = "confusion/counts"
_DTYPES = ("float32", "float64")
# A network saved alone says nothing of a training.
_NEVER = datetime.fromtimestamp(0, UTC)

Tensors = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class _Plan:
    """A network as its file has to bear it out: `shapes` names the weights in order."""

    blueprint: Blueprint
    input_shape: tuple[int, ...]
    classes: int
    output_shape: tuple[int, ...]
    shapes: dict[str, tuple[int, ...]]


def model_to_bytes(model: Sequential | RunRecord) -> bytes:
    """Return a network, or a kept training, as a file.

    Raises LearnError for what could not be read again, such as NaN in the weights.
    """
    if isinstance(model, RunRecord):
        content = run_to_json(model)
        tensors = _named(_plan_of_run(run_from_json(content)), model.weights)
        if model.confusion is not None:
            tensors[_CONFUSION] = _checked_confusion(model.confusion, len(model.class_names))
        return _file(RUN_FORMAT, content, tensors)
    content = {
        "blueprint": blueprint_to_json(blueprint_of(model)),
        "input_shape": list(model.input_shape or ()),
    }
    return _file(MODEL_FORMAT, content, _named(_plan_of_model(content), model.get_weights()))


def record_from_bytes(data: bytes) -> RunRecord:
    """Return a kept training; of a network alone, one that knows of no training.

    That one started in 1970, and its classes are named by their numbers. Raises LearnError.
    """
    form, content, tensors = _opened(data)
    run = run_from_json(content) if form == RUN_FORMAT else _run_of_model(content)
    confusion = tensors.pop(_CONFUSION, None)
    if confusion is not None:
        confusion = _checked_confusion(confusion, len(run.class_names))
    plan = _plan_of_run(run) if form == RUN_FORMAT else _plan_of_model(content)
    return RunRecord(**vars(run), weights=_ordered(plan, tensors), confusion=confusion)


def model_from_bytes(data: bytes) -> Sequential:
    """Return the network of a file, not compiled. Raises LearnError."""
    form, content, tensors = _opened(data)
    is_run = form == RUN_FORMAT
    plan = _plan_of_run(run_from_json(content)) if is_run else _plan_of_model(content)
    tensors.pop(_CONFUSION, None)
    weights = _ordered(plan, tensors)
    dtype = weights[0].dtype.name if weights else _DTYPES[0]
    layers = planned_layers(plan.blueprint, plan.classes)
    model = Sequential(layers, name=plan.blueprint.name, dtype=dtype)
    model.build(plan.input_shape, seed=0)
    model.set_weights(weights)
    return model


def _file(form: str, content: dict[str, Any], tensors: Tensors) -> bytes:
    text = json.dumps({"format": form, "version": VERSION, **content}, allow_nan=False)
    return tensors_to_bytes(tensors, {KEY: text})


def _opened(data: bytes) -> tuple[str, dict[str, Any], Tensors]:
    tensors, metadata = tensors_from_bytes(data)
    if KEY not in metadata:
        raise LearnError(
            "it holds weights without a network: KernelView did not write it; build the network "
            "first and take its weights from such a file"
        )
    content = parse_strict_json(metadata[KEY].encode("utf-8", "replace"))
    if not isinstance(content, dict) or content.get("format") not in (RUN_FORMAT, MODEL_FORMAT):
        raise LearnError(f"its {KEY!r} is neither {RUN_FORMAT} nor {MODEL_FORMAT}")
    form, version = content.pop("format"), content.pop("version", None)
    if type(version) is not int or version < 1:
        raise LearnError("its version is no whole number from 1 on")
    if version > VERSION:
        raise LearnError(f"it was written by a newer KernelView; this one reads version {VERSION}")
    return form, content, tensors


def _plan_of_run(run: RunFields) -> _Plan:
    classes = len(run.class_names)
    plan = _plan(run.blueprint, run.input_shape, classes)
    last = planned_layers(run.blueprint, classes)[-1]
    message = last_layer_error(last, plan.output_shape, classes)
    if message:
        raise last.error(message)
    return plan


def _plan_of_model(content: object) -> _Plan:
    found = checked_fields(content, {"blueprint", "input_shape"}, "network")
    shape = checked_shape(found["input_shape"])
    return _plan(blueprint_from_json(found["blueprint"]), shape, classes=1)


def _plan(blueprint: Blueprint, input_shape: tuple[int, ...], classes: int) -> _Plan:
    shape = input_shape
    shapes: dict[str, tuple[int, ...]] = {}
    layers = planned_layers(blueprint, classes)
    for layer in layers:
        shape, plans = layer.checked_plan(shape)
        shapes |= {f"{layer.name}.{plan.name}": plan.shape for plan in plans}
    if not layers:
        raise LearnError("its network has no layers")
    return _Plan(blueprint, input_shape, classes, shape, shapes)


def _run_of_model(content: object) -> RunFields:
    plan = _plan_of_model(content)
    if len(plan.input_shape) != 3:
        raise LearnError(f"its network takes {plan.input_shape}, not (height, width, channels)")
    height, width, channels = plan.input_shape
    return RunFields(
        name=plan.blueprint.name,
        started=_NEVER,
        data=DataChoice(),
        blueprint=plan.blueprint,
        settings=TrainingSettings(),
        input_shape=(height, width, channels),
        class_names=tuple(map(str, range(plan.output_shape[-1]))),
        history={},
        seconds=0.0,
        images_seen=0,
    )


def _named(plan: _Plan, weights: Sequence[NDArray[Any]]) -> Tensors:
    if len(weights) != len(plan.shapes):
        raise LearnError(f"the network has {len(plan.shapes)} weights, not {len(weights)}")
    tensors = dict(zip(plan.shapes, weights, strict=True))
    _check_weights(plan, tensors)
    return tensors


def _ordered(plan: _Plan, tensors: Tensors) -> Weights:
    for name in (*(set(plan.shapes) - set(tensors)), *(set(tensors) - set(plan.shapes))):
        problem = "is missing" if name in plan.shapes else "belongs to no layer"
        raise LearnError(f"the tensor {name[:80]!r} {problem}")
    _check_weights(plan, tensors)
    return tuple(tensors[name] for name in plan.shapes)


def _check_weights(plan: _Plan, tensors: Tensors) -> None:
    dtypes = {values.dtype.name for values in tensors.values()}
    if len(dtypes) > 1 or not dtypes <= set(_DTYPES):
        raise LearnError(f"weights are all {' or all '.join(_DTYPES)}, not {', '.join(dtypes)}")
    for name, shape in plan.shapes.items():
        if tensors[name].shape != shape:
            raise LearnError(f"the tensor {name} is {tensors[name].shape}; its layer wants {shape}")
        if not np.isfinite(tensors[name]).all():
            raise LearnError(f"the tensor {name} holds NaN or infinity; weights are finite")


def _checked_confusion(counts: NDArray[Any], classes: int) -> NDArray[np.int64]:
    if counts.shape != (classes, classes) or counts.dtype.kind != "i" or (counts < 0).any():
        raise LearnError(f"the confusion is {classes} × {classes} counts, not {counts.shape}")
    return counts.astype(np.int64, copy=False)
