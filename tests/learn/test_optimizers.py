"""Optimizers: the update rules of Keras 3.15, in place, whole or in parts."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.learn.errors import LearnError
from kernelview.learn.optimizers import SGD, Adam, Optimizer, RMSprop, optimizer_of

START = (1.0, -2.0, 0.5)
GRADIENTS = ((0.1, -0.2, 0.0), (0.3, 0.4, -1e-6), (-0.5, 0.1, 2.0), (0.1, 0.1, 0.1))
# The weights after the fourth of the updates above, printed by Keras 3.15.1 in float32.
AFTER_KERAS: dict[str, tuple[float, float, float]] = {
    "sgd": (1.0, -2.003999948501587, 0.4790000021457672),
    "momentum": (0.9693100452423096, -2.068619966506958, 0.11000026762485504),
    "nesterov": (0.9723789691925049, -2.1017580032348633, -0.06099969148635864),
    "rmsprop": (0.9959747195243835, -2.0011773109436035, 0.49667444825172424),
    "rmsprop momentum": (0.9230417013168335, -2.009194850921631, 0.4509568512439728),
    "adam": (0.9982761740684509, -2.0002384185791016, 0.4989883005619049),
    "adam others": (0.9840406775474548, -2.0037410259246826, 0.4876549243927002),
}


def made(name: str) -> Optimizer:
    makers: dict[str, Callable[[], Optimizer]] = {
        "sgd": lambda: SGD(),
        "momentum": lambda: SGD(0.1, momentum=0.9),
        "nesterov": lambda: SGD(0.1, momentum=0.9, nesterov=True),
        "rmsprop": lambda: RMSprop(),
        "rmsprop momentum": lambda: RMSprop(0.01, momentum=0.5),
        "adam": lambda: Adam(),
        "adam others": lambda: Adam(0.01, beta_1=0.8, beta_2=0.9, epsilon=1e-3),
    }
    return makers[name]()


@pytest.mark.parametrize("name", AFTER_KERAS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_four_updates_end_where_keras_ends(name: str, dtype: type) -> None:
    optimizer = made(name)
    weights: NDArray[Any] = np.array(START, dtype)
    optimizer.prepare(3, dtype)
    for gradient in GRADIENTS:
        optimizer.update([weights], np.array(gradient, dtype))
    assert weights == pytest.approx(AFTER_KERAS[name], abs=3e-6)
    assert optimizer.iterations == 4


@pytest.mark.parametrize("name", AFTER_KERAS)
def test_runs_and_blocks_make_no_difference(name: str) -> None:
    random = np.random.default_rng(2)
    # More than a block.
    count = 300_000
    start = random.normal(size=count).astype(np.float32)
    whole, first, second = start.copy(), start[:200_001].copy(), start[200_001:].copy()
    one, other = made(name), made(name)
    one.prepare(count, np.float32)
    other.prepare(count, np.float32)
    for _ in range(2):
        gradient = random.normal(size=count).astype(np.float32)
        one.update([whole], gradient)
        other.update([first, second], gradient)
    assert np.array_equal(whole, np.concatenate([first, second]))
    assert (whole != start).mean() > 0.99


def test_the_learning_rate_may_change_between_updates() -> None:
    optimizer, weights = SGD(0.5), np.zeros(1)
    optimizer.prepare(1, np.float64)
    optimizer.update([weights], np.ones(1))
    optimizer.learning_rate = 0.25
    optimizer.update([weights], np.ones(1))
    assert weights[0] == -0.75


def test_moments_are_kept_by_a_second_training_and_lost_by_reset() -> None:
    optimizer = Adam()
    optimizer.prepare(2, np.float32)
    optimizer.update([np.zeros(2, np.float32)], np.ones(2, np.float32))
    optimizer.prepare(2, np.float32)
    assert optimizer.iterations == 1
    assert optimizer.moments[0].all()
    optimizer.reset()
    optimizer.prepare(2, np.float32)
    assert optimizer.iterations == 0
    assert not optimizer.moments[0].any()


def test_an_optimizer_is_known_by_name() -> None:
    assert isinstance(optimizer_of("Adam"), Adam)
    assert optimizer_of("sgd").learning_rate == 0.01
    assert optimizer_of("rmsprop").get_config() == {
        "learning_rate": 0.001, "rho": 0.9, "momentum": 0.0, "epsilon": 1e-7,
    }  # fmt: skip
    with pytest.raises(LearnError, match="sgd, rmsprop, adam"):
        optimizer_of("adamw")


@pytest.mark.parametrize("rate", [-1, float("nan"), float("inf"), "0.1", True])
def test_a_learning_rate_is_a_finite_number(rate: float) -> None:
    with pytest.raises(LearnError, match="learning rate"):
        Adam(rate)
    optimizer = Adam()
    with pytest.raises(LearnError, match="learning rate"):
        optimizer.learning_rate = rate
    assert optimizer.learning_rate == 0.001
