"""Blueprints as JSON: there and back, and nothing else taken."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kernelview.learn.blueprint import Blueprint, layer
from kernelview.learn.blueprint_json import blueprint_from_json, blueprint_to_json
from kernelview.learn.errors import LearnError
from kernelview.learn.templates import TEMPLATES


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.id)
def test_a_template_comes_back_from_json(one: Any) -> None:
    text = json.dumps(blueprint_to_json(one.blueprint))
    assert blueprint_from_json(json.loads(text)) == one.blueprint


def test_every_type_of_option_comes_back() -> None:
    blueprint = Blueprint(
        "all",
        (
            layer(
                "Conv2D", filters=2, kernel_size=(3, 5), use_bias=False, padding="same", name="x"
            ),
            layer("MaxPooling2D", strides=None),
            layer("Dropout", rate=0.25),
            layer("BatchNormalization", momentum=0.5, trainable=False),
        ),
    )
    text = json.dumps(blueprint_to_json(blueprint))
    assert blueprint_from_json(json.loads(text)) == blueprint


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        {"name": "a"},
        {"name": "a", "layers": [], "more": 1},
        {"name": 3, "layers": []},
        {"name": "a" * 1000, "layers": []},
        {"name": "a", "layers": {}},
        {"name": "a", "layers": [{"kind": "Flatten", "options": {}}] * 41},
        {"name": "a", "layers": ["Flatten"]},
        {"name": "a", "layers": [{"kind": "Flatten"}]},
        {"name": "a", "layers": [{"kind": "Lambda", "options": {}}]},
        {"name": "a", "layers": [{"kind": ["Flatten"], "options": {}}]},
        {"name": "a", "layers": [{"kind": "Flatten", "options": []}]},
        {"name": "a", "layers": [{"kind": "Flatten", "options": {"__class__": "x"}}]},
        {"name": "a", "layers": [{"kind": "Dense", "options": {"units": 1e400}}]},
        {"name": "a", "layers": [{"kind": "Dense", "options": {"units": 10**30}}]},
        {"name": "a", "layers": [{"kind": "Dense", "options": {"units": 2.5}}]},
        {"name": "a", "layers": [{"kind": "Dense", "options": {"units": {"a": 1}}}]},
        {"name": "a", "layers": [{"kind": "Dense", "options": {"use_bias": 1}}]},
        {"name": "a", "layers": [{"kind": "Conv2D", "options": {"kernel_size": [3, True]}}]},
        {"name": "a", "layers": [{"kind": "Conv2D", "options": {"kernel_size": [1] * 99}}]},
        {"name": "a", "layers": [{"kind": "Flatten", "options": {"input_shape": [3, 3]}}]},
        {
            "name": "a",
            "layers": [{"kind": "Flatten", "options": {"name": "b"}}] * 2,
        },
    ],
)
def test_anything_else_is_refused(wrong: object) -> None:
    with pytest.raises(LearnError):
        blueprint_from_json(wrong)


anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda parts: some.lists(parts, max_size=4) | some.dictionaries(some.text(), parts, max_size=4),
    max_leaves=12,
)


@given(options=some.dictionaries(some.sampled_from(["units", "activation", "name"]), anything))
def test_no_option_gives_anything_but_a_learn_error(options: dict[str, Any]) -> None:
    value = {"name": "a", "layers": [{"kind": "Dense", "options": options}]}
    try:
        blueprint = blueprint_from_json(value)
    except LearnError:
        return
    assert blueprint.layers[0].kind == "Dense"
