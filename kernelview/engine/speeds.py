"""How fast the methods are on this machine, against what their costs say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

SLOWEST = 4.0


@dataclass(frozen=True, eq=False)
class Speeds:
    """Factors of measured over expected time by method; a method without one counts as 1."""

    factors: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, method: str) -> float:
        """Return a method's factor, between 1 / SLOWEST and SLOWEST."""
        return min(max(self.factors.get(method, 1.0), 1 / SLOWEST), SLOWEST)


_current = Speeds()


def speeds() -> Speeds:
    """Return the speeds that the choice goes by."""
    return _current


def use_speeds(measured: Speeds) -> None:
    """Let the choice between the methods go by these from now on."""
    global _current
    _current = measured
