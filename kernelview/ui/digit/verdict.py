"""What the network says of a picture, in words that are as sure as it is."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Below this, or with a second class closer than that, nobody should rely on the first.
SURE, CLOSE = 0.8, 0.2
UNSURE = 0.5


def verdict(probabilities: NDArray[Any], class_names: Sequence[str]) -> str:
    """Return "7, 98 %", "Perhaps 7, 63 %" or "Not sure: 7 or 1"."""
    order = np.argsort(-probabilities, kind="stable")
    first = float(probabilities[order[0]])
    second = float(probabilities[order[1]]) if len(order) > 1 else 0.0
    name = class_names[int(order[0])]
    if first < UNSURE or first - second < CLOSE:
        return f"Not sure: {name} or {class_names[int(order[1])]}"
    share = share_text(first, digits=0)
    return f"{name}, {share}" if first >= SURE else f"Perhaps {name}, {share}"


def share_text(share: float, *, digits: int = 1) -> str:
    """Return a share in per cent; neither 0 nor 100 % is said of what only comes near."""
    least = 10.0**-digits
    if 0 < share * 100 < least / 2:
        return f"< {least:g} %"
    if 1 > share > 1 - least / 200:
        return f"> {100 - least:g} %"
    return f"{share * 100:.{digits}f} %"
