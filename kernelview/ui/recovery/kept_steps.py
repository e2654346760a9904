"""Which steps of a descent are kept: few enough to hold, dense where most happens."""

import numpy as np

from kernelview.learn.descending import DescentStep

MOST_STEPS = 400


class KeptSteps:
    """Of `total` steps and the start at most `most`: half of them evenly, half ever sparser.

    A descent does most in its first steps; the start and the last step are always kept.
    """

    def __init__(self, total: int, most: int = MOST_STEPS) -> None:
        half = most // 2
        even = np.linspace(0, total, min(half, total + 1))
        sparser = np.geomspace(1, total, half)
        places = np.concatenate([even, sparser])
        self._wanted = frozenset(np.rint(places).astype(int).tolist())
        self._steps: list[DescentStep] = []

    @property
    def steps(self) -> tuple[DescentStep, ...]:
        """Those kept so far, in order."""
        return tuple(self._steps)

    def take(self, step: DescentStep) -> bool:
        """Keep a step if it is one of those wanted; say whether it is."""
        if step.step not in self._wanted:
            return False
        self._steps.append(step)
        return True
