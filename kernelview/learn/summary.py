"""A network as a table of text."""

from collections.abc import Sequence
from math import prod

from kernelview.learn.layers import Layer

Shape = tuple[int, ...]


def summary_text(name: str, layers: Sequence[Layer], input_shape: Shape | None) -> str:
    """Return a line a layer: name, kind, output shape, parameters; and the sums below.

    Shapes are left open where `input_shape` is None. Raises LearnError where layers do not fit.
    """
    rows = [("Layer (kind)", "Output shape", "Parameters")]
    trained = fixed = 0
    shape = input_shape
    for layer in layers:
        if shape is None:
            rows.append((_title(layer), "?", "not built"))
            continue
        shape, plans = layer.checked_plan(shape)
        counts = [(prod(plan.shape), plan.trainable and layer.trainable) for plan in plans]
        trained += sum(count for count, learns in counts if learns)
        fixed += sum(count for count, learns in counts if not learns)
        rows.append((_title(layer), _shape_text(shape), f"{sum(c for c, _ in counts):,}"))
    sums = f"Parameters: {trained + fixed:,} ({trained:,} trainable, {fixed:,} not)"
    return "\n".join([f"Network: {name}", *_table(rows), sums])


def _title(layer: Layer) -> str:
    return f"{layer.name} ({layer.kind})"


def _shape_text(shape: Shape) -> str:
    return f"({', '.join(map(str, (None, *shape)))})"


def _table(rows: Sequence[tuple[str, str, str]]) -> list[str]:
    first, second, third = (max(len(row[place]) for row in rows) for place in range(3))
    lines = [f"{a:<{first}}  {b:<{second}}  {c:>{third}}" for a, b, c in rows]
    rule = "-" * len(lines[0])
    return [rule, lines[0], rule, *lines[1:], rule]
