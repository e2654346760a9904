"""The table of methods, and the choice between them: correctness first, then cost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from kernelview.engine import direct, reference, separable
from kernelview.engine.errors import EngineError
from kernelview.engine.problem import Picture, Problem

Method = Literal["reference", "direct", "separable"]
METHODS: tuple[Method, ...] = get_args(Method)


@dataclass(frozen=True)
class MethodRow:
    """How a method is run, when it is right, and about what it costs (ns a value).

    A method that `minds_nan` is not for a picture that may hold NaN or infinity.
    """

    correlate: Callable[[Picture, Problem], Picture]
    applies: Callable[[Problem], bool]
    minds_nan: Callable[[Problem], bool]
    cost: Callable[[Problem], float]
    needs: str


@dataclass(frozen=True)
class MethodChoice:
    """The method that "auto" runs, and why."""

    method: Method
    reason: str


TABLE: dict[Method, MethodRow] = {
    "reference": MethodRow(
        reference.correlate,
        reference.applies,
        reference.minds_nan,
        reference.cost,
        needs="nothing",
    ),
    "direct": MethodRow(
        direct.correlate, direct.applies, direct.minds_nan, direct.cost, needs="nothing"
    ),
    "separable": MethodRow(
        separable.correlate,
        separable.applies,
        separable.minds_nan,
        separable.cost,
        needs="a kernel of rank 1 (one column times one row); use method='auto'",
    ),
}


def choose(problem: Problem) -> MethodChoice:
    """Return the cheapest of the methods that are right for this problem."""
    right = [name for name, row in TABLE.items() if _is_right(row, problem)]
    method = min(right, key=lambda name: TABLE[name].cost(problem))
    return MethodChoice(method, _reason(method, problem))


def _is_right(row: MethodRow, problem: Problem) -> bool:
    return row.applies(problem) and (problem.finite or not row.minds_nan(problem))


def row_of(method: Method, problem: Problem) -> MethodRow:
    """Return a method's row, or raise EngineError when the problem is not one for it."""
    row = TABLE[method]
    if not row.applies(problem):
        raise EngineError(f"method {method!r} needs {row.needs}")
    return row


def _reason(method: Method, problem: Problem) -> str:
    rows, columns = problem.weights.shape
    taps = rows * columns
    match method:
        case "separable":
            return f"rank 1: {rows} + {columns} taps a pixel instead of {taps}"
        case "direct" if not problem.finite:
            return "the picture holds NaN or infinity, which must not spread"
        case "direct":
            return f"{taps} taps a pixel in one pass of OpenCV"
        case "reference":
            return "the plain sum is cheapest here"
