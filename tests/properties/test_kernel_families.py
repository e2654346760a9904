"""Laws of the families: every slider position at every size gives a sound kernel."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kernelview.kernels import LARGEST_SIDE, Family, Recipe, build, families

SUMS = {"Blur": 1, "Sharpen": 1, "Effects": 1, "Edges": 0, "Second derivatives": 0, "Texture": 0}


@st.composite
def recipes(draw: st.DrawFn) -> tuple[Family, Recipe]:
    each = draw(st.sampled_from(families()))
    values = tuple(
        draw(st.floats(parameter.minimum, parameter.maximum)) for parameter in each.parameters
    )
    size = draw(st.none() | st.integers(each.smallest_size, LARGEST_SIDE))
    return each, Recipe(each.name, size, values)


@settings(max_examples=300)
@given(recipes())
def test_every_recipe_within_bounds_builds(drawn: tuple[Family, Recipe]) -> None:
    each, recipe = drawn
    kernel = build(recipe)
    rows, columns = kernel.shape
    assert rows == columns == (recipe.size or rows)
    assert recipe.size is not None or rows % 2 == 1
    weights = kernel.weights
    assert abs(weights.sum() - SUMS[each.group]) < 1e-9 * max(np.abs(weights).sum(), 1)


@given(recipes())
def test_the_same_recipe_gives_the_same_kernel(drawn: tuple[Family, Recipe]) -> None:
    assert build(drawn[1]) == build(drawn[1])
