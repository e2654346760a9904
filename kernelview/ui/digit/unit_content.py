"""What there is to say of one value of a layer: grids, lines of a sum, words."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.perceiving import UnitArithmetic
from kernelview.ui.canvas.number_text import number_text

MOST_CONTRIBUTIONS = 6
_NO_CHANGE = ("", "linear")
Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class UnitContent:
    """`window`, `weights` and `products` are (rows, columns), None where there are none.

    `marked` is the cell that a pooling takes, `outside` the cells beyond the map's edge.

    `lines` are the sum's: a name and a number each, the last one the value.
    `channels` is how many input maps there are, `channel` the one shown.
    """

    lines: tuple[tuple[str, str], ...]
    words: str = ""
    window: Values | None = None
    weights: Values | None = None
    products: Values | None = None
    marked: tuple[int, int] | None = None
    outside: NDArray[np.bool_] | None = None
    channel: int = 0
    channels: int = 1


def unit_content(arithmetic: UnitArithmetic, channel: int | None = None) -> UnitContent:
    """Return what to show; `channel` is the input map, None for that which matters most."""
    if arithmetic.weights is None or arithmetic.products is None:
        return _pooled(arithmetic) if "Pooling" in arithmetic.kind else _passed(arithmetic)
    products = np.asarray(arithmetic.products, np.float64)
    if products.ndim == 1:
        return _dense(arithmetic, arithmetic.weights, products)
    return _convolved(arithmetic, arithmetic.weights, products, channel)


def rounded(values: Values) -> Values:
    """Return values with so few decimals that small ones fit a small cell as well."""
    largest = float(np.abs(values).max(initial=0.0))
    decimals = 1 if largest >= 10 else 2 if largest >= 0.03 else 3
    return np.asarray(np.round(values, decimals) + 0.0)


def cell_words(content: UnitContent, row: int, column: int) -> str:
    """Return the exact numbers of a cell of the grids."""
    if content.window is None:
        return ""
    given = number_text(float(content.window[row, column]))
    if content.outside is not None and content.outside[row, column]:
        given = f"{given} (beyond the edge)"
    if content.weights is None or content.products is None:
        return given
    weight = number_text(float(content.weights[row, column]))
    return f"{given} × {weight} = {number_text(float(content.products[row, column]))}"


def _convolved(
    arithmetic: UnitArithmetic, weights: NDArray[Any], products: Values, channel: int | None
) -> UnitContent:
    sums = products.sum(axis=tuple(range(products.ndim - 1)))
    shown = int(np.argmax(np.abs(sums))) if channel is None else channel
    count = len(sums)
    lines = [("Products", number_text(float(sums[shown]), digits=4))]
    if count > 1:
        others = float(sums.sum() - sums[shown])
        lines = [
            (f"Input map {shown}", number_text(float(sums[shown]), digits=4)),
            (f"+ {count - 1} others", number_text(others, digits=4)),
        ]
    return UnitContent(
        (*lines, *_ending(arithmetic)),
        window=_grid(arithmetic.window, shown),
        weights=_grid(weights, shown),
        products=_grid(products, shown),
        outside=_outside(arithmetic, shown),
        channel=shown,
        channels=count,
    )


def _dense(arithmetic: UnitArithmetic, weights: NDArray[Any], products: Values) -> UnitContent:
    order = arithmetic.order[:MOST_CONTRIBUTIONS].tolist()
    lines = [
        (
            f"Input {each:,}: {_short(arithmetic.window[each])} × {_short(weights[each])}",
            number_text(float(products[each]), digits=3),
        )
        for each in order
    ]
    rest = products.size - len(order)
    if rest:
        others = float(products.sum() - products[order].sum())
        lines.append((f"+ {rest:,} others", number_text(others, digits=3)))
    return UnitContent((*lines, *_ending(arithmetic)))


def _pooled(arithmetic: UnitArithmetic) -> UnitContent:
    window = np.asarray(arithmetic.window, np.float64)
    grid = _grid(window, 0)
    takes_largest = arithmetic.kind.startswith("Max")
    value = ("Largest" if takes_largest else "Mean", number_text(arithmetic.value, digits=4))
    row, column = divmod(int(np.argmax(grid)), grid.shape[1])
    words = f"The {'largest' if takes_largest else 'mean'} of {window.size} values goes on."
    return UnitContent(
        (value,), words=words, window=grid, marked=(row, column) if takes_largest else None
    )


def _passed(arithmetic: UnitArithmetic) -> UnitContent:
    """A layer that makes one value of one value."""
    given = number_text(float(arithmetic.window.ravel()[0]), digits=4)
    how = arithmetic.kind if arithmetic.activation in _NO_CHANGE else arithmetic.activation
    return UnitContent((("In", given), _value(arithmetic, how)))


def _ending(arithmetic: UnitArithmetic) -> tuple[tuple[str, str], ...]:
    total = number_text(arithmetic.total, digits=4)
    bias = ("+ bias", number_text(arithmetic.bias, digits=4))
    if arithmetic.activation in _NO_CHANGE:
        return bias, _value(arithmetic, "")
    return bias, ("= total", total), _value(arithmetic, arithmetic.activation)


def _value(arithmetic: UnitArithmetic, how: str) -> tuple[str, str]:
    name = f"Value ({how})" if how else "Value"
    return name, number_text(arithmetic.value, digits=4)


def _outside(arithmetic: UnitArithmetic, channel: int) -> NDArray[np.bool_] | None:
    if arithmetic.padding is None:
        return None
    padding = np.broadcast_to(
        arithmetic.padding.reshape(*arithmetic.padding.shape, *[1] * _missing(arithmetic)),
        arithmetic.window.shape,
    )
    return _grid(padding, channel).astype(np.bool_)


def _missing(arithmetic: UnitArithmetic) -> int:
    """Return how many axes the padding lacks: it may be told once for all channels."""
    return arithmetic.window.ndim - (0 if arithmetic.padding is None else arithmetic.padding.ndim)


def _short(value: float) -> str:
    return number_text(float(value), digits=2, longest=4)


def _grid(values: NDArray[Any], channel: int) -> Values:
    """Return one channel of (rows, columns, channels) or (steps, channels) as (rows, columns)."""
    held = np.asarray(values, np.float64)
    if held.ndim == 1:
        return held[np.newaxis]
    if held.ndim == 2:
        return held[:, channel][np.newaxis] if channel < held.shape[1] else held
    return held[..., channel]
