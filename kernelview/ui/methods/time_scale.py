"""The logarithmic scale of times that the bars are drawn on."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

from kernelview.usecases.compare_methods import Comparison

# Seconds; what takes less is at the scale's left end.
LEAST = 1e-6


@dataclass(frozen=True)
class TimeScale:
    """From 10^low to 10^high seconds."""

    low: int
    high: int

    def share(self, seconds: float) -> float:
        """Return where a time lies, from 0 (left end) to 1 (right end)."""
        place = (log10(max(seconds, LEAST)) - self.low) / (self.high - self.low)
        return min(max(place, 0.0), 1.0)

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Seconds and words of every power of ten."""
        return tuple((10.0**power, _words(power)) for power in range(self.low, self.high + 1))


def scale_for(comparison: Comparison | None) -> TimeScale:
    """Return the powers of ten around all times, expected and measured; two decades at least."""
    times = list(_times(comparison)) if comparison is not None else []
    if not times:
        return TimeScale(-4, -1)
    low = floor(log10(max(min(times), LEAST)))
    return TimeScale(low, max(ceil(log10(max(*times, LEAST))), low + 2))


def _times(comparison: Comparison) -> Iterable[float]:
    for entry in comparison.entries:
        for seconds in (entry.expected, entry.measured):
            if seconds:
                yield seconds


def _words(power: int) -> str:
    return f"{10.0**power:g} s" if power >= 0 else f"{10.0 ** (power + 3):g} ms"
