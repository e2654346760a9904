"""The table of methods, and the choice between them: correctness first, then cost."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import Literal, get_args

from kernelview.engine.errors import EngineError
from kernelview.engine.methods import box, direct, fourier, low_rank, reference, separable, sparse
from kernelview.engine.problem import Picture, Problem
from kernelview.engine.speeds import Speeds, speeds
from kernelview.engine.workers import Workers

Method = Literal["reference", "direct", "separable", "low-rank", "box", "sparse", "fourier"]
METHODS: tuple[Method, ...] = get_args(Method)


@dataclass(frozen=True)
class MethodRow:
    """How a method is run, when it is right, and about how many seconds it takes.

    A method that `minds_nan` is not for a picture that may hold NaN or infinity, one that
    `minds_range` not for one where some value may tower over the others.
    """

    correlate: Callable[[Picture, Problem, Picture, Workers], None]
    applies: Callable[[Problem], bool]
    minds_nan: Callable[[Problem], bool]
    minds_range: Callable[[Problem], bool]
    cost: Callable[[Problem], float]
    reason: Callable[[Problem], str]
    needs: str


@dataclass(frozen=True)
class MethodEstimate:
    """About how many seconds a method takes, or None where it is not right; and why."""

    method: Method
    seconds: float | None
    reason: str


@dataclass(frozen=True)
class MethodChoice:
    """The method that "auto" runs, why, about how long it takes, and how the others would."""

    method: Method
    reason: str
    seconds: float
    estimates: tuple[MethodEstimate, ...]


def _row(module: ModuleType, *, needs: str = "nothing") -> MethodRow:
    return MethodRow(
        module.correlate,
        module.applies,
        module.minds_nan,
        module.minds_range,
        module.cost,
        module.reason,
        needs,
    )


TABLE: dict[Method, MethodRow] = {
    "reference": _row(reference),
    "direct": _row(direct),
    "separable": _row(separable, needs="a kernel of rank 1 (one column times one row)"),
    "low-rank": _row(low_rank, needs="a kernel whose columns times rows do not cancel each other"),
    "box": _row(box, needs="a kernel made of a few boxes of equal weights"),
    "sparse": _row(sparse, needs="a kernel with few weights other than 0"),
    "fourier": _row(fourier),
}


def cheapest(problem: Problem) -> Method:
    """Return the cheapest of the methods that are right for this problem."""
    return _cheapest(problem, speeds())


@lru_cache(maxsize=256)
def _cheapest(problem: Problem, measured: Speeds) -> Method:
    right = [method for method in METHODS if why_not(method, problem) is None]
    return min(right, key=lambda method: TABLE[method].cost(problem) * measured.of(method))


def choose(problem: Problem) -> MethodChoice:
    """Return the cheapest method and what the others would take."""
    method = cheapest(problem)
    reason = TABLE[method].reason(problem)
    estimates = tuple(_estimate(name, problem) for name in METHODS)
    return MethodChoice(method, reason, seconds_of(method, problem), estimates)


def seconds_of(method: Method, problem: Problem) -> float:
    """Return about how long a method takes on this machine."""
    return TABLE[method].cost(problem) * speeds().of(method)


def row_of(method: Method, problem: Problem) -> MethodRow:
    """Return a method's row, or raise EngineError when the problem is not one for it."""
    obstacle = why_not(method, problem)
    if obstacle is not None:
        raise EngineError(f"method {method!r} is not for this: {obstacle}; use method='auto'")
    return TABLE[method]


def why_not(method: Method, problem: Problem) -> str | None:
    """Return why a method is not right for a problem; None when it is."""
    row = TABLE[method]
    if not row.applies(problem):
        return f"it needs {row.needs}"
    if not problem.finite and row.minds_nan(problem):
        return "the picture holds NaN or infinity, which must not spread"
    if not problem.even and row.minds_range(problem):
        return "a few values tower over the others, which would drown in their rounding"
    return None


def _estimate(method: Method, problem: Problem) -> MethodEstimate:
    obstacle = why_not(method, problem)
    if obstacle is not None:
        return MethodEstimate(method, None, obstacle)
    return MethodEstimate(method, seconds_of(method, problem), TABLE[method].reason(problem))
