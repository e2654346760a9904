"""Networks and kept trainings as bytes: all comes back, and nothing else is let in."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernelview.learn.blueprint import Blueprint, layer
from kernelview.learn.choices import Augmentation, DataChoice, TrainingSettings
from kernelview.learn.errors import LearnError
from kernelview.learn.layers import Conv1D, Dense, Flatten
from kernelview.learn.model_format import (
    KEY,
    model_from_bytes,
    model_to_bytes,
    record_from_bytes,
)
from kernelview.learn.run_record import RunRecord
from kernelview.learn.sequential import Sequential
from kernelview.learn.sizing import build_network
from kernelview.learn.templates import TEMPLATES, Template
from kernelview.learn.tensors import tensors_from_bytes, tensors_to_bytes
from tests.learn.networks import EVERY_KIND, TWO_CONVOLUTIONS, network, picture, plan, record

Change = Callable[[dict[str, Any]], None]
GOOD = model_to_bytes(record())
NETWORK = model_to_bytes(network(EVERY_KIND))


def assert_same(found: RunRecord, wanted: RunRecord) -> None:
    """Compare bit for bit: what is not a number counts as itself."""
    for field in fields(RunRecord):
        one, other = getattr(found, field.name), getattr(wanted, field.name)
        if field.name == "weights":
            assert [(a.dtype, a.tobytes()) for a in one] == [(b.dtype, b.tobytes()) for b in other]
        elif field.name == "confusion":
            assert (one is None and other is None) or np.array_equal(one, other)
        else:
            assert repr(one) == repr(other)


def changed(change: Change, data: bytes = GOOD) -> bytes:
    """Return the file with its JSON changed."""
    tensors, metadata = tensors_from_bytes(data)
    content = json.loads(metadata[KEY])
    change(content)
    return tensors_to_bytes(tensors, {KEY: json.dumps(content)})


def with_tensors(**changes: NDArray[Any] | None) -> bytes:
    """Return the file with some tensors others, or gone; "__" stands for a dot."""
    tensors, metadata = tensors_from_bytes(GOOD)
    for name, values in changes.items():
        tensors.pop(name.replace("__", "."), None)
        if values is not None:
            tensors[name.replace("__", ".")] = values
    return tensors_to_bytes(tensors, metadata)


def setting(*path: str | int, value: object) -> Change:
    """Return what sets one place in the JSON."""

    def change(content: dict[str, Any]) -> None:
        target: Any = content
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value

    return change


def both(*changes: Change) -> Change:
    def change(content: dict[str, Any]) -> None:
        for one in changes:
            one(content)

    return change


def test_a_kept_training_comes_back_whole() -> None:
    assert_same(record_from_bytes(GOOD), record())


numbers = st.floats(0.001, 0.9)


@settings(deadline=None, max_examples=60)
@given(
    name=st.text(max_size=40),
    started=st.datetimes(timezones=st.timezones()),
    data=st.builds(
        DataChoice,
        source=st.text(max_size=30),
        limit=st.none() | st.integers(2, 10**7),
        classes=st.none()
        | st.lists(st.integers(0, 99), min_size=2, max_size=4, unique=True).map(tuple),
        test_share=st.floats(0.01, 0.9),
        colour=st.booleans(),
        seed=st.integers(0, 2**32 - 1),
        augmentation=st.builds(Augmentation, st.floats(0, 0.5), st.floats(0, 180), st.floats(0, 1)),
    ),
    training=st.builds(TrainingSettings, st.sampled_from(["adam", "sgd"]), numbers, numbers),
    history=st.dictionaries(st.text(max_size=9), st.lists(st.floats()).map(tuple), max_size=3),
    seconds=st.floats(0, 1e300),
)
def test_every_training_comes_back_exactly(
    name: str,
    started: datetime,
    data: DataChoice,
    training: TrainingSettings,
    history: dict[str, tuple[float, ...]],
    seconds: float,
) -> None:
    kept = replace(
        record(), name=name, data=data, settings=training, history=history, seconds=seconds,
        started=started,
    )  # fmt: skip
    found = record_from_bytes(model_to_bytes(kept))
    assert found.started == started
    # JSON has no infinity: what is not finite comes back as not a number.
    finite = {
        key: tuple(one if np.isfinite(one) else np.nan for one in values)
        for key, values in history.items()
    }
    assert_same(found, replace(kept, history=finite, started=found.started))


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.id)
def test_a_network_computes_the_same_when_it_comes_back(one: Template) -> None:
    model = build_network(one.blueprint, (28, 28, 1), 10, seed=4)
    found = model_from_bytes(model_to_bytes(model))
    inputs = np.random.default_rng(0).random((3, 28, 28, 1), np.float32)
    assert np.array_equal(found.predict(inputs), model.predict(inputs))
    assert found.name == one.blueprint.name


def test_every_kind_of_layer_comes_back_with_its_options() -> None:
    model = network(EVERY_KIND)
    found = model_from_bytes(NETWORK)
    assert [one.get_config() for one in found.layers] == [one.get_config() for one in model.layers]
    inputs = picture()[np.newaxis]
    assert np.array_equal(found.predict(inputs), model.predict(inputs))


def test_a_network_in_float64_and_for_signals_comes_back() -> None:
    layers = [Conv1D(2, 3, input_shape=(9, 1), name="ears"), Flatten(), Dense(4)]
    model = Sequential(layers, dtype="float64", name="hear")
    model.build(seed=1)
    found = model_from_bytes(model_to_bytes(model))
    assert found.dtype == np.float64
    assert found.layers[0].name == "ears"
    assert all(
        np.array_equal(a, b) for a, b in zip(found.get_weights(), model.get_weights(), strict=True)
    )
    with pytest.raises(LearnError, match=r"takes \(9, 1\), not"):
        record_from_bytes(model_to_bytes(model))


def test_a_kept_training_is_a_network_too() -> None:
    model = network(TWO_CONVOLUTIONS)
    inputs = picture()[np.newaxis]
    assert np.array_equal(model_from_bytes(GOOD).predict(inputs), model.predict(inputs))


def test_a_network_alone_is_a_training_that_knows_nothing_of_how() -> None:
    model = network(EVERY_KIND)
    found = record_from_bytes(NETWORK)
    assert (found.name, found.history, found.accuracy) == ("Every kind", {}, None)
    assert (found.input_shape, found.class_names) == ((9, 8, 2), ("0", "1", "2"))
    assert found.started.year == 1970
    assert all(
        np.array_equal(a, b) for a, b in zip(found.weights, model.get_weights(), strict=True)
    )


def test_other_tools_find_the_weights_by_their_layers() -> None:
    tensors = safetensors.numpy.load(GOOD)
    assert set(tensors) == {
        "conv1.kernel", "conv1.bias", "conv2.kernel", "dense1.kernel", "dense1.bias",
        "confusion/counts",
    }  # fmt: skip
    assert np.array_equal(tensors["conv1.kernel"], record().weights[0])


def test_a_time_without_a_zone_is_taken_as_utc() -> None:
    found = record_from_bytes(model_to_bytes(record(started=datetime(2024, 5, 1, 12))))
    assert found.started.isoformat() == "2024-05-01T12:00:00+00:00"


HOSTILE: dict[str, tuple[bytes, str]] = {
    "no network": (tensors_to_bytes({"a": np.ones(1)}, {}), "did not write it"),
    "no JSON": (tensors_to_bytes({}, {KEY: "{"}), "not JSON"),
    "a list": (tensors_to_bytes({}, {KEY: "[]"}), "neither"),
    "another format": (changed(setting("format", value="x")), "neither"),
    "a format of a list": (changed(setting("format", value=[])), "neither"),
    "no version": (changed(lambda content: content.pop("version")), "version"),
    "version true": (changed(setting("version", value=True)), "version"),
    "a newer version": (changed(setting("version", value=2)), "newer KernelView"),
    "an entry more": (changed(setting("code", value="import os")), "unknown entry 'code'"),
    "an entry less": (changed(lambda content: content.pop("history")), "lacks 'history'"),
    "a name of a number": (changed(setting("name", value=7)), "name of a training"),
    "a name without end": (changed(setting("name", value="x" * 301)), "300"),
    "a start of words": (changed(setting("started", value="today")), "no date"),
    "no blueprint": (changed(setting("blueprint", value=None)), "network is an object"),
    "41 layers": (
        changed(setting("blueprint", "layers", value=[{"kind": "Flatten", "options": {}}] * 41)),
        "at most 40",
    ),
    "no layers": (changed(setting("blueprint", "layers", value=[])), "no layers"),
    "a giant layer": (
        changed(setting("blueprint", "layers", 0, "options", "filters", value=99_999_999)),
        "number of filters",
    ),
    "a layer of 100,000 units": (
        changed(setting("blueprint", "layers", 3, "options", "units", value=100_000)),
        "one a class",
    ),
    "another number of kernels": (
        changed(setting("blueprint", "layers", 0, "options", "filters", value=5)),
        r"conv1.kernel is \(3, 3, 2, 4\); its layer wants \(3, 3, 2, 5\)",
    ),
    "no softmax": (
        changed(lambda content: content["blueprint"]["layers"][3]["options"].pop("activation")),
        "softmax",
    ),
    "a shape of two sides": (changed(setting("input_shape", value=[9, 8])), "height, width"),
    "a negative side": (changed(setting("input_shape", value=[9, -8, 2])), "sides"),
    "a giant side": (changed(setting("input_shape", value=[10**9, 8, 2])), "sides"),
    "sides of text": (changed(setting("input_shape", value="982")), "sides"),
    "a kernel for 100,000 channels": (
        changed(
            both(
                setting("input_shape", value=[9, 8, 100_000]),
                setting("blueprint", "layers", 0, "options", "filters", value=1_000),
            )
        ),
        "900,001,000 parameters",
    ),
    "other classes": (changed(setting("class_names", value=["a", "b"])), "2 × 2 counts"),
    "classes of numbers": (changed(setting("class_names", value=[1, 2, 3])), "class's name"),
    "classes without end": (changed(setting("class_names", value=["a"] * 1001)), "at most 1,000"),
    "a curve of text": (changed(setting("history", "loss", value="1")), "epochs"),
    "a value of text": (changed(setting("history", "loss", value=["1"])), "value of loss"),
    "a value of many digits": (changed(setting("history", "loss", value=[10**400])), "int"),
    "seconds below 0": (changed(setting("seconds", value=-1)), "seconds"),
    "seconds true": (changed(setting("seconds", value=True)), "seconds"),
    "pictures of 1.5": (changed(setting("images_seen", value=1.5)), "pictures seen"),
    "an optimizer": (changed(setting("settings", "optimizer", value="lbfgs")), "optimizer"),
    "an optimizer of lists": (changed(setting("settings", "optimizer", value=[])), "optimizer"),
    "a rate of text": (changed(setting("settings", "learning_rate", value="1")), "learning rate"),
    "settings of more": (changed(setting("settings", "more", value=1)), "unknown entry"),
    "a source of numbers": (changed(setting("data", "source", value=1)), "source"),
    "a colour of 1": (changed(setting("data", "colour", value=1)), "colour"),
    "classes of text": (changed(setting("data", "classes", value=["a", "b"])), "class"),
    "a class alone": (changed(setting("data", "classes", value=[1])), "two different"),
    "no augmentation": (changed(setting("data", "augmentation", value=None)), "augmentation"),
    "data of a list": (changed(setting("data", value=[])), "source"),
    "NaN in the weights": (
        with_tensors(conv1__bias=np.full(4, np.nan, np.float32)),
        "conv1.bias holds NaN",
    ),
    "infinity in the weights": (
        with_tensors(conv1__bias=np.full(4, np.inf, np.float32)),
        "conv1.bias holds NaN or inf",
    ),
    "a bias missing": (with_tensors(conv1__bias=None), "'conv1.bias' is missing"),
    "a tensor more": (with_tensors(conv9__bias=np.ones(1, np.float32)), "belongs to no layer"),
    "another shape": (with_tensors(conv1__bias=np.ones(5, np.float32)), "conv1.bias is"),
    "whole numbers": (with_tensors(conv1__bias=np.ones(4, np.int32)), "all float32"),
    "two dtypes": (with_tensors(conv1__bias=np.ones(4, np.float64)), "all float32"),
    "half precision": (with_tensors(conv1__bias=np.ones(4, np.float16)), "all float32"),
    "a confusion of others": (
        with_tensors(**{"confusion/counts": np.ones((2, 2), np.int64)}),
        "3 × 3 counts",
    ),
    "a confusion below 0": (
        with_tensors(**{"confusion/counts": np.full((3, 3), -1)}),
        "3 × 3 counts",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_is_not_as_it_should_be_is_refused_with_the_reason(case: str) -> None:
    data, reason = HOSTILE[case]
    with pytest.raises(LearnError, match=reason):
        record_from_bytes(data)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of each value in the JSON."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    found = [path] if path else []
    return found + [one for key, below in inner for one in places(below, (*path, key))]


PLACES = places(json.loads(tensors_from_bytes(GOOD)[1][KEY]))


@settings(deadline=None, max_examples=300)
@given(place=st.sampled_from(PLACES), junk=JUNK)
def test_anything_in_the_place_of_a_value_is_read_or_refused(
    place: tuple[str | int, ...], junk: object
) -> None:
    data = changed(setting(*place, value=junk))
    for read in (record_from_bytes, model_from_bytes):
        with suppress(LearnError):  # Any other error fails the test.
            read(data)


@settings(deadline=None, max_examples=200)
@given(place=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255))
def test_a_file_with_a_changed_byte_is_read_or_refused(place: int, byte: int) -> None:
    with suppress(LearnError):
        record_from_bytes(GOOD[:place] + bytes([byte]) + GOOD[place + 1 :])
    with suppress(LearnError):
        record_from_bytes(GOOD[:place])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"weights": record().weights[:-1]}, "5 weights, not 4"),
        ({"weights": (*record().weights[:-1], np.full(3, np.nan, np.float32))}, "NaN"),
        ({"name": "x" * 301}, "300"),
        ({"class_names": ("a", "b")}, "layer wants"),
        ({"confusion": np.ones((2, 2), np.int64)}, "3 × 3"),
        ({"blueprint": plan(layer("Flatten"))}, "one a class"),
        ({"blueprint": Blueprint("x" * 101, TWO_CONVOLUTIONS.layers)}, "100"),
        ({"seconds": float("nan")}, "seconds"),
    ],
)
def test_what_could_not_be_read_again_is_not_written(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(LearnError, match=reason):
        model_to_bytes(replace(record(), **changes))


def test_a_network_with_nan_is_not_written() -> None:
    model = network()
    model.layers[0].parameters[0].values[...] = np.nan
    with pytest.raises(LearnError, match=r"conv1\.kernel holds NaN"):
        model_to_bytes(model)
