"""Rows of frozen values as tables of plain cells, for files and reports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_type_hints

Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """Names of columns, and rows of as many cells; a number not known is NaN."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def as_table(kind: type, rows: Sequence[Any]) -> Table:
    """Return rows of a dataclass as a table: a value within a value gets a column a field."""
    return Table(tuple(_columns(kind)), tuple(tuple(_cells(row)) for row in rows))


def _columns(kind: type, prefix: str = "") -> Iterator[str]:
    hints = get_type_hints(kind)
    for field in fields(kind):
        inner = hints[field.name]
        name = f"{prefix}{field.name}"
        if is_dataclass(inner) and isinstance(inner, type):
            yield from _columns(inner, f"{name}_")
        else:
            yield name


def _cells(value: Any) -> Iterator[Cell]:
    for field in fields(value):
        inner = getattr(value, field.name)
        if is_dataclass(inner):
            yield from _cells(inner)
        else:
            yield inner
