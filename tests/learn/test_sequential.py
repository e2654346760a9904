"""Sequential: Keras' methods, and what they refuse."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kernelview.learn import (
    Conv1D,
    Conv2D,
    Dense,
    Flatten,
    Input,
    LearnError,
    MaxPooling1D,
    MaxPooling2D,
    Sequential,
    load_model,
)
from tests.learn.samples import bars, dense_network, same_weights, small_network


def course_network() -> Sequential:
    model = Sequential()
    model.add(Conv2D(64, kernel_size=(3, 3), activation="relu", input_shape=(28, 28, 1)))
    model.add(MaxPooling2D(pool_size=(2, 2), strides=(2, 2)))
    model.add(Flatten())
    model.add(Dense(10, activation="softmax"))
    return model


def test_the_courses_network_runs_as_it_is_written_for_keras() -> None:
    model = course_network()
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    random = np.random.default_rng(0)
    pictures, targets = random.random((40, 28, 28, 1)), np.eye(10)[random.integers(0, 10, 40)]
    model.fit(pictures, targets, epochs=2, batch_size=20, validation_split=0.25, verbose=0)
    loss, accuracy = model.evaluate(pictures, targets, verbose=0)  # type: ignore[misc]
    assert loss > 0
    assert 0 <= accuracy <= 1
    found = model.predict(pictures)
    assert found.shape == (40, 10)
    assert found.dtype == np.float32
    assert found.sum(axis=1) == pytest.approx(np.ones(40), abs=1e-5)


def test_the_basic_network_of_the_course_takes_input_dim() -> None:
    model = Sequential()
    model.add(Dense(32, activation="relu", input_dim=64))
    model.add(Dense(3, activation="softmax"))
    assert model.count_params() == 64 * 32 + 32 + 32 * 3 + 3


def test_signals_can_be_learned_too() -> None:
    model = Sequential(
        [Input((30, 1)), Conv1D(4, 5, activation="relu"), MaxPooling1D(), Flatten(), Dense(1)]
    )
    model.compile("adam", "mse")
    random = np.random.default_rng(0)
    signals = random.normal(size=(50, 30)).astype(np.float32)
    history = model.fit(signals, signals.max(axis=1), epochs=5, seed=0).history
    assert history["loss"][-1] < history["loss"][0]


def test_a_summary_has_every_layer_and_the_sums() -> None:
    told: list[str] = []
    course_network().summary(print_fn=told.append)
    assert len(told) == 1
    assert "conv1 (Conv2D)        (None, 26, 26, 64)         640" in told[0]
    assert "108,810 (108,810 trainable, 0 not)" in told[0]
    small_network().summary(print_fn=told.append)
    # 60 + 24 + 165; half of the normalisation is only tracked.
    assert "(237 trainable, 12 not)" in told[1]
    Sequential([Dense(3)]).summary(print_fn=told.append)
    assert "not built" in told[2]


def test_weights_are_views_of_one_stretch() -> None:
    model = small_network()
    assert model.flat_values.size == model.count_params()
    model.flat_values[...] = 7
    assert all((one == 7).all() for one in model.get_weights())


def test_a_copy_has_its_own_weights() -> None:
    model = small_network()
    model.fit(*bars(30), seed=0)
    twin = model.copy()
    assert same_weights(model, twin)
    assert np.array_equal(model.predict(bars(9)[0]), twin.predict(bars(9)[0]))
    twin.flat_values[...] = 0
    assert not same_weights(model, twin)


def test_weights_go_over_to_another_network_and_wrong_ones_change_nothing() -> None:
    first, second = small_network(seed=1), small_network(seed=2)
    second.set_weights(first.get_weights())
    assert same_weights(first, second)
    wrong = [np.zeros_like(one) for one in first.get_weights()]
    wrong[-1] = np.zeros(99)
    with pytest.raises(LearnError, match="dense1"):
        second.set_weights(wrong)
    with pytest.raises(LearnError, match="8 weights, not 7"):
        second.set_weights(wrong[:-1])
    assert same_weights(first, second)


def test_float64_stays_float64() -> None:
    model = Sequential([Flatten(), Dense(3, "softmax")], dtype="float64")
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(*bars(20))
    assert model.flat_values.dtype == np.float64
    assert model.predict(bars(2)[0]).dtype == np.float64


@pytest.mark.parametrize("dtype", ["uint8", "int64", "float64", "bool"])
def test_samples_of_any_kind_of_number_are_taken(dtype: str) -> None:
    model = dense_network()
    pictures, labels = bars(20)
    model.fit((pictures * 3).astype(dtype), labels.astype(np.uint8))
    assert model.predict((pictures * 3).astype(dtype)).shape == (20, 3)


def test_a_last_side_of_one_may_be_left_out_and_labels_may_be_a_column() -> None:
    model = dense_network()
    pictures, labels = bars(20)
    assert np.array_equal(model.predict(pictures[..., 0]), model.predict(pictures))
    assert model.evaluate(pictures, labels[:, np.newaxis]) == model.evaluate(pictures, labels)


def test_batches_make_no_difference_to_the_answers() -> None:
    model = small_network()
    pictures, labels = bars(50)
    assert model.predict(pictures, batch_size=7) == pytest.approx(model.predict(pictures), abs=1e-6)
    assert model.evaluate(pictures, labels, batch_size=7) == pytest.approx(
        model.evaluate(pictures, labels)
    )


def test_the_seed_is_kept_and_gives_the_same_weights() -> None:
    model = Sequential([Dense(3)])
    model.build((4,))
    assert model.seed is not None
    again = Sequential([Dense(3)])
    again.build((4,), seed=model.seed)
    assert same_weights(model, again)


def test_layers_are_named_by_kind_and_number() -> None:
    model = Sequential([Conv2D(1, 1), Conv2D(1, 1, name="eyes"), Conv1D(1, 1), Dense(1), Dense(1)])
    assert [one.name for one in model.layers] == ["conv1", "eyes", "conv3", "dense1", "dense2"]
    with pytest.raises(LearnError, match="two are called 'conv1'"):
        model.add(Flatten(name="conv1"))
    assert len(model.layers) == 5


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        (np.zeros((0, 8, 8, 1)), np.zeros(0, int), "no samples"),
        (np.zeros((4, 8, 9, 1)), np.zeros(4, int), r"flatten1.*\(8, 9, 1\).*\(8, 8, 1\)"),
        (np.zeros((4, 8, 8, 1)), np.zeros(3, int), "4 samples need as many targets"),
        (np.zeros((4, 8, 8, 1)), np.array([0, 1, 2, 3]), "dense1.*3 classes.*0 to 3"),
        (np.zeros((4, 8, 8, 1)), np.array([0, 1, -1, 2]), "-1 to 2"),
        (np.zeros((4, 8, 8, 1)), np.array([0, 1, 0.5, 2]), "whole numbers"),
        (np.zeros((4, 8, 8, 1)), np.eye(4)[:, :3], "categorical_crossentropy"),
        (np.full((4, 8, 8, 1), np.nan), np.zeros(4, int), "NaN.*number 0"),
        (np.full((4, 8, 8, 1), 1e300), np.zeros(4, int), "infinity"),
        (np.zeros((4, 8, 8, 1)), np.array([0, 1, np.nan, 2]), "NaN"),
        (np.array([["a"]]), np.zeros(1, int), "numbers"),
        ([[1, 2], [3]], np.zeros(2, int), "do not make an array"),
        (np.zeros((4, 8, 8, 1), complex), np.zeros(4, int), "numbers"),
        (3.0, np.zeros(4, int), "wants"),
    ],
)
def test_data_that_does_not_fit_is_refused(x: Any, y: Any, words: str) -> None:
    for refuse in (dense_network().fit, dense_network().evaluate):
        with pytest.raises(LearnError, match=words):
            refuse(x, y)


def test_one_hot_targets_are_checked() -> None:
    model = dense_network(loss="categorical_crossentropy")
    pictures, labels = bars(10)
    with pytest.raises(LearnError, match="sparse_categorical_crossentropy"):
        model.fit(pictures, labels)
    with pytest.raises(LearnError, match="from 0 to 1"):
        model.fit(pictures, np.eye(3)[labels] * 2)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"batch_size": 0}, "batch size"),
        ({"epochs": 0}, "epochs"),
        ({"epochs": 2, "initial_epoch": 2}, "initial epoch"),
        ({"validation_split": 1.0}, "validation split"),
        ({"validation_split": 0.99}, "leaves"),
        ({"validation_data": (np.zeros((2, 8, 8, 1)), np.array([0, 9]))}, "0 to 9"),
        ({"seed": -1}, "seed"),
    ],
)
def test_settings_that_make_no_sense_are_refused(options: Any, words: str) -> None:
    with pytest.raises(LearnError, match=words):
        dense_network().fit(*bars(10), **options)


def test_what_cannot_work_is_told_by_compile() -> None:
    with pytest.raises(LearnError, match="no layers"):
        Sequential().compile("adam", "mse")
    model = Sequential([Conv2D(3, 3, input_shape=(2, 2, 1)), Flatten(), Dense(2)])
    with pytest.raises(LearnError, match="conv1"):
        model.compile("adam", "mse")
    with pytest.raises(LearnError, match=r"dense1.*softmax"):
        Sequential([Dense(3)]).compile("adam", "sparse_categorical_crossentropy")
    with pytest.raises(LearnError, match="sigmoid"):
        Sequential([Dense(1)]).compile("adam", "binary_crossentropy")
    with pytest.raises(LearnError, match=r"\(8, 8, 3\)"):
        Sequential([Input((8, 8, 1)), Dense(3, "softmax")]).compile(
            "adam", "categorical_crossentropy"
        )


def test_what_comes_first_is_said() -> None:
    model = Sequential([Flatten(), Dense(3, "softmax")])
    with pytest.raises(LearnError, match="compile"):
        model.fit(*bars(4))
    with pytest.raises(LearnError, match="input_shape"):
        model.predict(bars(4)[0])
    with pytest.raises(LearnError, match="input_shape"):
        model.count_params()
    model.compile("adam")
    with pytest.raises(LearnError, match="loss"):
        model.fit(*bars(4))
    with pytest.raises(LearnError, match="before the first"):
        model.add(Input((3,)))
    with pytest.raises(LearnError, match="in this network already"):
        model.add(model.layers[0])
    with pytest.raises(LearnError, match="a layer is one of"):
        model.add("Dense")  # type: ignore[arg-type]


def test_a_line_an_epoch_is_written_only_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    dense_network().fit(*bars(10), epochs=2)
    assert capsys.readouterr().out == ""
    dense_network().fit(*bars(10), epochs=2, verbose=1)
    lines = capsys.readouterr().out.splitlines()
    assert [line[:9] for line in lines] == ["Epoch 1/2", "Epoch 2/2"]
    assert "loss" in lines[0]


def test_a_saved_network_comes_back(tmp_path: Path) -> None:
    model = small_network()
    model.fit(*bars(30), seed=0)
    path = tmp_path / "bars.safetensors"
    model.save(path)
    again = load_model(path)
    assert same_weights(model, again)
    assert np.array_equal(model.predict(bars(9)[0]), again.predict(bars(9)[0]))
