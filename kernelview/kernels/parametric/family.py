"""A family: a formula with named, bounded parameters that makes kernels of any size."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite

from kernelview.kernels.catalogue.entry import PresetGroup
from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import LARGEST_SIDE, Kernel

Builder = Callable[[int | None, Mapping[str, float]], Kernel]


@dataclass(frozen=True)
class Parameter:
    """One slider: its bounds, where it starts and how far one step goes."""

    name: str
    label: str
    minimum: float
    maximum: float
    default: float
    step: float
    unit: str = ""
    help: str = ""

    def checked(self, value: float) -> float:
        """Return the value as a float; KernelError when it is outside the bounds."""
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError) as error:
            raise KernelError(f"{self.name} must be a number, not {value!r}") from error
        if not (isfinite(number) and self.minimum <= number <= self.maximum):
            raise KernelError(
                f"{self.name} is {number:g}; it goes from {self.minimum:g} to {self.maximum:g}"
            )
        return number


@dataclass(frozen=True)
class Family:
    """A formula, its parameters in order, and how it is told to people.

    `build` takes a side (None: as large as the formula needs, odd, at most 99) and a value
    for each parameter; call it through `build(recipe)`, which checks both.
    """

    name: str
    label: str
    group: PresetGroup
    help: str
    source: str
    parameters: tuple[Parameter, ...]
    build: Builder
    smallest_size: int = 1

    def parameter_index(self, parameter_name: str) -> int:
        """Return the place of the parameter of this name; KernelError when there is none."""
        names = [parameter.name for parameter in self.parameters]
        if parameter_name not in names:
            raise KernelError(
                f"{self.name} has no parameter {parameter_name!r}; it has {', '.join(names)}"
            )
        return names.index(parameter_name)

    def checked_size(self, size: int | None) -> int | None:
        """Return the size; KernelError when it is no whole number within the bounds."""
        if size is None:
            return None
        if isinstance(size, bool) or not isinstance(size, int):
            raise KernelError(f"the size is a whole number or None (automatic), not {size!r}")
        if not self.smallest_size <= size <= LARGEST_SIDE:
            raise KernelError(
                f"{self.name} has sizes from {self.smallest_size} to {LARGEST_SIDE}, not {size}"
            )
        return size
