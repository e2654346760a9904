"""Networks on paper: rows with shapes and errors, and the networks they make."""

import numpy as np
import pytest

from kernelview.learn.blueprint import Blueprint, LayerSpec, layer
from kernelview.learn.errors import LearnError
from kernelview.learn.layer_kinds import LAYER_KINDS, layer_kind
from kernelview.learn.planned_layers import planned_layer, spec_of
from kernelview.learn.sizing import blueprint_of, build_network, describe
from kernelview.learn.templates import TEMPLATES, template

COURSE = template("course-cnn").blueprint


def network(*layers: LayerSpec) -> Blueprint:
    return Blueprint("tried", layers)


def test_the_courses_network_is_sized_as_keras_sizes_it() -> None:
    rows = describe(COURSE, (28, 28, 1), 10)
    assert [row.name for row in rows] == ["conv1", "pool1", "flatten1", "dense1"]
    assert [row.output_shape for row in rows] == [(26, 26, 64), (13, 13, 64), (10816,), (10,)]
    assert [row.parameters for row in rows] == [640, 0, 0, 108_170]
    assert not any(row.error for row in rows)


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.id)
@pytest.mark.parametrize("shape", [(28, 28, 1), (28, 28, 3), (14, 16, 1)])
def test_every_template_can_be_built_and_has_what_its_rows_say(
    one: object, shape: tuple[int, int, int]
) -> None:
    blueprint = one.blueprint  # type: ignore[attr-defined]
    rows = describe(blueprint, shape, 7)
    built = build_network(blueprint, shape, 7, seed=1)
    assert [row.parameters for row in rows] == [one.count_params() for one in built.layers]
    assert [row.output_shape for row in rows] == [one.output_shape for one in built.layers]
    assert [row.name for row in rows] == [one.name for one in built.layers]


def test_the_first_mistake_has_the_error_and_what_follows_is_left_open() -> None:
    rows = describe(
        network(
            layer("Conv2D", filters=4, kernel_size=(3, 3)),
            layer("MaxPooling2D", pool_size=(9, 9)),
            layer("Flatten"),
            layer("Dense", units=None, activation="softmax"),
        ),
        (8, 8, 1),
        3,
    )
    assert rows[0].output_shape == (6, 6, 4)
    assert "pool1" in rows[1].error
    assert "(6, 6, 4)" in rows[1].error
    assert "(9, 9, 4)" in rows[1].error
    assert [row.output_shape for row in rows[1:]] == [None] * 3
    assert [row.error for row in rows[2:]] == ["", ""]


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ((layer("Flatten"), layer("Dense", units=4, activation="softmax")), r"\(4,\) and \(3,\)"),
        ((layer("Flatten"), layer("Dense", units=None)), "softmax"),
        ((layer("Dense", units=None, activation="softmax"),), "Flatten"),
        ((layer("Flatten"),), r"\(64,\) and \(3,\)"),
    ],
)
def test_a_last_layer_that_gives_no_probabilities_says_so(
    layers: tuple[LayerSpec, ...], words: str
) -> None:
    rows = describe(network(*layers), (8, 8, 1), 3)
    assert [bool(row.error) for row in rows] == [False] * (len(layers) - 1) + [True]
    with pytest.raises(LearnError, match=words):
        build_network(network(*layers), (8, 8, 1), 3, seed=0)


def test_softmax_may_be_a_layer_of_its_own() -> None:
    layers = (
        layer("Flatten"),
        layer("Dense", units=None),
        layer("Activation", activation="softmax"),
    )
    assert not any(row.error for row in describe(network(*layers), (8, 8, 1), 3))


@pytest.mark.parametrize(
    "wrong",
    [
        layer("Conv2D", filters=-1),
        layer("Conv2D", filters="many"),
        layer("Conv2D", colour=3),
        layer("Dense", units=3, input_shape=(3,)),
        layer("Dropout", rate=2.0),
        layer("Activation", activation="no"),
        layer("Flatten", name="a/b"),
        layer("Dense", units=(3, 3)),
    ],
)
def test_describing_never_raises(wrong: LayerSpec) -> None:
    rows = describe(network(wrong, layer("Flatten")), (8, 8, 1), 3)
    assert rows[0].error
    assert rows[1].output_shape is None
    with pytest.raises(LearnError):
        build_network(network(wrong), (8, 8, 1), 3, seed=0)


def test_a_name_twice_is_an_error_and_a_given_one_is_kept() -> None:
    twice = network(layer("Flatten", name="a"), layer("Dense", units=3, name="a"))
    assert "name" in describe(twice, (8, 8, 1), 3)[0].error
    named = network(
        layer("Flatten", name="dense1"), layer("Dense", units=None, activation="softmax")
    )
    assert [row.name for row in describe(named, (8, 8, 1), 3)] == ["dense1", "dense2"]


def test_an_empty_network_has_no_rows_and_cannot_be_built() -> None:
    assert describe(network(), (8, 8, 1), 3) == ()
    with pytest.raises(LearnError, match="at least one layer"):
        build_network(network(), (8, 8, 1), 3, seed=0)


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.id)
def test_a_networks_blueprint_makes_the_same_network_again(one: object) -> None:
    first = build_network(one.blueprint, (28, 28, 1), 10, seed=4)  # type: ignore[attr-defined]
    again = build_network(blueprint_of(first), (28, 28, 1), 10, seed=4)
    assert [one.get_config() for one in again.layers] == [one.get_config() for one in first.layers]
    assert np.array_equal(first.flat_values, again.flat_values)
    assert blueprint_of(again) == blueprint_of(first)


def test_a_blueprint_keeps_names_and_what_is_not_as_usual() -> None:
    specs = (
        layer("Conv2D", filters=4, kernel_size=(3, 3), name="eyes", trainable=False),
        layer("MaxPooling2D", pool_size=(3, 3), strides=(1, 1)),
        layer("Flatten"),
        layer("Dense", units=3, activation="softmax"),
    )
    built = build_network(network(*specs), (8, 8, 1), 3, seed=0)
    assert blueprint_of(built) == network(*specs)


def test_strides_that_follow_from_the_window_are_left_out() -> None:
    made = planned_layer(layer("MaxPooling2D", pool_size=(3, 3), strides=(3, 3)), classes=2)
    assert spec_of(made, usual_name="") == layer("MaxPooling2D", pool_size=(3, 3))


def test_every_kind_on_offer_can_be_made_from_its_defaults() -> None:
    for kind in LAYER_KINDS:
        made = planned_layer(LayerSpec(kind.name), classes=10)
        chosen = LayerSpec(
            kind.name,
            tuple((one.name, one.default) for one in kind.options if one.default is not None),
        )
        assert planned_layer(chosen, classes=10).get_config() == made.get_config()
        assert kind.help.endswith(".")


def test_an_unknown_kind_or_option_is_named() -> None:
    with pytest.raises(LearnError, match="LSTM"):
        layer_kind("LSTM")
    with pytest.raises(LearnError, match="rate"):
        layer_kind("Dropout").option("share")
