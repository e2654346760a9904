"""Losses, activations and the accuracy: values of Keras 3.15, gradients by differences."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.learn.activations import (
    ACTIVATIONS,
    ActivationName,
    activate,
    activation_name,
    sum_gradient,
)
from kernelview.learn.errors import LearnError
from kernelview.learn.losses import (
    Loss,
    last_sum_gradient,
    loss_name,
    sample_losses,
    wanted_activation,
)
from kernelview.learn.metrics import correct_count, judged_count, metric_name

PROBABILITIES = np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]])
ONE_HOT = np.array([[1.0, 0, 0], [0, 1, 0]])
LABELS = np.array([0, 1])
# Printed by Keras 3.15.1 for the arrays above.
KERAS_LOSSES: dict[Loss, float] = {
    "categorical_crossentropy": 0.78032386302948,
    "sparse_categorical_crossentropy": 0.78032386302948,
    "mean_squared_error": 0.1666666716337204,
    "binary_crossentropy": 0.4851338565349579,
}
SUMS = np.array([[-2.0, -0.5, 0.0, 1.0, 3.0]])
KERAS_ACTIVATIONS: dict[ActivationName, tuple[float, ...]] = {
    "linear": (-2, -0.5, 0, 1, 3),
    "relu": (0, 0, 0, 1, 3),
    "leaky_relu": (-0.4, -0.1, 0, 1, 3),
    "sigmoid": (0.119202919, 0.377540678, 0.5, 0.731058598, 0.952574134),
    "tanh": (-0.964027584, -0.462117136, 0, 0.761594176, 0.995054722),
    "softmax": (0.005513608, 0.024710277, 0.040740356, 0.110743776, 0.818291962),
}


def targets_of(loss: Loss) -> NDArray[Any]:
    return LABELS if loss == "sparse_categorical_crossentropy" else ONE_HOT


@pytest.mark.parametrize("loss", KERAS_LOSSES)
def test_losses_are_those_of_keras(loss: Loss) -> None:
    found = sample_losses(loss, PROBABILITIES, targets_of(loss))
    assert found.shape == (2,)
    assert found.mean() == pytest.approx(KERAS_LOSSES[loss], rel=1e-6)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_are_those_of_keras(name: ActivationName) -> None:
    assert activate(name, SUMS)[0] == pytest.approx(KERAS_ACTIVATIONS[name], abs=1e-6)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_activations_stay_finite_and_keep_the_precision(name: ActivationName, dtype: type) -> None:
    sums: NDArray[Any] = np.array([[-1e4, 0, 1e4]], dtype)
    assert np.isfinite(activate(name, sums)).all()
    assert activate(name, sums).dtype == dtype


def slope_by_differences(
    function: Callable[[NDArray[Any]], float], place: NDArray[Any]
) -> NDArray[Any]:
    slopes = np.empty_like(place)
    for index in np.ndindex(place.shape):
        step = np.zeros_like(place)
        step[index] = 1e-6
        slopes[index] = (function(place + step) - function(place - step)) / 2e-6
    return slopes


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation_slopes_agree_with_differences(name: ActivationName) -> None:
    random = np.random.default_rng(0)
    sums, upstream = random.normal(size=(4, 5)), random.normal(size=(4, 5))
    by_differences = slope_by_differences(
        lambda place: float((activate(name, place) * upstream).sum()), sums
    )
    found = sum_gradient(name, activate(name, sums), upstream)
    assert np.abs(found - by_differences).max() < 1e-6


@pytest.mark.parametrize("loss", KERAS_LOSSES)
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_loss_gradients_agree_with_differences(loss: Loss, name: ActivationName) -> None:
    if wanted_activation(loss) not in {None, name}:
        return
    random = np.random.default_rng(1)
    sums = random.normal(size=(2, 3))
    targets = targets_of(loss)

    def mean_loss(place: NDArray[Any]) -> float:
        return float(sample_losses(loss, activate(name, place), targets).mean())

    found = last_sum_gradient(loss, name, activate(name, sums), targets)
    by_differences = slope_by_differences(mean_loss, sums)
    assert np.abs(found - by_differences).max() < 1e-6
    # The check itself can tell: a gradient a thousandth too long fails it.
    assert np.abs(found * 1.001 - by_differences).max() > 1e-6


def test_a_gradient_stays_finite_where_the_answer_is_utterly_wrong() -> None:
    outputs = activate("softmax", np.array([[500.0, 0, 0]], np.float32))
    labels = np.array([1])
    assert sample_losses("sparse_categorical_crossentropy", outputs, labels)[0] < 100
    gradient = last_sum_gradient("sparse_categorical_crossentropy", "softmax", outputs, labels)
    assert gradient[0].tolist() == [1, -1, 0]


def test_accuracy_counts_as_keras_does() -> None:
    assert correct_count("sparse_categorical_crossentropy", PROBABILITIES, LABELS) == 1
    assert correct_count("categorical_crossentropy", PROBABILITIES, ONE_HOT) == 1
    assert judged_count("categorical_crossentropy", ONE_HOT) == 2
    # Row 1: 0.7, 0.2, 0.1 for 1, 0, 0: three right. Row 2: 0.1, 0.3, 0.6 for 0, 1, 0: one.
    assert correct_count("binary_crossentropy", PROBABILITIES, ONE_HOT) == 4
    assert judged_count("binary_crossentropy", ONE_HOT) == 6
    halves = np.array([[0.49, 0.51]])
    assert correct_count("binary_crossentropy", halves, np.array([[1.0, 1.0]])) == 1


def test_names_are_refused_with_those_that_there_are() -> None:
    assert activation_name(None) == "linear"
    assert loss_name("mse") == "mean_squared_error"
    assert metric_name("acc") == "accuracy"
    for wrong in (
        lambda: activation_name("swish"),
        lambda: loss_name("hinge"),
        lambda: loss_name(3),
    ):
        with pytest.raises(LearnError, match="is one of"):
            wrong()
    with pytest.raises(LearnError, match="accuracy"):
        metric_name("auc")
