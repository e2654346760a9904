"""Where the axes of a plot are marked, and with what words."""

from math import ceil, floor, isfinite, log10

from kernelview.learn.experiments import Plot

Tick = tuple[float, str]
STEPS = (1.0, 2.0, 5.0, 10.0)
DIGITS = ((1, 2, 5), (1, 3), (1,))
# Beyond these a number is written with its power of ten.
SMALLEST, LARGEST = 1e-4, 1e7


def x_ticks(plot: Plot, span: tuple[float, float], most: int) -> tuple[Tick, ...]:
    """Return the ticks of a plot's x axis, whose places have no names."""
    if plot.is_log_x:
        return log_ticks(span, most=most)
    places = [x for series in plot.series for x in series.x if isfinite(x)]
    return even_ticks(span, most=most, is_whole=all(x == int(x) for x in places))


def y_ticks(plot: Plot, span: tuple[float, float], most: int) -> tuple[Tick, ...]:
    """Return the ticks of a plot's y axis."""
    if plot.is_log_y:
        return log_ticks(span, most=most, is_share=plot.is_share)
    return even_ticks(span, most=most, is_share=plot.is_share)


def even_ticks(
    span: tuple[float, float], *, most: int, is_share: bool = False, is_whole: bool = False
) -> tuple[Tick, ...]:
    """Return at most `most` or so evenly placed ticks; a share of 0.5 is "50 %"."""
    low, high = span
    step = _step(high - low, most)
    if is_whole:
        step = max(1.0, float(round(step)))
    places = range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)
    scale = 100.0 if is_share else 1.0
    decimals = max(0, -floor(log10(step * scale) + 1e-9))
    return tuple(
        (place * step, number_words(place * step, is_share=is_share, decimals=decimals))
        for place in places
    )


def log_ticks(span: tuple[float, float], *, most: int, is_share: bool = False) -> tuple[Tick, ...]:
    """Return ticks for a span of logarithms: powers of ten, and 2 and 5 between with room."""
    low, high = span
    decades = range(max(floor(low), -300), min(ceil(high), 300) + 1)
    ticks: list[Tick] = []
    for digits in DIGITS:
        values = [digit * 10.0**decade for decade in decades for digit in digits]
        ticks = [
            (log10(value), number_words(value, is_share=is_share))
            for value in values
            if low <= log10(value) <= high
        ]
        if len(ticks) <= most:
            break
    if len(ticks) > most:
        ticks = ticks[:: ceil(len(ticks) / most)]
    # Less than a decade may hold none of them.
    return tuple(ticks) if len(ticks) > 1 else _between(span, most, is_share=is_share)


def number_words(value: float, *, is_share: bool = False, decimals: int | None = None) -> str:
    """Return a number as it is read: "1,250", "−0.5 %", "3e-09"; a dash where there is none."""
    if not isfinite(value):
        return "–"
    scaled = value * 100 if is_share else value
    if decimals is not None and abs(scaled) < LARGEST:
        text = f"{scaled:,.{decimals}f}"
    elif scaled == 0 or SMALLEST <= abs(scaled) < LARGEST:
        text = f"{scaled:,.6g}" if abs(scaled) < 1e6 else f"{scaled:,.0f}"
    else:
        text = f"{scaled:.3g}"
    if text.startswith("-"):
        # As wide as a plus; and no minus before what is rounded to nothing.
        text = f"−{text[1:]}" if text.strip("-0.,") else text[1:]
    return f"{text} %" if is_share else text


def _step(span: float, most: int) -> float:
    """Return 1, 2 or 5 times a power of ten that gives at most `most` steps."""
    if not isfinite(span) or span <= 0:
        return 1.0
    rough = span / max(most, 1)
    power = 10.0 ** floor(log10(rough))
    return next((step * power for step in STEPS if step * power >= rough * (1 - 1e-9)), 10 * power)


def _between(span: tuple[float, float], most: int, *, is_share: bool) -> tuple[Tick, ...]:
    low, high = 10.0 ** max(span[0], -300), 10.0 ** min(span[1], 300)
    evenly = even_ticks((low, high), most=most, is_share=is_share)
    return tuple((log10(place), text) for place, text in evenly if place > 0)
