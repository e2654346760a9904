"""What made a network say so, held against plain ways to find out."""

import numpy as np
import pytest

from kernelview.jobs import run
from kernelview.learn.blueprint import Blueprint, layer
from kernelview.learn.errors import LearnError
from kernelview.learn.saliency import gradient_saliency, occlusion
from kernelview.learn.sequential import Sequential
from kernelview.learn.sizing import build_network
from tests.learn.networks import EVERY_KIND, network, picture, plan

ALONE = plan(layer("Flatten"), layer("Dense", units=None, activation="softmax"))
SPLIT_OFF = plan(
    layer("Flatten"), layer("Dense", units=None), layer("Activation", activation="softmax")
)


def scores(model: Sequential, pixels: np.ndarray) -> np.ndarray:
    """Return each class's sum less their mean: the logarithm of softmax, less its mean."""
    logs = np.log(model.predict(pixels[np.newaxis])[0].astype(np.float64))
    return np.asarray(logs - logs.mean())


@pytest.mark.parametrize("blueprint", [ALONE, SPLIT_OFF])
def test_of_one_layer_alone_it_is_the_weights_of_the_class(blueprint: Blueprint) -> None:
    model = network(blueprint)
    weights = model.layers[1].parameters[0].values
    wanted = (weights[:, 1] - weights.mean(axis=1)).reshape(9, 8, 2).sum(axis=2)
    assert np.allclose(gradient_saliency(model, picture(), 1), wanted, atol=1e-5)


def test_it_is_how_the_score_changes_with_each_pixel() -> None:
    model = network(EVERY_KIND)
    pixels, step = picture(), 1e-2
    found = gradient_saliency(model, pixels, 2)
    assert found.shape == (9, 8)
    for row, column in ((0, 0), (4, 4), (8, 7), (3, 6)):
        changes = []
        for sign in (1, -1):
            changed = pixels.copy()
            changed[row, column] += sign * step
            changes.append(scores(model, changed)[2])
        assert found[row, column] == pytest.approx(
            (changes[0] - changes[1]) / (2 * step), rel=0.05, abs=2e-3
        )


def test_a_network_that_is_quite_sure_still_has_a_reason() -> None:
    model = network(ALONE)
    model.layers[1].parameters[1].values[...] = (0, 200, 0)
    assert model.predict(picture()[np.newaxis])[0, 1] == 1
    assert np.abs(gradient_saliency(model, picture(), 1)).max() > 0.1


def test_the_network_is_as_it_was_before() -> None:
    model = network(EVERY_KIND)
    weights = [one.copy() for one in model.get_weights()]
    gradient_saliency(model, picture(), 0)
    run(occlusion(model, picture(), 0))
    assert model.predict(picture()[np.newaxis]).sum() == pytest.approx(1)
    assert all(np.array_equal(a, b) for a, b in zip(weights, model.get_weights(), strict=True))


def test_what_is_looked_for_matters_and_the_rest_does_not() -> None:
    model = network(ALONE)
    kernel = model.layers[1].parameters[0].values
    kernel[...] = 0
    kernel.reshape(9, 8, 2, 3)[2, 3, :, 1] = 4
    pixels = np.zeros((9, 8, 2), np.float32)
    pixels[2, 3] = 1
    found = run(occlusion(model, pixels, 1, side=3))
    assert found.shape == (9, 8)
    assert (found[1:4, 2:5] > 0.05).all()
    found[1:4, 2:5] = 0
    assert not found.any()


def test_each_place_of_the_square_is_one_more_look() -> None:
    model, pixels = network(EVERY_KIND), picture()
    found = run(occlusion(model, pixels, 1, side=4))
    covered = pixels.copy()
    covered[3:7, 0:4] = np.median(pixels, axis=(0, 1))
    chances = model.predict(np.stack([pixels, covered]))[:, 1]
    assert found[5, 2] == pytest.approx(chances[0] - chances[1], abs=1e-6)


def test_a_large_picture_is_covered_at_fewer_places() -> None:
    shape = (70, 33, 1)
    model = build_network(ALONE, shape, 3, seed=1)
    pixels = np.random.default_rng(0).random(shape, np.float32)
    job = occlusion(model, pixels, 0)
    totals = set()
    while True:
        try:
            totals.add(next(job).total)
        except StopIteration as end:
            found = end.value
            break
    assert totals == {24 * 11}
    assert found.shape == (70, 33)
    assert (found[0:3, 0:3] == found[0, 0]).all()


@pytest.mark.parametrize("label", [-1, 3])
def test_a_class_that_is_not_there_is_refused(label: int) -> None:
    with pytest.raises(LearnError, match="no class"):
        gradient_saliency(network(), picture(), label)
    with pytest.raises(LearnError, match="no class"):
        run(occlusion(network(), picture(), label))


def test_a_square_without_pixels_is_refused() -> None:
    with pytest.raises(LearnError, match="1 pixel"):
        run(occlusion(network(), picture(), 0, side=0))
