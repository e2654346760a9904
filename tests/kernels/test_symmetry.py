from typing import Any

import numpy as np
import pytest

from kernelview.kernels import (
    SYMMETRIES,
    Kernel,
    KernelError,
    Symmetry,
    preset,
    symmetric_cells,
    symmetrise,
)

COUNT = Kernel(np.arange(9.0).reshape(3, 3))


@pytest.mark.parametrize(
    ("symmetry", "cells"),
    [
        ("none", {(0, 1): 1}),
        ("mirror", {(0, 1): 1, (0, 3): 1}),
        ("both", {(0, 1): 1, (0, 3): 1, (4, 1): 1, (4, 3): 1}),
        ("turn", {(0, 1): 1, (1, 4): 1, (4, 3): 1, (3, 0): 1}),
        ("antisymmetric", {(0, 1): 1, (4, 3): -1}),
    ],
)
def test_a_painted_cell_sets_its_images(symmetry: Symmetry, cells: dict[Any, float]) -> None:
    assert symmetric_cells((5, 5), (0, 1), symmetry) == cells


def test_the_middle_of_an_antisymmetric_kernel_is_held_at_0() -> None:
    assert symmetric_cells((3, 3), (1, 1), "antisymmetric") == {(1, 1): 0}
    assert symmetric_cells((3, 3), (1, 1), "turn") == {(1, 1): 1}


def test_a_rectangle_turns_by_a_half() -> None:
    assert symmetric_cells((2, 5), (0, 0), "turn") == {(0, 0): 1, (1, 4): 1}


@pytest.mark.parametrize("cell", [(3, 0), (0, 3), (-1, 0)])
def test_a_cell_outside_is_refused(cell: tuple[int, int]) -> None:
    with pytest.raises(KernelError, match="outside the 3 × 3 kernel"):
        symmetric_cells((3, 3), cell, "mirror")


def test_an_unknown_symmetry_is_refused_with_the_known_ones() -> None:
    with pytest.raises(KernelError, match="none, mirror, both, turn, antisymmetric"):
        symmetrise(COUNT, "radial")  # type: ignore[arg-type]


def test_symmetrise_is_the_mean_of_the_images() -> None:
    assert symmetrise(COUNT, "mirror").weights.tolist() == [[1, 1, 1], [4, 4, 4], [7, 7, 7]]
    assert symmetrise(COUNT, "antisymmetric").weights.tolist() == [
        [-4, -3, -2],
        [-1, 0, 1],
        [2, 3, 4],
    ]
    np.testing.assert_allclose(symmetrise(COUNT, "turn").weights, 4)


@pytest.mark.parametrize("symmetry", SYMMETRIES)
def test_symmetrise_keeps_the_rest(symmetry: Symmetry) -> None:
    kernel = COUNT.replace(divisor=3, offset=1, anchor=(0, 0), name="Mine")
    assert symmetrise(kernel, symmetry).replace(weights=COUNT.weights) == kernel


def test_sobel_is_antisymmetric_already() -> None:
    assert symmetrise(preset("sobel-x"), "antisymmetric") == preset("sobel-x")
