"""What an experiment's plot shows, whoever draws it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """Points with their intervals; `colour` is a place in the fixed order of colours.

    `low` and `high` bound `y`, NaN where a single value tells no interval.
    """

    label: str
    colour: int
    x: tuple[float, ...]
    y: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class Plot:
    """A plot; `name` serves as a file's name, `ticks` name the places 0, 1, ... of the x axis.

    `is_share` says that y is a share to be shown in percent, `is_joined` that lines join the
    points of a series. `baseline` is a value of y to compare with.
    """

    name: str
    title: str
    x_label: str
    y_label: str
    series: tuple[Series, ...]
    ticks: tuple[str, ...] = ()
    is_share: bool = True
    is_joined: bool = False
    is_log_x: bool = False
    is_log_y: bool = False
    baseline: float | None = None
