"""The table of an ablation, and what it says in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from kernelview.learn.experiments.sentences import NO_DIFFERENCE, interval, percent, points
from kernelview.learn.experiments.statistics import CONFIDENCE
from kernelview.learn.experiments.tables import Table, as_table

# So many single kernels are named; the others are counted.
MOST_NAMED = 5
_METHOD = (
    "The same pictures are compared before and after (McNemar's exact test), for this one "
    "training; p counts all changes tried (Holm)."
)


@dataclass(frozen=True)
class AblationRow:
    """A change and what it does on the test pictures.

    `unit` None is every unit that has a replacement, at once; `replacement` "" is silence. Of
    the pictures `lost` were right before and `won` are right now; `difference` is (won - lost)
    over all, `low` and `high` its interval, `chance` that of McNemar's exact test and `adjusted`
    the same for all rows (Holm).
    """

    unit: int | None
    replacement: str
    accuracy: float
    lost: int
    won: int
    difference: float
    low: float
    high: float
    chance: float
    adjusted: float

    @property
    def is_told(self) -> bool:
        """Whether a difference can be told, all rows counted."""
        return self.adjusted < 1 - CONFIDENCE


@dataclass(frozen=True)
class Ablation:
    """The result: `accuracy` of the network as it is, and a line a change."""

    layer: str
    accuracy: float
    tested: int
    rows: tuple[AblationRow, ...]

    @property
    def tables(self) -> dict[str, Table]:
        """Its tables by name, of plain cells."""
        return {
            "ablation": as_table(AblationRow, self.rows),
        }

    @property
    def conclusions(self) -> tuple[str, ...]:
        """What the numbers say, with how sure it is."""
        single = [row for row in self.rows if row.unit is not None]
        removed = [row for row in single if not row.replacement]
        replaced = [row for row in single if row.replacement]
        together = f"Replacing all {len(replaced)} kernels of {self.layer} at once"
        return (
            f"Of {self.tested:,} test pictures it gets {percent(self.accuracy)} right as it is.",
            *_counted(self.layer, removed, "silencing"),
            *_counted(self.layer, replaced, "replacing"),
            *(_sentence(together, row) for row in self.rows if row.unit is None),
            _METHOD,
        )


def _counted(layer: str, rows: Sequence[AblationRow], doing: str) -> tuple[str, ...]:
    """Return the largest differences that can be told, and how many can."""
    if not rows:
        return ()
    told = sorted((row for row in rows if row.is_told), key=lambda row: -abs(row.difference))
    named = (_sentence(_subject(layer, row, doing), row) for row in told[:MOST_NAMED])
    rest = f"{NO_DIFFERENCE} for {len(rows) - len(told)}"
    every = f"{doing.capitalize()} one of {len(rows)} kernels of {layer}"
    return (*named, f"{every}: a difference can be told for {len(told)}, {rest}.")


def _subject(layer: str, row: AblationRow, doing: str) -> str:
    instead = f" by {row.replacement}" if row.replacement else ""
    return f"{doing.capitalize()} {layer}/{row.unit}{instead}"


def _sentence(subject: str, row: AblationRow) -> str:
    size = f"{interval(row.low, row.high)}, p = {row.adjusted:.2g}"
    if not row.is_told:
        return f"{subject}: {NO_DIFFERENCE} ({size})."
    verb = "costs" if row.difference < 0 else "gains"
    return f"{subject} {verb} {points(row.difference)} ({size})."
