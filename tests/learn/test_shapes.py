from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernelview.jobs import Progress, run
from kernelview.learn.dataset import Dataset
from kernelview.learn.errors import LearnError
from kernelview.learn.shapes import SHAPE_NAMES, generate_shapes


def of_class(dataset: Dataset, name: str) -> NDArray[Any]:
    chosen = dataset.labels == dataset.class_names.index(name)
    return np.asarray(dataset.inputs()[chosen], np.float64)


def slopes(images: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the differences to the right and downwards, summed over each picture as products."""
    right = np.diff(images, axis=2)[:, 1:, :, 0]
    down = np.diff(images, axis=1)[:, :, 1:, 0]
    return right, down


@settings(max_examples=15, deadline=None)
@given(
    count=st.integers(1, 80),
    side=st.integers(8, 40),
    noise=st.floats(0, 1),
    colour=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_same_arguments_make_the_same_pictures(
    count: int, side: int, noise: float, colour: bool, seed: int
) -> None:
    first, second = (
        run(generate_shapes(count, side=side, noise=noise, colour=colour, seed=seed))
        for _ in range(2)
    )
    assert first.images.shape == (count, side, side, 3 if colour else 1)
    assert first.images.dtype == np.uint8
    assert np.array_equal(first.images, second.images)
    assert np.array_equal(first.labels, second.labels)


def test_another_seed_makes_other_pictures() -> None:
    first, second = (run(generate_shapes(24, seed=seed)) for seed in (1, 2))
    assert not np.array_equal(first.images, second.images)


def test_each_class_has_as_many_pictures_as_can_be_and_they_are_mixed() -> None:
    dataset = run(generate_shapes(500))
    assert np.ptp(dataset.counts()) <= 1
    assert len(set(dataset.labels[:60].tolist())) > len(SHAPE_NAMES) // 2
    assert not np.array_equal(dataset.labels, np.arange(500) % len(SHAPE_NAMES))


def test_an_edge_runs_as_its_name_says() -> None:
    dataset = run(generate_shapes(600, noise=0.0, seed=3))
    for name, sign in (("rising edge", 1), ("falling edge", -1)):
        right, down = slopes(of_class(dataset, name))
        # Along a rising edge both slopes have one sign, along a falling one they differ.
        assert np.all(sign * (right * down).sum(axis=(1, 2)) > 0), name
    right, down = slopes(of_class(dataset, "horizontal edge"))
    assert np.all(np.abs(down).sum(axis=(1, 2)) > 2 * np.abs(right).sum(axis=(1, 2)))
    right, down = slopes(of_class(dataset, "vertical edge"))
    assert np.all(np.abs(right).sum(axis=(1, 2)) > 2 * np.abs(down).sum(axis=(1, 2)))


@pytest.mark.parametrize("name", SHAPE_NAMES)
@pytest.mark.parametrize("side", [8, 28, 64])
def test_every_picture_shows_something(name: str, side: int) -> None:
    images = of_class(run(generate_shapes(240, side=side, noise=0.0)), name)
    assert np.all(np.ptp(images, axis=(1, 2, 3)) > 0.25)


def test_the_closed_shapes_are_bright_lines_wholly_inside_the_picture() -> None:
    dataset = run(generate_shapes(600, noise=0.0))
    for name in ("circle", "square", "triangle", "cross"):
        images = of_class(dataset, name)[..., 0]
        middle = (images.min(axis=(1, 2)) + images.max(axis=(1, 2))) / 2
        lit = images > middle[:, None, None]
        assert 0.02 < lit.mean() < 0.35, name
        edges = (lit[:, 0], lit[:, -1], lit[:, :, 0], lit[:, :, -1])
        assert np.mean([edge.any(axis=1).mean() for edge in edges]) < 0.1, name


def test_noise_is_as_strong_as_asked_for() -> None:
    calm, noisy = (run(generate_shapes(120, noise=noise)) for noise in (0.0, 0.2))
    horizontal = "horizontal edge"
    right = np.diff(of_class(noisy, horizontal), axis=2)
    assert np.abs(np.diff(of_class(calm, horizontal), axis=2)).mean() < 0.1
    # Two disturbed neighbours differ by the square root of 2 times the noise, less where clipped.
    assert 0.15 < right.std() < 0.32


def test_a_simple_rule_tells_half_of_the_classes_apart() -> None:
    """The nearest mean spectrum: labels that did not belong to the pictures would fail this."""
    dataset = run(generate_shapes(2400, noise=0.05))
    spectra = np.abs(np.fft.rfft2(dataset.inputs()[..., 0])).reshape(2400, -1)
    spectra[:, 0] = 0
    labels, half = dataset.labels, 1200
    means = np.stack([spectra[:half][labels[:half] == one].mean(axis=0) for one in range(12)])
    distances = ((spectra[half:, None] - means) ** 2).sum(axis=2)
    assert (distances.argmin(axis=1) == labels[half:]).mean() > 0.5


def test_the_progress_ends_at_the_count() -> None:
    steps: list[Progress] = []
    run(generate_shapes(1000, side=64), steps.append)
    assert len(steps) > 5
    assert steps[-1].done == steps[-1].total == 1000


@pytest.mark.parametrize(
    ("count", "side", "noise", "reason"),
    [
        (0, 28, 0.1, "at least 1 picture"),
        (5, 4, 0.1, "side 8"),
        (10_000_000, 256, 0.1, "fewer or smaller"),
        (5, 28, 1.5, "noise is from 0 to 1"),
        (5, 28, float("nan"), "noise is from 0 to 1"),
    ],
)
def test_what_cannot_be_made_is_refused(count: int, side: int, noise: float, reason: str) -> None:
    with pytest.raises(LearnError, match=reason):
        run(generate_shapes(count, side=side, noise=noise))
