"""A kept training as JSON, all but its numbers in arrays: strictly read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from math import isfinite, nan
from typing import Any, TypeVar

from kernelview.learn.blueprint import Blueprint
from kernelview.learn.blueprint_json import blueprint_from_json, blueprint_to_json
from kernelview.learn.choices import Augmentation, DataChoice, TrainingSettings
from kernelview.learn.errors import LearnError
from kernelview.learn.layers.arguments import LARGEST_ARGUMENT
from kernelview.learn.run_record import RunRecord

LONGEST_TEXT = 300
LONGEST_PATH = 5_000
MOST_CLASSES = 1_000
MOST_EPOCHS = 100_000
MOST_CURVES = 20
_MOST_AXES = 3

Choice = TypeVar("Choice", DataChoice, TrainingSettings, Augmentation)


@dataclass(frozen=True)
class RunFields:
    """What a RunRecord has beside its weights and confusion."""

    name: str
    started: datetime
    data: DataChoice
    blueprint: Blueprint
    settings: TrainingSettings
    input_shape: tuple[int, int, int]
    class_names: tuple[str, ...]
    history: Mapping[str, tuple[float, ...]]
    seconds: float
    images_seen: int


def run_to_json(record: RunRecord) -> dict[str, Any]:
    """Return objects that the json module writes; what is not finite in the history is null."""
    classes = record.data.classes
    return {
        "name": record.name,
        "started": record.started.isoformat(),
        "data": asdict(record.data) | {"classes": classes if classes is None else list(classes)},
        "blueprint": blueprint_to_json(record.blueprint),
        "settings": asdict(record.settings),
        "input_shape": list(record.input_shape),
        "class_names": list(record.class_names),
        "history": {name: _numbers(values) for name, values in record.history.items()},
        "seconds": record.seconds,
        "images_seen": record.images_seen,
    }


def run_from_json(value: object) -> RunFields:
    """Return what run_to_json wrote. Raises LearnError for anything else."""
    found = checked_fields(value, {one.name for one in fields(RunFields)}, "training")
    names = _list(found["class_names"], MOST_CLASSES, "class names")
    return RunFields(
        name=_text(found["name"], "the name of a training"),
        started=_time(found["started"]),
        data=_data(found["data"]),
        blueprint=blueprint_from_json(found["blueprint"]),
        settings=_choice(TrainingSettings, found["settings"], "settings"),
        input_shape=_picture_shape(found["input_shape"]),
        class_names=tuple(_text(name, "a class's name") for name in names),
        history=_history(found["history"]),
        seconds=_amount(found["seconds"], "time in seconds"),
        images_seen=_count(found["images_seen"], "number of pictures seen"),
    )


def checked_fields(value: object, names: set[str], what: str) -> dict[str, Any]:
    """Return an object that has exactly these entries. Raises LearnError."""
    if not isinstance(value, dict):
        raise LearnError(f"its {what} is no object")
    for name in (*sorted(names - set(value)), *sorted(set(value) - names)):
        problem = "lacks" if name in names else "has the unknown entry"
        raise LearnError(f"its {what} {problem} {name[:80]!r}")
    return value


def checked_shape(value: object) -> tuple[int, ...]:
    """Return the shape of a sample: one to three sides. Raises LearnError."""
    sides = _list(value, _MOST_AXES, "sides of the input")
    if not sides or not all(type(one) is int and 1 <= one <= LARGEST_ARGUMENT for one in sides):
        raise LearnError(f"the sides of the input are from 1 to {LARGEST_ARGUMENT:,}")
    return tuple(sides)


def _picture_shape(value: object) -> tuple[int, int, int]:
    sides = checked_shape(value)
    if len(sides) != _MOST_AXES:
        raise LearnError(f"pictures are (height, width, channels), not {sides}")
    return sides[0], sides[1], sides[2]


def _data(value: object) -> DataChoice:
    found = dict(value) if isinstance(value, dict) else {}
    if not isinstance(found.get("source"), str) or len(found["source"]) > LONGEST_PATH:
        raise LearnError("the source of the data is a name or a path")
    if not isinstance(found.get("colour"), bool):
        raise LearnError("the colour of the data is true or false")
    if found.get("classes") is not None:
        classes = _list(found["classes"], MOST_CLASSES, "classes")
        found["classes"] = tuple(_count(one, "index of a class") for one in classes)
    found["augmentation"] = _choice(Augmentation, found.get("augmentation"), "augmentation")
    return _choice(DataChoice, found, "data")


def _choice(kind: type[Choice], value: object, what: str) -> Choice:
    # These check their own numbers, and what else they hold was checked before.
    return kind(**checked_fields(value, {one.name for one in fields(kind)}, what))


def _history(value: object) -> dict[str, tuple[float, ...]]:
    if not isinstance(value, dict) or len(value) > MOST_CURVES:
        raise LearnError(f"its history is no object of at most {MOST_CURVES} curves")
    return {
        _text(name, "a curve's name"): tuple(
            nan if one is None else _number(one, f"value of {name}")
            for one in _list(values, MOST_EPOCHS, "epochs")
        )
        for name, values in value.items()
    }


def _numbers(values: tuple[float, ...]) -> list[float | None]:
    return [float(one) if isfinite(one) else None for one in values]


def _list(value: object, most: int, what: str) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise LearnError(f"the {what} are no list of at most {most:,}")
    return value


def _text(value: object, what: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise LearnError(f"{what} is a text of at most {LONGEST_TEXT} characters")
    return value


def _time(value: object) -> datetime:
    try:
        time = datetime.fromisoformat(_text(value, "the time of a start"))
        # Compared with others, so each needs a zone; those without were written in ours.
        return time if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise LearnError(f"the time of the start is {value!r:.60}, no date and time") from error


def _number(value: object, what: str) -> float:
    try:
        if not isinstance(value, bool) and isinstance(value, int | float):
            return float(value)
    except OverflowError:
        pass
    raise LearnError(f"the {what} is a number, not {_brief(value)}")


def _amount(value: object, what: str) -> float:
    number = _number(value, what)
    if not (isfinite(number) and number >= 0):
        raise LearnError(f"the {what} is from 0 up, not {number:g}")
    return number


def _count(value: object, what: str) -> int:
    if type(value) is not int or not 0 <= value < 1 << 62:
        raise LearnError(f"the {what} is a whole number from 0 up, not {_brief(value)}")
    return value


def _brief(value: object) -> str:
    # A whole number may have thousands of digits.
    return f"{value!r:.40}" if isinstance(value, str | float | bool) else type(value).__name__
