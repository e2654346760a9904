"""Numbers as people read them: short, with a true minus sign."""

from math import isfinite, isnan

from kernelview.kernels import format_number

LONGEST_EXACT = 9


def number_text(value: float, *, digits: int = 6, longest: int = LONGEST_EXACT) -> str:
    """Return the exact text when it has at most `longest` characters, else a rounded one."""
    if isnan(value):
        return "nan"
    if not isfinite(value):
        return "∞" if value > 0 else "−∞"
    exact = format_number(value)
    if len(exact) > longest:
        rounded = float(f"{value:.{digits}g}")
        exact = f"{value:.{digits}g}" if abs(rounded) >= 1e15 else format_number(rounded)
    return exact.replace("-", "−")


def texts_of(values: list[float], *, digits: int) -> list[str]:
    """Return texts rounded to `digits` figures, but never in front of the point."""
    return [
        number_text(value, digits=max(digits, _figures_before_point(value)), longest=digits + 1)
        for value in values
    ]


def shortened(text: str, characters: int) -> str:
    """Return the text without the zero before its point when it is too long with it."""
    if len(text) <= characters:
        return text
    sign, figures = ("−", text[1:]) if text.startswith("−") else ("", text)
    return sign + figures[1:] if figures.startswith("0.") else text


def _figures_before_point(value: float) -> int:
    return len(str(int(abs(value)))) if isfinite(value) and abs(value) >= 1 else 1
