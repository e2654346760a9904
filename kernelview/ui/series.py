"""The colours of series: the run in hand, its validation, and the runs beside it."""

from collections.abc import Hashable, Iterable

from kernelview.ui.theme import SERIES, Theme

# Of the Okabe-Ito palette: its blue is too dark for the dark panel, its sky blue is not.
BLUE, SKY = SERIES[0], SERIES[4]
RUN_COLOURS = 4


def training_colour(theme: Theme) -> str:
    """Return the colour of what is measured on the training pictures."""
    return SKY if theme.is_dark else BLUE


def series_colour(place: int, theme: Theme) -> str:
    """Return the colour at a place of the fixed order; its black is the theme's text."""
    place %= len(SERIES)
    return theme.text if place == len(SERIES) - 1 else SERIES[place]


def validation_colour() -> str:
    """Return the colour of what is measured on the validation pictures."""
    return SERIES[1]


def run_colours(theme: Theme) -> tuple[str, ...]:
    """Return the colours of the runs laid over the one in hand; the last stands for all others."""
    fourth = SERIES[6] if theme.is_dark else SKY
    return (SERIES[2], SERIES[3], SERIES[5], fourth, theme.muted)


class ColourSlots:
    """Gives each run a place among the colours, and keeps it while the run stays."""

    def __init__(self) -> None:
        self._slots: dict[Hashable, int] = {}

    def assign(self, keys: Iterable[Hashable]) -> dict[Hashable, int]:
        """Return the place of each key: the one it had, else the first free one."""
        wanted = tuple(dict.fromkeys(keys))
        self._slots = {key: slot for key, slot in self._slots.items() if key in wanted}
        for key in wanted:
            if key not in self._slots:
                taken = set(self._slots.values())
                free = (place for place in range(RUN_COLOURS) if place not in taken)
                self._slots[key] = next(free, RUN_COLOURS)
        return {key: self._slots[key] for key in wanted}
