"""Where an axis is marked, and with what words."""

from math import ceil, floor, isfinite, log10

Tick = tuple[float, str]
STEPS = (1.0, 2.0, 5.0, 10.0)


def step_for(span: float, most: int) -> float:
    """Return the least of 1, 2, 5, 10, ... times a power of ten that gives at most `most` steps."""
    if span <= 0 or not isfinite(span):
        return 1.0
    rough = span / max(most, 1)
    power = 10.0 ** floor(log10(rough))
    return next((step * power for step in STEPS if step * power >= rough * (1 - 1e-9)), 10 * power)


def even_ticks(low: float, high: float, *, most: int, percent: bool = False) -> list[Tick]:
    """Return evenly placed ticks from low to high; `percent` writes 0.5 as "50 %"."""
    step = step_for(high - low, most)
    places = range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)
    return [(place * step, _even_words(place * step, step, percent=percent)) for place in places]


def epoch_ticks(high: float, *, most: int) -> list[Tick]:
    """Return ticks at whole epochs from 0."""
    step = max(1, round(step_for(high, most)))
    return [(float(place), f"{place:,}") for place in range(0, floor(high + 1e-9) + 1, step)]


def log_ticks(low: float, high: float, *, most: int) -> list[Tick]:
    """Return ticks for the logarithms `low` to `high`: powers of ten, and 2 and 5 between them
    where there is room."""
    decades = range(floor(low), ceil(high) + 1)
    for digits in ((1, 2, 5), (1, 3), (1,)):
        values = [digit * 10.0**decade for decade in decades for digit in digits]
        ticks = [(log10(value), f"{value:g}") for value in values if low <= log10(value) <= high]
        if len(ticks) <= most:
            break
    if len(ticks) > most:
        ticks = ticks[:: ceil(len(ticks) / most)]
    # Less than a decade may hold none of them.
    return ticks if len(ticks) > 1 else _between(low, high, most)


def _between(low: float, high: float, most: int) -> list[Tick]:
    step = step_for(10**high - 10**low, most)
    first = max(1, ceil(10**low / step - 1e-9))
    places = range(first, floor(10**high / step + 1e-9) + 1)
    return [(log10(place * step), f"{place * step:.6g}") for place in places]


def _even_words(value: float, step: float, *, percent: bool) -> str:
    scale = 100.0 if percent else 1.0
    decimals = max(0, -floor(log10(step * scale) + 1e-9))
    text = f"{value * scale:,.{decimals}f}"
    return f"{text} %" if percent else text
