"""Numbers as people type them: "1/9", "sqrt(2)/2", "-pi". Read, never evaluated as code."""

import ast
import math
import operator
import re
from collections.abc import Callable

from kernelview.kernels.errors import KernelError

LONGEST_NUMBER = 200
DEEPEST = 30

_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)|(?P<name>[a-z]+)"
    r"|(?P<sign>\*\*|[-+*/()]))",
    re.ASCII,
)
_TYPED = str.maketrans(
    {"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/", "π": " pi ", "√": " sqrt ", "^": "**"}
)
_ROOT = re.compile(r"√\s*(\d+\.?\d*|\.\d+)", re.ASCII)
_NAMES = {"pi": math.pi, "e": math.e}
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sqrt": math.sqrt,
    "exp": math.exp,
    "log": math.log,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "abs": abs,
}
_UNARY: dict[type[ast.unaryop], Callable[[float], float]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}
_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
ALLOWED = f"numbers, + - * / ** ( ), {', '.join(_NAMES)} and {', '.join(_FUNCTIONS)} are understood"


def parse_number(text: str) -> float:
    """Return the value of a number, a fraction or a small expression.

    Raises KernelError for anything else, for results that are not finite real numbers, and
    for more than 200 characters or 30 levels.
    """
    if not isinstance(text, str):
        raise KernelError(f"a number is read from text, not from {type(text).__name__}")
    if len(text) > LONGEST_NUMBER:
        raise KernelError(f"a number has at most {LONGEST_NUMBER} characters, not {len(text)}")
    if not text.strip():
        raise KernelError("there is no number; type one, or 0")
    if _PLAIN.fullmatch(text):
        return _finite(float(text), text)
    return _finite(_evaluated(" ".join(_tokens(text)), text), text)


def _finite(value: float, text: str) -> float:
    if not math.isfinite(value):
        raise KernelError(f"{text!r} has no finite real value")
    return value


def _evaluated(source: str, text: str) -> float:
    try:
        return _value(ast.parse(source, mode="eval").body, text, DEEPEST)
    except KernelError:
        raise
    except (SyntaxError, MemoryError, RecursionError) as error:
        raise KernelError(f"{text!r} is no number or expression; {ALLOWED}") from error
    except ZeroDivisionError as error:
        raise KernelError(f"{text!r} divides by 0") from error
    except (OverflowError, ValueError) as error:
        raise KernelError(f"{text!r} has no finite real value") from error


def _tokens(text: str) -> list[str]:
    """Return the pieces of the text; a KernelError names the first one not understood."""
    typed = _ROOT.sub(r"sqrt(\1)", text).translate(_TYPED).lower().strip()
    tokens = []
    place = 0
    while place < len(typed):
        match = _TOKEN.match(typed, place)
        name = match and match["name"]
        if not match or (name and name not in _NAMES and name not in _FUNCTIONS):
            rest = name or typed[place:].split()[0][:20]
            where = "" if rest == typed else f" in {text.strip()!r}"
            raise KernelError(f"{rest!r}{where} is not understood; {ALLOWED}")
        tokens.append(_decimal(match["number"]) if match["number"] else match[0].strip())
        place = match.end()
    return tokens


def _decimal(number: str) -> str:
    """Return the number as Python writes it: "007" would be refused, 10**400 be infinite."""
    value = float(number)
    if not math.isfinite(value):
        raise KernelError(f"{number[:40]} is too large; the largest weight is about 1.8e308")
    return repr(value)


def _value(node: ast.expr, text: str, levels: int) -> float:
    if levels == 0:
        raise KernelError(f"more than {DEEPEST} nested brackets, signs or operations are too many")
    match node:
        case ast.Constant(value=float(number)):
            return number
        case ast.Name(id=name) if name in _NAMES:
            return _NAMES[name]
        case ast.UnaryOp(op=sign, operand=operand) if type(sign) in _UNARY:
            return _UNARY[type(sign)](_value(operand, text, levels - 1))
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _BINARY:
            first, second = _value(left, text, levels - 1), _value(right, text, levels - 1)
            return _real(_BINARY[type(sign)](first, second), text)
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in _FUNCTIONS:
            return _FUNCTIONS[name](_value(argument, text, levels - 1))
    raise KernelError(f"{text!r} is no number or expression; {ALLOWED}")


def _real(value: float | complex, text: str) -> float:
    # A negative number to a broken power is complex in Python.
    if isinstance(value, complex):
        raise KernelError(f"{text!r} has no finite real value")
    return value
