import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernelview.learn.augmentation import augment
from kernelview.learn.choices import Augmentation

Images = NDArray[np.float32]

ALL = Augmentation(shift=0.1, angle=15, noise=0.05)


def pictures(count: int = 6, side: int = 15, channels: int = 1) -> Images:
    return np.random.default_rng(5).random((count, side, side, channels), np.float32)


def dots(count: int, side: int, row: int, column: int) -> Images:
    images = np.zeros((count, side, side, 1), np.float32)
    images[:, row, column] = 1
    return images


def centres(images: Images) -> NDArray[np.float64]:
    places = np.arange(images.shape[1])
    flat = images[..., 0].astype(np.float64)
    totals = flat.sum(axis=(1, 2))
    rows, columns = flat.sum(axis=2) @ places, flat.sum(axis=1) @ places
    return np.stack([rows / totals, columns / totals], axis=1)


def chance(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_no_augmentation_changes_nothing() -> None:
    assert np.array_equal(augment(pictures(), Augmentation(), chance()), pictures())


@settings(max_examples=40, deadline=None)
@given(
    shift=st.floats(0, 0.5),
    angle=st.floats(0, 180),
    noise=st.floats(0, 1),
    channels=st.sampled_from([1, 3]),
    seed=st.integers(0, 2**32),
)
def test_the_same_chance_gives_the_same_pictures_within_0_to_1(
    shift: float, angle: float, noise: float, channels: int, seed: int
) -> None:
    images = pictures(channels=channels)
    kind = Augmentation(shift, angle, noise)
    first, second = (augment(images, kind, chance(seed)) for _ in range(2))
    assert np.array_equal(first, second)
    assert first.shape == images.shape
    assert first.dtype == np.float32
    assert 0 <= first.min() <= first.max() <= 1
    assert np.array_equal(images, pictures(channels=channels))


def test_another_moment_gives_other_pictures() -> None:
    random = chance()
    first, second = (augment(pictures(), ALL, random) for _ in range(2))
    assert not np.array_equal(first, second)


def test_pictures_of_a_batch_are_varied_each_in_its_own_way() -> None:
    same = np.repeat(pictures(1), 8, axis=0)
    varied = augment(same, Augmentation(shift=0.2, angle=20), chance())
    assert all(not np.array_equal(varied[0], other) for other in varied[1:])


def test_a_shift_goes_both_ways_and_no_farther_than_its_share() -> None:
    moved = centres(augment(dots(400, 21, 10, 10), Augmentation(shift=0.2), chance())) - 10
    assert np.abs(moved).max() <= 0.2 * 21 + 1e-3
    assert moved.min() < -3
    assert moved.max() > 3
    assert np.abs(moved.mean(axis=0)).max() < 0.5


def test_a_turn_leaves_the_centre_in_place_and_the_distance_to_it() -> None:
    middle = augment(dots(50, 21, 10, 10), Augmentation(angle=90), chance())
    assert np.allclose(centres(middle), 10, atol=0.05)
    away = centres(augment(dots(200, 21, 10, 17), Augmentation(angle=90), chance())) - 10
    assert np.allclose(np.hypot(*away.T), 7, atol=0.35)
    angles = np.degrees(np.arctan2(away[:, 0], away[:, 1]))
    assert angles.min() < -60
    assert angles.max() > 60
    assert np.abs(angles).max() <= 91


def test_what_comes_in_at_the_edge_repeats_it() -> None:
    images = np.full((20, 9, 9, 3), 0.75, np.float32)
    varied = augment(images, Augmentation(shift=0.5, angle=45), chance())
    assert np.allclose(varied, 0.75, atol=1e-6)


def test_noise_is_as_strong_as_asked_for() -> None:
    images = np.full((50, 20, 20, 1), 0.5, np.float32)
    noise = augment(images, Augmentation(noise=0.08), chance()) - images
    assert noise.std() == pytest.approx(0.08, rel=0.03)
    assert abs(float(noise.mean())) < 0.005


def test_channels_move_together() -> None:
    grey = pictures(channels=1)
    colour = augment(np.repeat(grey, 3, axis=3), Augmentation(shift=0.3, angle=30), chance())
    alone = augment(grey, Augmentation(shift=0.3, angle=30), chance())
    assert np.allclose(colour, alone, atol=1e-6)


def test_pictures_that_are_not_square_turn_about_their_middle() -> None:
    images = np.zeros((30, 11, 31, 1), np.float32)
    images[:, 5, 15] = 1
    varied = augment(images, Augmentation(angle=180), chance())
    assert varied.shape == images.shape
    assert np.all(varied[:, 5, 15, 0] > 0.9)


def test_a_shift_is_a_share_of_height_and_width() -> None:
    images = np.zeros((300, 11, 41, 1), np.float32)
    images[:, 5, 20] = 1
    moved = augment(images, Augmentation(shift=0.2), chance())[..., 0].astype(np.float64)
    totals = moved.sum(axis=(1, 2))
    rows = moved.sum(axis=2) @ np.arange(11) / totals - 5
    columns = moved.sum(axis=1) @ np.arange(41) / totals - 20
    assert 1.8 < np.abs(rows).max() <= 2.2 + 1e-3
    assert 7 < np.abs(columns).max() <= 8.2 + 1e-3
