"""A weight as text that fits into its cell."""

from collections.abc import Callable, Iterator

from kernelview.kernels import format_number

MINUS = "\N{MINUS SIGN}"
NEARLY_ZERO = 1e-2


def readable(value: float) -> str:
    """Return the shortest exact text, with a true minus sign and the exponent unpadded."""
    mantissa, power, exponent = format_number(value).partition("e")
    return f"{mantissa}{power}{int(exponent) if power else ''}".replace("-", MINUS)


def fitting(value: float, fits: Callable[[str], bool], *, fewest_digits: int = 1) -> str:
    """Return the longest text of `value` that fits, rounded as far as needed; "" if none."""
    return next((text for text in _candidates(value, fewest_digits) if fits(text)), "")


def _candidates(value: float, fewest_digits: int) -> Iterator[str]:
    yield readable(value)
    for digits in range(4, fewest_digits - 1, -1):
        rounded = float(f"{value:.{digits}g}")
        yield readable(rounded)
        yield _without_zero(readable(rounded))
    if fewest_digits == 1:
        mantissa, _, exponent = f"{value:.0e}".partition("e")
        yield f"{mantissa}e{int(exponent)}".replace("-", MINUS)
        if abs(value) < NEARLY_ZERO:
            yield "≈0"


def _without_zero(text: str) -> str:
    return text.replace("0.", ".", 1) if text.lstrip(MINUS).startswith("0.") else text
