"""The methods of correlation, one file each, and the choice between them."""

from kernelview.engine.methods.table import (
    METHODS,
    TABLE,
    Method,
    MethodChoice,
    MethodEstimate,
    MethodRow,
    cheapest,
    choose,
    row_of,
    seconds_of,
    why_not,
)

__all__ = [
    "METHODS",
    "TABLE",
    "Method",
    "MethodChoice",
    "MethodEstimate",
    "MethodRow",
    "cheapest",
    "choose",
    "row_of",
    "seconds_of",
    "why_not",
]
