"""The classical kernels to match with: every preset, and families over their parameters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from kernelview.kernels.catalogue import presets
from kernelview.kernels.kernel import Kernel
from kernelview.kernels.parametric import Recipe, build, family

# What is tried of each parameter. Angles end where turns, mirrors or the sign begin anew.
SIGMAS = (0.5, 0.7, 1.0, 1.4, 2.0, 2.8)
HALF_TURN = tuple(float(angle) for angle in range(0, 180, 15))
TRIED: dict[str, dict[str, tuple[float, ...]]] = {
    "steerable-derivative": {"sigma": SIGMAS, "angle": HALF_TURN},
    "laplacian": {"alpha": (0.0, 0.25, 0.5, 0.75, 1.0)},
    "laplacian-of-gaussian": {"sigma": SIGMAS},
    "difference-of-gaussians": {"sigma": SIGMAS, "ratio": (1.6, 2.5)},
    "gabor": {
        "wavelength": (2.5, 3.0, 4.0, 6.0, 9.0),
        "angle": HALF_TURN,
        "sigma": (1.0, 1.5, 2.5),
        "aspect": (0.7,),
        "phase": (0.0, -45.0, -90.0, 45.0),
    },
    "gaussian": {"sigma": SIGMAS},
    "motion-blur": {"length": (3.0, 5.0, 7.0), "angle": HALF_TURN},
    "disk": {"radius": (0.8, 1.2, 2.0, 3.0)},
    "box": {"side": (2.0, 3.0, 5.0)},
    "sharpen": {"amount": (0.2, 0.5, 1.0, 2.0)},
    "unsharp": {"sigma": (0.7, 1.0, 2.0), "amount": (0.5, 1.0, 2.0)},
    "emboss": {
        "angle": tuple(float(angle) for angle in range(-180, 180, 15)),
        "depth": (0.7, 1.4, 2.8),
    },
}


@dataclass(frozen=True)
class Classical:
    """A kernel to match with: `name` is its preset's, its family's or its own.

    `recipe` has the parameters where a family made it.
    """

    name: str
    label: str
    kernel: Kernel
    recipe: Recipe | None = None


def preset_bank() -> tuple[Classical, ...]:
    """Return every preset but those of all zeros, group by group."""
    return tuple(Classical(each.name, each.label, each.kernel) for each in presets())


@lru_cache(maxsize=8)
def family_bank(side: int) -> tuple[Classical, ...]:
    """Return the families' kernels of one side (1 to 99), over their parameters."""
    return tuple(
        Classical(name, family(name).label, build(recipe), recipe)
        for name in TRIED
        if side >= family(name).smallest_size
        for recipe in _recipes(name, side)
    )


def own_bank(kernels: Iterable[Kernel]) -> tuple[Classical, ...]:
    """Return kernels of a person's own, by their names."""
    return tuple(
        Classical(kernel.name or "unnamed", kernel.name or "unnamed", kernel) for kernel in kernels
    )


def classical_bank(side: int, own: Iterable[Kernel] = ()) -> tuple[Classical, ...]:
    """Return presets, kernels of one's own and families of a side: the plainest first."""
    return (*preset_bank(), *own_bank(own), *family_bank(side))


def _recipes(name: str, side: int) -> Iterator[Recipe]:
    tried = TRIED[name]
    for values in product(*(tried[each.name] for each in family(name).parameters)):
        yield Recipe(name, side, values)
