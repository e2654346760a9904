"""Names for layers that have none: conv1, conv2, pool1, dense1 ... in order."""

from collections.abc import Sequence

from kernelview.learn.errors import LearnError
from kernelview.learn.layers.layer import Layer


def name_layers(layers: Sequence[Layer]) -> None:
    """Give every nameless layer its kind's name and number. Raises LearnError for a name twice."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for one in layers:
        counts[one.prefix] = counts.get(one.prefix, 0) + 1
        if one.name in taken:
            raise LearnError(f"each layer needs a name of its own; two are called {one.name!r}")
        one.name = one.name or _free_name(one.prefix, counts[one.prefix], taken)
        taken.add(one.name)


def _free_name(prefix: str, number: int, taken: set[str]) -> str:
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"
