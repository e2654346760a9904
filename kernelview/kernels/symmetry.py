"""Symmetries for painting and for evening out a kernel."""

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel

Symmetry = Literal["none", "mirror", "both", "turn", "antisymmetric"]
SYMMETRIES: tuple[Symmetry, ...] = get_args(Symmetry)

Weights = NDArray[np.float64]
# A matrix operation and the sign that comes with it.
Image = tuple[Callable[[Weights], Weights], int]


def symmetrise(kernel: Kernel, symmetry: Symmetry) -> Kernel:
    """Return the nearest kernel with this symmetry: the mean of its images.

    "mirror": left and right alike; "both": top and bottom too; "turn": alike after a quarter
    turn (a half turn when it is not square); "antisymmetric": a half turn changes every sign.
    """
    images = [sign * turned(kernel.weights) for turned, sign in _images(kernel.shape, symmetry)]
    # Dividing first keeps large weights finite.
    return kernel.replace(weights=np.sum([image / len(images) for image in images], axis=0))


def symmetric_cells(
    shape: tuple[int, int], cell: tuple[int, int], symmetry: Symmetry
) -> dict[tuple[int, int], float]:
    """Return the cells that a painted cell also sets, itself included, with their signs.

    A sign is 1 or -1; the middle of an antisymmetric kernel must be 0, so its sign is 0.
    """
    rows, columns = shape
    if not (0 <= cell[0] < rows and 0 <= cell[1] < columns):
        raise KernelError(
            f"row {cell[0] + 1}, column {cell[1] + 1} is outside the {rows} × {columns} kernel"
        )
    marked = np.zeros(shape)
    marked[cell] = 1.0
    signs: dict[tuple[int, int], float] = {}
    for turned, sign in _images(shape, symmetry):
        row, column = (int(place) for place in np.argwhere(turned(marked))[0])
        signs[row, column] = sign if signs.get((row, column), sign) == sign else 0.0
    return signs


def _images(shape: tuple[int, int], symmetry: Symmetry) -> tuple[Image, ...]:
    """Return the operations under which a kernel of this symmetry stays the same."""
    same: Image = (lambda weights: weights, 1)
    left_right: Image = (np.fliplr, 1)
    half: Image = (lambda weights: weights[::-1, ::-1], 1)
    quarters: tuple[Image, ...] = (same, (np.rot90, 1), half, (lambda w: np.rot90(w, -1), 1))
    table: dict[str, tuple[Image, ...]] = {
        "none": (same,),
        "mirror": (same, left_right),
        "both": (same, left_right, (np.flipud, 1), half),
        "turn": quarters if shape[0] == shape[1] else (same, half),
        "antisymmetric": (same, (half[0], -1)),
    }
    if symmetry not in table:
        raise KernelError(f"no symmetry is called {symmetry!r}; there are {', '.join(table)}")
    return table[symmetry]
