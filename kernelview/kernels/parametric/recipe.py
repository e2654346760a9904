"""A recipe: a family, a size and the sliders' values, and the kernel they make."""

from dataclasses import dataclass, replace

from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel
from kernelview.kernels.parametric.blurs import BLUR_FAMILIES
from kernelview.kernels.parametric.derivatives import DERIVATIVE_FAMILIES
from kernelview.kernels.parametric.family import Family
from kernelview.kernels.parametric.sharpening import SHARPENING_FAMILIES

_FAMILIES: tuple[Family, ...] = (*DERIVATIVE_FAMILIES, *BLUR_FAMILIES, *SHARPENING_FAMILIES)
_BY_NAME = {each.name: each for each in _FAMILIES}


@dataclass(frozen=True)
class Recipe:
    """How a family's kernel is made: `size` None is automatic, `values` () the defaults.

    `values` follow the order of the family's parameters. Nothing is checked before `build`.
    """

    family: str
    size: int | None = None
    values: tuple[float, ...] = ()

    def value(self, parameter_name: str) -> float:
        """Return a parameter's value or its default; KernelError when there is none."""
        kind = family(self.family)
        place = kind.parameter_index(parameter_name)
        return _all_values(self, kind)[place]

    def with_value(self, parameter_name: str, value: float) -> "Recipe":
        """Return a copy with one parameter changed."""
        kind = family(self.family)
        place = kind.parameter_index(parameter_name)
        values = _all_values(self, kind)
        return replace(self, values=(*values[:place], float(value), *values[place + 1 :]))

    def with_size(self, size: int | None) -> "Recipe":
        """Return a copy of another size; None is automatic."""
        return replace(self, size=size)


def families() -> tuple[Family, ...]:
    """Return every family."""
    return _FAMILIES


def family_names() -> tuple[str, ...]:
    """Return the names that `family` knows."""
    return tuple(_BY_NAME)


def family(name: str) -> Family:
    """Return the family of this name; KernelError when there is none."""
    if name not in _BY_NAME:
        raise KernelError(f"no family is called {name!r}; there are {', '.join(_BY_NAME)}")
    return _BY_NAME[name]


def build(recipe: Recipe) -> Kernel:
    """Return the recipe's kernel; KernelError when a value or the size is out of bounds."""
    kind = family(recipe.family)
    size = kind.checked_size(recipe.size)
    values = {
        parameter.name: parameter.checked(value)
        for parameter, value in zip(kind.parameters, _all_values(recipe, kind), strict=True)
    }
    return kind.build(size, values)


def recipe_for(name: str, *, size: int | None = None, **parameters: float) -> Recipe:
    """Return a recipe by parameter names, checked: `recipe_for("gaussian", sigma=2)`."""
    recipe = Recipe(name, size)
    for parameter_name, value in parameters.items():
        kind = family(name)
        place = kind.parameter_index(parameter_name)
        recipe = recipe.with_value(parameter_name, kind.parameters[place].checked(value))
    family(name).checked_size(size)
    return recipe


def _all_values(recipe: Recipe, kind: Family) -> tuple[float, ...]:
    if not recipe.values:
        return tuple(parameter.default for parameter in kind.parameters)
    if len(recipe.values) != len(kind.parameters):
        raise KernelError(
            f"{kind.name} takes {len(kind.parameters)} values, not {len(recipe.values)}"
        )
    return recipe.values
