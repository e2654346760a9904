"""Families of kernels: formulas with sliders."""

from kernelview.kernels.parametric.family import Family, Parameter
from kernelview.kernels.parametric.recipe import (
    Recipe,
    build,
    families,
    family,
    family_names,
    recipe_for,
)

__all__ = [
    "Family",
    "Parameter",
    "Recipe",
    "build",
    "families",
    "family",
    "family_names",
    "recipe_for",
]
