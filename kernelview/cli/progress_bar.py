"""A progress bar on a terminal's standard error, nothing elsewhere."""

import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Never, Self

from kernelview.jobs import Progress

if TYPE_CHECKING:
    from tqdm import tqdm


class ProgressBar:
    """Shows a job's Progress as a share of `units`, with the latest message beside it.

    Used as a context manager; leaves the terminal's line clean. `note` prints a line above.
    """

    def __init__(self, units: int, *, unit: str, quiet: bool = False) -> None:
        self._units = units
        self._unit = unit
        self._shown = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._bar: tqdm[Never] | None = None

    def __enter__(self) -> Self:
        if self._shown:
            from tqdm import tqdm  # only a terminal needs it

            layout = "{l_bar}{bar}| {n:.0f}/{total_fmt} {unit} [{elapsed}<{remaining}]{postfix}"
            self._bar = tqdm(
                total=self._units, unit=self._unit, bar_format=layout, leave=False, file=sys.stderr
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def update(self, progress: Progress) -> None:
        """Show how far the job is."""
        if self._bar is not None:
            self._bar.set_postfix_str(progress.message, refresh=False)
            self._bar.update(progress.fraction * self._units - self._bar.n)

    def above(self, show: Callable[[], None]) -> None:
        """Call `show`, which prints, with the bar out of the way."""
        if self._bar is None:
            show()
            return
        self._bar.clear()
        show()
        self._bar.refresh()
