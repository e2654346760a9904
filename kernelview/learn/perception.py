"""What a network makes of one picture, as values."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class LayerMaps:
    """What a layer gives: `values` (h, w, units), (steps, units) or (units,), read-only."""

    name: str
    kind: str
    values: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Perception:
    """A picture `pixels` (H, W, C), 0 to 1, the `probabilities` (classes,) and all layers' maps."""

    pixels: NDArray[np.float32]
    probabilities: NDArray[np.float32]
    maps: tuple[LayerMaps, ...]


@dataclass(frozen=True, eq=False)
class UnitArithmetic:
    """How one value of a layer came about; float64.

    A convolution has `window`, `weights` and `products` (kh, kw, in), a Conv1D (k, in), a dense
    unit (inputs,); `total` is the sum of the products and the `bias`, `value` its activation.
    Pooling has the cells of its window that lie inside the map (ph, pw, 1), weights and products
    None. Any other layer has a window of the one value that came in, and None too.
    `padding` marks the cells of a convolution's window outside the map, which are 0; None where
    there are none. `kind` is the layer's class.
    """

    window: NDArray[np.float64]
    weights: NDArray[np.float64] | None
    products: NDArray[np.float64] | None
    bias: float
    total: float
    activation: str
    value: float
    padding: NDArray[np.bool_] | None = None
    kind: str = ""

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """Flat places in the products, the largest contributions of either sign first.

        Without products: places in the window, the largest value, which wins a pooling, first.
        """
        sizes = -self.window if self.products is None else -np.abs(self.products)
        return np.argsort(sizes, axis=None, kind="stable").astype(np.int64)
