"""Kernels as JSON, the one format that keeps everything: our own, strictly read."""

import json
from collections.abc import Mapping
from typing import Any

from kernelview.kernels import Kernel, KernelError

FORMAT = "kernelview-kernel"
VERSION = 1
LONGEST_NAME = 1000

_KEYS = {"format", "version", "name", "weights", "divisor", "offset", "anchor"}


def kernel_to_json(kernel: Kernel) -> dict[str, Any]:
    """Return a kernel as plain lists, numbers and texts."""
    if len(kernel.name) > LONGEST_NAME:
        raise KernelError(f"the name has {len(kernel.name)} characters; at most {LONGEST_NAME}")
    return {
        "format": FORMAT,
        "version": VERSION,
        "name": kernel.name,
        "weights": kernel.weights.tolist(),
        "divisor": kernel.divisor,
        "offset": kernel.offset,
        "anchor": list(kernel.anchor),
    }


def kernel_from_json(content: object) -> Kernel:
    """Return the kernel that kernel_to_json wrote; KernelError for anything else.

    `divisor`, `offset`, `anchor` and `name` may be left out.
    """
    fields = checked_format(content, FORMAT, VERSION, _KEYS)
    try:
        return Kernel(
            _weights(fields.get("weights")),
            divisor=_number(fields.get("divisor", 1.0), "the divisor"),
            offset=_number(fields.get("offset", 0.0), "the offset"),
            anchor=_anchor(fields.get("anchor")),
            name=_name(fields.get("name", "")),
        )
    except OverflowError as error:
        raise KernelError("a number in it is too large") from error


def checked_format(content: object, form: str, version: int, keys: set[str]) -> Mapping[str, Any]:
    """Return `content` when it is an object of this format and version with known keys only."""
    if not isinstance(content, dict) or content.get("format") != form:
        raise KernelError(f'it is JSON, but not "format": "{form}"')
    found = content.get("version")
    if type(found) is not int or found < 1:
        raise KernelError(f"its version is {found!r}; a whole number from 1 on is right")
    if found > version:
        raise KernelError(
            f"it was written by a newer KernelView (version {found} of the format); "
            f"this one reads version {version}"
        )
    unknown = sorted(set(content) - keys)
    if unknown:
        raise KernelError(f"unknown entry {unknown[0]!r}; known are {', '.join(sorted(keys))}")
    return content


def parse_json(data: bytes) -> object:
    """Return what a UTF-8 JSON text says; KernelError when it is none or ambiguous."""
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_duplicates,
        )
    except KernelError:
        raise
    except UnicodeDecodeError as error:
        raise KernelError("it is not UTF-8 text") from error
    except RecursionError as error:
        raise KernelError("its brackets are nested too deep") from error
    except ValueError as error:
        raise KernelError(f"it is not JSON: {error}") from error


def laid_out(content: Mapping[str, Any], *, indent: str = "") -> str:
    """Return JSON text with one line an entry and one line a row of weights."""
    entries = [f'{indent}  "{key}": {_value_text(key, content[key], indent)}' for key in content]
    return "{\n" + ",\n".join(entries) + f"\n{indent}}}"


def _value_text(key: str, value: Any, indent: str) -> str:
    if key == "weights":
        rows = [f"{indent}    {json.dumps(row)}" for row in value]
        return "[\n" + ",\n".join(rows) + f"\n{indent}  ]"
    return json.dumps(value)


def _refuse_constant(text: str) -> object:
    raise KernelError(f"it holds {text}; numbers must be finite")


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise KernelError("it names an entry twice")
    return content


def _weights(value: object) -> list[list[float]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise KernelError('"weights" must be a list of rows, each a list of numbers')
    return [
        [_number(cell, f"row {row}, column {column}") for column, cell in enumerate(cells, 1)]
        for row, cells in enumerate(value, 1)
    ]


def _number(value: object, what: str) -> float:
    # bool is an int to Python, but true is no weight.
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise KernelError(f"{what} must be a number, not {_short(value)}")
    return float(value)


def _anchor(value: object) -> tuple[int, int] | None:
    if value is None:
        return None
    if isinstance(value, list) and len(value) == 2 and all(type(place) is int for place in value):
        return value[0], value[1]
    raise KernelError(f"the anchor must be [row, column], counted from 0, not {_short(value)}")


def _name(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_NAME:
        raise KernelError(f"the name must be a text of at most {LONGEST_NAME} characters")
    return value


def _short(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= 40 else text[:37] + "..."
