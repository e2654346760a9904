"""What a person wants recovered, and what came of it."""

from dataclasses import dataclass, field

from kernelview.kernels import Kernel
from kernelview.learn.descending import DescentSettings, DescentStep
from kernelview.learn.experiments import ExperimentRecord
from kernelview.learn.recovery import Recovery
from kernelview.usecases.recovery_sources import Source


@dataclass(frozen=True)
class Wish:
    """Two pictures, the kernel's (rows, columns), and how to descend; None: least squares."""

    before: Source = field(default_factory=lambda: Source("hand"))
    after: Source = field(default_factory=lambda: Source("shown"))
    size: tuple[int, int] = (5, 5)
    descent: DescentSettings | None = None


@dataclass(frozen=True, eq=False)
class Found:
    """The kernel, the true one where it is known, the steps kept of a descent, the record."""

    recovery: Recovery
    truth: Kernel | None
    steps: tuple[DescentStep, ...]
    record: ExperimentRecord
