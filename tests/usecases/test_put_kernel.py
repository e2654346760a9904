"""Kernels put back into a network, and pictures it looks at."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from kernelview.jobs import run
from kernelview.kernels import Kernel
from kernelview.learn.errors import LearnError
from kernelview.learn.evaluation import evaluate
from kernelview.learn.learned import KernelAddress
from kernelview.usecases.perceive_digit import Saliency, perceive_digit
from kernelview.usecases.put_kernel import network_of_record, put_kernel
from tests.usecases.training_samples import digits, trained

NOW = datetime(2026, 3, 4, tzinfo=UTC)
ADDRESS = KernelAddress("conv1", 2)


def test_the_accuracy_before_and_after_is_that_of_the_networks() -> None:
    record, test = trained().record, digits().test
    kernel = Kernel(np.full((3, 3), 5.0))
    placed = run(put_kernel(record, test, ADDRESS, kernel=kernel, now=lambda: NOW))
    assert placed.before.accuracy == run(evaluate(network_of_record(record), test)).accuracy
    after = run(evaluate(network_of_record(placed.record), test))
    assert np.array_equal(placed.after.probabilities, after.probabilities)
    assert np.array_equal(placed.record.weights[0][..., 0, 2], kernel.weights)


def test_the_run_it_gives_has_the_accuracy_after() -> None:
    record = replace(trained().record, history={"val_accuracy": (0.99,)})
    placed = run(put_kernel(record, digits().test, ADDRESS, kernel=Kernel([[1.0]])))
    assert placed.record.accuracy == pytest.approx(placed.after.accuracy)


def test_it_is_a_run_of_its_own_and_the_first_is_left_alone() -> None:
    record = trained().record
    before = [values.copy() for values in record.weights]
    put = run(put_kernel(record, digits().test, ADDRESS, kernel=Kernel([[1.0]]), now=lambda: NOW))
    assert all(map(np.array_equal, record.weights, before))
    assert (put.record.started, put.record.name) == (NOW, "small, by hand conv1/2")
    again = run(
        put_kernel(put.record, digits().test, KernelAddress("conv1", 0), kernel=Kernel([[2.0]]))
    )
    assert again.record.name == "small, by hand conv1/0"


def test_a_kernel_that_does_not_fit_is_refused() -> None:
    with pytest.raises(LearnError, match="5 × 5"):
        run(put_kernel(trained().record, digits().test, ADDRESS, kernel=Kernel(np.ones((5, 5)))))


@pytest.mark.parametrize("saliency", ["none", "gradient", "occlusion"])
def test_a_picture_is_looked_at_with_the_weights_given(saliency: Saliency) -> None:
    record, pixels = trained().record, digits().test.inputs()[0]
    model = network_of_record(record)
    weights = tuple(np.zeros_like(values) for values in record.weights)
    blank = run(perceive_digit(model, weights, pixels, saliency="none"))
    assert np.allclose(blank.perception.probabilities, 0.1)
    look = run(perceive_digit(model, record.weights, pixels, saliency=saliency))
    expected = network_of_record(record).predict(pixels[np.newaxis])[0]
    assert np.allclose(look.perception.probabilities, expected, atol=1e-6)
    assert (look.saliency is None) == (saliency == "none")
    if look.saliency is not None:
        assert look.saliency.shape == pixels.shape[:2]
