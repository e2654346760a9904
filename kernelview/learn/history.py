"""What a training leaves: a value an epoch for each loss and metric."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False)
class History:
    """As Keras has it: `history["loss"]` is a list, `epoch` counts from 0.

    `stopped` says why training ended by itself before its time; "" where it did not.
    """

    history: dict[str, list[float]] = field(default_factory=dict)
    epoch: list[int] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)
    stopped: str = ""
