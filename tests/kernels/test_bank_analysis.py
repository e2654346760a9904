"""What is said about a whole bank of kernels."""

import numpy as np
import pytest

from kernelview.kernels import Kernel, KernelError, build, preset, recipe_for
from kernelview.kernels.bank_analysis import (
    effective_rank,
    groups_by_likeness,
    principal_kernels,
    tuning,
)

X, Y = preset("sobel-x"), preset("sobel-y")


@pytest.mark.parametrize("angle", [0.0, 30.0, 90.0, 135.0])
def test_a_gabors_angle_and_frequency_are_found(angle: float) -> None:
    found = tuning(build(recipe_for("gabor", size=15, wavelength=4.0, angle=angle, sigma=3.0)))
    assert found is not None
    difference = abs(found.angle - angle)
    assert min(difference, 180 - difference) < 2
    assert found.frequency == pytest.approx(0.25, abs=0.03)
    assert found.selectivity > 0.8


def test_a_round_kernel_prefers_no_direction() -> None:
    found = tuning(build(recipe_for("laplacian-of-gaussian", size=15, sigma=2.0)))
    assert found is not None
    assert found.selectivity < 0.02


@pytest.mark.parametrize("weights", [[[3.0]], np.zeros((3, 3))])
def test_what_answers_to_no_wave_has_no_tuning(weights: object) -> None:
    assert tuning(Kernel(weights)) is None  # type: ignore[arg-type]


def test_copies_do_not_raise_the_effective_rank() -> None:
    tripled = Kernel(-3 * X.weights)
    assert effective_rank([X, tripled, X]) == pytest.approx(1.0)
    assert effective_rank([X, Y]) == pytest.approx(2.0)
    assert effective_rank([Kernel(np.zeros((3, 3)))]) == 0.0
    assert 1.0 < effective_rank([X, tripled, Y]) < 2.0


def test_principal_kernels_are_the_directions_of_the_bank() -> None:
    found = principal_kernels([X, Kernel(2 * X.weights), Y])
    assert np.abs(np.sum(found.kernels[0] * X.weights)) == pytest.approx(np.linalg.norm(X.weights))
    assert found.shares[:2] == pytest.approx([5 / 6, 1 / 6])
    assert found.shares.sum() == pytest.approx(1.0)
    flat = found.kernels.reshape(len(found.kernels), -1)
    assert flat @ flat.T == pytest.approx(np.eye(len(flat)), abs=1e-12)


def test_kernels_of_other_sizes_are_laid_anchor_upon_anchor() -> None:
    padded = Kernel(np.pad(X.weights, 1))
    assert effective_rank([X, padded]) == pytest.approx(1.0)
    assert groups_by_likeness([X, padded, Y]) == ((0, 1), (2,))


def test_a_negated_kernel_is_alike_and_a_dead_one_stands_alone() -> None:
    dead = Kernel(np.zeros((3, 3)))
    bank = [Y, X, dead, Kernel(-0.1 * X.weights), Kernel(X.weights + 0.05)]
    assert groups_by_likeness(bank) == ((1, 3, 4), (0,), (2,))


def test_every_kernel_is_in_one_group() -> None:
    random = np.random.default_rng(4)
    bank = [Kernel(random.standard_normal((3, 3))) for _ in range(30)]
    groups = groups_by_likeness(bank, likeness=0.6)
    assert sorted(place for group in groups for place in group) == list(range(30))
    assert 1 < len(groups) < 30


def test_nothing_to_analyse_is_refused() -> None:
    with pytest.raises(KernelError, match="at least one"):
        effective_rank([])
    with pytest.raises(KernelError, match="other than 0"):
        principal_kernels([Kernel(np.zeros((3, 3)))])
