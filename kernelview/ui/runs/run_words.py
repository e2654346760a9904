"""A kept training in few words, and what it is sorted by."""

from dataclasses import dataclass
from pathlib import Path

from kernelview.learn.choices import BUNDLED, DataChoice, TrainingSettings
from kernelview.learn.run_record import RunRecord

DATA_NAMES: dict[str, str] = dict(
    zip(BUNDLED, ("MNIST digits", "Digits 8 × 8", "Shapes"), strict=True)
)


@dataclass(frozen=True)
class Cell:
    """A cell's text and what its column is sorted by."""

    text: str
    key: float | str


def cells_of(record: RunRecord) -> tuple[Cell, ...]:
    """Return the cells of a run, one for each of HEADINGS."""
    epochs = len(record.history.get("loss", ()))
    accuracy = record.accuracy
    speed = record.images_seen / record.seconds if record.seconds else 0.0
    started = record.started.astimezone()
    return (
        Cell(record.name, record.name.lower()),
        Cell("–" if accuracy is None else f"{accuracy * 100:.1f} %", accuracy or 0.0),
        Cell(f"{epochs}", epochs),
        Cell(record.blueprint.name, record.blueprint.name.lower()),
        Cell(data_words(record.data), record.data.source),
        Cell(settings_words(record.settings), record.settings.optimizer),
        Cell(f"{record.seconds:.1f} s", record.seconds),
        Cell(f"{speed:,.0f}", speed),
        Cell(f"{started:%Y-%m-%d %H:%M}", started.timestamp()),
    )


HEADINGS = (
    "Name", "Test accuracy", "Epochs", "Network", "Data", "Settings",
    "Trained for", "Images/s", "Started",
)  # fmt: skip
NUMBERS = frozenset({"Test accuracy", "Epochs", "Trained for", "Images/s"})


def data_words(data: DataChoice) -> str:
    """Return which pictures: "MNIST digits, 500 of them"."""
    name = DATA_NAMES.get(data.source) or Path(data.source).name or data.source
    parts = [name] if data.limit is None else [f"{name}, {data.limit:,}"]
    if data.classes is not None:
        parts.append(f"{len(data.classes)} classes")
    return ", ".join(parts)


def settings_words(settings: TrainingSettings) -> str:
    """Return how: "adam 0.001, batch 32, seed 0"."""
    return (
        f"{settings.optimizer} {settings.learning_rate:g}, batch {settings.batch_size}, "
        f"seed {settings.seed}"
    )
