"""Hand-made kernels as a network's first layer: named banks, and a blueprint that holds one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels import Kernel, negate, preset
from kernelview.learn.blueprint import Blueprint
from kernelview.learn.errors import LearnError
from kernelview.learn.learned import placed_weights

MOST_KERNELS = 256
_COMPASS = ("n", "nw", "w", "sw", "s", "se", "e", "ne")


@dataclass(frozen=True)
class KernelBank:
    """Kernels made by hand, one a unit of the layer they are to be. Raises LearnError."""

    name: str
    kernels: tuple[Kernel, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.kernels) <= MOST_KERNELS:
            raise LearnError(f"a bank has 1 to {MOST_KERNELS} kernels, not {len(self.kernels)}")
        for kernel in self.kernels:
            if not kernel.weights.any():
                raise LearnError(f"{kernel!r} is all zeros: it would tell a network nothing")
        self.patterns()

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of the window that has room for every kernel."""
        rows = max(kernel.shape[0] for kernel in self.kernels)
        return rows, max(kernel.shape[1] for kernel in self.kernels)

    def patterns(self) -> NDArray[np.float64]:
        """Return the kernels (rows, columns, count), each with a root mean square of 1."""
        placed = [
            placed_weights(kernel, *self.shape, place=f"the bank {self.name!r}")
            for kernel in self.kernels
        ]
        patterns = np.stack(placed, axis=-1)
        # The largest weight first: squares of very small or large ones would be none.
        patterns /= np.abs(patterns).max(axis=(0, 1))
        return np.asarray(patterns / np.sqrt(np.mean(patterns**2, axis=(0, 1))))


def with_both_signs(kernels: tuple[Kernel, ...]) -> tuple[Kernel, ...]:
    """Return each kernel and its negative: behind a ReLU they see different things."""
    return tuple(one for kernel in kernels for one in (kernel, negate(kernel)))


def _named(*names: str) -> tuple[Kernel, ...]:
    return tuple(preset(name) for name in names)


def known_banks() -> tuple[KernelBank, ...]:
    """Return the banks that have a name; the first is the usual one."""
    edges = _named(*(f"robinson-{one}" for one in _COMPASS))
    lines = _named("frei-chen-5", "frei-chen-6", "frei-chen-7", "frei-chen-8")
    laws = _named(*(f"laws-{one}5{other}5" for one in "lesr" for other in "lesr"))
    frei_chen = _named(*(f"frei-chen-{number}" for number in range(1, 9)))
    smooth = _named("gaussian-3", "laplacian-8")
    return (
        KernelBank("edges-and-lines", (*edges, *with_both_signs(lines), *smooth)),
        KernelBank("edges", edges),
        KernelBank("frei-chen", (*with_both_signs(frei_chen), *_named("frei-chen-9"))),
        KernelBank("laws", laws),
    )


def known_bank(name: str) -> KernelBank:
    """Return a bank by its name. Raises LearnError that names the known ones."""
    banks = known_banks()
    for bank in banks:
        if bank.name == name:
            return bank
    known = ", ".join(bank.name for bank in banks)
    raise LearnError(f"no bank of kernels is called {name!r}; there are {known}")


def first_convolution(blueprint: Blueprint) -> int:
    """Return the place of the first Conv2D. Raises LearnError where there is none."""
    for place, spec in enumerate(blueprint.layers):
        if spec.kind == "Conv2D":
            return place
    raise LearnError(f"{blueprint.name} has no Conv2D: there is no bank of kernels to compare")


def with_room_for(blueprint: Blueprint, bank: KernelBank, *, trainable: bool) -> Blueprint:
    """Return the network with a first convolution of as many and as large kernels as the bank."""
    place = first_convolution(blueprint)
    layers = list(blueprint.layers)
    layers[place] = layers[place].with_options(
        filters=len(bank.kernels), kernel_size=bank.shape, trainable=trainable
    )
    return Blueprint(blueprint.name, tuple(layers))
