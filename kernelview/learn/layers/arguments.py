"""Layers' arguments, refused at the door."""

from math import isfinite
from operator import index
from typing import Any, Literal, cast

from kernelview.learn.errors import LearnError

Padding = Literal["valid", "same"]
LARGEST_ARGUMENT = 100_000


def whole(value: Any, what: str) -> int:
    """Return a whole number from 1 up."""
    try:
        number = 0 if isinstance(value, bool) else index(value)
    except TypeError:
        number = 0
    if not 1 <= number <= LARGEST_ARGUMENT:
        raise LearnError(
            f"the {what} is a whole number from 1 to {LARGEST_ARGUMENT}, not {value!r}"
        )
    return number


def wholes(value: Any, count: int, what: str) -> tuple[int, ...]:
    """Return `count` whole numbers; one alone stands for all."""
    if not isinstance(value, tuple | list):
        return (whole(value, what),) * count
    if len(value) != count:
        raise LearnError(f"the {what} is {count} whole numbers or one for all, not {value!r}")
    return tuple(whole(one, what) for one in value)


def shape_of(value: Any, what: str) -> tuple[int, ...]:
    """Return a shape without the number of samples."""
    sides = (value,) if isinstance(value, int) else value
    if not isinstance(sides, tuple | list) or not sides:
        raise LearnError(f"the {what} is a tuple like (28, 28, 1), not {value!r}")
    return tuple(whole(side, what) for side in sides)


def padding_name(value: Any) -> Padding:
    """Return "valid" or "same"."""
    if value not in {"valid", "same"}:
        raise LearnError(f'the padding is "valid" or "same", not {value!r}')
    return cast(Padding, value)


def number_between(value: Any, least: float, most: float, what: str) -> float:
    """Return a finite number from `least` to below `most`."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise LearnError(f"the {what} is a number, not {value!r}")
    if not least <= value < most:
        raise LearnError(f"the {what} is from {least:g} to below {most:g}, not {value:g}")
    return float(value)


def switch(value: Any, what: str) -> bool:
    """Return True or False."""
    if value is not True and value is not False:
        raise LearnError(f"{what} is True or False, not {value!r}")
    return bool(value)


def plain_name(value: Any) -> str:
    """Return a layer's name; "" where there is none yet."""
    if value is None:
        return ""
    if not isinstance(value, str) or not 0 <= len(value) <= 60 or not value.isprintable():
        raise LearnError(f"a layer's name is up to 60 printable characters, not {value!r}")
    if "/" in value:
        raise LearnError(f'a layer\'s name has no "/" in it: {value!r} does')
    return value
